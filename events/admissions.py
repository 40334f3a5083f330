"""The entrance: a ticket is shown, so many people come in, each place once whatever races (DESIGN §4 *Redemption*).

Nothing here reads or tells an amount or a name: whoever paid, was invited or stands on a list gets one answer. Two
trips to the database let somebody in: one statement reads all that a scan needs, one writes all that it changes, if the
registration still is as it was read. In between nothing is locked.

People who come in are counted by these rows, others by `events.passages`: nobody is counted twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from events.entrance import Attempt, Shown, answered_before, look, same_answer
from events.models import Admission, AdmissionScan, DateState, EventDate, EventState, Registration, RegistrationState
from events.passages import AROUND
from events.refusals import (
    AlreadyAdmitted,
    FarTooMany,
    NotEnoughPlaces,
    NotThisEntrance,
    NotYet,
    TooLate,
    UndoTooLate,
    VoidTicket,
    WrongEvent,
)
from venue import rules
from venue.errors import NotFound, Refused
from venue.live import announce_on_commit
from venue.rows import Together
from venue.spaces import occupancy
from venue.spaces.models import Movement
from venue.spaces.occupancy import RequestIdReused

# Four phones may hold the same ticket, and all have read that it lets two in: only the one whose UPDATE finds it as it
# was read lets them in; the others look again.
AS_IT_WAS_READ = """
UPDATE events_registration SET admitted = admitted + %s, revision = revision + 1
WHERE id = %s AND admitted = %s AND state = 'registered' RETURNING id
"""
LET_IN = Together(Admission, AdmissionScan, once=AS_IT_WAS_READ)
LET_INTO_A_ROOM = Together(Admission, AdmissionScan, Movement, once=AS_IT_WAS_READ)
CAME_IN = Together(Admission, AdmissionScan)
CAME_INTO_A_ROOM = Together(Admission, AdmissionScan, Movement)
REFUSED = Together(AdmissionScan)
# A friend of a friend slips in; a mistyped hundred does not.
BEYOND_A_TICKET = 10
Serves = Callable[[EventDate], bool]


class QuickerThanUs(Exception):
    """Since we looked, somebody else has changed the registration."""


def admit(attempt: Attempt, *, by: str, serves: Serves) -> AdmissionScan:
    """Let in whom the ticket is for, or say why not: one row either way, with the answer that was given.

    `serves` says at which dates `by` keeps the entrance. The same `request_id` gets the same answer as long as the row
    lives; with another body RequestIdReused.
    """
    at = attempt.scanned_at or timezone.now()
    while True:
        shown = look(attempt, by)
        if shown.heard:
            return same_answer(shown.heard, attempt)
        try:
            return decide(shown, attempt, by=by, at=at, serves=serves)
        except QuickerThanUs:
            continue
        except IntegrityError:
            # The same request twice at once: the other's came first, nothing of ours is written, its answer stands.
            if heard := answered_before(attempt, by):
                return heard
            if not occupancy.has_heard(by, attempt.request_id):
                raise
            # This phone has counted somebody in by hand under that id, and nobody comes in under it any more.
            return refuse(RequestIdReused(), attempt, by=by, at=at)


def decide(shown: Shown, attempt: Attempt, *, by: str, at: datetime, serves: Serves) -> AdmissionScan:
    """Let in or refuse what was seen. Raises QuickerThanUs, with nothing written, if that is no longer so."""
    registration = shown.registration
    try:
        if registration is None:
            raise shown.fault
        if attempt.date not in (None, registration.date_id):
            raise WrongEvent(date=registration.date_id, starts_at=registration.date.starts_at.isoformat())
        if not serves(registration.date):
            raise NotThisEntrance
        people = attempt.people or registration.places_left
        if attempt.has_happened:
            refuse_another_day(registration.date, at)
            return come_in(registration, people or registration.places, attempt, by=by, at=at)
        refuse_void(registration)
        refuse_hour(registration.date, at)
        refuse_ticket(registration, people)
        return let_in(registration, people, attempt, by=by, at=at)
    except Refused as refused:
        return refuse(refused, attempt, by=by, at=at, registration=registration)


def refuse_void(registration: Registration) -> None:
    """Before the hour: who holds a ticket that is good no longer must not be asked to wait for it."""
    date = registration.date
    off = date.state in (DateState.CANCELLED, DateState.POSTPONED) or date.event.state == EventState.CANCELLED
    if registration.state != RegistrationState.REGISTERED or off:
        raise VoidTicket


def doors(date: EventDate) -> tuple[datetime, datetime]:
    """From when to when people are let in."""
    building = date.event.building_id
    early, late = (
        timedelta(minutes=int(rules.get(f"event.admit_{which}_min", building=building))) for which in ("early", "late")
    )
    return date.starts_at - early, date.ends_at + late


def refuse_hour(date: EventDate, at: datetime) -> None:
    opens_at, closes_at = doors(date)
    if at < opens_at:
        raise NotYet(starts_at=date.starts_at.isoformat())
    if at > closes_at:
        raise TooLate(ends_at=date.ends_at.isoformat())


def refuse_another_day(date: EventDate, at: datetime) -> None:
    """What a phone let in without network happened on the date's own day, or on that from which it was moved meanwhile:
    a ticket of next summer lets nobody in today. Raises NotYet, TooLate.
    """
    hours = [(date.starts_at, date.ends_at)]
    if date.was_starts_at and date.was_ends_at:
        hours.append((date.was_starts_at, date.was_ends_at))
    if any(first - AROUND <= at <= last + AROUND for first, last in hours):
        return
    if at < date.starts_at:
        raise NotYet(starts_at=date.starts_at.isoformat())
    raise TooLate(ends_at=date.ends_at.isoformat())


def refuse_ticket(registration: Registration, people: int) -> None:
    if registration.places_left == 0:
        first = registration.admissions.filter(undone_by=None, undoes=None).order_by("at").first()
        raise AlreadyAdmitted(first_admitted_at=first.at.isoformat() if first else None)
    if people > registration.places_left:
        raise NotEnoughPlaces(people_left=registration.places_left)


def come_in(registration: Registration, people: int, attempt: Attempt, *, by: str, at: datetime) -> AdmissionScan:
    """A phone without network has let them in. What does not fit any more, or not at that hour, is written down as
    excess and uses up nobody's places; refused is only another day, and a number that no guard would have let in with
    one ticket.

    Raises FarTooMany, QuickerThanUs.
    """
    if people > registration.places + BEYOND_A_TICKET:
        raise FarTooMany(people_left=registration.places_left)
    opens_at, closes_at = doors(registration.date)
    fits = registration.state == RegistrationState.REGISTERED and people <= registration.places_left
    return let_in(registration, people, attempt, by=by, at=at, excess=not (fits and opens_at <= at <= closes_at))


def let_in(
    registration: Registration, people: int, attempt: Attempt, *, by: str, at: datetime, excess: bool = False
) -> AdmissionScan:
    """Count them in and write what happened, in a room also into the live picture: all or nothing, in one statement.

    Raises QuickerThanUs when the registration is not as it was read any more.
    """
    date = registration.date
    admission = Admission(
        registration_id=registration.pk,
        date_id=date.pk,
        people=people,
        at=at,
        by=by,
        request_id=attempt.request_id,
        excess=excess,
    )
    answer = told(registration, people, at, excess=excess)
    scan = written(attempt, by, registration, result=answer["result"], status=201, answer=answer, at=at)
    rows: list[Any] = [admission, scan]
    topics = [f"day:{date.pk}", f"registration:{registration.key}"]
    if date.space:
        rows.append(
            occupancy.arrival(
                date.space, people, request_id=attempt.request_id, by=by, at=at, about=date.about, until=date.ends_at
            )
        )
        topics += occupancy.topics(date.space.building_id)
    if excess:
        (CAME_INTO_A_ROOM if date.space else CAME_IN).write(*rows)
    else:
        as_it_was_read = people, registration.pk, registration.admitted
        if not (LET_INTO_A_ROOM if date.space else LET_IN).write(*rows, once=as_it_was_read):
            raise QuickerThanUs
    announce_on_commit(*topics)
    return scan


def told(registration: Registration, people: int, at: datetime, *, excess: bool) -> dict[str, Any]:
    return {
        "result": "admitted",
        "date": registration.date_id,
        "title": registration.date.event.title,
        "people": people,
        "people_left": registration.places_left - (0 if excess else people),
        "admitted_at": at.astimezone(UTC).isoformat(),
        "excess": excess,
    }


def refuse(
    refused: Refused, attempt: Attempt, *, by: str, at: datetime, registration: Registration | None = None
) -> AdmissionScan:
    """An attempt that failed is a row, too."""
    answer = refused.as_problem()
    scan = written(attempt, by, registration, result=refused.code, status=refused.status, answer=answer, at=at)
    REFUSED.write(scan)
    return scan


def written(
    attempt: Attempt,
    by: str,
    registration: Registration | None,
    *,
    result: str,
    status: int,
    answer: dict[str, Any],
    at: datetime,
) -> AdmissionScan:
    return attempt.scan(
        by,
        registration_id=registration and registration.pk,
        date_id=registration and registration.date_id,
        result=result,
        status=status,
        answer=answer,
        scanned_at=at,
    )


# --- taken back ------------------------------------------------------------------------------------------------------


def undo(request_id: UUID, *, undoing: UUID, by: str) -> AdmissionScan:
    """Take back an admission of this actor within `redemption.undo_s` seconds; `request_id` names the undoing itself.

    Nothing is deleted: who came in is written down once more, as −n. Raises NotFound for a scan that is not this
    actor's own or let nobody in, UndoTooLate after its time.
    """
    attempt = Attempt(request_id=request_id, token=f"undo {undoing}")
    if heard := answered_before(attempt, by):
        return heard
    with transaction.atomic():
        known = Admission.objects.select_related("registration__date__event", "date__space")
        first = known.filter(by=by, request_id=undoing, undoes=None).first()
        if first is None:
            raise NotFound
        # By the house's clock: the admission itself may bear the phone's, which may be off.
        heard_at = AdmissionScan.objects.values_list("at", flat=True).get(actor=by, request_id=undoing)
        if timezone.now() - heard_at > timedelta(seconds=int(rules.get("redemption.undo_s"))):
            raise UndoTooLate
        return take_back(first, attempt, by=by)


def take_back(first: Admission, attempt: Attempt, *, by: str) -> AdmissionScan:
    now, date = timezone.now(), first.date
    registration = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=first.registration_id)
    if Admission.objects.filter(undoes=first).exists():
        raise UndoTooLate
    counted = 0 if first.excess else first.people
    Registration.objects.filter(pk=registration.pk).update(admitted=F("admitted") - counted, revision=F("revision") + 1)
    Admission.objects.create(
        registration=registration,
        date=date,
        people=-first.people,
        at=now,
        by=by,
        request_id=attempt.request_id,
        undoes=first,
        excess=first.excess,
    )
    if date.space:
        occupancy.leave(date.space, first.people, request_id=attempt.request_id, by=by, at=now, about=date.about)
    announce_on_commit(f"day:{date.pk}", f"registration:{registration.key}")
    answer = {
        "result": "undone",
        "date": date.pk,
        "title": first.registration.date.event.title,
        "people": first.people,
        "people_left": registration.places_left + counted,
        "undone_at": now.isoformat(),
    }
    scan = written(attempt, by, registration, result="undone", status=201, answer=answer, at=now)
    scan.save()
    return scan
