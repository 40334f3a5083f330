"""How somebody may come to sit at a desk: for nothing, with her pass, or by paying for the time (REQ-W2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from coworking import passes, prices
from coworking.models import Offer, Pass
from coworking.wishes import Item
from venue.errors import Refused
from venue.people.models import Person


@dataclass(frozen=True)
class Free:
    """Nothing is asked: a study seat, a room (its hire is another matter), one's own desk, a house without prices."""


@dataclass(frozen=True)
class ByPass:
    held: Pass


@dataclass(frozen=True)
class ToPay:
    item: Item


class PaymentNeeded(Refused):
    """Carries `amount_cents`, what the time costs by itself (null: not sold so), and `offers`, the codes of all that
    opens a desk.
    """

    code = "payment_needed"
    status: ClassVar[int] = 422
    message = _("A desk needs a pass, or a payment for the time. Choose one of the offers, or ask the team.")


class UnknownOffer(Refused):
    code = "unknown_offer"
    status: ClassVar[int] = 422
    message = _("This offer is not on the list any more. Please look again.")


def way_in(person: Person, item: Item) -> Free | ByPass | ToPay:
    """What opens this place to her then. Nothing is taken from a pass before she sits down."""
    if prices.is_free(item.resource, person):
        return Free()
    held = passes.for_item(person, item)
    return ByPass(held) if held else ToPay(item)


def payment_needed(items: list[Item]) -> PaymentNeeded:
    """The refusal with its figures."""
    tariffs = prices.tariffs()
    return PaymentNeeded(
        amount_cents=prices.price_of(items, tariffs) if tariffs else None,
        offers=[offer.code for offer in prices.of_desks()],
    )


def on_sale(code: str) -> Offer:
    """Raises UnknownOffer."""
    found = Offer.objects.sold().select_related("entity").filter(code=code).first()
    if found is None:
        raise UnknownOffer
    return found
