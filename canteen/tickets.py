"""The door: a ticket is shown, a meal is served, once per cover whatever races (DESIGN §4 Redemption).

Nothing here reads or tells an amount, a tariff, a voucher or a name: three kinds of ticket, one answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils import timezone

from canteen import fund, orders
from canteen.models import MealTicket, Order, Redemption, Scan, Sitting
from canteen.models.orders import OrderState
from canteen.models.sittings import State
from canteen.refusals import (
    AlreadyRedeemed,
    NotEnoughCovers,
    NotThisDoor,
    NotYet,
    RequestIdReused,
    SittingFull,
    TooLate,
    UndoTooLate,
    UnknownTicket,
    VoidTicket,
    WrongSitting,
)
from venue import rules
from venue.codes import short, tokens
from venue.errors import NotFound, Refused
from venue.live import announce_on_commit
from venue.rows import Rows
from venue.spaces import occupancy
from venue.spaces.models import Space

SHOWN = """
SELECT {ticket}, {order}, {sitting}, {space}
FROM canteen_mealticket ticket
LEFT JOIN canteen_order "order" ON "order".id = ticket.order_id
LEFT JOIN canteen_sitting sitting ON sitting.id = ticket.sitting_id
LEFT JOIN spaces_space space ON space.id = sitting.space_id
WHERE """
TABLES: dict[str, type[Model]] = {"ticket": MealTicket, "order": Order, "sitting": Sitting, "space": Space}
BY_TOKEN = Rows(SHOWN + "ticket.id = %s", **TABLES)
BY_SHORT_CODE = Rows(SHOWN + "ticket.short_code = %s", **TABLES)
HEARD = Rows("SELECT {scan} FROM canteen_scan scan WHERE actor = %s AND request_id = %s", scan=Scan)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What a scanner read. `covers` None means all that are left; `sitting` is the one that this door serves."""

    request_id: UUID
    token: str = ""
    short_code: str = ""
    covers: int | None = None
    sitting: int | None = None
    scanned_at: datetime | None = None

    def body_hash(self) -> str:
        said = {name: str(value) for name, value in asdict(self).items() if name != "request_id"}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def anywhere(sitting: Sitting) -> bool:
    return True


def redeem(attempt: Attempt, *, by: str, serves: Callable[[Sitting], bool] = anywhere) -> Scan:
    """Serve what the ticket holds, or say why not: one Scan row either way, with the answer that was given.

    `serves` says at which sittings `by` may: a phone may be limited to a building, to rooms or to sittings.
    The same `request_id` gets the same answer as long as the row lives; with another body RequestIdReused.
    """
    heard = answered_before(attempt, by)
    if heard:
        return heard
    try:
        with transaction.atomic():
            return decide(attempt, by=by, serves=serves)
    except IntegrityError:
        # The same request twice at once: the other's COMMIT came first, all of ours is undone, its answer stands.
        again = answered_before(attempt, by)
        if again is None:
            raise
        return again


def answered_before(attempt: Attempt, by: str) -> Scan | None:
    found = HEARD.one(by, attempt.request_id)
    scan: Scan | None = found["scan"] if found else None
    if scan and scan.body_hash != attempt.body_hash():
        raise RequestIdReused
    return scan


def decide(attempt: Attempt, *, by: str, serves: Callable[[Sitting], bool]) -> Scan:
    ticket, sitting, at = None, None, attempt.scanned_at or timezone.now()
    try:
        ticket = find(attempt)
        sitting = sitting_of(ticket, attempt, at)
        if not serves(sitting):
            raise NotThisDoor
        # Only an open ticket writes before it can still be refused.
        with transaction.atomic() if ticket.is_open else nullcontext():
            answer = serve(ticket, sitting, attempt, by=by, at=at)
        result, status = "redeemed", 201
    except Refused as refused:
        answer, result, status = refused.as_problem(), refused.code, refused.status
    return Scan.objects.create(
        actor=by,
        request_id=attempt.request_id,
        body_hash=attempt.body_hash(),
        ticket=ticket,
        sitting=sitting,
        result=result,
        status=status,
        answer=answer,
        scanned_at=at,
    )


def find(attempt: Attempt) -> MealTicket:
    """The ticket that was shown; UnknownTicket, or Forged when the signature is not ours."""
    if attempt.short_code:
        code = short.clean(attempt.short_code)
        ticket = shown(BY_SHORT_CODE, code) if code else None
        # A spoken code has forty bits only: it is good on its own day, and nowhere else.
        if ticket and ticket.sitting and timezone.localdate(ticket.sitting.starts_at) != timezone.localdate():
            ticket = None
    else:
        ticket = shown(BY_TOKEN, tokens.read(attempt.token).id)
    if ticket is None:
        raise UnknownTicket
    return ticket


def shown(rows: Rows, by: Any) -> MealTicket | None:
    """The ticket with its order, its sitting and the room, in one statement; None if there is none."""
    found = rows.one(by)
    if found is None:
        return None
    ticket: MealTicket = found["ticket"]
    ticket.order, ticket.sitting = found["order"], found["sitting"]
    if ticket.sitting:
        ticket.sitting.space = found["space"]
    return ticket


def sitting_of(ticket: MealTicket, attempt: Attempt, at: datetime) -> Sitting:
    """The sitting that this scan serves; WrongSitting, NotYet or TooLate when there is none."""
    if ticket.sitting:
        if attempt.sitting not in (None, ticket.sitting_id):
            raise WrongSitting(sitting=ticket.sitting_id, starts_at=ticket.sitting.starts_at.isoformat())
        refuse_hour(ticket.sitting, at)
        return ticket.sitting
    if ticket.valid_until and timezone.localdate(at) > ticket.valid_until:
        raise TooLate
    early, late = window()
    sittings = Sitting.objects.filter(state__in=[State.OPEN, State.CLOSED], starts_at__lte=at + early)
    serving = sittings.filter(ends_at__gte=at - late).select_related("space", "entity")
    chosen = serving.filter(pk=attempt.sitting) if attempt.sitting else serving.order_by("-starts_at")
    sitting = chosen.first()
    if sitting is None:
        raise WrongSitting if attempt.sitting else NotYet
    return sitting


def window() -> tuple[timedelta, timedelta]:
    """How long before its start and after its end a sitting's tickets are taken."""
    early, late = rules.get("redemption.early_min"), rules.get("redemption.late_min")
    return timedelta(minutes=early), timedelta(minutes=late)


def refuse_hour(sitting: Sitting, at: datetime) -> None:
    early, late = window()
    if at < sitting.starts_at - early:
        raise NotYet(starts_at=sitting.starts_at.isoformat())
    if at > sitting.ends_at + late:
        raise TooLate(ends_at=sitting.ends_at.isoformat())


def serve(ticket: MealTicket, sitting: Sitting, attempt: Attempt, *, by: str, at: datetime) -> dict[str, Any]:
    """Count the covers down, write what happened, let the room fill: all or nothing."""
    covers = attempt.covers or ticket.covers_left
    refuse_ticket(ticket, sitting, covers)
    order = ticket.order or seat_walk_in(ticket, sitting, covers)
    # Fifty scanners may hold the same ticket: only the one whose UPDATE still finds its covers serves them.
    served = MealTicket.objects.filter(
        pk=ticket.pk, voided_at=None, covers__gte=F("covers_redeemed") + F("covers_exchanged") + covers
    ).update(covers_redeemed=F("covers_redeemed") + covers)
    if not served:
        ticket.refresh_from_db(fields=["covers_redeemed", "covers_exchanged", "voided_at"])
        refuse_ticket(ticket, sitting, covers)
        raise NotEnoughCovers(covers_left=ticket.covers_left)
    now = timezone.now()
    redemption = Redemption.objects.create(
        ticket=ticket, sitting=sitting, order=order, covers=covers, at=at, by=by, request_id=attempt.request_id
    )
    occupancy.arrive(
        sitting.space,
        covers,
        request_id=attempt.request_id,
        by=by,
        at=at,
        about=f"sitting:{sitting.pk}",
        until=sitting.ends_at,
        trial=sitting.trial,
    )
    announce_on_commit(f"sitting:{sitting.pk}", f"order:{order.key}")
    if ticket.is_open:
        post_walk_in(order)
    return {
        "result": "redeemed",
        "serial": ticket.serial,
        "sitting": sitting.pk,
        "covers": redemption.covers,
        "covers_left": ticket.covers_left - covers,
        "redeemed_at": now.isoformat(),
    }


def refuse_ticket(ticket: MealTicket, sitting: Sitting, covers: int) -> None:
    cancelled = ticket.order is not None and ticket.order.state != OrderState.CONFIRMED
    if ticket.voided_at or cancelled or sitting.state == State.CANCELLED:
        raise VoidTicket
    if ticket.covers_left == 0:
        first = ticket.redemptions.filter(undone_by=None, undoes=None).order_by("at").first()
        raise AlreadyRedeemed(first_redeemed_at=first.at.isoformat() if first else None, serial=ticket.serial)
    if covers > ticket.covers_left:
        raise NotEnoughCovers(covers_left=ticket.covers_left, serial=ticket.serial)


def seat_walk_in(ticket: MealTicket, sitting: Sitting, covers: int) -> Order:
    """An open ticket at the door takes its covers from the house's last free ones and becomes an order there.

    Locks the sitting first (parents first), so that the last cover is not given to two.
    """
    now = timezone.now()
    locked = Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
    left = covers_free(locked, now)
    if covers > left:
        raise SittingFull(covers_left=left)
    order = Order.objects.create(
        sitting=sitting, covers=covers, state=OrderState.CONFIRMED, confirmed_at=now, walk_in=True, open_ticket=ticket
    )
    orders.changed(order)
    return order


def covers_free(sitting: Sitting, at: datetime) -> int:
    """Covers that nobody holds, the walk-in reserve included."""
    return sitting.covers - sum(Order.objects.filter(sitting=sitting).live(at).values_list("covers", flat=True))


def post_walk_in(order: Order) -> None:
    """Last, because the journal's head is the last lock: the fund carries the meal like any order without an amount."""
    fund.post_order(
        entity=order.sitting.entity,
        contribution_cents=0,
        covers=order.covers,
        equilibrium_cents=order.sitting.equilibrium_cents or 0,
        means="card",
        about=str(order.posting_ref),
    )


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
        if timezone.now() - first.at > timedelta(seconds=rules.get("redemption.undo_s")):
            raise UndoTooLate
        return take_back(first, attempt, by=by)


def take_back(first: Redemption, attempt: Attempt, *, by: str) -> Scan:
    now = timezone.now()
    if first.ticket.is_open:
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
    scan = Scan.objects.create(
        actor=by,
        request_id=attempt.request_id,
        body_hash=attempt.body_hash(),
        ticket=ticket,
        sitting=first.sitting,
        result="undone",
        status=201,
        answer={
            "result": "undone",
            "serial": ticket.serial,
            "sitting": first.sitting_id,
            "covers": first.covers,
            "covers_left": ticket.covers_left + first.covers,
            "undone_at": now.isoformat(),
        },
        scanned_at=now,
    )
    if ticket.is_open:
        unseat_walk_in(first.order)
    return scan


def unseat_walk_in(order: Order) -> None:
    """The order that the door made for an open ticket goes with its redemption."""
    Order.objects.filter(pk=order.pk).update(state=OrderState.CANCELLED, cancelled_at=timezone.now())
    orders.changed(order)
    fund.post_refund(entity=order.sitting.entity, about=str(order.posting_ref))
