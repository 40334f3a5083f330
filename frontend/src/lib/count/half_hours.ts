/** Until when who just comes is offered a seat: two hours, on the half hour, never longer than it is free. */
const HALF = 30 * 60_000;

export function suggestedEnd(now: Date, until: string, hours = 2): Date | null {
  const free = Math.floor(Date.parse(until) / HALF) * HALF;
  const wished = Math.ceil((now.getTime() + hours * 2 * HALF - HALF) / HALF) * HALF;
  const end = Math.min(free, wished);
  return end > now.getTime() ? new Date(end) : null;
}

/** Half an hour more. */
export const later = (end: string): string => new Date(Date.parse(end) + HALF).toISOString();
