"""What somebody asks for when registering, and why the house may say no before any lock (DESIGN §4 *Bookings*)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from events import refusals
from events.models import COMING, PUBLIC, DateState, Event, EventDate, Site
from events.models.registrations import new_key
from venue import rules
from venue.errors import NotFound
from venue.house.models import Building, OperatingEntity
from venue.money import payments
from venue.rows import Rows, prepared
from venue.spaces.models import Space

ONLINE, ON_SITE = "online", "on_site"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for; no account is needed. `date` None: the next one that is still to come.

    `contribution_cents` is for a free price alone; a fixed one is known. It is kept nowhere: who has to wait first is
    asked again when a place is there.
    """

    building: Building
    slug: str
    places: int
    date: int | None = None
    key: str = field(default_factory=new_key)
    contribution_cents: int = 0
    payment: str = ONLINE
    first_name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "fr"
    browser: str = ""
    is_first_visit: bool = False  # of the browser
    by_team: bool = False

    @property
    def most_places(self) -> int:
        """A larger group talks to the team; no ticket can say more than a byte."""
        return 255 if self.by_team else int(rules.get("event.max_places", building=self.building.pk))

    @property
    def is_named(self) -> bool:
        return bool(self.first_name or self.email or self.phone)

    @property
    def is_nameless(self) -> bool:
        """Nobody could be reached, and nobody of the house has seen who asks."""
        return not (self.email or self.phone or self.by_team)


# All that a registration's answer says of its event, in one trip; a date to come before one that is over.
ASKED = Rows(
    """
SELECT {date}, {event}, {entity}, {site}, {space}, {house}
FROM events_event event
JOIN events_eventdate date ON date.event_id = event.id
JOIN house_operatingentity entity ON entity.id = event.entity_id
LEFT JOIN events_site site ON site.id = date.site_id
LEFT JOIN spaces_space space ON space.id = date.space_id
LEFT JOIN house_building house ON house.id = space.building_id
WHERE event.slug = %(slug)s AND event.building_id = %(building)s AND event.state = ANY(%(public)s)
    AND (%(date)s::bigint IS NULL OR date.id = %(date)s::bigint)
ORDER BY date.state = 'scheduled' AND date.ends_at > %(now)s DESC, date.starts_at
LIMIT 1""",
    date=EventDate,
    event=Event,
    entity=OperatingEntity,
    site=Site,
    space=Space,
    house=Building,
)


def joined(found: dict[str, Any]) -> EventDate:
    """The date of a row of `Rows`, knowing its event and its place without asking again."""
    date: EventDate = found["date"]
    date.event, date.site, date.space = found["event"], found["site"], found["space"]
    date.event.entity = found["entity"]
    if date.space:
        date.space.building = found["house"]
    return date


def asked(wish: Wish, now: datetime) -> EventDate:
    """The date that is wished for, or why not: when an event is full without a waiting list, most hear it here.

    Raises NotFound (a plan too), NoRegistration, InThePast, TooManyPlaces, EventFull.
    """
    found = ASKED.one(
        slug=wish.slug, building=wish.building.pk, public=[str(it) for it in PUBLIC], date=wish.date, now=now
    )
    if found is None:
        raise NotFound
    date = joined(found)
    if wish.places > (most := wish.most_places):
        raise refusals.TooManyPlaces(max_places=most)
    if date.ends_at <= now:
        raise refusals.InThePast
    if not date.event.registers or date.event.state not in COMING or date.state != DateState.SCHEDULED:
        raise refusals.NoRegistration
    if not date.could_hold(wish.places):
        raise refusals.TooManyPlaces(max_places=min(most, date.most_places or 0))
    if not has_line(date, now) and not has_room(date, wish.places):
        raise refusals.EventFull(places_left=date.places_left)
    share = nameless_share(wish, date, now)
    if share is not None and not date.may_be_nameless(wish.places, percent=share, least=most):
        raise refusals.ContactNeeded
    return date


def has_line(date: EventDate, now: datetime) -> bool:
    """Whether one may wait for a place: once it has begun the line is over."""
    return date.event.waiting_list and now < date.starts_at


def has_room(date: EventDate, places: int) -> bool:
    """Whether so many can have places at once: they are free, and nobody waits for them."""
    return date.places_left is None or date.places_left >= places


def nameless_share(wish: Wish, date: EventDate, now: datetime) -> int | None:
    """Percent of the places that may be held or waited for without a contact; None: nobody asks this one for hers.

    A script could take all free places (DESIGN §4 *Nuisance*). Who waits counts, too: else it would fill the line
    with people whom nobody can tell that it is their turn, and everybody else would stand behind them. However few
    places there are, as many as one registration may hold are nobody's nuisance.
    """
    house = date.event.building_id
    until = date.starts_at - timedelta(hours=int(rules.get("event.no_contact_until_h", building=house)))
    share = int(rules.get("event.no_contact_pct", building=house))
    return share if wish.is_nameless and now < until and share < 100 else None


def due(event: Event, *, places: int, contribution_cents: int, payment: str) -> int:
    """Cents to be paid by card before the places are theirs; on site it is nobody's business here.

    Raises NoAmount, OneChannel, UseTheBox.
    """
    if contribution_cents and event.price != Event.Price.FREE_PRICE:
        raise refusals.NoAmount
    if payment == ON_SITE:
        if contribution_cents:
            raise refusals.OneChannel
        return 0
    amount = event.price_cents * places if event.price == Event.Price.FIXED else contribution_cents
    if amount and not (payments.payable_online(amount) and payments.available(event.entity)):
        raise refusals.UseTheBox
    return amount


# Alone among the requests of this browser until COMMIT; the next statement counts what those before it have made.
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))"
LIVE_OF_BROWSER = """
SELECT COUNT(*) FROM events_registration
WHERE browser = %s AND date_id = %s AND state IN ('awaiting_payment', 'registered', 'offered', 'waiting')"""


def refuse_nuisance(wish: Wish, date: EventDate) -> None:
    """A script could take all free places (DESIGN §4 *Nuisance*). Raises TooManyRegistrations.

    The race: one browser asks many times at once. A lock of its own, before the date's, which thousands want and which
    is not to be held while anything is counted. A browser that had no cookie yet holds nothing.
    """
    if not wish.browser or wish.is_first_visit:
        return
    with prepared() as cursor:
        cursor.execute(ALONE, [wish.browser, date.pk])
        cursor.execute(LIVE_OF_BROWSER, [wish.browser, date.pk])
        (live,) = cursor.fetchone()
    if live >= rules.get("event.max_live_per_browser"):
        raise refusals.TooManyRegistrations
