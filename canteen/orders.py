"""Ordering a meal: hold, confirm, cancel, release. Never too many, whatever races (DESIGN §1.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from canteen import fund
from canteen.models import Contact, MealTicket, Order, Sitting
from canteen.models.orders import OrderState
from canteen.models.sittings import State
from canteen.refusals import (
    AlreadyRedeemed,
    ContactNeeded,
    NotCancellable,
    NotEnoughCovers,
    OneChannel,
    SittingClosed,
    SittingFull,
    TooLate,
    TooManyCovers,
    TooManyOrders,
    UnknownTicket,
    UseTheBox,
    VoidTicket,
)
from venue import rules
from venue.codes import short, tokens
from venue.errors import NotFound
from venue.live import announce_on_commit
from venue.money import payments
from venue.money.models import Payment

PURPOSE = "meal_order"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for. 0 cents is as ordinary an answer as any; `open_ticket` is a QR's text or a short code."""

    sitting: int
    covers: int
    contribution_cents: int = 0
    payment: str = "online"
    open_ticket: str = ""
    diets: list[str] = field(default_factory=list)
    first_name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "fr"
    browser: str = ""

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.phone)


def place(wish: Wish) -> Order:
    """Hold covers and, when nothing is to be paid online, confirm them at once. Call inside a transaction.

    Raises NotFound, TooManyCovers, OneChannel, UseTheBox, SittingClosed, SittingFull, TooManyOrders, ContactNeeded,
    and for an open ticket UnknownTicket, VoidTicket, TooLate, AlreadyRedeemed, NotEnoughCovers.
    """
    now = timezone.now()
    # The sold-out and the impossible are refused before any lock is asked for.
    refuse_amount(wish)
    if wish.covers > (most := rules.get("order.max_covers")):
        raise TooManyCovers(max_covers=most)
    orderable(wish, now)

    # The race for the last covers: 64 buyers have all read "3 left". One at a time from here on.
    Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=wish.sitting)
    sitting = orderable(wish, now)
    refuse_nuisance(sitting, wish, now)

    until = now + timedelta(minutes=rules.get("order.hold_min"))
    order = Order.objects.create(
        sitting=sitting,
        covers=wish.covers,
        state=OrderState.AWAITING_PAYMENT,
        diets=wish.diets,
        language=wish.language,
        browser=wish.browser,
        expires_at=until,
    )
    if wish.first_name or wish.reachable:
        Contact.objects.create(order=order, first_name=wish.first_name, email=wish.email, phone=wish.phone)
    if wish.open_ticket:
        take_in_exchange(order, wish.open_ticket, now)
    if wish.contribution_cents:
        prepare_payment(order, wish.contribution_cents, until=until)
        changed(order)
    else:
        confirm(order, contribution_cents=0)
    return order


def refuse_amount(wish: Wish) -> None:
    """One way to give; and never a card payment that Stripe must refuse."""
    amount = wish.contribution_cents
    if amount and (wish.payment == "on_site" or wish.open_ticket):
        raise OneChannel
    if amount and not (payments.payable_online(amount) and payments.available()):
        raise UseTheBox


def orderable(wish: Wish, now: datetime) -> Sitting:
    """The sitting that is wished for, if it has the covers now; NotFound (a draft too), SittingClosed, SittingFull."""
    sitting = Sitting.objects.counted(wish.sitting, now)
    if sitting is None or sitting.state == State.DRAFT:
        raise NotFound
    if sitting.state != State.OPEN or sitting.ends_at <= now:
        raise SittingClosed
    if sitting.starts_at > now + timedelta(days=rules.get("order.book_ahead_days")):
        raise SittingClosed
    if wish.covers > sitting.covers_left:
        raise SittingFull(covers_left=sitting.covers_left)
    return sitting


def refuse_nuisance(sitting: Sitting, wish: Wish, now: datetime) -> None:
    """A script could empty a house of free bookings (DESIGN §4 Nuisance). Counted under the sitting's lock."""
    live = Order.objects.filter(sitting=sitting).booked().live(now)
    if wish.browser and live.filter(browser=wish.browser).count() >= rules.get("order.max_live_per_browser"):
        raise TooManyOrders
    if not wish.reachable and now < sitting.starts_at - timedelta(hours=rules.get("order.no_contact_until_h")):
        nameless = sum(live.nameless().values_list("covers", flat=True))
        if (nameless + wish.covers) * 100 > sitting.bookable * rules.get("order.no_contact_pct"):
            raise ContactNeeded


def prepare_payment(order: Order, amount_cents: int, *, until: datetime) -> None:
    """A payment row in this transaction; the call to Stripe comes after COMMIT, by `checkout_url`."""
    prefix = "" if order.language == "fr" else f"/{order.language}"
    payments.prepare(
        entity=order.sitting.entity,
        purpose=PURPOSE,
        reference=str(order.pk),
        amount_cents=amount_cents,
        description=_("Your contribution to the meal"),
        language=order.language,
        # `retour` tells who comes from the bank from who left its page: only the first waits for its answer.
        success_url=f"{settings.PUBLIC_URL}{prefix}/tickets/?retour=1#{order.key}",
        cancel_url=f"{settings.PUBLIC_URL}{prefix}/manger/{order.sitting_id}/?retour=1",
        expires_at=until,
    )


def checkout_url(order: Order) -> str | None:
    """Where to pay; None when there is nothing to pay or Stripe does not answer (the next reading asks again)."""
    if order.state != OrderState.AWAITING_PAYMENT or (payment := payment_of(order)) is None:
        return None
    try:
        return payments.checkout_url(payment)
    except (payments.Unavailable, payments.PaymentClosed):
        return None


def payment_of(order: Order) -> Payment | None:
    return Payment.objects.filter(purpose=PURPOSE, reference=str(order.pk)).first()


def take_in_exchange(order: Order, written: str, now: datetime) -> None:
    """Spend covers of an open ticket on this order. The guarded UPDATE is what makes a ticket good only once."""
    ticket = find_open_ticket(written)
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
    order.save(update_fields=["open_ticket"])


def find_open_ticket(written: str) -> MealTicket:
    """The open ticket behind a QR's text or a short code; UnknownTicket, or Forged for a false signature."""
    if code := short.clean(written):
        ticket = MealTicket.objects.filter(short_code=code, sitting=None).first()
    else:
        ticket = MealTicket.objects.filter(pk=tokens.read(written).id, sitting=None).first()
    if ticket is None:
        raise UnknownTicket
    return ticket


def confirm(order: Order, *, contribution_cents: int) -> None:
    """The covers are theirs: tickets, postings, e-mail. The caller holds the sitting's and the order's lock."""
    from canteen import jobs  # noqa: PLC0415  jobs call these verbs

    now = timezone.now()
    order.state, order.confirmed_at, order.expires_at = OrderState.CONFIRMED, now, None
    order.save(update_fields=["state", "confirmed_at", "expires_at"])
    MealTicket.objects.create(order=order, sitting=order.sitting, covers=order.covers)
    if Contact.objects.filter(order=order).exclude(email="").exists():
        jobs.send_ticket.defer(order=order.pk)
    changed(order)
    fund.post_order(
        entity=order.sitting.entity,
        contribution_cents=contribution_cents,
        covers=order.covers,
        equilibrium_cents=order.sitting.equilibrium_cents or 0,
        means="card",
        about=str(order.posting_ref),
    )


def changed(order: Order) -> None:
    """One more revision of what the bearer and the room can see, announced after COMMIT."""
    Order.objects.filter(pk=order.pk).update(revision=F("revision") + 1)
    Sitting.objects.filter(pk=order.sitting_id).update(revision=F("revision") + 1)
    announce_on_commit(f"order:{order.key}", f"sitting:{order.sitting_id}")


def locked(reference: str | int) -> Order:
    """The order with its sitting's lock and its own, parents first; call inside a transaction.

    NO KEY UPDATE everywhere: a plain FOR UPDATE would also stop the foreign keys of scans at the door.
    """
    sitting_id = Order.objects.values_list("sitting_id", flat=True).get(pk=reference)
    sitting = Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("entity").get(pk=sitting_id)
    order = Order.objects.select_for_update(of=("self",), no_key=True).get(pk=reference)
    order.sitting = sitting
    return order


def when_paid(payment: Payment) -> str:
    """Stripe has the money: "kept", or "refund" when the hold is over and the places are gone (DESIGN §4 Stripe)."""
    order = locked(payment.reference)
    if order.state == OrderState.CONFIRMED:
        return "kept"
    if order.state == OrderState.CANCELLED or order.sitting.state not in (State.OPEN, State.CLOSED):
        return "refund"
    now = timezone.now()
    still_held = order.state == OrderState.AWAITING_PAYMENT and order.expires_at and order.expires_at > now
    if not still_held:
        counted = Sitting.objects.counted(order.sitting_id, now)
        if counted is None or order.covers > counted.covers_left or order.sitting.ends_at <= now:
            release(order)
            return "refund"
    confirm(order, contribution_cents=payment.amount_cents)
    return "kept"


def when_refunded(payment: Payment, amount_cents: int) -> None:
    """The money is on its way back; the bearer's page says so."""
    del amount_cents
    order = Order.objects.get(pk=payment.reference)
    announce_on_commit(f"order:{order.key}")


def release(order: Order) -> None:
    """The hold is over: its covers go back to the house. The caller holds the locks."""
    if order.state != OrderState.AWAITING_PAYMENT:
        return
    order.state, order.expires_at = OrderState.EXPIRED, None
    order.save(update_fields=["state", "expires_at"])
    give_back_open_ticket(order)
    changed(order)
    if payment := payment_of(order):
        payments.expire(payment)


def release_overdue() -> int:
    """Release every hold whose time is over; how many there were."""
    released = 0
    for pk in Order.objects.overdue().values_list("pk", flat=True):
        with transaction.atomic():
            order = locked(pk)
            if order.expires_at and order.expires_at <= timezone.now():
                release(order)
                released += 1
    return released


def cancel(key: str) -> Order:
    """Cancel until the sitting starts; what was paid goes back by a job. Saying it twice is safe."""
    with transaction.atomic():
        found = Order.objects.filter(key=key).first()
        if found is None:
            raise NotFound
        order = locked(found.pk)
        if order.state == OrderState.CANCELLED:
            return order
        if not order.cancellable:
            raise NotCancellable
        undo_order(order)
        return order


def cancel_all(sitting: Sitting) -> int:
    """The sitting does not take place: every order of it is cancelled and paid back. Holds the sitting's lock."""
    cancelled = 0
    for pk in Order.objects.filter(sitting=sitting).live().order_by("pk").values_list("pk", flat=True):
        try:
            undo_order(locked(pk))
        except NotCancellable:
            continue  # somebody has already eaten
        cancelled += 1
    return cancelled


def undo_order(order: Order) -> None:
    """Cancel a live order with its tickets, postings and payment. The caller holds the sitting's and order's lock."""
    if order.state not in (OrderState.CONFIRMED, OrderState.AWAITING_PAYMENT):
        raise NotCancellable
    # A scan racing with this cancellation: whichever updates the ticket first wins, the other sees it.
    tickets = MealTicket.objects.filter(order=order)
    if tickets.filter(covers_redeemed=0, voided_at=None).update(voided_at=timezone.now()) != tickets.count():
        raise NotCancellable
    was_confirmed = order.state == OrderState.CONFIRMED
    order.state, order.cancelled_at, order.expires_at = OrderState.CANCELLED, timezone.now(), None
    order.save(update_fields=["state", "cancelled_at", "expires_at"])
    give_back_open_ticket(order)
    changed(order)
    if payment := payment_of(order):
        if was_confirmed:
            payments.refund(payment, payment.amount_cents, "cancelled")
        else:
            payments.expire(payment)
    if was_confirmed:
        fund.post_refund(entity=order.sitting.entity, about=str(order.posting_ref))


def give_back_open_ticket(order: Order) -> None:
    if order.open_ticket_id:
        MealTicket.objects.filter(pk=order.open_ticket_id).update(covers_exchanged=F("covers_exchanged") - order.covers)
