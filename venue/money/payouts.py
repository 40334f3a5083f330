"""What Stripe sends to the bank: from the cards in transit to the bank's account, each once.

Stripe's own book says it (its balance transactions), so nothing is lost when no event is heard.
"""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction

from venue.house.models import OperatingEntity
from venue.money import ledger, stripe_gateway
from venue.money.models import JournalEntry, Payment
from venue.money.stripe_gateway import Transfer

log = logging.getLogger(__name__)

KIND = "stripe_payout"
# A bank sends back within days what it does not take, and Stripe's book may be completed a little later.
LOOK_AGAIN = timedelta(days=10)


def record_all() -> int:
    """Post what has left every Stripe account since we last looked; how many entries were written."""
    written = 0
    for paid in _who_is_paid_where().values():
        if len(paid) > 1:
            # One payout then holds money of several legal bodies: only a person can say whose.
            log.warning("%s share a Stripe account: their payouts are not posted", " and ".join(sorted(map(str, paid))))
            continue
        written += record(paid[0])
    return written


def record(entity: OperatingEntity) -> int:
    """Post the payouts of `entity`'s own account that are not in its books yet. Raises Unavailable."""
    since = _looked_until(entity)
    if since is None:
        return 0
    transfers = stripe_gateway.transfers(entity, since - LOOK_AGAIN)
    known = set(
        entity.entries.filter(kind=KIND, about__in=[each.id for each in transfers]).values_list("about", flat=True)
    )
    new = [each for each in transfers if each.id not in known]
    return sum(_post(entity, each) for each in new)


def _post(entity: OperatingEntity, transfer: Transfer) -> bool:
    """One entry; False when another worker was faster: the books take each fact once."""
    moved = {"bank": transfer.bank_cents, "stripe_fees": transfer.fee_cents}
    moved["card"] = -sum(moved.values())
    lines = [
        ledger.Line(account=account, **({"debit": cents} if cents > 0 else {"credit": -cents}))
        for account, cents in moved.items()
        if cents
    ]
    try:
        with transaction.atomic():
            ledger.record(entity, KIND, lines, about=transfer.id)
    except ledger.AlreadyRecorded:
        return False
    return True


def _who_is_paid_where() -> dict[str, list[OperatingEntity]]:
    """By Stripe key: the legal bodies that money came in for."""
    found: dict[str, list[OperatingEntity]] = defaultdict(list)
    for entity in OperatingEntity.objects.filter(payments__paid_at__isnull=False).distinct().order_by("pk"):
        if key := stripe_gateway.secret_key(entity):
            found[key].append(entity)
    return found


def _looked_until(entity: OperatingEntity) -> datetime | None:
    """When its newest payout was posted, or its first payment came in; None before that."""
    newest = JournalEntry.objects.filter(entity=entity, kind=KIND).order_by("-number").first()
    if newest:
        return newest.at
    first = Payment.objects.filter(entity=entity, paid_at__isnull=False).order_by("paid_at").first()
    return first.paid_at if first else None
