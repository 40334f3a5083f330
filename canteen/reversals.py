"""A scan taken back by whoever made it: nothing is deleted, what was served is written down once more, as −n."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from canteen import late, orders, walk_ins
from canteen.models import MealTicket, Redemption, Scan
from canteen.refusals import UndoTooLate
from canteen.scans import Attempt, answered_before
from venue import rules
from venue.errors import NotFound
from venue.live import announce_on_commit
from venue.spaces import occupancy


def undo(request_id: UUID, *, undoing: UUID, by: str) -> Scan:
    """Take back a redemption of this actor within `redemption.undo_s` seconds; `request_id` names the undoing itself.

    Raises NotFound for a scan that is not this actor's own or served nothing, UndoTooLate after its time.
    """
    attempt = Attempt(request_id=request_id, token=f"undo {undoing}")
    heard = answered_before(attempt, by)
    if heard:
        return heard
    with transaction.atomic():
        first = (
            Redemption.objects.select_related("ticket", "sitting__space", "order")
            .filter(by=by, request_id=undoing, undoes=None)
            .first()
        )
        if first is None:
            raise NotFound
        # By the house's clock: the redemption itself bears the phone's, which may be off.
        heard_at = Scan.objects.values_list("at", flat=True).get(actor=by, request_id=undoing)
        if timezone.now() - heard_at > timedelta(seconds=rules.get("redemption.undo_s")):
            raise UndoTooLate
        return take_back(first, attempt, by=by)


def take_back(first: Redemption, attempt: Attempt, *, by: str) -> Scan:
    now = timezone.now()
    # What was served to somebody late is free for others again: news of the sitting, whose lock comes first.
    released = late.is_near(first.order, first.sitting)
    if first.ticket.is_open or released:
        orders.locked(first.order_id)
    ticket = MealTicket.objects.select_for_update(of=("self",), no_key=True).get(pk=first.ticket_id)
    if Redemption.objects.filter(undoes=first).exists():
        raise UndoTooLate
    MealTicket.objects.filter(pk=ticket.pk).update(covers_redeemed=F("covers_redeemed") - first.covers)
    Redemption.objects.create(
        ticket=ticket,
        sitting=first.sitting,
        order=first.order,
        covers=-first.covers,
        at=now,
        by=by,
        request_id=attempt.request_id,
        undoes=first,
    )
    occupancy.leave(
        first.sitting.space,
        first.covers,
        request_id=attempt.request_id,
        by=by,
        at=now,
        about=f"sitting:{first.sitting_id}",
    )
    announce_on_commit(f"sitting:{first.sitting_id}", f"order:{first.order.key}")
    answer = {
        "result": "undone",
        "serial": ticket.serial,
        "sitting": first.sitting_id,
        "covers": first.covers,
        "covers_left": ticket.covers_left + first.covers,
        "undone_at": now.isoformat(),
    }
    scan = attempt.scan(
        by, ticket=ticket, sitting=first.sitting, result="undone", status=201, answer=answer, scanned_at=now
    )
    scan.save()
    if first.ticket.is_open:
        walk_ins.unseat(first.order)
    elif released:
        orders.changed(first.order)
    return scan
