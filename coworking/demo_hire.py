"""The demo's rooms for hire (DOMAIN §11.2, 11.6): prices, a few requests, and the evening that would be too full.

On the Thursday to come: dinner, workshop, study and coworking rooms leave room for 77 in the hall. A concert-lecture
with 80 has accepted its quote: approving it shows REQ-E2, 193 > 190. Organisations are invented.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coworking import bookings, expected, hire, hire_requests, invoices
from coworking.models import Booking, BookingState, Customer, HireRequest, Resource, RoomPrice
from coworking.wishes import Item, Wish
from venue.errors import Refused
from venue.house.models import Building
from venue.spaces import hours

HOUR, HALF_DAY = RoomPrice.Unit.HOUR, RoomPrice.Unit.HALF_DAY
PRICES: list[tuple[str, str, str, int]] = [
    ("MR1", "", HOUR, 1800),
    ("MR2", "", HOUR, 1000),
    ("HALL", Customer.PUBLIC, HALF_DAY, 12_000),
    ("HALL", Customer.ASSOCIATION, HALF_DAY, 12_000),
    ("HALL", Customer.PERSON, HALF_DAY, 24_000),
    ("HALL", Customer.COMPANY, HALF_DAY, 24_000),
]
THURSDAY = 3
BY = "house"


def seed(today: date) -> None:
    """While none of them is to come; the seats of new days are expected at each start."""
    house = Building.objects.get(code="preau")
    expected.look_ahead(house)
    seed_prices()
    if not HireRequest.objects.standing().filter(booking__ends_at__gt=timezone.now()).exists():
        seed_requests(house, today)
        # Whoever tries the demo on another day still finds them.
        held = Booking.objects.filter(state=BookingState.HELD, hire__isnull=False)
        held.update(expires_at=F("starts_at"))


def seed_prices() -> None:
    rooms = Resource.objects.in_bulk(field_name="code")
    for code, customer, unit, cents in PRICES:
        which = {"resource": rooms[code], "customer": customer, "unit": unit}
        if not RoomPrice.objects.filter(**which).exists():
            RoomPrice.objects.create(**which, amount_cents=cents, valid_from=date(2026, 1, 1))


def seed_requests(house: Building, today: date) -> None:
    """Whatever the calendar of this week refuses (a holiday, a closure) is left out."""
    zone = ZoneInfo(house.time_zone)
    thursday = today + timedelta(days=1 + (THURSDAY - today.weekday() - 1) % 7)

    def at(day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), tzinfo=zone)

    evening = at(thursday, 18, 30), at(thursday, 22)
    week_after = open_day(house, thursday + timedelta(days=4))
    later = open_day(house, thursday + timedelta(days=12))
    with_refusals_left_out(lambda: workshop(*evening))
    with_refusals_left_out(lambda: concert(*evening))
    with_refusals_left_out(lambda: team_day(at(week_after, 9), at(week_after, 17)))
    with_refusals_left_out(lambda: council(at(later, 14), at(later, 18)))
    with_refusals_left_out(lambda: training(at(later, 9), at(later, 12)))


def with_refusals_left_out(act: Any) -> None:
    try:
        with transaction.atomic():
            act()
    except Refused:
        return


def open_day(house: Building, day: date) -> date:
    """The first working day from `day` on, for a month at most."""
    days = [day + timedelta(days=offset) for offset in range(31)]
    return next((it for it in days if it.weekday() < 5 and hours.stretches(house, it)), day)


def workshop(starts_at: datetime, ends_at: datetime) -> None:
    """The house's own: nineteen in the basement."""
    item = Item(room("WORK"), starts_at, ends_at)
    bookings.place(Wish(items=[item], by=BY, host=True, freely=True, people=19, title="Atelier de couture"))


def concert(starts_at: datetime, ends_at: datetime) -> None:
    """Accepted, and waiting for the manager: the house says no to eighty, and yes to seventy-seven."""
    accepted(
        resource=room("HALL"),
        starts_at=starts_at,
        ends_at=ends_at,
        customer=Customer.ASSOCIATION,
        people=80,
        layout="rows",
        organisation="Association Les Notes Bleues",
        name="Solène",
        email="notes-bleues@example.org",
        address="8 rue de la Treille, 63000 Clermont-Ferrand",
        wishes="vidéoprojecteur, deux micros",
        message="Concert-lecture ouvert à tous, entrée libre.",
    )


def team_day(starts_at: datetime, ends_at: datetime) -> None:
    """A company's day, not answered yet."""
    asked(
        resource=room("HALL"),
        starts_at=starts_at,
        ends_at=ends_at,
        customer=Customer.COMPANY,
        people=40,
        layout="tables",
        organisation="Menuiserie du Bout de la Rue",
        name="Karim",
        email="menuiserie@example.org",
        message="Une journée d’équipe, avec le déjeuner à la cantine si possible.",
    )


def council(starts_at: datetime, ends_at: datetime) -> None:
    """A public body, with its quote."""
    request = asked(
        resource=room("HALL"),
        starts_at=starts_at,
        ends_at=ends_at,
        customer=Customer.PUBLIC,
        people=48,
        layout="tables",
        organisation="Conseil de quartier",
        email="quartier@example.org",
        address="1 place de la Mairie, 63000 Clermont-Ferrand",
    )
    hire.quote(request.pk, by=BY)


def training(starts_at: datetime, ends_at: datetime) -> None:
    """Approved, invoiced and paid."""
    request = accepted(
        resource=room("MR1"),
        starts_at=starts_at,
        ends_at=ends_at,
        customer=Customer.ASSOCIATION,
        people=10,
        organisation="Association Premiers Pas",
        name="Inès",
        email="premiers-pas@example.org",
        address="3 rue Fontgiève, 63000 Clermont-Ferrand",
    )
    hire.approve(request.pk, by=BY)
    invoice = hire.invoice(request.pk, by=BY)
    invoices.receive(invoice, invoice.gross_cents, means="bank", by=BY)


def asked(**facts: Any) -> HireRequest:
    return hire_requests.request(hire_requests.Asked(**facts), by=BY)


def accepted(**facts: Any) -> HireRequest:
    request = asked(**facts)
    hire.quote(request.pk, by=BY)
    return hire.accept(request.key, by=BY)


def room(code: str) -> Resource:
    return Resource.objects.select_related("space", "entity").get(code=code)
