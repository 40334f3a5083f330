"""The demo's coworking lives: six weeks behind it, this one, and what is booked for the days to come.

Safe to run at every start: what is missing of the plan is added, what a visitor changed stays. The past is written as
it would stand had the verbs been called then; who sits now is told to the head-count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from coworking import bookings, expected, headcount, presence, standing, wishes
from coworking.demo_fates import BY, PAUSE, arrival, live
from coworking.demo_passes import seed_passes
from coworking.demo_visits import AT_A_DESK, BOOKED, MEETINGS, VISITOR, WALK_INS, Fate, Visit
from coworking.models import Booking, BookingChange, BookingState, Resource
from coworking.wishes import Item, Wish
from venue.errors import Refused
from venue.house.models import Building
from venue.people.demo import GUESTS
from venue.people.models import Person
from venue.spaces import hours

WEEKS_BEHIND: Final = 6
WEEK: Final = timedelta(days=7)


class Planned(NamedTuple):
    booking: Booking
    fate: Fate


def seed(today: date) -> None:
    """What of the plan is not there yet, and the passes that its desks were used with."""
    now, plan = timezone.now(), Plan()
    is_new = not plan.known
    monday = today - timedelta(days=today.weekday())
    came: list[Booking] = []
    for ago in range(WEEKS_BEHIND, -2, -1):
        first_day = monday - ago * WEEK
        booked = [*visited(ago), *([AT_A_DESK] if is_new and ago > 1 else [])]
        came += write(plan.of_week(first_day, [*booked, *MEETINGS]), now)
        came += write(plan.of_week(first_day, WALK_INS, walk_in=True), now)
    came += carry_on(plan, monday, now)
    seed_passes([it for it in came if it.checked_in_at], today, is_new=is_new)


def pulse(now: datetime | None = None) -> None:
    """While the demo is open, those who are expected come, those who pause come back, and somebody just comes."""
    now, plan = now or timezone.now(), Plan()
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    carry_on(plan, monday, now)
    write(plan.of_week(monday, [it for it in WALK_INS if it.weekday == today.weekday()], walk_in=True), now)


def visited(ago: int) -> Iterator[Visit]:
    """The domain's week is this one, and the last; in those before not everybody came."""
    return (visit for number, visit in enumerate(BOOKED) if ago < 2 or number % 7 != ago)


class Plan:
    """The visits of a week as bookings at that week's dates; those that are written already are left out."""

    def __init__(self) -> None:
        house = Building.objects.get(code="preau")
        self.zone = ZoneInfo(house.time_zone)
        self.places = {it.code: it for it in Resource.objects.select_related("space", "entity")}
        self.known = set(Booking.objects.filter(by=BY).values_list("resource__code", "starts_at"))

    @cached_property
    def people(self) -> dict[str, Person]:
        return {it.first_name: it for it in Person.objects.filter(email__in=[each.email for each in GUESTS])}

    def of_week(self, monday: date, visits: Iterable[Visit], *, walk_in: bool = False) -> Iterator[Planned]:
        """In order of time; within the opening hours of that week."""
        for visit in sorted(visits, key=lambda it: (it.weekday, it.hour)):
            place, starts_at = self.places[visit.place], self.starts(visit, monday)
            item = Item(place, starts_at, starts_at + timedelta(hours=visit.hours))
            if (visit.place, starts_at) not in self.known and hours.covers(place.space, *item[1:]):
                yield Planned(self.booking(visit, item, walk_in=walk_in), visit.fate)

    def starts(self, visit: Visit, monday: date) -> datetime:
        midnight = datetime.combine(monday + timedelta(days=visit.weekday), datetime.min.time())
        return (midnight + timedelta(hours=visit.hour)).replace(tzinfo=self.zone)

    def booking(self, visit: Visit, item: Item, *, walk_in: bool) -> Booking:
        person = None if walk_in else self.people.get(visit.who)
        wish = Wish(
            items=[item],
            by=BY,
            person=person,
            host=person is None,
            first_name="" if person else visit.who,
            walk_in=walk_in,
            people=visit.people,
            title=visit.title,
            language=person.language if person else "fr",
        )
        booking = bookings.booking_of(item, wish, hold_until=None, now=item.starts_at)
        booking.made_at = arrival(booking) if walk_in else item.starts_at - timedelta(days=1, hours=2)
        return booking

    def fates(self, monday: date) -> dict[tuple[str, datetime], Fate]:
        """Of what was booked for that week and the one before, which a closed house may have missed."""
        of: dict[tuple[str, datetime], Fate] = {}
        for week in (monday - WEEK, monday):
            of |= {(it.place, self.starts(it, week)): it.fate for it in [*BOOKED, *MEETINGS]}
        return of


@transaction.atomic
def write(planned: Iterable[Planned], now: datetime) -> list[Booking]:
    """Those that the house's rules allow, as they stand now; whatever a visitor has booked there goes first."""
    changes: list[BookingChange] = []
    fitting = [it for it in planned if is_due(it.booking, now)]
    for booking, fate in fitting:
        booking.made_at = min(booking.made_at, now)
        changes += live(booking, fate, now)
    rows = [it.booking for it in fitting]
    if not rows:
        return []
    refused = {it.key for it in bookings.insert_sorted(rows)}
    BookingChange.objects.bulk_create(it for it in changes if it.booking.key not in refused)
    written = [it for it in rows if it.key not in refused]
    for booking in written:
        tell(booking)
    bookings.announce(*(it for it in written if it.is_active))
    return written


def is_due(booking: Booking, now: datetime) -> bool:
    """What has begun; what is ahead keeps to the horizon, and to what one person may have (REQ-W3)."""
    if booking.walk_in or booking.starts_at <= now:
        return arrival(booking) <= now or not booking.walk_in
    item = Item(booking.resource, booking.starts_at, booking.ends_at)
    wish = Wish(items=[item], by=BY, person=booking.person, host=booking.person is None, people=booking.people)
    try:
        wishes.refuse_impossible(wish, now)
        wishes.refuse_quota(wish, now)
    except Refused:
        return False
    return True


def tell(booking: Booking) -> None:
    """Who is in the house is counted; who will be in a room is expected."""
    if booking.checked_in_at and booking.is_active:
        headcount.came(booking, booking.checked_in_at)
        if booking.paused_at:
            headcount.went(booking, booking.paused_at)
    if booking.is_active:
        expected.expect(booking)


def carry_on(plan: Plan, monday: date, now: datetime) -> list[Booking]:
    """What has become since of those who were expected or paused; those whom the house saw only now."""
    seen = []
    fates = plan.fates(monday)
    soon = now + timedelta(minutes=10)
    theirs = Booking.objects.filter(by=BY, state__in=[BookingState.CONFIRMED, BookingState.PAUSED], starts_at__lte=soon)
    for pk in theirs.exclude(person__first_name=VISITOR).values_list("pk", flat=True):
        with transaction.atomic():
            booking = bookings.locked(pk)
            fate = fates.get((booking.resource.code, booking.starts_at))
            if fate is not None and go_on(booking, fate, now):
                seen.append(booking)
    return seen


def go_on(booking: Booking, fate: Fate, now: datetime) -> bool:
    """True when it was brought up to date at once: the house was closed when she came."""
    if booking.state == BookingState.PAUSED:
        if fate is not Fate.LONG_PAUSE and booking.paused_at and booking.paused_at + PAUSE <= now < booking.ends_at:
            presence.arrive(booking, by=BY, at=now)
        return False
    if booking.state != BookingState.CONFIRMED:
        return False
    if now < standing.check_in_window(booking).ends_at:
        if fate is not Fate.NO_SHOW and arrival(booking) <= now:
            presence.check_in(booking, by=BY, at=now)
        return False
    BookingChange.objects.bulk_create(live(booking, fate, now))
    booking.save()
    tell(booking)
    if not booking.is_active:
        expected.expect_nobody(booking)
    return True
