import type { Wrong } from '$lib/planning/new_event.svelte';
import { words } from '../words';

/** The sentences beside the fields: what the page finds itself, and over it what the house said. */
export function sentences(wrong: Wrong, told: Record<string, string> = {}): Record<string, string> {
  return {
    ...told,
    ...Object.fromEntries(Object.entries(wrong).map(([field, why]) => [field, words[why]])),
  };
}
