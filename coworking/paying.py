"""Paying for time at a desk without a pass: held, paid, kept; given back when it is given up in time.

A request is paid as a whole, however many places it asked for: `Fare` ties its bookings (their `group`) to one payment.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from coworking import bookings, offers, passes, prices, sales, wishes
from coworking.models import Booking, BookingChange, BookingState, Fare, FareReturn, Kind, Offer, Release
from coworking.prices import minutes_long
from coworking.wishes import Item, Wish
from venue import rules
from venue.errors import Refused
from venue.live import announce_on_commit
from venue.money import payments
from venue.money.models import Payment
from venue.money.payments import Verdict

PURPOSE = "coworking_booking"


class PaidForLess(Refused):
    """Figure: `paid_minutes`."""

    code = "paid_for_less"
    status: ClassVar[int] = 422
    message = gettext_lazy("This was paid for a shorter time. Book the rest beside it, or ask the team.")


def place(wish: Wish, offer: str = "") -> list[Booking]:
    """`bookings.place`, with a way in for each desk: a pass, or else the time is paid, and held while it is.

    `offer` is the code of a line of the price list that is paid by the stretch: it means *I pay*; the price is that of
    the cheapest combination. Nothing is asked where a host books, nor in a house that can take no cards: there it is
    paid at the desk, on trust. Raises PaymentNeeded and UnknownOffer beside all that `bookings.place` raises.
    """
    now = timezone.now()
    to_pay = unpaid(wish)
    if not to_pay:
        return bookings.place(wish, now=now)
    wishes.refuse_impossible(wish, now)
    refuse_unpaid(to_pay, offer)
    until = now + timedelta(minutes=rules.get("order.hold_min"))
    made = bookings.place(wish, hold_until=until, now=now)
    charge(made[0], to_pay, until=until)
    return made


def refuse_unpaid(to_pay: list[Item], offer: str) -> None:
    """Raises PaymentNeeded unless `offer` says *I pay*, and UnknownOffer."""
    chosen = offers.on_sale(offer) if offer else None
    if chosen is None or chosen.kind not in Offer.STRETCHES:
        raise offers.payment_needed(to_pay)


def charge(booking: Booking, to_pay: list[Item], *, until: datetime) -> None:
    """A payment for what is held until then, told by its first booking."""
    Fare.objects.create(group=booking.group)
    prefix = "" if booking.language == "fr" else f"/{booking.language}"
    payments.prepare(
        entity=to_pay[0].resource.entity,
        purpose=PURPOSE,
        reference=str(booking.group),
        amount_cents=prices.price_of(to_pay, prices.tariffs()),
        description=_("Your time at the coworking"),
        language=booking.language,
        success_url=f"{settings.PUBLIC_URL}{prefix}/travailler/reservations/?retour=1#{booking.key}",
        cancel_url=f"{settings.PUBLIC_URL}{prefix}/travailler/?retour=1",
        expires_at=until,
    )


def unpaid(wish: Wish) -> list[Item]:
    """What of it neither is free nor opens with a pass."""
    person = wish.person
    if person is None or wish.host or wish.freely or not payments.available(wish.items[0].resource.entity):
        return []
    return [item for item in wish.items if isinstance(offers.way_in(person, item), offers.ToPay)]


def checkout_url(booking: Booking) -> str | None:
    """Where to pay for a held booking; None when there is nothing to pay or Stripe does not answer (ask again)."""
    if booking.state != BookingState.HELD or (payment := payment_of(booking)) is None:
        return None
    try:
        return payments.checkout_url(payment)
    except (payments.Unavailable, payments.PaymentClosed):
        return None


def payment_of(booking: Booking) -> Payment | None:
    return Payment.objects.filter(purpose=PURPOSE, reference=str(booking.group)).first()


# --- what became of the payment --------------------------------------------------------------------------------------


def when_paid(payment: Payment) -> Verdict:
    """The money is there: the places are hers, also after their hold was over, if nobody has them since."""
    fare = Fare.objects.get(group=payment.reference)
    if fare.paid_at:
        return "kept"
    rows = locked_group(payment.reference)
    try:
        with transaction.atomic():
            for booking in rows:
                keep(booking)
    except NotKept:
        for booking in rows:
            booking.refresh_from_db(fields=["state", "release", "expires_at", "ended_at", "revision", "sequence"])
            if booking.state == BookingState.HELD:
                bookings.release(booking, Release.HOLD)
        return "refund"
    Fare.objects.filter(pk=fare.pk).update(paid_at=timezone.now())
    tell_confirmed(rows)
    sales.post(entity=payment.entity, amount_cents=payment.amount_cents, about=str(fare.posting_ref))
    return "kept"


def tell_confirmed(rows: list[Booking]) -> None:
    from coworking import letters  # noqa: PLC0415  a letter shows a series, whose dates may have to be paid

    letters.tell(BookingChange.What.CONFIRMED, *rows)


def when_refunded(payment: Payment, amount_cents: int) -> None:
    """The money is on its way back; her page says so."""
    del amount_cents
    for key in Booking.objects.filter(group=payment.reference).values_list("key", flat=True):
        announce_on_commit(f"booking:{key}")


class NotKept(Exception):
    """Given up, over, or somebody else's by now."""


def locked_group(group: str) -> list[Booking]:
    """Its bookings with their locks, in the order in which all others take them (DESIGN §4 *Lock order*)."""
    order = Booking.objects.filter(group=group).order_by("resource_id", "starts_at", "pk")
    return [bookings.locked(pk) for pk in order.values_list("pk", flat=True)]


def keep(booking: Booking) -> None:
    """Confirm what is held, or take again what its hold let go. Raises NotKept."""
    if booking.ends_at <= timezone.now():
        raise NotKept
    if booking.state == BookingState.HELD:
        bookings.confirm(booking, by=bookings.HOUSE)
        return
    if booking.release != Release.HOLD:
        raise NotKept
    booking.state, booking.release, booking.ended_at = BookingState.CONFIRMED, "", None
    try:
        with transaction.atomic():
            booking.save(update_fields=["state", "release", "ended_at"])
    except IntegrityError as error:
        raise NotKept from error
    bookings.changed(booking, BookingChange.What.CONFIRMED, by=bookings.HOUSE)


# --- what is given up ------------------------------------------------------------------------------------------------


def ended(booking: Booking) -> None:
    """It was cancelled or released: a page that waits is closed, what is owed goes back. The caller holds its locks.

    Money goes back by a job, because a posting is the last lock of a transaction, and this one may end many bookings.
    """
    fare = Fare.objects.filter(group=booking.group).first()
    if fare is None or (payment := payment_of(booking)) is None:
        return
    if fare.paid_at is None:
        payments.expire(payment)
    elif is_owed(booking):
        app.configure_task("coworking.give_back_fare").defer(booking=booking.pk)


def is_owed(booking: Booking) -> bool:
    """A desk that was given up before it began, or closed by the house; nobody who did not come."""
    if booking.state not in (BookingState.CANCELLED, BookingState.RELEASED) or booking.ended_at is None:
        return False
    in_time = booking.release in (Release.CLOSED, Release.NEEDED) or booking.ended_at < booking.starts_at
    return in_time and booking.resource.kind == Kind.DESK


@transaction.atomic
def give_back(booking: Booking) -> None:
    """The share of its time in what the request cost goes back, once; what is kept is posted anew."""
    # The race: two places of one request are given up at once, and each counts what was paid for both.
    fare = Fare.objects.select_for_update(no_key=True).get(group=booking.group)
    payment = payment_of(booking)
    if payment is None or not fare.stands or FareReturn.objects.filter(booking=booking).exists():
        return
    left = payments.left_of(payment)
    kept = [it for it in desks_of(fare) if it.pk != booking.pk and not hasattr(it, "fare_return")]
    amount = left * minutes(booking) // (minutes(booking) + sum(map(minutes, kept))) if kept else left
    FareReturn.objects.create(fare=fare, booking=booking)
    before, fare.posting_ref = fare.posting_ref, sales.new_reference()
    fare.given_back_at = None if kept else timezone.now()
    fare.save(update_fields=["posting_ref", "given_back_at"])
    if amount:
        payments.refund(payment, amount, "cancelled")
        sales.take_back(entity=payment.entity, about=str(before))
        sales.post(entity=payment.entity, amount_cents=left - amount, about=str(fare.posting_ref))


def desks_of(fare: Fare) -> list[Booking]:
    theirs = Booking.objects.filter(group=fare.group, resource__kind=Kind.DESK)
    return list(theirs.select_related("fare_return", "resource__space").order_by("pk"))


def minutes(booking: Booking) -> int:
    return int((booking.ends_at - booking.starts_at).total_seconds()) // 60


def refuse_longer(booking: Booking, item: Item, *, by: str) -> None:
    """Who paid for an hour, or has used a ticket for it, does not sit for four by moving it or by staying; a host may
    let her, and what costs nothing more is hers. Raises PaidForLess.
    """
    if by == f"person:{booking.person_id}" and minutes_long(item) > minutes(booking) and costs_more(booking, item):
        raise PaidForLess(paid_minutes=minutes(booking))


def costs_more(booking: Booking, item: Item) -> bool:
    """Whether `item` instead of `booking` would be dearer, or take more tickets than it took."""
    used = booking.pass_uses.filter(gives_back=None, given=None).select_related("held__offer").first()
    if used is not None:
        return used.units > 0 and passes.units_of(used.held, item) > used.units
    fare = Fare.objects.filter(group=booking.group).first()
    if fare is None or not fare.stands:
        return False
    if not (tariffs := prices.tariffs()):  # time is no longer sold: what was paid is what was paid
        return True
    beside = [item_of(it) for it in desks_of(fare) if it.pk != booking.pk and not hasattr(it, "fare_return")]
    now, then = (prices.price_of([*beside, own], tariffs) for own in (item_of(booking), item))
    return then > now


def item_of(booking: Booking) -> Item:
    return Item(booking.resource, booking.starts_at, booking.ends_at)
