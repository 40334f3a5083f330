/** What the house tells and hears of a day in the street; from the API's own description. Times are ISO 8601. */
import type { components } from '$lib/api/schema';

type Schema = components['schemas'];

/** One document for whoever leads a date on site. */
export type Sheet = Schema['Sheet'];
export type SheetPlace = Schema['SheetPlace'];
export type SheetLine = Schema['RunSheetLine'];
export type CrewSlot = Schema['CrewSlot'];
export type Kit = Schema['KitReservation'];

/** `total` is walked in and admitted; `now` is known only where people are counted as they go. */
export type Count = Schema['Count'];
export type Quarter = Schema['QuarterCount'];
export type Method = Schema['CountMethodEnum'];
export type HeardPassages = Schema['HeardPassages'];

export type Answer = Schema['DecisionEnum'];
export type Gravity = Schema['GravityEnum'];

export type Report = Schema['EventReport'];
/** What only people can tell of a date when it is over. */
export type Said = Pick<
  Report,
  | 'weather'
  | 'temperature_c'
  | 'peak'
  | 'total'
  | 'went_well'
  | 'went_wrong'
  | 'photo_consent'
  | 'no_incident'
>;

/** What the other phones of a date hear of it (`day:<id>`). */
export interface DayNews {
  date: number;
  count: Count;
  incidents: number;
  decision: Answer | null;
}
