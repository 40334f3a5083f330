/** An event as somebody begins it: a title is enough. */
import type { NewEvent } from '$lib/api/planning';
import { dateKey } from '$lib/ui/format';
import { daysLater } from '$lib/ui/house_time';
import { placed, groundOf } from './calendar_grid';
import { stretchOf, wrongHours } from './hours';
import type { Ground } from './types';

export const FACTS = ['sound', 'music', 'tents', 'bar', 'food', 'city_kit'] as const;
export type Fact = (typeof FACTS)[number];

/** What is wrong with what was typed, by field; a page has the sentences. */
export type Wrong = Record<string, 'needed' | 'number' | 'endsBefore'>;

export class NewEventDraft {
  title = $state('');
  dated = $state(false);
  day = $state(daysLater(dateKey(new Date()), 30));
  from = $state('14:00');
  until = $state('18:00');
  /** `site:jaude`; '' is none yet. */
  place = $state('');
  people = $state('');
  facts = $state<Fact[]>([]);
  wrong = $state<Wrong>({});

  check(): boolean {
    this.wrong = {
      ...(this.title.trim() ? {} : { title: 'needed' }),
      ...(/^\d{0,6}$/.test(this.people.trim()) ? {} : { expected_people: 'number' }),
      ...(this.dated ? wrongHours(this.day, this.from, this.until) : {}),
      ...(this.dated && !this.place ? { place: 'needed' } : {}),
    } as Wrong;
    return Object.keys(this.wrong).length === 0;
  }

  written(places: Ground[]): NewEvent {
    const ground = groundOf(this.place, places);
    return {
      title: this.title.trim(),
      ...(this.people.trim() ? { expected_people: Number(this.people) } : {}),
      ...Object.fromEntries(this.facts.map((fact) => [fact, true])),
      ...(this.dated && ground
        ? { dates: [{ ...stretchOf(this.day, this.from, this.until), ...placed(ground) }] }
        : {}),
    };
  }
}
