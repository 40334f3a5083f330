"""How many people came by, by quarters of an hour; a method for each, and never who (REQ-S5, REQ-E4).

Three things are known, and no more is said than follows from them:

- *walked in*: the steps that somebody tapped, mistakes taken back by negative ones, without those who were going;
- *admitted*: people let in by their registration;
- *going*: people who left, if somebody counted them too.

`total` is walked in plus admitted. `now`, how many are there, can only be known where going is counted as well: it is
then all who came less all who went; elsewhere it is null, for a counter at an open square sees people come and nothing
more. `peak` is the largest `now` at the end of any quarter where that is known, and else the largest number of people
who came within one quarter of an hour (`peak_of` says which): a yardstick between events, not a crowd at one moment.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import DateTimeField, F, Func, OuterRef, QuerySet, Sum
from django.db.models.functions import JSONObject
from django.utils import timezone

from events import agenda
from events.models import Admission, EventChange, EventDate, Passage
from events.refusals import OutsideTheDay
from venue.live import announce_on_commit
from venue.spaces import occupancy
from venue.spaces.models import Movement

# Phones' clocks differ a little; beyond that a tap of the future is a mistake.
AHEAD: Final = timedelta(minutes=2)
# People come while tables are set up; a tap of another day is of another event.
AROUND: Final = timedelta(hours=24)
MOST_AT_ONCE: Final = 500


class Tap(NamedTuple):
    """`step` people at `at`, as the phone saw it; `request_id` is the phone's own name for it."""

    step: int
    method: str
    at: datetime
    request_id: uuid.UUID
    leaving: bool = False


class Answer(StrEnum):
    HEARD = "heard"
    REPEATED = "repeated"
    REUSED = "request_id_reused"
    OUTSIDE = "outside_the_day"
    FUTURE = "in_the_future"


ANSWERS: Final = [(answer.value, answer.value) for answer in Answer]


class Quarter(NamedTuple):
    starts_at: datetime
    walked_in: int
    admitted: int
    gone: int


class Count(NamedTuple):
    """See the head of this file; `quarters` are those in which anybody was counted."""

    walked_in: int
    admitted: int
    now: int | None
    peak: int
    peak_of: str  # "present" or "quarter"
    quarters: list[Quarter]
    methods: list[str]

    @property
    def total(self) -> int:
        return self.walked_in + self.admitted


# --- hearing ---------------------------------------------------------------------------------------------------------

HEAR: Final = """
INSERT INTO events_passage (date_id, step, method, leaving, at, request_id, by, heard_at)
SELECT %s, step, method, leaving, at, request_id, %s, now()
FROM unnest(%s::smallint[], %s::text[], %s::boolean[], %s::timestamptz[], %s::uuid[])
    AS tap (step, method, leaving, at, request_id)
ON CONFLICT (by, request_id) DO NOTHING RETURNING request_id
"""


@transaction.atomic
def hear(date: EventDate, taps: Sequence[Tap], *, by: str) -> list[Answer]:
    """What became of each tap, in their order. What has been heard before is heard once, in whatever order it comes.

    One that cannot be is answered so and does not hold up the others: a phone that was away all day must get rid of
    its count. In a room of the house everybody counted comes into the live picture too.
    """
    now, hours = timezone.now(), hours_of(date, [tap.at for tap in taps])
    possible = {tap.request_id: tap for tap in reversed(taps) if fault(tap, hours, now) is None}
    new = insert(date, list(possible.values()), by=by)
    known = {it.request_id: it for it in Passage.objects.filter(by=by, request_id__in=possible.keys() - new)}
    if date.space:
        here = [possible[name] for name in new if within(possible[name].at, hours[:1])]
        for tap in sorted(here, key=lambda tap: tap.at):
            tell_the_house(date, tap, by=by)
    if new:
        announce_on_commit(f"day:{date.pk}")
    answers = []
    for tap in taps:
        answer = fault(tap, hours, now)
        if answer is None and tap.request_id in new and possible[tap.request_id] is tap:
            answer = Answer.HEARD
        if answer is None:
            earlier = known.get(tap.request_id)
            said = of_row(earlier) if earlier else (date.pk, possible[tap.request_id])
            answer = Answer.REPEATED if said == (date.pk, tap) else Answer.REUSED
        answers.append(answer)
    return answers


def of_row(row: Passage) -> tuple[int, Tap]:
    return row.date_id, Tap(row.step, row.method, row.at, row.request_id, row.leaving)


def fault(tap: Tap, hours: Sequence[Hours], now: datetime) -> Answer | None:
    if tap.at > now + AHEAD:
        return Answer.FUTURE
    return None if within(tap.at, hours) else Answer.OUTSIDE


Hours = tuple[datetime, datetime]


def within(at: datetime, hours: Iterable[Hours]) -> bool:
    """Whether it was then, or people were setting up or clearing away."""
    return any(first - AROUND <= at <= last + AROUND for first, last in hours)


def hours_of(date: EventDate, moments: Iterable[datetime]) -> list[Hours]:
    """The date's hours; where these moments are outside, also those that it was moved away from while it was on.

    A phone without network goes on counting who is there: they came, wherever the date is said to be by now.
    """
    hours = [(date.starts_at, date.ends_at)]
    if all(within(at, hours) for at in moments):
        return hours
    for change in date.event.changes.filter(what=EventChange.What.MOVED):
        for told in change.figures.get("dates", []):
            first, last = (datetime.fromisoformat(told["before"][name]) for name in ("starts_at", "ends_at"))
            if told["id"] == date.pk and first - AROUND <= change.at <= last + AROUND:
                hours.append((first, last))
    return hours


def insert(date: EventDate, taps: Sequence[Tap], *, by: str) -> set[uuid.UUID]:
    """The names of those that were not there: the unique constraint decides, and two uploads at once never meet."""
    ordered = sorted(taps, key=lambda tap: tap.request_id)
    columns = [[getattr(tap, name) for tap in ordered] for name in ("step", "method", "leaving", "at", "request_id")]
    with connection.cursor() as cursor:
        cursor.execute(HEAR, [date.pk, by, *columns])
        return {name for (name,) in cursor.fetchall()}


def tell_the_house(date: EventDate, tap: Tap, *, by: str) -> None:
    """Whoever walked into a room is taken to leave when the event ends, unless somebody counts that too."""
    assert date.space  # noqa: S101  asked of rooms only
    facts: dict[str, Any] = {
        "request_id": tap.request_id,
        "by": by,
        "at": tap.at,
        "kind": Movement.Kind.MANUAL,
        "about": date.about,
    }
    if tap.step > 0:
        occupancy.arrive(date.space, tap.step, until=date.ends_at, **facts)
    else:
        occupancy.leave(date.space, -tap.step, **facts)


# --- telling ---------------------------------------------------------------------------------------------------------


class QuarterOf(Func):
    """The quarter of an hour of a moment."""

    function = "date_bin"
    template = "date_bin('15 minutes', %(expressions)s, TIMESTAMPTZ '2000-01-01 00:00:00Z')"
    output_field = DateTimeField()


def with_counts(dates: QuerySet[EventDate]) -> Any:
    """Dates with what `tally` reads, in the same statement."""
    of_date = {"date": OuterRef("pk")}
    passed = (
        Passage.objects.filter(**of_date).order_by().values(quarter=QuarterOf("at"), how=F("method"), out=F("leaving"))
    )
    let_in = Admission.objects.filter(**of_date).order_by().values(quarter=QuarterOf("at"))
    return dates.annotate(
        passed=ArraySubquery(
            passed.annotate(people=Sum("step")).values(
                told=JSONObject(quarter="quarter", method="how", leaving="out", people="people")
            )
        ),
        let_in=ArraySubquery(
            let_in.annotate(number=Sum("people")).values(told=JSONObject(quarter="quarter", people="number"))
        ),
    )


def count(date: EventDate) -> Count:
    """Of one date, read now."""
    return tally(with_counts(EventDate.objects.filter(pk=date.pk)).get())


def tally(date: Any) -> Count:
    """Of a date as `with_counts` brings it."""
    found: dict[datetime, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in date.passed:
        found[datetime.fromisoformat(row["quarter"])][2 if row["leaving"] else 0] += row["people"]
    for row in date.let_in:
        found[datetime.fromisoformat(row["quarter"])][1] += row["people"]
    quarters = [Quarter(at, walked_in, admitted, -gone) for at, (walked_in, admitted, gone) in sorted(found.items())]
    going = any(row["leaving"] for row in date.passed)
    present = presence(quarters)
    return Count(
        walked_in=max(0, sum(it.walked_in for it in quarters)),  # nobody can have come less than not at all
        admitted=sum(it.admitted for it in quarters),
        now=present[-1] if going and present else None,
        peak=max(present if going else [it.walked_in + it.admitted for it in quarters], default=0),
        peak_of="present" if going else "quarter",
        quarters=quarters,
        methods=sorted({row["method"] for row in date.passed}),
    )


def presence(quarters: Iterable[Quarter]) -> list[int]:
    """How many were there at the end of each quarter."""
    there, found = 0, []
    for quarter in quarters:
        there = max(0, there + quarter.walked_in + quarter.admitted - quarter.gone)
        found.append(there)
    return found


def tell(date: EventDate, known: Count) -> dict[str, Any]:
    """As the sheet, the socket and the answer to a tap tell it, in the house's own time."""
    zone = agenda.zone(date.event)
    return {
        "total": known.total,
        "walked_in": known.walked_in,
        "admitted": known.admitted,
        "now": known.now,
        "peak": max(0, known.peak),
        "peak_of": known.peak_of,
        "quarters": [
            {
                "starts_at": it.starts_at.astimezone(zone).isoformat(),
                "walked_in": it.walked_in,
                "admitted": it.admitted,
                "gone": it.gone,
            }
            for it in known.quarters
        ],
        "methods": known.methods,
    }


def outside(date: EventDate) -> OutsideTheDay:
    """The refusal of a tap that cannot have been then."""
    last = min(date.ends_at + AROUND, timezone.now() + AHEAD)
    return OutsideTheDay.between(date.starts_at - AROUND, last, agenda.zone(date.event))
