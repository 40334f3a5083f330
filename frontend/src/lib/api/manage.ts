/**
 * The managers' side: sittings, menus, costs, people, phones, cash. Amounts come without persons and persons
 * without amounts (DESIGN §1.1); no page here puts the two together.
 */
import { get, post, send } from './client';
import type { components } from './schema';
import type { Allergen } from './types';

type Schema = components['schemas'];
interface Page<Row> {
  results: Row[];
}

const MANAGE = '/api/v1/canteen/manage';
const PEOPLE = '/api/v1/people';

// --- sittings --------------------------------------------------------------------------------------------------------

export type ManagedSitting = Schema['ManagedSitting'];

export interface SittingForm {
  starts_at: string;
  ends_at: string;
  menu: number | null;
  covers: number;
  /** Left out: the usual share. */
  walk_in_reserve?: number;
  title_fr: string;
  title_en: string;
}

/** `from` and `to` are days, `2026-11-24`; `to` is included. */
export const readSittings = async (from: string, to: string, signal?: AbortSignal) =>
  (await get<Page<ManagedSitting>>(`${MANAGE}/sittings/?from=${from}&to=${to}`, signal)).results;

export const readSitting = (id: number, signal?: AbortSignal) =>
  get<ManagedSitting>(`${MANAGE}/sittings/${id}/`, signal);

export const planSitting = (form: SittingForm, key: string) =>
  post<ManagedSitting>(`${MANAGE}/sittings/`, form, { key });

export const changeSitting = (id: number, form: Partial<SittingForm>) =>
  send<ManagedSitting>('PATCH', `${MANAGE}/sittings/${id}/`, form);

/** Only a draft. */
export const throwSittingAway = (id: number) =>
  send<undefined>('DELETE', `${MANAGE}/sittings/${id}/`);

/** @throws Problem `over_capacity` (with `conflicts`), `outside_opening_hours`, `no_costs`, `sitting_over` */
export const openSitting = (id: number) =>
  post<ManagedSitting>(`${MANAGE}/sittings/${id}/opening/`, {});

export const closeSitting = (id: number) =>
  post<ManagedSitting>(`${MANAGE}/sittings/${id}/closing/`, {});

/** `because` is read by guests. */
export const cancelSitting = (id: number, because: string) =>
  post<ManagedSitting>(`${MANAGE}/sittings/${id}/cancellation/`, { because });

/** Free bookings without a contact that came in quick succession. Numbers of orders, nobody's name. */
export type Burst = Schema['Burst'];

export const readBursts = (sitting: number, signal?: AbortSignal) =>
  get<Burst[]>(`/api/v1/canteen/sittings/${sitting}/bursts/`, signal);

/** Those of every sitting that can still be booked. */
export const readComingBursts = (signal?: AbortSignal) => get<Burst[]>(`${MANAGE}/bursts/`, signal);

export const releaseBurst = ({ sitting, orders }: Burst) =>
  post<{ covers_released: number }>(`/api/v1/canteen/sittings/${sitting}/bursts/release/`, {
    orders,
  });

export type CashCount = Schema['CashCount'];

export const readCash = async (sitting: number, signal?: AbortSignal) =>
  (await get<Page<CashCount>>(`/api/v1/canteen/sittings/${sitting}/cash-counts/`, signal)).results;

/** All the cash of a sitting. `corrects`: the count that was wrong. */
export const countCash = (
  sitting: number,
  amount_cents: number,
  corrects: number | null,
  key: string,
) =>
  post<CashCount>(
    `/api/v1/canteen/sittings/${sitting}/cash-counts/`,
    { amount_cents, ...(corrects === null ? {} : { corrects }) },
    { key },
  );

/** The solidarity fund in sums of many: closed days only. */
export type Fund = Schema['Fund'];

export const readFund = (signal?: AbortSignal) => get<Fund>('/api/v1/canteen/fund/', signal);

// --- menus -----------------------------------------------------------------------------------------------------------

/** The fourteen of EU regulation 1169/2011, annex II, in its order. */
export const ALLERGENS = [
  'gluten',
  'crustaceans',
  'eggs',
  'fish',
  'peanuts',
  'soya',
  'milk',
  'nuts',
  'celery',
  'mustard',
  'sesame',
  'sulphites',
  'lupin',
  'molluscs',
] as const satisfies Allergen[];
export type AllergenAnswer = 'contains' | 'may_contain' | 'no';
export type Answers = Partial<Record<Allergen, AllergenAnswer>>;

export type Course = Schema['CourseEnum'];
export const COURSES: Course[] = ['starter', 'main', 'dessert'];
export type Tag = Schema['TagsEnum'];

export type ManagedDish = Omit<Schema['ManagedDish'], 'answers'> & { answers: Answers };

export type ManagedMenu = Omit<Schema['ManagedMenu'], 'dishes'> & { dishes: ManagedDish[] };

export interface MenuForm {
  served_on: string;
  title_fr: string;
  title_en: string;
}

export interface DishForm {
  course: Course;
  name_fr: string;
  name_en: string;
  tags: Tag[];
}

export const readMenus = async (from: string, to: string, signal?: AbortSignal) =>
  (await get<Page<ManagedMenu>>(`${MANAGE}/menus/?from=${from}&to=${to}`, signal)).results;

export const readMenu = (id: number, signal?: AbortSignal) =>
  get<ManagedMenu>(`${MANAGE}/menus/${id}/`, signal);

export const writeMenu = (form: MenuForm, key: string) =>
  post<ManagedMenu>(`${MANAGE}/menus/`, form, { key });

export const changeMenu = (id: number, form: Partial<MenuForm>) =>
  send<ManagedMenu>('PATCH', `${MANAGE}/menus/${id}/`, form);

export const throwMenuAway = (id: number) => send<undefined>('DELETE', `${MANAGE}/menus/${id}/`);

export const writeDish = (menu: number, form: DishForm, key: string) =>
  post<ManagedDish>(`${MANAGE}/menus/${menu}/dishes/`, form, { key });

export const changeDish = (id: number, form: Partial<DishForm>) =>
  send<ManagedDish>('PATCH', `${MANAGE}/dishes/${id}/`, form);

/** Some or all of the fourteen; what is left out stays. @throws Problem `named_cook_needed` */
export const answerAllergens = (id: number, answers: Answers) =>
  post<ManagedDish>(`${MANAGE}/dishes/${id}/answers/`, answers);

/** @throws Problem `allergens_unanswered`, with `allergens` */
export const publishDish = (id: number) =>
  post<ManagedDish>(`${MANAGE}/dishes/${id}/publication/`, {});

export const withdrawDish = (id: number) =>
  post<ManagedDish>(`${MANAGE}/dishes/${id}/withdrawal/`, {});

export const throwDishAway = (id: number) => send<undefined>('DELETE', `${MANAGE}/dishes/${id}/`);

// --- costs -----------------------------------------------------------------------------------------------------------

export interface CostsForm {
  entity: string;
  valid_from: string;
  covers: number;
  food_cents: number;
  pay_cents: number;
  house_cents: number;
  supplies_cents: number;
  grants_cents: number;
  note: string;
}

export type Costs = Schema['Costs'];

export type Entity = Schema['Entity'];

/** The versions, the newest first, and the legal bodies that may have some. */
export const readCosts = (signal?: AbortSignal) =>
  get<Schema['CostsList']>(`${MANAGE}/costs/`, signal);

export const enterCosts = (form: CostsForm, key: string) =>
  post<Costs>(`${MANAGE}/costs/`, form, { key });

export const throwCostsAway = (id: number) => send<undefined>('DELETE', `${MANAGE}/costs/${id}/`);

export type PricePage = Schema['PricePage'];

export const readPricePage = (signal?: AbortSignal) =>
  get<PricePage>(`${MANAGE}/price-page/`, signal);

export const changePricePage = (form: Partial<PricePage>) =>
  send<PricePage>('PATCH', `${MANAGE}/price-page/`, form);

// --- people and phones -----------------------------------------------------------------------------------------------

export const ROLES: Role[] = [
  'host',
  'cook',
  'animator',
  'prescriber',
  'manager',
  'accountant',
  'auditor',
];

export type Person = Schema['Person'];
export type Role = Schema['RoleEnum'];
/** One screen of people; `next` is where the rest is. */
export type PeoplePage = Page<Person> & { next?: string | null };

export interface PersonForm {
  first_name: string;
  email: string | null;
  roles: Role[];
}

export const readPeople = (sought: string, page: number, signal?: AbortSignal) =>
  get<PeoplePage>(`${PEOPLE}/?q=${encodeURIComponent(sought)}&page=${page}`, signal);

export const welcome = (form: PersonForm, key: string) => post<Person>(`${PEOPLE}/`, form, { key });

export const changePerson = (id: string, form: { first_name?: string; email?: string | null }) =>
  send<Person>('PATCH', `${PEOPLE}/${id}/`, form);

export const giveRole = (id: string, role: Role) =>
  post<unknown>(`${PEOPLE}/${id}/roles/`, { role });

export const takeRole = (id: string, role: Role) =>
  send<undefined>('DELETE', `${PEOPLE}/${id}/roles/${role}/`);

/** She leaves the team: no more sign-in. */
export const depart = (id: string) => post<Person>(`${PEOPLE}/${id}/departure/`, {});

export const comeBack = (id: string) => send<Person>('DELETE', `${PEOPLE}/${id}/departure/`);

/** What a shared phone may be for: neither amounts nor persons. */
export const DEVICE_ROLES: DeviceRole[] = ['host', 'cook', 'animator'];

export type Device = Omit<Schema['Device'], 'state' | 'seen_at'> & {
  state: 'active' | 'away' | 'revoked';
  seen_at: string;
};

export type PairingCode = Schema['PairingCode'];
export type DeviceRole = Schema['DeviceRoleEnum'];

export const readDevices = (signal?: AbortSignal) =>
  get<Page<Device>>(`${PEOPLE}/devices/`, signal);

export const revoke = (id: string) => post<Device>(`${PEOPLE}/devices/${id}/revocation/`, {});

export const readPairingCodes = async (signal?: AbortSignal) =>
  (await get<Page<PairingCode>>(`${PEOPLE}/pairing-codes/`, signal)).results;

export const makePairingCode = (roles: DeviceRole[], valid_until: string, key: string) =>
  post<PairingCode>(`${PEOPLE}/pairing-codes/`, { roles, valid_until }, { key });

export const endPairingCode = (id: string) =>
  send<undefined>('DELETE', `${PEOPLE}/pairing-codes/${id}/`);

export const pairingPicture = (id: string) => `${PEOPLE}/pairing-codes/${id}.svg`;
