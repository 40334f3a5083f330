/** A sitting as somebody is writing it: days and hours as the house's clock shows them, numbers as typed. */
import type { ManagedSitting, SittingForm } from '$lib/api/manage';
import { dateKey } from '$lib/ui/format';
import { clock, daysLater, momentOf } from '$lib/ui/house_time';
import { words } from '../words';

export class MealDraft {
  date = $state(daysLater(dateKey(new Date()), 1));
  starts = $state('12:00');
  ends = $state('12:50');
  covers = $state('48');
  reserve = $state('');
  /** The menu's number as a <select> has it; '' is none. */
  menu = $state('');
  titleFr = $state('');
  titleEn = $state('');
  /** Sentences by field, before the house is asked. */
  errors = $state<Record<string, string>>({});

  constructor(sitting?: ManagedSitting) {
    if (!sitting) return;
    this.date = dateKey(sitting.starts_at);
    this.starts = clock(sitting.starts_at);
    this.ends = clock(sitting.ends_at);
    this.covers = String(sitting.covers);
    this.reserve = String(sitting.walk_in_reserve);
    this.menu = String(sitting.menu ?? '');
    this.titleFr = sitting.title_fr;
    this.titleEn = sitting.title_en;
  }

  check(): boolean {
    this.errors = {
      ...(/^\d{4}-\d\d-\d\d$/.test(this.date) ? {} : { date: words.needed }),
      ...(this.starts ? {} : { starts_at: words.needed }),
      ...(this.ends ? {} : { ends_at: words.needed }),
      ...(/^\d{1,4}$/.test(this.covers.trim()) ? {} : { covers: words.number }),
      ...(/^\d{0,4}$/.test(this.reserve.trim()) ? {} : { walk_in_reserve: words.number }),
    };
    return Object.keys(this.errors).length === 0;
  }

  written(): SittingForm {
    // A dinner may end after midnight.
    const lastDay = this.ends < this.starts ? daysLater(this.date, 1) : this.date;
    return {
      starts_at: momentOf(this.date, this.starts),
      ends_at: momentOf(lastDay, this.ends),
      ...this.movable(),
    };
  }

  /** What may still change once guests have booked. */
  movable(): Omit<SittingForm, 'starts_at' | 'ends_at'> {
    const reserve = this.reserve.trim();
    return {
      menu: this.menu ? Number(this.menu) : null,
      covers: Number(this.covers),
      ...(reserve ? { walk_in_reserve: Number(reserve) } : {}),
      title_fr: this.titleFr.trim(),
      title_en: this.titleEn.trim(),
    };
  }
}
