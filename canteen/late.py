"""Coming late: some minutes after the start, a place that nobody has claimed is anybody's (REQ-C10).

Who comes for it then sits down all the same while there is a place; else the door says plainly that there is none.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from canteen import orders
from canteen.models import Order, Sitting
from canteen.models.sittings import released_by
from canteen.refusals import SittingFull

# The race: a scan that began just before the release, and somebody without a ticket counting just after it. So scans
# take their turn with the others a little earlier than they must; no scan takes that long.
BEFOREHAND = timedelta(minutes=2)


def is_near(order: Order, sitting: Sitting) -> bool:
    """Whether this order's covers are released, or soon will be: then `sit_down` has to be asked first."""
    return kept_since(order, sitting) <= released_by(timezone.now() + BEFOREHAND)


def sit_down(order: Order, sitting: Sitting, covers: int) -> None:
    """Take back `covers` of this order from what was released; SittingFull when others sit there.

    Call in the transaction that serves them: it locks the sitting, so that the last place is not given to two. The hour
    of the house counts, not the phone's: a place is released for everybody at one moment.
    """
    Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
    now = timezone.now()
    if kept_since(order, sitting) > released_by(now):
        return
    counted = Sitting.objects.counted(sitting.pk, now)
    free = counted.covers_free if counted else 0
    if covers > free:
        raise SittingFull(covers_left=free)
    orders.changed(order)


def kept_since(order: Order, sitting: Sitting) -> datetime:
    """From when on its covers were kept for it while the meal was served."""
    return max(sitting.starts_at, order.confirmed_at or sitting.starts_at)
