"""The end of a sitting: what was not served goes back to the fund, and those who came in are taken to have left."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from canteen import fund, orders
from canteen.models import Order, Redemption, Sitting
from canteen.models.orders import OrderState
from canteen.models.sittings import State
from venue import rules
from venue.live import announce_on_commit
from venue.spaces import capacity, occupancy


def close_ended() -> int:
    """Close every sitting whose last ticket can no longer be scanned; how many there were."""
    over = timezone.now() - timedelta(minutes=rules.get("redemption.late_min"))
    ended = Sitting.objects.filter(state__in=[State.OPEN, State.CLOSED], ends_at__lt=over)
    return sum(close(pk) for pk in ended.values_list("pk", flat=True))


def close(sitting_id: int) -> bool:
    """Close one sitting; False when another worker has already done so.

    Posts *E* per cover that was ordered and not served: debit meals, credit the fund (DESIGN §4 Money).
    """
    with transaction.atomic():
        sitting = Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting_id)
        if sitting.state not in (State.OPEN, State.CLOSED):
            return False
        for pk in Order.objects.filter(sitting=sitting, state=OrderState.AWAITING_PAYMENT).values_list("pk", flat=True):
            orders.release(orders.locked(pk))
        Sitting.objects.filter(pk=sitting_id).update(state=State.DONE, revision=sitting.revision + 1)
        capacity.release(f"sitting:{sitting_id}")
        occupancy.leave_estimated(f"sitting:{sitting_id}", sitting.space, min(sitting.ends_at, timezone.now()))
        announce_on_commit(f"sitting:{sitting_id}")
        unserved = unserved_covers(sitting)
        if unserved:
            fund.give_back_unserved(
                entity=sitting.entity,
                covers=unserved,
                equilibrium_cents=sitting.equilibrium_cents or 0,
                about=f"sitting:{sitting_id}",
            )
    return True


def unserved_covers(sitting: Sitting) -> int:
    """Covers of confirmed orders that nobody came for; a meal served in excess counts in the conflict report only."""
    ordered = sum(Order.objects.filter(sitting=sitting, state=OrderState.CONFIRMED).values_list("covers", flat=True))
    served = sum(Redemption.objects.filter(sitting=sitting, excess=False).values_list("covers", flat=True))
    return max(0, ordered - served)
