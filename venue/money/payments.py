"""Being paid by card: prepare(), checkout_url(), settle(), refund(), expire().

A payment is prepared in the caller's transaction, with what it is for. The payment page is asked of Stripe afterwards,
outside any transaction. What then happens is heard by the webhook or found by reconciliation; both only make us *look*
(`follow`), so that late, double and disordered news all end in the same rows.

Lock order (DESIGN §4). `settle` and the acceptance of a refund call back into the room that sells, which locks parents
first (Sitting, then Order). A payment's row comes after its Order, because whoever cancels an order holds that lock
when asking for a refund. So neither may hold the payment's row before it calls back. What keeps two jobs from doing the
same work at once is an advisory lock on the payment's id, taken first of all and by jobs alone.
"""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from venue.errors import Refused
from venue.house.models import OperatingEntity
from venue.money import ledger, stripe_gateway
from venue.money.models import Incident, Payment, Refund
from venue.money.stripe_gateway import GivenBack, Missing, NotPossible, Session, Unavailable

__all__ = [
    "NotPayableOnline",
    "PaymentClosed",
    "Unavailable",
    "available",
    "checkout_url",
    "expire",
    "left_of",
    "prepare",
    "refund",
    "settle",
]

log = logging.getLogger(__name__)

Verdict = Literal["kept", "refund"]
State = Payment.State


class NotPayableOnline(Refused):
    """Less than Stripe takes, or more. The sentence names no number: any amount is as ordinary as another."""

    code = "use_the_box"
    message = _("This amount cannot be paid online. You can put it in the box on site, or choose 0.")


class PaymentClosed(Refused):
    """The hold is over, or the payment was made: there is no page to send anybody to."""

    code = "payment_closed"
    status = 409
    message = _("This payment is closed. Nothing more will be charged.")


class NotRefundable(Refused):
    """Nothing came in, or less is left than is asked back."""

    code = "not_refundable"
    status = 409
    message = _("This cannot be paid back.")


def available(entity: OperatingEntity | None = None) -> bool:
    """Whether cards can be taken online: by this entity, or by the house in general."""
    return bool(stripe_gateway.secret_key(entity) if entity else settings.STRIPE_SECRET_KEY)


def payable_online(amount_cents: int) -> bool:
    """Whether Stripe takes such an amount at all (0 needs no payment; coins go in the box)."""
    return stripe_gateway.SMALLEST_CENTS <= amount_cents <= stripe_gateway.LARGEST_CENTS


def prepare(
    *,
    entity: OperatingEntity,
    purpose: str,
    reference: str,
    amount_cents: int,
    description: str,
    language: str,
    success_url: str,
    cancel_url: str,
    expires_at: datetime,
) -> Payment:
    """Write down what is to be paid, in the transaction that writes what it is for. Nothing is asked of Stripe yet.

    `purpose` must be known to `settings.WHEN_PAID`. `expires_at` (UTC) is when the hold ends, at most 23 hours from
    now; `success_url` may contain `{CHECKOUT_SESSION_ID}`. Raises Unavailable (no key) and NotPayableOnline.
    """
    if not available(entity):
        raise Unavailable
    if not payable_online(amount_cents):
        raise NotPayableOnline
    if purpose not in settings.WHEN_PAID:
        raise LookupError(f"settings.WHEN_PAID does not say who hears of a paid {purpose}")
    if expires_at > timezone.now() + timedelta(hours=23):
        raise ValueError("Stripe keeps a payment page open for a day at most")
    return Payment.objects.create(
        entity=entity,
        purpose=purpose,
        reference=reference,
        amount_cents=amount_cents,
        description=description,
        language=language,
        success_url=success_url,
        cancel_url=cancel_url,
        expires_at=expires_at,
    )


def checkout_url(payment: Payment) -> str:
    """The address of the payment page, asked of Stripe the first time. Never inside a transaction; safe to repeat.

    Raises Unavailable (Stripe does not answer: the hold stands, ask again) and PaymentClosed.
    """
    # Stripe may take seconds: no lock may be held meanwhile. `durable` raises inside a caller's transaction.
    with transaction.atomic(durable=True):
        payment.refresh_from_db()
    if payment.state == State.OPEN:
        return payment.session_url
    if payment.state != State.CREATED or payment.expires_at <= timezone.now():
        raise PaymentClosed
    try:
        # If we die after Stripe's answer and before writing it down, the same words get the same page again.
        session = stripe_gateway.create_session(payment)
    except (NotPossible, Missing) as error:
        raise Unavailable from error
    return _open(payment, session)


def settle(payment: Payment, session: Session) -> Payment:
    """Money came in for `payment`: tell the room that sells, once, and give back what it does not keep.

    Safe to say again, from the webhook's job and from reconciliation. What came in is compared with our own row;
    another amount or currency is never a sale. A payment whose hold is over is still offered: the room keeps it if it
    can.
    """
    with transaction.atomic():
        _one_job_at_a_time(payment.pk)
        payment = Payment.objects.select_related("entity").get(pk=payment.pk)
        if payment.paid_at:
            return payment
        verdict = _verdict(payment, session)
        _receive(payment, session, kept=verdict == "kept")
        if verdict == "refund":
            refund(payment, session.amount_cents, "not_kept")
            payment.refresh_from_db()
    return payment


def refund(payment: Payment, amount_cents: int, reason: str) -> Refund:
    """Give money back, by a job that belongs to the caller's transaction; Stripe is asked once, whatever happens.

    `reason` is a word for the books (`cancelled`, `not_kept`), never about a person. `settings.WHEN_REFUNDED` is told
    when Stripe has accepted, if the room had kept the payment. Raises NotRefundable.
    """
    with transaction.atomic():
        # The race: two refunds that fit alone and not together.
        payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
        if payment.received_cents is None or amount_cents > left_of(payment):
            raise NotRefundable
        refund = Refund.objects.create(payment=payment, amount_cents=amount_cents, reason=reason)
        Payment.objects.filter(pk=payment.pk).update(state=State.REFUNDING)
        _defer("send_refund", refund=refund.pk)
    return refund


def left_of(payment: Payment) -> int:
    """Cents that came in and were not given back, nor are on their way."""
    return (payment.received_cents or 0) - _given_back(payment)


def expire(payment: Payment) -> None:
    """The hold is over: nobody may pay any more. Part of the caller's transaction; a job closes the page at Stripe's.

    Somebody may be paying at this very moment; then `settle` comes, and the room decides.
    """
    with transaction.atomic():
        if Payment.objects.waiting().filter(pk=payment.pk).update(state=State.EXPIRED):
            _defer("close_page", payment=payment.pk)


# --- what jobs do; each is safe to run again, and to die in at any line ----------------------------------------------


def follow(payment: Payment) -> None:
    """Look how a payment stands at Stripe's, and do what follows from it."""
    if not payment.session_id:
        return
    try:
        session = stripe_gateway.retrieve_session(payment)
    except Missing:
        log.warning("Stripe does not know the page of %s", payment)
        _close(payment)
        return
    _draw_conclusions(payment, session)


def close_page(payment: Payment) -> None:
    """Close the payment page at Stripe's, if it is still open; if somebody was faster and paid, settle."""
    if not payment.session_id or payment.session_closed_at:
        return
    try:
        _draw_conclusions(payment, stripe_gateway.expire_session(payment))
    except (NotPossible, Missing):
        follow(payment)


def give_back(refund: Refund) -> None:
    """Ask Stripe for a refund that was decided, and write down what it answers."""
    if refund.state != Refund.State.PENDING:
        return
    # Written before we ask: whoever finds it after a crash looks first, since Stripe forgets idempotency keys in a day.
    first_time = Refund.objects.filter(pk=refund.pk, asked_at=None).update(asked_at=timezone.now())
    try:
        answer = (None if first_time else stripe_gateway.find_refund(refund)) or stripe_gateway.refund(refund)
    except NotPossible as error:
        if error.code == "balance_insufficient":
            raise Unavailable from error  # more payments will come in, and the refund with them
        # Somebody gave it all back from Stripe's own pages: the guest has their money, which is what we wanted.
        answer = GivenBack("", "succeeded" if error.code == "charge_already_refunded" else "failed")
    except Missing:
        answer = GivenBack("", "failed")
    _conclude_refund(refund, answer)


def check_refund(refund: Refund) -> None:
    """A refund that was accepted may still fail days later (a closed account): then a person must look."""
    answer = stripe_gateway.find_refund(refund)
    if answer and not answer.accepted:
        _fail(refund)


def record_fee(payment: Payment) -> bool:
    """Post what Stripe kept of a payment, once. False while Stripe does not know yet."""
    fee = stripe_gateway.fee_cents(payment)
    if fee is None:
        return False
    with transaction.atomic():
        _one_job_at_a_time(payment.pk)
        # The row before the journal's head, as everywhere (DESIGN §4 *Lock order*).
        payment = Payment.objects.select_for_update(of=("self",)).select_related("entity").get(pk=payment.pk)
        if payment.fee_cents is None:
            Payment.objects.filter(pk=payment.pk).update(fee_cents=fee)
            if fee > 0:
                lines = [ledger.Line(account="stripe_fees", debit=fee), ledger.Line(account="card", credit=fee)]
                ledger.record(payment.entity, "stripe_fees", lines, about=f"payment:{payment.pk}")
    return True


# --- the steps -------------------------------------------------------------------------------------------------------


def _one_job_at_a_time(payment_id: uuid.UUID) -> None:
    """The race: the webhook's job and reconciliation settle the same payment at once, and the room would sell twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"payment:{payment_id}"])


def _open(payment: Payment, session: Session) -> str:
    """Write down the page that Stripe made; the payment may have ended, or been paid, while Stripe was thinking."""
    page = {"session_id": session.id, "session_url": session.url, "opened_at": timezone.now()}
    with transaction.atomic():
        if not Payment.objects.filter(pk=payment.pk, state=State.CREATED).update(state=State.OPEN, **page):
            Payment.objects.filter(pk=payment.pk, session_id=None).update(**page)
        payment.refresh_from_db()
        if payment.state == State.EXPIRED:
            _defer("close_page", payment=payment.pk)
    if payment.state == State.EXPIRED:
        raise PaymentClosed
    return session.url


def _draw_conclusions(payment: Payment, session: Session) -> None:
    if session.paid:
        settle(payment, session)
    elif session.status == "expired":
        _close(payment)


def _verdict(payment: Payment, session: Session) -> Verdict:
    if (session.amount_cents, session.currency) != (payment.amount_cents, payment.currency):
        log.error("incident: what Stripe received for %s is not what was asked; it goes back", payment)
        return "refund"
    when_paid: Any = import_string(settings.WHEN_PAID[payment.purpose])
    verdict: Verdict = when_paid(payment)
    if verdict not in {"kept", "refund"}:
        raise TypeError(f"{settings.WHEN_PAID[payment.purpose]} must answer kept or refund, not {verdict!r}")
    return verdict


def _receive(payment: Payment, session: Session, *, kept: bool) -> None:
    now = timezone.now()
    Payment.objects.filter(pk=payment.pk).update(
        state=State.PAID,
        kept=kept,
        paid_at=now,
        received_cents=session.amount_cents,
        received_currency=session.currency,
        session_id=session.id,
        payment_intent_id=session.payment_intent_id,
        session_closed_at=now,
        session_url="",
        success_url="",
        cancel_url="",
    )
    payment.refresh_from_db()


def _close(payment: Payment) -> None:
    """The page is closed at Stripe's and nobody paid."""
    with transaction.atomic():
        Payment.objects.waiting().filter(pk=payment.pk).update(state=State.EXPIRED)
        Payment.objects.filter(pk=payment.pk, session_closed_at=None).update(
            session_closed_at=timezone.now(), session_url="", success_url="", cancel_url=""
        )


def _given_back(payment: Payment) -> int:
    """Cents given back or on their way."""
    standing = payment.refunds.exclude(state=Refund.State.FAILED)
    total: int = standing.aggregate(total=Sum("amount_cents", default=0))["total"]
    return total


def _conclude_refund(refund: Refund, answer: GivenBack) -> None:
    if not answer.accepted:
        _fail(refund)
        return
    with transaction.atomic():
        _one_job_at_a_time(refund.payment_id)
        refund = Refund.objects.select_related("payment__entity").get(pk=refund.pk)
        if refund.state != Refund.State.PENDING:
            return
        payment = refund.payment
        if payment.kept:
            import_string(settings.WHEN_REFUNDED[payment.purpose])(payment, refund.amount_cents)
        Refund.objects.filter(pk=refund.pk).update(
            state=Refund.State.ACCEPTED, stripe_id=answer.id, accepted_at=timezone.now()
        )
        _restate(payment)


def _fail(refund: Refund) -> None:
    """Somebody must look: the office lists it, and may ask for the money once more (`incidents.try_again`)."""
    with transaction.atomic():
        if not Refund.objects.exclude(state=Refund.State.FAILED).filter(pk=refund.pk).update(state=Refund.State.FAILED):
            return
        Payment.objects.filter(pk=refund.payment_id).update(state=State.FAILED)
        Incident.objects.create(kind=Incident.Kind.REFUND_FAILED, payment=refund.payment, refund=refund)
    log.error("incident: %s of %s failed; somebody must look", refund, refund.payment)


def _restate(payment: Payment) -> None:
    """What the payment is now that one of its refunds is through: refunded, still refunding, or partly paid."""
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if payment.refunds.filter(state=Refund.State.PENDING).exists():
        state = State.REFUNDING
    else:
        state = State.REFUNDED if _given_back(payment) == payment.received_cents else State.PAID
    Payment.objects.filter(pk=payment.pk).update(state=state)


def _defer(task: str, **rows: uuid.UUID) -> None:
    """A job that exists if, and only if, the transaction around it commits."""
    app.configure_task(f"money.{task}").defer(**{name: str(row) for name, row in rows.items()})
