/** So many people, as both languages say it. */
export const people = (n: number) => (n < 2 ? `${n} personne` : `${n} personnes`);
export const peopleEn = (n: number) => (n === 1 ? '1 person' : `${n} people`);
