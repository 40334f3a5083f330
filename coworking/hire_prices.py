"""What hiring a room costs: the price list of the house as lines of a quote, and their VAT (REQ-V1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coworking.models import Booking, Resource, RoomPrice
from venue import rules
from venue.errors import Refused

BASIS = 10_000  # basis points in one


class NoPrice(Refused):
    """The price list says nothing about this room and customer: the quote needs lines of its own."""

    code = "no_price"
    message = _("This room has no price yet. Write the lines of the quote yourself.")


class Item(NamedTuple):
    """A line of a quote or an invoice. `unit_cents` has its VAT in it; below zero it is a discount.

    `quantity` counts hundredths, so that an hour and a half is 150 and nothing is rounded twice.
    """

    label: str
    quantity: int
    unit_cents: int
    vat_bp: int

    @property
    def gross_cents(self) -> int:
        return half_up(self.quantity * self.unit_cents, 100)

    @property
    def net_cents(self) -> int:
        """Half-up per line: 7.50 € at 10 % is 6.82 and 0.68."""
        return half_up(self.gross_cents * BASIS, BASIS + self.vat_bp)

    @property
    def vat_cents(self) -> int:
        return self.gross_cents - self.net_cents


class Share(NamedTuple):
    """All lines of one rate."""

    vat_bp: int
    net_cents: int
    vat_cents: int


def written(items: Iterable[Item]) -> list[dict[str, Any]]:
    """As a row keeps them."""
    return [item._asdict() for item in items]


def read(lines: Iterable[dict[str, Any]]) -> list[Item]:
    return [Item(**line) for line in lines]


def by_rate(items: Iterable[Item]) -> list[Share]:
    """Net and VAT per rate, the sums of the lines' own: what is printed adds up."""
    items = list(items)
    return [
        Share(rate, sum(it.net_cents for it in same), sum(it.vat_cents for it in same))
        for rate in sorted({it.vat_bp for it in items}, reverse=True)
        for same in [[it for it in items if it.vat_bp == rate]]
    ]


def gross_of(items: Iterable[Item]) -> int:
    return sum(item.gross_cents for item in items)


def vat_bp(resource: Resource, at: datetime) -> int:
    """The rate of room hire for whoever runs the room; nothing for a body that charges no VAT (art. 293 B CGI)."""
    return int(rules.get("vat.service_bp", at=at)) if resource.entity.vat_registered else 0


def from_the_list(booking: Booking, customer: str) -> list[Item]:
    """The quote that the price list makes of a stretch. Half-days count whole, hours by the half. Raises NoPrice."""
    price = price_for(booking.resource, customer, local(booking.starts_at, booking.resource).date())
    if price is None:
        raise NoPrice
    minutes = int((booking.ends_at - booking.starts_at).total_seconds()) // 60
    quantity = 100 * minutes // 60 if price.unit == RoomPrice.Unit.HOUR else 100 * -(-minutes // half_day_minutes())
    rate = vat_bp(booking.resource, booking.starts_at)
    return [Item(label_of(booking, price.unit), quantity, price.amount_cents, rate)]


def half_day_minutes() -> int:
    return 60 * int(rules.get("hire.half_day_h"))


def price_for(resource: Resource, customer: str, day: date) -> RoomPrice | None:
    """The customer's own price, else everybody's."""
    prices = {it.customer: it for it in _begun(resource, day)}
    return prices.get(customer) or prices.get("")


def _begun(resource: Resource, day: date) -> list[RoomPrice]:
    """The newest last, so that it is the one that counts."""
    return sorted((it for it in resource.prices.all() if it.valid_from <= day), key=lambda it: it.valid_from)


def price_list(resources: Sequence[Resource], day: date) -> dict[int, list[RoomPrice]]:
    """The prices of these rooms on a day, by the room's id. One statement."""
    found: dict[int, list[RoomPrice]] = {resource.pk: [] for resource in resources}
    for price in RoomPrice.objects.valid_on(day).filter(Q(resource__in=found)):
        found[price.resource_id].append(price)
    return found


def label_of(booking: Booking, unit: str) -> str:
    """In French, as it is printed: « Grande salle, jeudi 26 novembre 2026, 18 h 30 – 22 h (demi-journée) »."""
    return f"{booking.resource.name}, {stretch(booking.starts_at, booking.ends_at, booking.resource)} ({UNITS[unit]})"


UNITS: dict[str, str] = {RoomPrice.Unit.HOUR: "à l’heure", RoomPrice.Unit.HALF_DAY: "à la demi-journée"}


def stretch(starts_at: datetime, ends_at: datetime, resource: Resource) -> str:
    starts, ends = local(starts_at, resource), local(ends_at, resource)
    with translation.override("fr"):
        day = date_format(starts, "l j F Y")
    return f"{day}, {clock(starts)} – {clock(ends)}"


def clock(at: datetime) -> str:
    return f"{at.hour}\u00a0h" + (f"\u00a0{at:%M}" if at.minute else "")


def local(at: datetime, resource: Resource) -> datetime:
    return at.astimezone(ZoneInfo(resource.space.building.time_zone))


def half_up(number: int, divisor: int) -> int:
    """`number / divisor` to the next whole, halves away from zero."""
    sign = -1 if number < 0 else 1
    return sign * ((2 * abs(number) + divisor) // (2 * divisor))


def euros(cents: int) -> str:
    """« 1 240,00 € »."""
    sign, whole = ("−" if cents < 0 else ""), abs(cents)
    return f"{sign}{whole // 100:,}".replace(",", "\u202f") + f",{whole % 100:02d}\u00a0€"


def amount(quantity: int) -> str:
    """« 1,5 » of 150 hundredths."""
    return f"{(Decimal(quantity) / 100).normalize():f}".replace(".", ",")


def percent(rate_bp: int) -> str:
    return amount(rate_bp) + "\u00a0%"


def cancel_hours(resource: Resource) -> int:
    return int(rules.get("room.cancel_hours", building=resource.space.building_id))
