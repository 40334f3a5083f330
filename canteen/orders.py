"""Ordering a meal: hold, confirm, cancel, release. Never too many, whatever races (DESIGN §1.2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from canteen import exchanges, fund, wishes
from canteen.models import Contact, MealTicket, Order, Sitting
from canteen.models.orders import OrderState
from canteen.models.sittings import State
from canteen.refusals import NotCancellable
from canteen.wishes import Wish
from venue import rules
from venue.errors import NotFound
from venue.live import announce_on_commit
from venue.money import payments
from venue.money.models import Payment
from venue.rows import write_together

__all__ = [
    "Wish",
    "cancel",
    "cancel_all",
    "changed",
    "checkout_url",
    "confirm",
    "locked",
    "payment_of",
    "place",
    "release",
    "release_overdue",
    "undo_order",
    "when_paid",
    "when_refunded",
]
PURPOSE = "meal_order"


def place(wish: Wish) -> Order:
    """Hold covers and, when nothing is to be paid online, confirm them at once. Call inside a transaction, in a rush
    after `wishes.refuse_early`.

    Raises NotFound, TooManyCovers, OneChannel, UseTheBox, SittingClosed, SittingFull, TooManyOrders, ContactNeeded,
    and for an open ticket UnknownTicket, VoidTicket, TooLate, AlreadyRedeemed, NotEnoughCovers.
    """
    wishes.refuse_impossible(wish)
    # The race for the last covers: 64 buyers have all read "3 left". One at a time from here on.
    sitting = wishes.changing(wish.sitting)
    now = timezone.now()
    wishes.orderable(wish, now)
    wishes.refuse_nuisance(sitting, wish, now)

    order = Order(sitting=sitting, covers=wish.covers, diets=wish.diets, language=wish.language, browser=wish.browser)
    if wish.open_ticket:
        exchanges.take(order, wish.open_ticket)
    if wish.contribution_cents:
        hold(order, wish, until=now + timedelta(minutes=rules.get("order.hold_min")))
    else:
        give(order, wish, now)
    return order


def hold(order: Order, wish: Wish, *, until: datetime) -> None:
    """The covers wait for their payment."""
    order.state, order.expires_at, order.kept_tickets = OrderState.AWAITING_PAYMENT, until, []
    write_together(order, *contact_of(order, wish))
    prepare_payment(order, wish.contribution_cents, until=until)
    announce(order)


def give(order: Order, wish: Wish, now: datetime) -> None:
    """The covers are theirs at once: nothing is paid online."""
    order.state, order.confirmed_at = OrderState.CONFIRMED, now
    ticket = MealTicket(order=order, sitting=order.sitting, covers=order.covers)
    order.kept_tickets = [ticket]
    write_together(order, ticket, *contact_of(order, wish))
    if wish.email:
        send_ticket(order)
    announce(order)
    post(order, contribution_cents=0)


def contact_of(order: Order, wish: Wish) -> list[Contact]:
    if wish.first_name or wish.reachable:
        return [Contact(order=order, first_name=wish.first_name, email=wish.email, phone=wish.phone)]
    return []


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


def confirm(order: Order, *, contribution_cents: int) -> None:
    """What was held is paid, the covers are theirs. The caller holds the sitting's and the order's lock."""
    order.state, order.confirmed_at, order.expires_at = OrderState.CONFIRMED, timezone.now(), None
    order.save(update_fields=["state", "confirmed_at", "expires_at"])
    MealTicket.objects.create(order=order, sitting=order.sitting, covers=order.covers)
    if Contact.objects.filter(order=order).exclude(email="").exists():
        send_ticket(order)
    changed(order)
    post(order, contribution_cents=contribution_cents)


def send_ticket(order: Order) -> None:
    from canteen import jobs  # noqa: PLC0415  jobs call these verbs

    jobs.send_ticket.defer(order=order.pk)


def post(order: Order, *, contribution_cents: int) -> None:
    """Last, because the journal's head is the last lock (DESIGN §4 Lock order)."""
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
    announce(order)


def announce(order: Order) -> None:
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
    exchanges.give_back(order)
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
    exchanges.give_back(order)
    changed(order)
    if payment := payment_of(order):
        if was_confirmed:
            payments.refund(payment, payment.amount_cents, "cancelled")
        else:
            payments.expire(payment)
    if was_confirmed:
        fund.post_refund(entity=order.sitting.entity, about=str(order.posting_ref))
