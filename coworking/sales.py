"""What coworking sells, in double entry: income of the body that runs the desks, with the VAT of services in it.

A book of tickets is income on the day it is sold (docs/decisions). `about` is a random reference that no page shows:
nothing leads from the journal to a person. Each posts through `ledger.record`: the last thing of a transaction.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from coworking.models import Offer
from venue import rules
from venue.errors import NotFound
from venue.house.models import OperatingEntity
from venue.money import ledger, vat
from venue.money.ledger import Line
from venue.money.models import JournalEntry

KIND = "coworking"


def post(
    *,
    entity: OperatingEntity,
    amount_cents: int,
    about: str,
    means: str = "card",
    kind: str = KIND,
    at: datetime | None = None,
) -> JournalEntry | None:
    """Sold for an amount, VAT included; `means` is the role of the account it is on. None when nothing was paid.

    `at` is for the demo's past (`ledger.record`).
    """
    if amount_cents == 0:
        return None
    rate = rules.get("vat.service_bp")
    lines = [
        Line(account=means, debit=amount_cents),
        *vat.collected(amount_cents, entity, rate),
        Line(account="coworking", credit=amount_cents - vat.within(amount_cents, entity, rate)),
    ]
    return ledger.record(entity, kind, lines, about=about, at=at)


def new_reference() -> uuid.UUID:
    """A name for the books, which says nothing."""
    return uuid.uuid4()


def take_back(*, entity: OperatingEntity, about: str) -> JournalEntry | None:
    """What `about` names was not sold after all: its entry is reversed. None when nothing was posted."""
    entry = JournalEntry.objects.filter(entity=entity, kind=KIND, about=about, reverses=None).first()
    return ledger.reverse(entry, reason="cancelled") if entry else None


def count_box(amount_cents: int) -> uuid.UUID:
    """Coins that people put into the box at the coworking on trust; whose they were, nobody knows."""
    about = new_reference()
    with transaction.atomic():
        post(entity=seller(), amount_cents=amount_cents, about=str(about), means="cash", kind="coworking_box")
    return about


def seller() -> OperatingEntity:
    """The body that the first line of the price list belongs to. Raises NotFound in a house without one."""
    first = Offer.objects.sold().select_related("entity").first()
    if first is None:
        raise NotFound
    return first.entity
