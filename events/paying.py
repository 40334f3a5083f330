"""Paying for places: held, paid, theirs; given back when they are given up in time, always when the house cancels.

A registration holds no amount. Its `posting_ref` names the sale in the books: random, so that nothing leads from the
journal to a person (DESIGN §4 *Money*).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import places, registration_letters, wishes
from events.models import COMING, DateState, EventDate, Registration, RegistrationState
from venue import rules
from venue.house.models import OperatingEntity
from venue.live import announce_on_commit
from venue.money import ledger, payments, vat
from venue.money.ledger import Line
from venue.money.models import JournalEntry, Payment
from venue.money.payments import Verdict

PURPOSE = "event_registration"
KIND = "event"
S = RegistrationState


def hold_until(now: datetime) -> datetime:
    return now + timedelta(minutes=int(rules.get("order.hold_min")))


def charge(registration: Registration, amount_cents: int) -> None:
    """A payment row in this transaction; the call to Stripe comes after COMMIT, by `checkout_url`."""
    event = registration.date.event
    prefix = "" if registration.language == "fr" else f"/{registration.language}"
    payments.prepare(
        entity=event.entity,
        purpose=PURPOSE,
        reference=str(registration.pk),
        amount_cents=amount_cents,
        description=_("Your places at an event"),
        language=registration.language,
        success_url=f"{settings.PUBLIC_URL}{prefix}/inscriptions/?retour=1#{registration.key}",
        cancel_url=f"{settings.PUBLIC_URL}{prefix}/dehors/{event.slug}/?retour=1",
        expires_at=registration.expires_at or hold_until(timezone.now()),
    )


def checkout_url(registration: Registration) -> str | None:
    """Where to pay; None when there is nothing to pay or Stripe does not answer (the next reading asks again)."""
    if registration.state != S.AWAITING_PAYMENT or (payment := payment_of(registration)) is None:
        return None
    try:
        return payments.checkout_url(payment)
    except (payments.Unavailable, payments.PaymentClosed):
        return None


def payment_of(registration: Registration) -> Payment | None:
    return Payment.objects.filter(purpose=PURPOSE, reference=str(registration.pk)).first()


# --- what became of the payment --------------------------------------------------------------------------------------


def when_paid(payment: Payment) -> Verdict:
    """The money is there: the places are theirs, also after the hold was over, if nobody has them or waits for them."""
    registration = places.locked(payment.reference)
    date, now = registration.date, timezone.now()
    if registration.state == S.REGISTERED:
        return "kept"
    late = registration.state == S.EXPIRED and is_to_come(date, now) and wishes.has_room(date, registration.places)
    if registration.state != S.AWAITING_PAYMENT and not late:
        return "refund"
    places.put(registration, S.REGISTERED, now)
    registration_letters.tell(registration)
    post(registration, payment)
    return "kept"


def is_to_come(date: EventDate, now: datetime) -> bool:
    return date.state == DateState.SCHEDULED and date.event.state in COMING and date.ends_at > now


def when_refunded(payment: Payment, amount_cents: int) -> None:
    """The money is on its way back; the bearer's page says so."""
    del amount_cents
    for key in Registration.objects.filter(pk=payment.reference).values_list("key", flat=True):
        announce_on_commit(f"registration:{key}")


# --- what is given up ------------------------------------------------------------------------------------------------


def refund_until(registration: Registration) -> datetime | None:
    """Until when giving it up returns what was paid; None: whenever, because the house has changed what was bought."""
    date = registration.date
    if date.state != DateState.SCHEDULED or date.event.state not in COMING:
        return None
    if date.moved_at and date.moved_at > registration.made_at:
        return None
    return date.starts_at - timedelta(hours=int(rules.get("event.refund_hours", building=date.event.building_id)))


def close_page(registration: Registration) -> None:
    """It was not paid in time, or given up before: nobody may pay any more. In the caller's transaction."""
    if payment := payment_of(registration):
        payments.expire(payment)


def give_back(registration: Registration, *, reason: str = "cancelled") -> bool:
    """What was paid for it goes back, once, and out of the books: the last thing of the caller's transaction."""
    payment = Payment.objects.select_for_update(of=("self",)).filter(purpose=PURPOSE, reference=str(registration.pk))
    paid = payment.select_related("entity").first()
    if paid is None:
        return False
    if not paid.kept or not (left := payments.left_of(paid)):
        payments.expire(paid)
        return False
    payments.refund(paid, left, reason)
    take_back(paid.entity, str(registration.posting_ref))
    return True


def give_all_back(date: int, *, reason: str) -> int:
    """The house has cancelled a date: each of its payments goes back, each in a transaction of its own; how many.

    Safe to say again, and to die in: what has gone back is not given back twice.
    """
    theirs = Registration.objects.filter(date=date, state=S.CANCELLED)
    paid = Payment.objects.filter(
        purpose=PURPOSE, reference__in=[str(pk) for pk in theirs.values_list("pk", flat=True)]
    )
    given = 0
    for reference in paid.order_by("pk").values_list("reference", flat=True):
        with transaction.atomic():
            registration = Registration.objects.select_for_update(no_key=True).get(pk=reference)
            given += give_back(registration, reason=reason)
    return given


# --- in the books ----------------------------------------------------------------------------------------------------


def post(registration: Registration, payment: Payment) -> None:
    """Income of the body that organises it, with the VAT of services in it if it owes any. Last: the journal's head."""
    lines = income(payment.entity, payment.amount_cents, means="card")
    ledger.record(payment.entity, KIND, lines, about=str(registration.posting_ref))


def income(entity: OperatingEntity, amount_cents: int, *, means: str) -> list[Line]:
    """What comes in at an event, VAT included; `means` is the role of the account that the money is on."""
    rate = int(rules.get("vat.service_bp"))
    return [
        Line(account=means, debit=amount_cents),
        *vat.collected(amount_cents, entity, rate),
        Line(account="events", credit=amount_cents - vat.within(amount_cents, entity, rate)),
    ]


def take_back(entity: OperatingEntity, about: str, *, kind: str = KIND, reason: str = "cancelled") -> None:
    entry = JournalEntry.objects.filter(entity=entity, kind=kind, about=about, reverses=None).first()
    if entry and not JournalEntry.objects.filter(reverses=entry).exists():
        ledger.reverse(entry, reason=reason)
