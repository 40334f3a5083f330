/** A dish as somebody is writing it. */
import type { Course, DishForm, ManagedDish, Tag } from '$lib/api/manage';
import { words } from '../words';

export class DishDraft {
  course = $state<Course>('main');
  nameFr = $state('');
  nameEn = $state('');
  tags = $state<Tag[]>([]);
  /** Sentences by field, before the house is asked. */
  errors = $state<Record<string, string>>({});

  constructor(dish?: ManagedDish) {
    if (!dish) return;
    this.course = dish.course;
    this.nameFr = dish.name_fr;
    this.nameEn = dish.name_en;
    this.tags = [...dish.tags];
  }

  check(): boolean {
    this.errors = this.nameFr.trim() ? {} : { name_fr: words.needed };
    return Object.keys(this.errors).length === 0;
  }

  written(): DishForm {
    return {
      course: this.course,
      name_fr: this.nameFr.trim(),
      name_en: this.nameEn.trim(),
      tags: [...this.tags],
    };
  }
}
