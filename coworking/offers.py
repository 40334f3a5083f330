"""How somebody may come to sit at a desk: for nothing, with her pass, or by paying for the stretch (REQ-W2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from coworking import passes, prices
from coworking.models import Kind, Offer, Pass, Resource
from coworking.prices import Stretch
from venue.errors import Refused
from venue.people.models import Person


@dataclass(frozen=True)
class Free:
    """Nothing is asked: a study seat, a room (its hire is another matter), one's own desk."""


@dataclass(frozen=True)
class ByPass:
    held: Pass


@dataclass(frozen=True)
class ToPay:
    stretch: Stretch


class PaymentNeeded(Refused):
    """Carries `amount_cents`, what this stretch costs by itself, and `offers`, the codes of what could be had."""

    code = "payment_needed"
    status: ClassVar[int] = 422
    message = _("A desk needs a pass, or a payment for the time. Choose one of the offers, or ask the team.")


class UnknownOffer(Refused):
    code = "unknown_offer"
    status: ClassVar[int] = 422
    message = _("This offer is not on the list any more. Please look again.")


def way_in(person: Person | None, stretch: Stretch) -> Free | ByPass | ToPay:
    """What opens this stretch to her now. Nothing is taken from a pass before she sits down."""
    if is_free(stretch.resource, person):
        return Free()
    held = passes.for_stretch(person, stretch) if person else None
    return ByPass(held) if held else ToPay(stretch)


def is_free(resource: Resource, person: Person | None) -> bool:
    """Only desks are paid this way; and whoever has a desk of her own has it anyway."""
    return resource.kind != Kind.DESK or (person is not None and resource.resident_id == person.pk)


def payment_needed(stretches: list[Stretch]) -> PaymentNeeded:
    """The refusal with its figures; the amount is null in a house that sells no single stretches."""
    known = prices.tariffs()
    return PaymentNeeded(
        amount_cents=prices.price_of(stretches, known) if known else None,
        offers=[offer.code for offer in Offer.objects.sold() if opens_desks(offer)],
    )


def opens_desks(offer: Offer) -> bool:
    return offer.kind in Offer.STRETCHES or (offer.kind in Offer.PASSES and Kind.DESK in offer.resource_kinds)


def on_sale(code: str) -> Offer:
    """Raises UnknownOffer."""
    found = Offer.objects.sold().select_related("entity").filter(code=code).first()
    if found is None:
        raise UnknownOffer
    return found
