const HALF = 30 * 60_000;

/** Half an hour more. */
export const later = (end: string): string => new Date(Date.parse(end) + HALF).toISOString();
