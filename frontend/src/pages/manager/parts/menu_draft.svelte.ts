/** A menu as somebody is writing it. */
import type { ManagedMenu, MenuForm } from '$lib/api/manage';
import { dateKey } from '$lib/ui/format';
import { daysLater } from '$lib/ui/house_time';
import { words } from '../words';

export class MenuDraft {
  date = $state(daysLater(dateKey(new Date()), 1));
  titleFr = $state('');
  titleEn = $state('');
  /** Sentences by field, before the house is asked. */
  errors = $state<Record<string, string>>({});

  constructor(menu?: ManagedMenu) {
    if (!menu) return;
    this.date = menu.served_on;
    this.titleFr = menu.title_fr;
    this.titleEn = menu.title_en;
  }

  check(): boolean {
    this.errors = this.date ? {} : { served_on: words.needed };
    return Object.keys(this.errors).length === 0;
  }

  written(): MenuForm {
    return {
      served_on: this.date,
      title_fr: this.titleFr.trim(),
      title_en: this.titleEn.trim(),
    };
  }
}
