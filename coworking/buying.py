"""Buying a pass: by card, every month, at the desk, or for what one chooses; ending it (REQ-W2).

Lock order (DESIGN §4): the person, the pass, then the journal's head last.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import offers, passes, sales
from coworking.models import Offer, Pass
from coworking.models.passes import new_pass
from coworking.offers import UnknownOffer
from venue import rules
from venue.errors import NotFound, Refused
from venue.money import payments, subscriptions
from venue.money.models import PaidInvoice, Payment, Subscription
from venue.money.payments import Verdict
from venue.people.models import Person

PURPOSE = "coworking_pass"
State = Pass.State


class AlreadyYours(Refused):
    """A second subscription, or a second pass at one's own price while the first opens desks."""

    code = "already_yours"
    status: ClassVar[int] = 409
    message = _("You already have this one. It can be ended or used up first.")


class HasItsPrice(Refused):
    code = "has_its_price"
    message = _("This offer has its price. At the solidarity rate everybody chooses.")


class NotCancellable(Refused):
    code = "not_cancellable"
    status: ClassVar[int] = 409
    message = _("This has been used, or its time to think again is over. The team will gladly talk about it.")


# --- getting one -----------------------------------------------------------------------------------------------------


def buy(person: Person, code: str, *, contribution_cents: int | None = None, language: str = "fr") -> Pass:
    """A pass that is hers as soon as it is paid, at once when her own choice is 0. Call inside a transaction.

    Of what one has once only, the one that still waits for its payment is the answer, and its page goes on.

    Raises UnknownOffer, HasItsPrice, AlreadyYours, and of payments Unavailable and NotPayableOnline.
    """
    offer = offer_of(code)
    if contribution_cents is not None and not offer.own_choice:
        raise HasItsPrice
    # The race: two taps on *buy*. Each would find that she has none.
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    refuse_second(person, offer)
    amount = contribution_cents or 0 if offer.own_choice else offer.price_cents or 0
    if begun := goes_on(person, offer, amount):
        return begun
    made = new_pass(offer, person, today())
    if amount == 0:
        made.state = State.ACTIVE
        made.save()
        return made
    made.save()
    prepare = subscriptions.prepare if offer.renews else payments.prepare
    prefix = "" if language == "fr" else f"/{language}"
    prepare(
        entity=offer.entity,
        purpose=PURPOSE,
        reference=str(made.pk),
        amount_cents=amount,
        description=offer.local_name,
        language=language,
        success_url=f"{settings.PUBLIC_URL}{prefix}/travailler/forfaits/?paye=1",
        cancel_url=f"{settings.PUBLIC_URL}{prefix}/travailler/forfaits/?retour=1",
        expires_at=timezone.now() + timedelta(minutes=rules.get("order.hold_min")),
    )
    return made


@transaction.atomic
def sell(person: Person, code: str) -> Pass:
    """Sold at the desk, in cash: hers at once, for one term. At one's own price the coins go in the box, uncounted
    with anybody's name. Raises UnknownOffer.
    """
    offer = offer_of(code)
    made = new_pass(offer, person, today())
    made.state, made.renews = State.ACTIVE, False
    made.save()
    sales.post(entity=offer.entity, amount_cents=offer.price_cents or 0, about=str(made.posting_ref), means="cash")
    return made


def offer_of(code: str) -> Offer:
    """Raises UnknownOffer, also for what is paid by the stretch."""
    offer = offers.on_sale(code)
    if offer.kind not in Offer.PASSES:
        raise UnknownOffer
    return offer


def refuse_second(person: Person, offer: Offer) -> None:
    if stands(person, offer):
        raise AlreadyYours


def stands(person: Person, offer: Offer) -> bool:
    """Whether she has this one, and it is one that nobody needs twice."""
    hers = Pass.objects.usable(today()).filter(person=person, offer=offer)
    return bool(
        (offer.renews and hers.filter(renews=True).exists())
        or (offer.own_choice and hers.exclude(units_left=0).exists())
    )


def goes_on(person: Person, offer: Offer, amount_cents: int) -> Pass | None:
    """What she began and can still pay, for the same sum; any other that waits is given up, so that two are never paid.

    The caller holds the person's lock.
    """
    if not (offer.renews or offer.own_choice):
        return None
    going = None
    waiting = Pass.objects.filter(person=person, offer=offer, state=State.AWAITING_PAYMENT)
    for pk in waiting.order_by("made_at", "pk").values_list("pk", flat=True):
        held = locked(str(pk))
        if held.state != State.AWAITING_PAYMENT:
            continue
        if going is None and can_be_paid(held, amount_cents):
            going = held
        else:
            give_up(held)
    return going


def can_be_paid(held: Pass, amount_cents: int) -> bool:
    asked = subscription_of(held) or payment_of(held)
    if asked is None or asked.state not in (asked.State.CREATED, asked.State.OPEN):
        return False
    return asked.amount_cents == amount_cents and asked.expires_at > timezone.now()


def today() -> date:
    return timezone.localdate()


def checkout_url(held: Pass) -> str | None:
    """Where to pay; None when nothing is to be paid or Stripe does not answer (the next reading asks again)."""
    if held.state != State.AWAITING_PAYMENT:
        return None
    try:
        if subscription := subscription_of(held):
            return subscriptions.checkout_url(subscription)
        payment = payment_of(held)
        return payments.checkout_url(payment) if payment else None
    except (payments.Unavailable, payments.PaymentClosed):
        return None


def payment_of(held: Pass) -> Payment | None:
    return Payment.objects.filter(purpose=PURPOSE, reference=str(held.pk)).first()


def subscription_of(held: Pass) -> Subscription | None:
    return Subscription.objects.filter(purpose=PURPOSE, reference=str(held.pk)).first()


def monthly_cents(held: Pass) -> int | None:
    """What is charged for the next month; None when nothing is."""
    subscription = subscription_of(held) if held.renews else None
    return subscription.amount_cents if subscription else None


# --- what became of the payment --------------------------------------------------------------------------------------


def when_paid(payment: Payment) -> Verdict:
    """The money is there: the pass is hers from today, also when she paid after its page was given up."""
    held = locked_with_person(payment.reference)
    if held.state in (State.ACTIVE, State.ENDED):
        return "kept"
    if is_second(held):
        refuse_payment_of(held)
        return "refund"
    fresh = new_pass(held.offer, None, today())
    held.state, held.ended_at = State.ACTIVE, None
    held.valid_from, held.valid_until = fresh.valid_from, fresh.valid_until
    held.save(update_fields=["state", "ended_at", "valid_from", "valid_until"])
    sales.post(entity=payment.entity, amount_cents=payment.amount_cents, about=str(held.posting_ref))
    return "kept"


def when_refunded(payment: Payment, amount_cents: int) -> None:
    """Nothing more to do: it was cancelled, and its sale taken back, when the refund was asked."""
    del payment, amount_cents


def when_renewed(subscription: Subscription, invoice: PaidInvoice) -> None:
    """Another month is paid; of a second one beside one that stands, nothing is kept, and it ends."""
    held = locked_with_person(subscription.reference)
    if is_second(held):
        refuse_payment_of(held)
        subscriptions.stop(subscription, at_once=True)
        subscriptions.give_back(invoice)
        return
    until = local_date(invoice.period_end)
    first = held.state == State.AWAITING_PAYMENT
    held.valid_from = local_date(invoice.period_start) if first else held.valid_from
    held.valid_until = max(until, held.valid_from) if first else max(until, held.valid_until)
    held.state, held.ended_at, held.renews = State.ACTIVE, None, not subscription.ends
    held.save(update_fields=["state", "ended_at", "renews", "valid_from", "valid_until"])
    sales.post(entity=subscription.entity, amount_cents=invoice.amount_cents, about=str(invoice.posting_ref))


def when_unpaid(subscription: Subscription) -> None:
    """The card did not pay: the pass goes on for `pass.grace_days`, while Stripe tries again."""
    Pass.objects.filter(pk=subscription.reference, state=State.ACTIVE).update(state=State.PAST_DUE)


def when_ended(subscription: Subscription) -> None:
    """Stripe charges no more: what was paid is still hers to its last day, what was not is over."""
    held = locked(subscription.reference)
    if held.state == State.PAST_DUE or held.valid_until < today():
        passes.end(held)
    else:
        Pass.objects.filter(pk=held.pk).update(renews=False)


def locked(reference: str) -> Pass:
    """The pass with its lock, inside a transaction. Race: it is paid while it is given up."""
    return Pass.objects.select_for_update(of=("self",), no_key=True).select_related("offer__entity").get(pk=reference)


def locked_with_person(reference: str) -> Pass:
    """As `locked`, after the person's own lock, as `buy` takes them. Race: two that she began are paid at once."""
    list(Person.objects.select_for_update(no_key=True).filter(passes__pk=reference))
    return locked(reference)


def is_second(held: Pass) -> bool:
    """Whether it would be hers only now, and beside one like it that is: she paid on two pages."""
    if held.state in (State.ACTIVE, State.PAST_DUE) or held.person is None:
        return False
    return stands(held.person, held.offer)


def refuse_payment_of(held: Pass) -> None:
    if not held.is_over:
        finish(held, State.CANCELLED)


def local_date(at: datetime) -> date:
    return timezone.localtime(at).date()


# --- its end ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def cancel(person: Person, id: Any) -> Pass:
    """A subscription runs to the end of its paid month; an unused pass goes back within `pass.withdraw_days`.

    Saying it twice is safe. Raises NotFound (another's too) and NotCancellable.
    """
    if not Pass.objects.filter(person=person, pk=id).exists():
        raise NotFound
    held = locked(str(id))
    if held.is_over:
        return held
    if held.state == State.AWAITING_PAYMENT:
        give_up(held)
    elif subscription := subscription_of(held):
        stop(held, subscription)
    else:
        withdraw(held)
    return held


def can_cancel(held: Pass) -> bool:
    """Whether `cancel` would say yes now."""
    if held.is_over:
        return False
    return held.state == State.AWAITING_PAYMENT or held.renews or is_withdrawable(held)


def give_up(held: Pass) -> None:
    """Nobody has paid; the page is closed. The caller holds the lock."""
    finish(held, State.CANCELLED)
    if subscription := subscription_of(held):
        subscriptions.expire(subscription)
    if payment := payment_of(held):
        payments.expire(payment)


def stop(held: Pass, subscription: Subscription) -> None:
    if not held.renews:
        return
    held.renews = False
    held.save(update_fields=["renews"])
    subscriptions.stop(subscription)


def withdraw(held: Pass) -> None:
    """Bought by card and never used: the money goes back whole."""
    if not is_withdrawable(held):
        raise NotCancellable
    finish(held, State.CANCELLED)
    if payment := payment_of(held):
        payments.refund(payment, payments.left_of(payment), "cancelled")
        sales.take_back(entity=payment.entity, about=str(held.posting_ref))


def is_withdrawable(held: Pass) -> bool:
    """What was paid in cash goes back at the desk, not by a click; what cost nothing only opens no more."""
    if held.offer.renews or held.uses.exists():
        return False
    until = held.made_at + timedelta(days=rules.get("pass.withdraw_days"))
    return timezone.now() < until and (held.offer.own_choice or payment_of(held) is not None)


def finish(held: Pass, state: str) -> None:
    held.state, held.renews, held.ended_at = state, False, timezone.now()
    held.save(update_fields=["state", "renews", "ended_at"])


# --- what the clock does ---------------------------------------------------------------------------------------------


def end_overdue() -> int:
    """End passes whose last day is over, and stop at Stripe those whose grace is; how many."""
    overdue = list(Pass.objects.over(today()).order_by("pk").values_list("pk", flat=True))
    for pk in overdue:
        with transaction.atomic():
            held = locked(str(pk))
            # A month may have been paid since the list was made.
            if held.last_day() < today() and not held.is_over:
                if held.renews and (subscription := subscription_of(held)):
                    subscriptions.stop(subscription, at_once=True)
                passes.end(held)
    return len(overdue)


def let_go_of_unpaid() -> int:
    """Passes that nobody has paid for since yesterday; how many."""
    unpaid = Pass.objects.filter(state=State.AWAITING_PAYMENT, made_at__lt=timezone.now() - timedelta(days=1))
    for pk in (all_of_them := list(unpaid.order_by("pk").values_list("pk", flat=True))):
        with transaction.atomic():
            held = locked(str(pk))
            if held.state == State.AWAITING_PAYMENT:
                give_up(held)
    return len(all_of_them)
