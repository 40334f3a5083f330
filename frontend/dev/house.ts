/** The demo house of DOMAIN §11 as the API would tell it. Only for `npm run dev` until the real house answers. */
const rect = (x: number, y: number, w: number, h: number) => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
];
const space = (
  code: string,
  names: [string, string, string, string],
  kind: string,
  floor: number,
  polygon: number[][],
) => ({ code, names, kind, level_of_floor: floor, shape: { floor, polygon } });

export const spaces = [
  space(
    'CANT',
    ['Salle de la cantine', 'Dining room', 'Cantine', 'Canteen'],
    'canteen',
    0,
    rect(14.8, 11, 9.2, 12),
  ),
  space(
    'CAFE',
    ['Café & accueil', 'Café & welcome', 'Café', 'Café'],
    'cafe',
    0,
    rect(0, 17.6, 4.8, 5.4),
  ),
  space(
    'KITC',
    ['Cuisine partagée', 'Shared kitchen', 'Cuisine', 'Kitchen'],
    'kitchen',
    0,
    rect(8.5, 17.6, 6.3, 5.4),
  ),
  space(
    'HALL',
    ['Grande salle Blaise-Pascal', 'Blaise-Pascal hall', 'Grande salle', 'Great hall'],
    'hall',
    0,
    rect(0, 11, 14.8, 6.6),
  ),
  space('YARD', ['Cour', 'Yard', 'Cour', 'Yard'], 'yard', 0, [
    [0, 23],
    [24, 23],
    [24, 28.6],
    [21, 30.6],
    [0, 30.6],
  ]),
  space(
    'COWO',
    ['Coworking', 'Coworking', 'Coworking', 'Coworking'],
    'coworking',
    1,
    rect(0, 0, 9.4, 9),
  ),
  space(
    'STUD',
    ['Salle d’étude silencieuse', 'Silent study room', 'Étude', 'Study'],
    'study',
    1,
    rect(16.2, 0, 7.8, 9),
  ),
  space(
    'MR1',
    ['Salle Gergovie', 'Gergovie room', 'Gergovie', 'Gergovie'],
    'room',
    1,
    rect(9.4, 0, 6.8, 4.4),
  ),
  space(
    'MR2',
    ['Salle Sancy', 'Sancy room', 'Sancy', 'Sancy'],
    'room',
    1,
    rect(9.4, 5.4, 4.5, 3.6),
  ),
  space(
    'WORK',
    ['Atelier', 'Workshop', 'Atelier', 'Workshop'],
    'workshop',
    -1,
    rect(0, 32.6, 9.4, 4.5),
  ),
];

const LEVELS: Record<string, [string, number | string | null]> = {
  CANT: ['almost_full', null],
  CAFE: ['lively', null],
  HALL: ['calm', null],
  YARD: ['calm', null],
  COWO: ['lively', 6],
  STUD: ['full', 0],
  MR1: ['calm', null],
  MR2: ['full', null],
  WORK: ['unknown', null],
};

export const occupancy = () => ({
  building: { level: 'lively', updated_at: new Date().toISOString() },
  spaces: Object.entries(LEVELS).map(([code, [level, free]]) => ({
    space: code,
    level,
    free,
    revision: 1,
    updated_at: new Date(Date.now() - 120_000).toISOString(),
  })),
});

type Row = [string, string, string, string[], string[]];
const dish = ([course, fr, en, contains, may_contain]: Row, language: string) => ({
  course,
  name: language === 'en' ? en : fr,
  allergens: { contains, may_contain },
  tags: course === 'main' ? ['BIO', 'CIRCUIT_COURT', 'vegetarian'] : ['BIO'],
});
const MENUS: Row[][] = [
  [
    ['starter', 'Velouté de potimarron', 'Pumpkin soup', ['celery'], []],
    ['main', 'Dahl de lentilles vertes du Puy, riz', 'Green lentil dahl, rice', [], ['mustard']],
    ['dessert', 'Compote pomme-coing', 'Apple and quince compote', [], []],
  ],
  [
    [
      'starter',
      'Salade betterave-noix',
      'Beetroot and walnut salad',
      ['nuts', 'mustard', 'sulphites'],
      [],
    ],
    ['main', 'Truffade, salade verte', 'Truffade, green salad', ['milk'], []],
    ['dessert', 'Poire au chocolat', 'Pear in chocolate', ['milk'], []],
  ],
  [
    ['starter', 'Houmous, crudités', 'Hummus, raw vegetables', ['sesame'], []],
    [
      'main',
      'Couscous de légumes, pois chiches',
      'Vegetable couscous, chickpeas',
      ['gluten', 'celery'],
      [],
    ],
    ['dessert', 'Semoule au lait d’avoine', 'Semolina with oat milk', ['gluten'], ['nuts']],
  ],
  [
    ['starter', 'Chou rouge râpé, raisins', 'Red cabbage, raisins', ['sulphites'], []],
    ['main', 'Brandade de colin', 'Coley brandade', ['fish', 'milk'], ['gluten']],
    ['dessert', 'Yaourt, confiture', 'Yoghurt, jam', ['milk'], []],
  ],
];

const at = (days: number, hour: number) => {
  const date = new Date();
  date.setDate(date.getDate() + days);
  date.setHours(hour, 0, 0, 0);
  return date.toISOString();
};

export function sittings(language: string) {
  const en = language === 'en';
  return [0, 1, 2, 3].flatMap((days) =>
    [12, 13].map((hour, place) => {
      const left = [23, 4, 0, 41, 12, 30, 38, 41][days * 2 + place] ?? 10;
      return {
        id: days * 2 + place + 1,
        title: '',
        trial: false,
        starts_at: at(days, hour + (days === 0 ? 8 : 0)),
        ends_at: at(days, hour + 1 + (days === 0 ? 8 : 0)),
        space: 'CANT',
        space_name: en ? 'Dining room' : 'Salle de la cantine',
        state: left ? 'open' : 'full',
        walk_in_reserve: 7,
        covers: 48,
        covers_left: left,
        equilibrium_cents: 750,
        cost_breakdown: [
          { key: 'food', cents: 308 },
          { key: 'people', cents: 482 },
          { key: 'house', cents: 132 },
          { key: 'supplies', cents: 49 },
          { key: 'grants', cents: -218 },
          { key: 'rounding', cents: -3 },
        ],
        cancelled_because: '',
        allergen_sheet: [],
        price: {
          full_cost_cents: 971,
          sentence: en
            ? 'What you give lets the next person sit down.'
            : 'Ce que vous donnez permet au suivant de s’asseoir.',
        },
        dishes: (MENUS[days] ?? []).map((row) => dish(row, language)),
      };
    }),
  );
}
