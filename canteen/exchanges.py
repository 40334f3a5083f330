"""An open ticket (voucher, coupon, invitation) is exchanged for covers of a sitting (DESIGN §4 Tickets)."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from canteen.models import MealTicket, Order
from canteen.refusals import AlreadyRedeemed, NotEnoughCovers, TooLate, UnknownTicket, VoidTicket
from venue.codes import short, tokens


def take(order: Order, written: str) -> None:
    """Spend covers of an open ticket on this order. The guarded UPDATE is what makes a ticket good only once.

    Raises UnknownTicket, Forged, VoidTicket, TooLate, AlreadyRedeemed, NotEnoughCovers.
    """
    ticket = find(written)
    if ticket.voided_at:
        raise VoidTicket
    if ticket.valid_until and ticket.valid_until < timezone.localdate(order.sitting.starts_at):
        raise TooLate
    spent = MealTicket.objects.filter(
        pk=ticket.pk, voided_at=None, covers__gte=F("covers_redeemed") + F("covers_exchanged") + order.covers
    ).update(covers_exchanged=F("covers_exchanged") + order.covers)
    if not spent:
        ticket.refresh_from_db()
        if ticket.covers_left:
            raise NotEnoughCovers(covers_left=ticket.covers_left)
        raise AlreadyRedeemed
    order.open_ticket = ticket


def find(written: str) -> MealTicket:
    """The open ticket behind a QR's text or a short code; UnknownTicket, or Forged for a false signature."""
    if code := short.clean(written):
        ticket = MealTicket.objects.filter(short_code=code, sitting=None).first()
    else:
        ticket = MealTicket.objects.filter(pk=tokens.read(written).id, sitting=None).first()
    if ticket is None:
        raise UnknownTicket
    return ticket


def give_back(order: Order) -> None:
    """The order no longer stands: its covers are on the open ticket again."""
    if order.open_ticket_id:
        MealTicket.objects.filter(pk=order.open_ticket_id).update(covers_exchanged=F("covers_exchanged") - order.covers)
