"""The door: a ticket is shown, a meal is served, once per cover whatever races (DESIGN §4 Redemption).

Nothing here reads or tells an amount, a tariff, a voucher or a name: three kinds of ticket, one answer.

Two trips to the database serve a ticket: one statement reads all that a scan needs, one writes all that it changes,
if the ticket still is as it was read. In between nothing is locked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from canteen import late, walk_ins
from canteen.models import MealTicket, Order, Redemption, Scan, Sitting
from canteen.models.orders import OrderState
from canteen.models.sittings import State
from canteen.refusals import (
    AlreadyRedeemed,
    NotEnoughCovers,
    NotThisDoor,
    NotYet,
    RequestIdReused,
    TooLate,
    VoidTicket,
    WrongSitting,
)
from canteen.scans import Attempt, Shown, answered_before, look, same_answer
from venue import rules
from venue.errors import Refused
from venue.live import announce_on_commit
from venue.rows import Together
from venue.spaces import occupancy
from venue.spaces.models import Movement

# Fifty scanners may hold the same ticket, and all have read that it has covers left: only the one whose UPDATE finds
# it as it was read serves them; the others look again.
AS_IT_WAS_READ = """
UPDATE canteen_mealticket SET covers_redeemed = covers_redeemed + %s
WHERE id = %s AND covers_redeemed = %s AND covers_exchanged = %s AND voided_at IS NULL RETURNING id
"""
SERVED = Together(Redemption, Movement, Scan, once=AS_IT_WAS_READ)
REFUSED = Together(Scan)


class QuickerThanUs(Exception):
    """Since we looked, somebody else has changed the ticket."""


@dataclass(frozen=True)
class Door:
    """Who scans and when, and which sittings are served there."""

    by: str
    at: datetime
    serves: Callable[[Sitting], bool]
    near: Callable[[Sitting], bool]


def anywhere(sitting: Sitting) -> bool:
    return True


def redeem(
    attempt: Attempt,
    *,
    by: str,
    serves: Callable[[Sitting], bool] = anywhere,
    near: Callable[[Sitting], bool] = anywhere,
) -> Scan:
    """Serve what the ticket holds, or say why not: one Scan row either way, with the answer that was given.

    `serves` says at which sittings `by` may: a phone may be limited to a building, to rooms or to sittings. `near` says
    which of them an open ticket is rather for, when several are being served and none was named.
    The same `request_id` gets the same answer as long as the row lives; with another body RequestIdReused.
    """
    at = attempt.scanned_at or timezone.now()
    while True:
        shown = look(attempt, by)
        if shown.heard:
            return same_answer(shown.heard, attempt)
        try:
            return decide(shown, attempt, Door(by, at, serves, near))
        except QuickerThanUs:
            continue
        except IntegrityError:
            # The same request twice at once: the other's came first, nothing of ours is written, its answer stands.
            if heard := answered_before(attempt, by):
                return heard
            if not occupancy.has_heard(by, attempt.request_id):
                raise
            # This phone has counted somebody in by hand under that id, and nobody is served under it any more.
            return refuse(RequestIdReused(), attempt, by=by, at=at)


def decide(shown: Shown, attempt: Attempt, door: Door) -> Scan:
    """Serve or refuse what was seen. Raises QuickerThanUs, with nothing written, if that is no longer so."""
    ticket, sitting, by, at = shown.ticket, None, door.by, door.at
    try:
        if ticket is None:
            raise shown.fault
        refuse_void(ticket)
        sitting = sitting_of(ticket, attempt, door)
        if not door.serves(sitting):
            raise NotThisDoor
        covers = attempt.covers or ticket.covers_left
        refuse_ticket(ticket, sitting, covers)
        if ticket.order and late.is_near(ticket.order, sitting):
            with transaction.atomic():
                late.sit_down(ticket.order, sitting, covers)
                return serve(ticket, sitting, ticket.order, covers, attempt, by=by, at=at)
        if ticket.order:
            return serve(ticket, sitting, ticket.order, covers, attempt, by=by, at=at)
        with transaction.atomic():
            order = walk_ins.seat(ticket, sitting, covers)
            scan = serve(ticket, sitting, order, covers, attempt, by=by, at=at)
            walk_ins.post(order)
        return scan
    except Refused as refused:
        return refuse(refused, attempt, by=by, at=at, ticket=ticket, sitting=sitting)


def sitting_of(ticket: MealTicket, attempt: Attempt, door: Door) -> Sitting:
    """The sitting that this scan serves; WrongSitting, NotYet or TooLate when there is none.

    An open ticket is for the sitting that is named, else for the latest one at this door, rather of its own building.
    """
    at = door.at
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
    if attempt.sitting:
        named = serving.filter(pk=attempt.sitting).first()
        if named is None:
            raise WrongSitting
        return named
    latest = list(serving.order_by("-starts_at"))
    if not latest:
        raise NotYet
    here = [sitting for sitting in latest if door.serves(sitting)]
    return next((sitting for sitting in here if len(here) > 1 and door.near(sitting)), (here or latest)[0])


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


def refuse_void(ticket: MealTicket) -> None:
    """Before anything else: who holds a ticket that is good no longer must not be asked to wait for its hour."""
    order, sitting = ticket.order, ticket.sitting
    cancelled = (order and order.state != OrderState.CONFIRMED) or (sitting and sitting.state == State.CANCELLED)
    if ticket.voided_at or cancelled:
        raise VoidTicket


def refuse_ticket(ticket: MealTicket, sitting: Sitting, covers: int) -> None:
    if ticket.covers_left == 0:
        first = ticket.redemptions.filter(undone_by=None, undoes=None).order_by("at").first()
        raise AlreadyRedeemed(first_redeemed_at=first.at.isoformat() if first else None, serial=ticket.serial)
    if covers > ticket.covers_left:
        raise NotEnoughCovers(covers_left=ticket.covers_left, serial=ticket.serial)


def serve(
    ticket: MealTicket, sitting: Sitting, order: Order, covers: int, attempt: Attempt, *, by: str, at: datetime
) -> Scan:
    """Count the covers down, write what happened, let the room fill: all or nothing, in one statement.

    Raises QuickerThanUs when the ticket is not as it was read any more.
    """
    redemption = Redemption(
        ticket_id=ticket.pk,
        sitting_id=sitting.pk,
        order_id=order.pk,
        covers=covers,
        at=at,
        by=by,
        request_id=attempt.request_id,
    )
    movement = occupancy.arrival(
        sitting.space,
        covers,
        request_id=attempt.request_id,
        by=by,
        at=at,
        about=f"sitting:{sitting.pk}",
        until=sitting.ends_at,
        trial=sitting.trial,
    )
    answer = told(ticket, sitting, covers, at)
    scan = attempt.scan(
        by, ticket=ticket, sitting=sitting, result=answer["result"], status=201, answer=answer, scanned_at=at
    )
    as_it_was_read = covers, ticket.pk, ticket.covers_redeemed, ticket.covers_exchanged
    if not SERVED.write(redemption, movement, scan, once=as_it_was_read):
        raise QuickerThanUs
    announce_on_commit(*occupancy.topics(sitting.space.building_id), f"sitting:{sitting.pk}", f"order:{order.key}")
    return scan


def told(ticket: MealTicket, sitting: Sitting, covers: int, at: datetime) -> dict[str, Any]:
    return {
        "result": "redeemed",
        "serial": ticket.serial,
        "sitting": sitting.pk,
        "covers": covers,
        "covers_left": ticket.covers_left - covers,
        "redeemed_at": at.astimezone(UTC).isoformat(),
    }


def refuse(
    refused: Refused,
    attempt: Attempt,
    *,
    by: str,
    at: datetime,
    ticket: MealTicket | None = None,
    sitting: Sitting | None = None,
) -> Scan:
    """An attempt that failed is a row, too."""
    scan = attempt.scan(
        by,
        ticket=ticket,
        sitting=sitting,
        result=refused.code,
        status=refused.status,
        answer=refused.as_problem(),
        scanned_at=at,
    )
    REFUSED.write(scan)
    return scan
