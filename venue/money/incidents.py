"""Card payments that a person must look at: note() each once, settle() when somebody has, try_again() a refund.

Refunds made on Stripe's own pages and disputes change what the house has, and nobody but a person knows what they were
for. So they are shown and not posted: an accountant books them, and says so.
"""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue.errors import Refused
from venue.money import payments, stripe_gateway
from venue.money.models import Incident, Payment, Refund, StripeEvent

log = logging.getLogger(__name__)

Kind = Incident.Kind
# Stripe's words for what changes a payment without us.
REFUNDED, DISPUTED = "charge.refunded", "charge.dispute.created"


class NothingToTry(Refused):
    """It is not about a refund that failed, or somebody has dealt with it."""

    code = "nothing_to_try"
    status = 409
    message = _("There is no failed refund to ask for again.")


def look(payment: Payment, event: StripeEvent) -> None:
    """After news that a charge was refunded or disputed: note what is not our own doing."""
    if event.kind == DISPUTED:
        note(Kind.DISPUTED, payment, event.about)
        return
    ours = {str(pk) for pk in payment.refunds.values_list("pk", flat=True)}
    for name in stripe_gateway.refunds_by_others(payment, ours):
        note(Kind.REFUNDED_ELSEWHERE, payment, name)


def note(kind: str, payment: Payment, about: str) -> None:
    """Write down once what Stripe calls `about`."""
    _row, first_time = Incident.objects.get_or_create(
        kind=kind, about=about, refund=None, defaults={"payment": payment}
    )
    if first_time:
        log.error("incident: %s was %s; somebody must look", payment, kind)


def settle(incident: Incident, *, by: str) -> bool:
    """Somebody has dealt with it; False if somebody had before. `by` is an actor's ref."""
    settled = Incident.objects.open().filter(pk=incident.pk).update(settled_at=timezone.now(), settled_by=by)
    return bool(settled)


def try_again(incident: Incident, *, by: str) -> Refund:
    """Ask Stripe anew for a refund that failed. Raises NothingToTry and payments.NotRefundable.

    A new refund, because Stripe would only repeat its answer to the old one.
    """
    with transaction.atomic():
        failed = incident.refund
        # The race: two managers press the button; whoever settles the incident asks for the refund.
        if failed is None or not settle(incident, by=by):
            raise NothingToTry
        return payments.refund(failed.payment, failed.amount_cents, failed.reason)
