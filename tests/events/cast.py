"""What the tests of events plan: a square in Clermont-Ferrand, a free afternoon on it, and its team."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events import crew, kit, permits, rule_sets
from events.models import (
    PUBLIC,
    CrewPlace,
    CrewSlot,
    Event,
    EventDate,
    KitItem,
    KitReservation,
    RuleSet,
    Site,
)
from tests import cast
from tests.coworking.cast import entity
from venue.house.models import Building
from venue.people.models import Person

PARIS = ZoneInfo("Europe/Paris")
ANIMATOR = "person:2c0f2c3e-0000-4000-8000-000000000002"
# The clock stands here; the event is in spring (DOMAIN §11.7).
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)
SATURDAY = datetime(2027, 4, 24, 15, 0, tzinfo=PARIS)
HOUR = timedelta(hours=1)


def house() -> Building:
    return cast.building()


def rules_of(code: str = "clermont-ferrand") -> RuleSet:
    if not RuleSet.objects.filter(code=code).exists():
        rule_sets.seed()
    return RuleSet.objects.get(code=code)


def site(code: str = "jaude", **facts: Any) -> Site:
    plain = {"name": "Place de Jaude", "city": "Clermont-Ferrand", "latitude": "45.7763", "longitude": "3.0822"}
    if known := Site.objects.filter(code=code).first():
        return known
    return Site.objects.create(code=code, rule_set=facts.pop("rule_set", None) or rules_of(), **plain | facts)


def event(slug: str = "jeux-de-rue", *, dated: bool = True, **facts: Any) -> Event:
    """A plan that has all that the street would be told; with a date at a site unless `dated` is no."""
    plain: dict[str, Any] = {
        "title": "Jeux de rue",
        "title_en": "Street games",
        "summary": "Des jeux de tous les âges, sur la place.",
        "description": "Venez comme vous êtes.",
        "expected_people": 120,
    }
    if facts.get("state") in PUBLIC:
        plain |= {"published_at": MONDAY, "authorised_at": MONDAY}
    made = Event.objects.create(
        slug=slug, building=house(), entity=facts.pop("entity", None) or entity(), **plain | facts
    )
    if dated:
        date(made)
    if made.authorised_at:
        made.authorised_for = permits.file_of(made.dates.select_related("site"))
        made.save()
    return made


def date(of: Event | None = None, starts_at: datetime = SATURDAY, hours: float = 4, **facts: Any) -> EventDate:
    where = {} if facts.get("space") else {"site": facts.pop("site", None) or site()}
    return EventDate.objects.create(
        event=of or event(dated=False),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        **where,
        **facts,
    )


def slot(of: EventDate, *, hours: float = 4, after: float = 0, **facts: Any) -> CrewSlot:
    """A job at the date, beginning `after` hours of it."""
    starts_at = of.starts_at + timedelta(hours=after)
    plain = {"title": "Accueil", "title_en": "Welcome", "minimum": 1, "most": 2}
    return CrewSlot.objects.create(
        date=of, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), **plain | facts
    )


def confirmed(person: Person, at: CrewSlot) -> CrewPlace:
    return crew.confirm(crew.apply(at.pk, person).pk, by=ANIMATOR)


def item(code: str = "tables", quantity: int = 20, **facts: Any) -> KitItem:
    plain = {"building": house(), "name": "Tables", "name_en": "Tables"}
    return KitItem.objects.create(code=code, quantity=quantity, **plain | facts)


def reserved(of: EventDate, what: KitItem, quantity: int = 1, **period: Any) -> KitReservation:
    usual = dict(zip(("starts_at", "ends_at"), kit.usual_period(of), strict=True))
    return kit.reserve(of, what, quantity, by=ANIMATOR, **usual | period)
