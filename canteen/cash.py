"""Counting what lies in the box, the envelopes and the drawer after a sitting (DOMAIN REQ-T7, DESIGN §4 Money)."""

from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canteen import fund
from canteen.models import CashCount, Sitting, State
from venue.errors import Refused
from venue.money.cash import refuse_another


class NothingToCountYet(Refused):
    """Before it has begun, and for a draft or a cancelled one, there is no cash of a sitting."""

    code = "nothing_to_count_yet"
    status: ClassVar[int] = 409
    message = _("Nothing has been given at this sitting yet.")


@transaction.atomic
def count(*, sitting: Sitting, amount_cents: int, by: str, corrects: int | None = None) -> CashCount:
    """All the cash of a sitting, in cents; `corrects` names the count that was wrong, which is reversed.

    Raises NothingToCountYet, AlreadyCounted and NotTheStandingCount.
    """
    # Race: two people count the same box. The second has to say that he corrects the first.
    sitting = Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("entity").get(pk=sitting.pk)
    if sitting.state in (State.DRAFT, State.CANCELLED) or sitting.starts_at > timezone.now():
        raise NothingToCountYet()
    standing = CashCount.objects.standing().filter(sitting=sitting).first()
    refuse_another(standing, corrects)
    counted = CashCount.objects.create(
        sitting=sitting, amount_cents=amount_cents, corrects=standing, at=timezone.now(), by=by
    )
    if standing:
        fund.take_back_cash(entity=sitting.entity, about=standing.about)
    fund.count_cash(entity=sitting.entity, amount_cents=amount_cents, about=counted.about)
    return counted
