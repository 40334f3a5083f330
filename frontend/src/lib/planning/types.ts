/** What the team plans, as the house tells it (`/api/v1/planning/`). Days and times are ISO 8601. */
import type { components } from '$lib/api/schema';

type Schema = components['schemas'];

export type State = Schema['EventCard']['state'];
/** A site of the street, or a room of the house. */
export type Ground = Schema['Ground'];
/** One to choose, a room with the ways in which it can be set up. */
export type Place = Ground & { layouts?: SetUp[] };
export type SetUp = Schema['SetUp'];
export type Somebody = Schema['TeamMember'];

/** `place`: where it should go is not fit for it. `detail` is a sentence of the house's own, where it has one. */
export type ConflictKind = Schema['ChangeConflict']['kind'];
export interface Conflict {
  kind: ConflictKind;
  with: string;
  detail?: string;
}

/** One event on the board. */
export type EventCard = Schema['EventCard'];
export type CardDate = Schema['CardDate'];
/** One date on the calendar across the sites. */
export type CalendarDate = Schema['CalendarDate'];
export type Calendar = Schema['EventCalendar'];

/** Everything about one event, and one of its dates. */
export type Plan = Schema['Plan'];
export type PlanDate = Schema['PlanDate'];
export type Task = Schema['EventTask'];
export type Paper = Schema['EventPaper'];
export type Happened = Schema['Happened'];
/** What anybody may write about an event, as the desk saves it section by section. */
export type Editable = Pick<
  Plan,
  | 'title'
  | 'title_en'
  | 'summary'
  | 'summary_en'
  | 'description'
  | 'description_en'
  | 'keywords'
  | 'photo_alt'
  | 'photo_alt_en'
  | 'accessible'
  | 'accessibility'
  | 'accessibility_en'
  | 'price'
  | 'price_cents'
  | 'expected_people'
  | 'sound'
  | 'music'
  | 'tents'
  | 'bar'
  | 'food'
  | 'city_kit'
  | 'registers'
  | 'waiting_list'
>;

export type Site = Schema['Site'];
export type SiteForm = Schema['PatchedSiteFormRequest'];
export type NewSite = Schema['NewSiteFormRequest'];
export type RuleSet = Schema['RuleSet'];
export type CrewPlace = Schema['CrewPlace'];
export type Slot = Schema['CrewSlot'];
export type KitItem = Schema['KitItem'];
export type KitReservation = Schema['KitReservation'];
export type SheetLine = Schema['RunSheetLine'];
export type Contact = Schema['ContactOfEvent'];
export type ContactKind = Contact['kind'];

/** What somebody wants to change; what a change would do, before it is done; what was done. */
export interface Wish {
  what: Change['what'];
  /** Left out: all that are to come. */
  date?: number;
  /** Also those that its rule made after it. */
  following?: boolean;
  plan_b?: boolean;
  starts_at?: string;
  ends_at?: string;
  site?: string;
  space?: string;
  layout?: string;
  words: string;
  words_en?: string;
}
export type Preview = Schema['ChangePreview'];
export type Change = Schema['EventChange'];
