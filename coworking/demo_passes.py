"""The passes of the demo's people: a book of tickets half used, two part-time ones, six residents; and what was sold.

All were sold at the desk, in cash; the demo's visitors buy theirs by card.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from coworking import passes, prices, sales
from coworking.demo_fates import BY
from coworking.demo_visits import VISITOR
from coworking.models import Booking, Kind, Offer, Pass, PassUse
from coworking.models.passes import new_pass
from coworking.wishes import Item
from venue.house.models import OperatingEntity
from venue.money.models import JournalEntry
from venue.people.demo import GUESTS, RESIDENTS, Somebody
from venue.people.models import Person

BOOK_BEGAN = timedelta(weeks=7)
TERM_BEGAN = timedelta(days=10)
PART_TIME = ("Émile", "Oscar")
MONTHLY: list[tuple[str, Somebody]] = [
    *(("mi-temps", it) for it in GUESTS if it.first_name in PART_TIME),
    *(("resident", it) for it in RESIDENTS),
]


class Sale(NamedTuple):
    at: datetime
    cents: int
    about: str


def seed_passes(came: Iterable[Booking], today: date, *, is_new: bool) -> None:
    """The passes that are missing, what the desks of those who `came` took from them, and all of it in the books."""
    sat = [it for it in came if it.resource.kind == Kind.DESK]
    offers, people = Offer.objects.in_bulk(field_name="code"), guests()
    made = list(monthly(offers, people, today, is_new=is_new))
    if is_new:
        made.append(sold(offers["carnet"], people[VISITOR], today - BOOK_BEGAN, today))
    Pass.objects.bulk_create(made)
    take(sat, list(Pass.objects.filter(person__in=people.values()).exclude(state=Pass.State.CANCELLED)))
    post(made, sat if is_new else [])


def guests() -> dict[str, Person]:
    emails = [it.email for it in [*GUESTS, *RESIDENTS]]
    return {it.first_name: it for it in Person.objects.filter(email__in=emails)}


def monthly(offers: dict[str, Offer], people: dict[str, Person], today: date, *, is_new: bool) -> Iterator[Pass]:
    """This month's, of whoever has none; in a new house also those of two months before."""
    having = set(Pass.objects.usable(today).values_list("person__first_name", "offer__code"))
    for code, somebody in MONTHLY:
        if (somebody.first_name, code) not in having:
            began = [today - TERM_BEGAN - relativedelta(months=ago) for ago in (2, 1, 0)] if is_new else [today]
            yield from (sold(offers[code], people[somebody.first_name], day, today) for day in began)


def sold(offer: Offer, person: Person, day: date, today: date) -> Pass:
    held = new_pass(offer, person, day)
    held.renews, held.made_at = False, min(noon(day), timezone.now())
    held.state = Pass.State.ACTIVE
    if held.valid_until < today:
        held.state, held.ended_at = Pass.State.ENDED, noon(held.valid_until + timedelta(days=1))
    return held


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def take(sat: Iterable[Booking], known: list[Pass]) -> None:
    """As `passes.use` would have, each time that she sat down."""
    uses = []
    for booking in sat:
        item = Item(booking.resource, booking.starts_at, booking.ends_at)
        day = prices.day_of(item)
        theirs = (it for it in known if it.person_id == booking.person_id and it.valid_from <= day <= it.valid_until)
        if booking.person_id and (held := next(theirs, None)):
            units = passes.units_of(held, item)
            if held.units_left is not None:
                held.units_left -= units
                held.save(update_fields=["units_left"])
            at = booking.checked_in_at or booking.starts_at
            uses.append(PassUse(held=held, booking=booking, day=day, units=units, at=at, by=BY))
    PassUse.objects.bulk_create(uses)


def post(made: Iterable[Pass], sat: Iterable[Booking]) -> None:
    """In the order of the days: books that have begun take nothing of the past any more."""
    scic = OperatingEntity.objects.get(code="scic")
    tariffs = prices.tariffs()
    sales_made = [Sale(it.made_at, it.offer.price_cents or 0, str(it.posting_ref)) for it in made]
    for booking in sat:
        if booking.person_id is None and booking.resource.resident_id is None and booking.checked_in_at:
            cents = prices.cheapest(
                prices.minutes_long(Item(booking.resource, booking.starts_at, booking.ends_at)), tariffs
            )
            sales_made.append(Sale(booking.checked_in_at, cents, str(sales.new_reference())))
    backdated = not JournalEntry.objects.filter(entity=scic).exists()
    for sale in sorted(sales_made):
        at = sale.at if backdated else None
        sales.post(entity=scic, amount_cents=sale.cents, about=sale.about, means="cash", at=at)
