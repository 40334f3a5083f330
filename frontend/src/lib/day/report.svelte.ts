/** The report of a date as somebody writes it: what was counted stands there already, and is sent only if it changed. */
import { addLesson, writeReport } from '$lib/api/day';
import type { Report, Said } from './types';

const TEXTS = ['weather', 'went_well', 'went_wrong'] as const;
const NUMBERS = ['temperature_c', 'peak', 'total'] as const;

export class ReportForm {
  weather = $state('');
  went_well = $state('');
  went_wrong = $state('');
  temperature_c = $state('');
  peak = $state('');
  total = $state('');
  photo_consent = $state<Said['photo_consent']>('');
  no_incident = $state(false);
  lesson = $state('');
  /** Fields that are no number. */
  wrong = $state<(typeof NUMBERS)[number][]>([]);

  constructor(private told: Report) {
    this.#fill();
  }

  /** @throws Problem, Unreachable. null: a field is no number. */
  async save(date: number, site: string | null, event: string): Promise<Report | null> {
    this.wrong = NUMBERS.filter((name) => this.#number(name) === undefined);
    if (this.wrong.length) return null;
    this.told = await writeReport(date, this.#changes());
    const lesson = this.lesson.trim();
    if (lesson && site) {
      await addLesson(site, event, lesson);
      this.lesson = '';
    }
    return this.told;
  }

  #fill(): void {
    const { told } = this;
    for (const name of TEXTS) this[name] = told[name];
    for (const name of NUMBERS) this[name] = String(this.#shown(name) ?? '');
    this.photo_consent = told.photo_consent;
    this.no_incident = told.no_incident;
  }

  /** What was said, else what was counted. */
  #shown(name: (typeof NUMBERS)[number]): number | null {
    const { counted } = this.told;
    if (this.told[name] !== null || name === 'temperature_c' || !counted.total) {
      return this.told[name];
    }
    // The best quarter of an hour is not how many were there at once.
    return name === 'peak' && counted.peak_of === 'quarter' ? null : counted[name];
  }

  #changes(): Partial<Said> {
    const said: Partial<Said> = {};
    for (const name of TEXTS) if (this[name] !== this.told[name]) said[name] = this[name];
    for (const name of NUMBERS) {
      const number = this.#number(name) ?? null;
      if (number !== this.#shown(name)) said[name] = number;
    }
    if (this.photo_consent !== this.told.photo_consent) said.photo_consent = this.photo_consent;
    if (this.no_incident !== this.told.no_incident) said.no_incident = this.no_incident;
    return said;
  }

  /** null: left empty; undefined: no number. */
  #number(name: (typeof NUMBERS)[number]): number | null | undefined {
    const typed = this[name].trim().replace('−', '-');
    if (!typed) return null;
    return /^-?\d{1,6}$/.test(typed) ? Number(typed) : undefined;
  }
}
