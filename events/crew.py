"""Who helps at an event: slots, who applies or is asked for them, and nobody in two places at once (REQ-S7).

What a person does is settled under her own lock, after that of the slot: racing writes into one exclusion constraint
would wait for each other. The database has the last word (`nobody_is_in_two_places_at_once`).
"""

from __future__ import annotations

import datetime as clock
import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import TimestamptzRange

from events import agenda, crew_letters, run_sheet, spans, wall_clock
from events.models import COMING, CrewPlace, CrewSlot, DateState, Event, EventDate, EventState
from events.refusals import OutsideTheDay
from events.spans import edges, span
from venue import rules
from venue.errors import NotFound, Refused
from venue.people.models import Person

S = CrewPlace.State
STANDING: Final = (S.APPLIED, S.ASKED, S.CONFIRMED)
# Whose crew may be looked for in the open: what the street knows, or will as soon as it is announced.
OPEN: Final = (EventState.AUTHORISED, *COMING)
# Setting up the evening before, clearing away the morning after.
AROUND: Final = timedelta(days=2)
MOST_SLOTS: Final = 60
# What a slot says of where it is.
WHERE: Final = ("date__event__building", "date__site", "date__space__building")


class DoubleDuty(Refused):
    """Figures: `conflicts` (kind `crew`, person, with, slug, starts_at, ends_at)."""

    code = "double_duty"
    status: ClassVar[int] = 409
    message = _("Somebody would be in two places at once.")


class SlotFull(Refused):
    """Figures: `confirmed`, `most`."""

    code = "slot_full"
    status: ClassVar[int] = 409
    message = _("There are enough people for this already.")


class TooFewPlaces(Refused):
    """Figures: `minimum`, `most`."""

    code = "too_few_places"
    message = _("Fewer people would find a place than are needed.")


class SettledOtherwise(Refused):
    """Figures: `state`."""

    code = "wrong_state"
    status: ClassVar[int] = 409
    message = _("This has been settled otherwise in the meantime.")


class SlotOver(Refused):
    code = "in_the_past"
    message = _("This is over, or will not take place.")


class TooManySlots(Refused):
    """Figures: `most`."""

    code = "too_many"
    message = _("That is more than one sheet can hold.")


class Staffing(NamedTuple):
    """Of one date, or of several together."""

    confirmed: int = 0
    minimum: int = 0
    red: bool = False


# --- with the date ---------------------------------------------------------------------------------------------------


def shift(date: EventDate, by: timedelta) -> None:
    """The date begins `by` later or earlier on the clock of the house: its slots, who stands in them and its run sheet
    go with it.

    In the caller's transaction, which holds the date's lock; of several dates that go later, the last one first. Raises
    DoubleDuty with everybody who is wanted elsewhere then, and nothing is shifted.
    """
    slots = list(CrewSlot.objects.select_for_update(no_key=True).filter(date=date).order_by("pk"))
    places = list(CrewPlace.objects.filter(slot__in=slots).select_related("person"))
    lock_people(place.person_id for place in places if place.state == S.CONFIRMED)
    zone = agenda.zone(date.event)
    for slot in slots:
        slot.starts_at, slot.ends_at = wall_clock.both_later(slot.starts_at, slot.ends_at, by, zone)
    CrewSlot.objects.bulk_update(slots, ["starts_at", "ends_at"])
    run_sheet.shift(date, by)
    settle_times([(place, spans.later(place.during, by, zone)) for place in places], later=by > timedelta(0))


def release(date: EventDate) -> list[CrewPlace]:
    """The date does not take place: everybody is free for something else. Those who stood, for the notices to them."""
    slots = list(CrewSlot.objects.select_for_update(no_key=True).filter(date=date).order_by("pk"))
    stood = list(CrewPlace.objects.filter(slot__in=slots, state__in=STANDING).select_related("person", "slot"))
    CrewPlace.objects.filter(pk__in=[place.pk for place in stood]).update(state=S.RELEASED, changed_at=timezone.now())
    return stood


def staffing(dates: Iterable[int], today: clock.date | None = None) -> dict[int, Staffing]:
    """By the id of the date, in one statement; a date without slots has none."""
    found: dict[int, Staffing] = {}
    for slot in with_confirmed(CrewSlot.objects.filter(date__in=[*dates])).select_related("date__event"):
        known = found.get(slot.date_id, Staffing())
        found[slot.date_id] = Staffing(
            known.confirmed + slot.confirmed, known.minimum + slot.minimum, known.red or is_red(slot, today)
        )
    return found


def with_confirmed(slots: Any) -> Any:
    return slots.annotate(confirmed=Count("places", filter=Q(places__state=S.CONFIRMED))).order_by("starts_at", "pk")


def is_red(slot: CrewSlot, today: clock.date | None = None) -> bool:
    """Fewer than the minimum, `event.crew_red_days` before its day or later, until it is over (REQ-S7).

    `slot` comes `with_confirmed`.
    """
    confirmed: int = slot.confirmed  # type: ignore[attr-defined]
    stands = slot.date.state == DateState.SCHEDULED and slot.ends_at > timezone.now()
    if confirmed >= slot.minimum or not stands:
        return False
    building = slot.date.event.building_id
    day = slot.starts_at.astimezone(agenda.zone(slot.date.event)).date()
    warned = day - timedelta(days=int(rules.get("event.crew_red_days", building=building)))
    return (today or timezone.localdate()) >= warned


# --- slots -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_slot(date: EventDate, **facts: Any) -> CrewSlot:
    """Raises OutsideTheDay, TooFewPlaces, TooManySlots, SlotOver."""
    date = EventDate.objects.select_for_update(of=("self",), no_key=True).select_related("event").get(pk=date.pk)
    if date.state != DateState.SCHEDULED:
        raise SlotOver
    if date.slots.count() >= MOST_SLOTS:
        raise TooManySlots(most=MOST_SLOTS)
    slot = CrewSlot(date=date, **facts)
    refuse_unfit(slot)
    slot.save()
    return slot


@transaction.atomic
def change_slot(pk: int, **facts: Any) -> CrewSlot:
    """Another hour takes its people with it, who are told. Raises NotFound, SlotFull, DoubleDuty and as `open_slot`."""
    slot = locked(pk)
    before = (slot.starts_at, slot.ends_at)
    for name, value in facts.items():
        setattr(slot, name, value)
    refuse_unfit(slot)
    confirmed = slot.places.filter(state=S.CONFIRMED).count()
    if slot.most < confirmed:
        raise SlotFull(confirmed=confirmed, most=slot.most)
    slot.save()
    if before != (slot.starts_at, slot.ends_at):
        places = list(slot.places.select_related("person").order_by("pk"))
        lock_people(place.person_id for place in places if place.state == S.CONFIRMED)
        settle_times([(place, during(slot)) for place in places], later=True)
        for place in places:
            if place.state == S.CONFIRMED:
                crew_letters.tell(place, crew_letters.What.MOVED)
    return slot


@transaction.atomic
def close_slot(pk: int) -> None:
    """It is not needed: who was confirmed is told, and it is gone. Raises NotFound."""
    slot = locked(pk)
    for place in slot.places.filter(state=S.CONFIRMED).select_related("person"):
        crew_letters.tell(place, crew_letters.What.GONE)
    slot.delete()


def refuse_unfit(slot: CrewSlot) -> None:
    first, last = slot.date.starts_at - AROUND, slot.date.ends_at + AROUND
    if not first <= slot.starts_at < slot.ends_at <= last:
        raise OutsideTheDay.between(first, last, agenda.zone(slot.date.event))
    if slot.most < slot.minimum:
        raise TooFewPlaces(minimum=slot.minimum, most=slot.most)


# --- people in slots -------------------------------------------------------------------------------------------------


@transaction.atomic
def apply(pk: int, person: Person) -> CrewPlace:
    """She would help here; whoever was asked has agreed by it. Saying it twice is safe.

    Raises NotFound, SlotOver, and what `settle` raises.
    """
    slot = standing(pk)
    place = slot.places.filter(person=person).first()
    if place and place.state in (S.APPLIED, S.CONFIRMED):
        return place
    if place and place.state == S.ASKED:
        return settle(place, slot, by=f"person:{person.pk}")
    return enter(slot, person, S.APPLIED, place, by=f"person:{person.pk}")


@transaction.atomic
def ask(pk: int, person: Person, *, by: str) -> CrewPlace:
    """The team asks her, and she gets a letter; if she has applied already it is settled. Saying it twice is safe."""
    slot = standing(pk)
    place = slot.places.filter(person=person).first()
    if place and place.state in (S.ASKED, S.CONFIRMED):
        return place
    if place and place.state == S.APPLIED:
        return settle(place, slot, by=by)
    asked = enter(slot, person, S.ASKED, place, by=by)
    crew_letters.tell(asked, crew_letters.What.ASKED)
    return asked


@transaction.atomic
def confirm(pk: int, *, by: str) -> CrewPlace:
    """It is settled: she said yes, or the team did. Saying it twice is safe.

    Raises NotFound, SlotOver, SlotFull, DoubleDuty, SettledOtherwise.
    """
    place = find(pk)
    slot = standing(place.slot_id)
    return settle(find(pk), slot, by=by)


@transaction.atomic
def decline(pk: int, *, by: str) -> CrewPlace:
    """She cannot, or the team needs nobody more. Raises NotFound, SettledOtherwise for what was confirmed."""
    return part(pk, (S.APPLIED, S.ASKED), S.DECLINED, by=by)


@transaction.atomic
def leave(pk: int, *, by: str) -> CrewPlace:
    """She gives her place back, or the team does without her: then she is told. Raises NotFound, SettledOtherwise."""
    place = part(pk, STANDING, S.LEFT, by=by)
    if by != f"person:{place.person_id}":
        crew_letters.tell(place, crew_letters.What.GONE)
    return place


def part(pk: int, states: Collection[CrewPlace.State], to: CrewPlace.State, *, by: str) -> CrewPlace:
    locked(find(pk).slot_id)
    place = find(pk)
    if place.state == to:
        return place
    if place.state not in states:
        raise SettledOtherwise(state=place.state)
    return write(place, to, by=by)


def settle(place: CrewPlace, slot: CrewSlot, *, by: str) -> CrewPlace:
    """Confirm her, under the locks of the slot and of herself. Raises SlotFull, DoubleDuty, SettledOtherwise."""
    if place.state == S.CONFIRMED:
        return place
    if place.state not in (S.APPLIED, S.ASKED):
        raise SettledOtherwise(state=place.state)
    confirmed = slot.places.filter(state=S.CONFIRMED).count()
    if confirmed >= slot.most:
        raise SlotFull(confirmed=confirmed, most=slot.most)
    lock_people([place.person_id])
    try:
        with transaction.atomic():
            write(place, S.CONFIRMED, by=by)
    except IntegrityError as error:
        raise DoubleDuty(conflicts=elsewhere([(place, place.during)])) from error
    crew_letters.tell(place, crew_letters.What.CONFIRMED)
    return place


def enter(slot: CrewSlot, person: Person, state: CrewPlace.State, known: CrewPlace | None, *, by: str) -> CrewPlace:
    place = known or CrewPlace(slot=slot, person=person)
    place.during = during(slot)
    return write(place, state, by=by)


def write(place: CrewPlace, state: CrewPlace.State, *, by: str) -> CrewPlace:
    place.state, place.by, place.changed_at = state, by, timezone.now()
    place.save()
    return place


def settle_times(places: Sequence[tuple[CrewPlace, TimestamptzRange]], *, later: bool) -> None:
    """Raises DoubleDuty with all who are wanted elsewhere.

    Of one person's places the far end goes first: none may meet the next one before that has moved too.
    """
    met = []
    for place, wanted in sorted(places, key=lambda it: edges(it[0].during), reverse=later):
        try:
            with transaction.atomic():
                CrewPlace.objects.filter(pk=place.pk).update(during=wanted)
        except IntegrityError:
            met.append((place, wanted))
        else:
            place.during = wanted
    if met:
        raise DoubleDuty(conflicts=elsewhere(met))


def refuse_lead_elsewhere(date: EventDate) -> None:
    """Who leads it on site cannot lead something else there and then; in a transaction. Raises DoubleDuty."""
    lead = date.event.site_lead
    if lead is None:
        return
    lock_people([lead.pk])
    others = EventDate.objects.taking_place().filter(event__site_lead=lead).exclude(event=date.event_id)
    meanwhile = others.filter(starts_at__lt=date.ends_at, ends_at__gt=date.starts_at).select_related("event")
    if found := [told(lead, it.event, it.starts_at, it.ends_at) for it in meanwhile.order_by("starts_at", "pk")]:
        raise DoubleDuty(conflicts=found)


def elsewhere(met: Iterable[tuple[CrewPlace, TimestamptzRange]]) -> list[dict[str, Any]]:
    """Where these people are wanted at that time, as a refusal tells it."""
    found = []
    for place, wanted in met:
        others = CrewPlace.objects.filter(person=place.person_id, state=S.CONFIRMED, during__overlap=wanted)
        for other in others.exclude(pk=place.pk).select_related("slot__date__event"):
            found.append(told(place.person, other.slot.date.event, *edges(other.during)))
    return found


def told(person: Person, event: Event, *when: datetime) -> dict[str, Any]:
    """What keeps her, as a refusal tells it; from when until when."""
    starts_at, ends_at = (at.astimezone(agenda.zone(event)).isoformat() for at in when)
    return {
        "kind": "crew",
        "person": person.first_name,
        "with": event.local_title,
        "slug": event.slug,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }


def lock_people(people: Iterable[uuid.UUID]) -> None:
    """The race: two slots at one hour are given to the same person by two of the team at once. Until COMMIT."""
    with connection.cursor() as cursor:
        for number in sorted({int.from_bytes(person.bytes[:8], "big", signed=True) for person in people}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def locked(pk: int) -> CrewSlot:
    """The slot with its lock: how many are confirmed in it holds until COMMIT. Raises NotFound."""
    slots = CrewSlot.objects.select_for_update(of=("self",), no_key=True).select_related("date__event")
    slot = slots.filter(pk=pk).first()
    if slot is None:
        raise NotFound
    return slot


def standing(pk: int) -> CrewSlot:
    """Raises NotFound, SlotOver."""
    slot = locked(pk)
    if slot.date.state != DateState.SCHEDULED or slot.date.event.dropped_at or slot.ends_at <= timezone.now():
        raise SlotOver
    return slot


def find(pk: int) -> CrewPlace:
    """Raises NotFound."""
    place = CrewPlace.objects.select_related("person", "slot__date__event").filter(pk=pk).first()
    if place is None:
        raise NotFound
    return place


def during(slot: CrewSlot) -> TimestamptzRange:
    return span(slot.starts_at, slot.ends_at)


# --- whom one can help -----------------------------------------------------------------------------------------------


def open_slots(person: Person, now: datetime | None = None) -> list[CrewSlot]:
    """Where help is still wanted, of events that may be spoken of; without those in which she stands already."""
    slots = with_confirmed(
        CrewSlot.objects.filter(
            date__state=DateState.SCHEDULED,
            date__event__state__in=OPEN,
            date__event__dropped_at=None,
            ends_at__gt=now or timezone.now(),
        ).exclude(places__in=CrewPlace.objects.filter(person=person, state__in=STANDING))
    )
    found = slots.filter(confirmed__lt=F("most")).select_related(*WHERE)
    return list(found[:200])


def forget_old(at: datetime | None = None) -> int:
    """Erase who helped at what, `event.crew_keep_days` after; how many. The slots stay."""
    edge = (at or timezone.now()) - timedelta(days=int(rules.get("event.crew_keep_days")))
    return CrewPlace.objects.filter(slot__ends_at__lt=edge).delete()[0]


def open_to(pk: int, person: Person) -> CrewSlot | None:
    """A slot for which anybody may apply, or in which she stands; None: she does not know of it."""
    known = Q(date__event__state__in=OPEN) | Q(places__person=person)
    return CrewSlot.objects.filter(known, pk=pk, date__event__dropped_at=None).first()


def shifts_of(person: Person, now: datetime | None = None) -> list[CrewPlace]:
    """Hers that are not over, soonest first; what she left or declined is left out."""
    hers = CrewPlace.objects.filter(person=person, slot__ends_at__gt=now or timezone.now())
    known = hers.filter(state__in=[*STANDING, S.RELEASED]).order_by("slot__starts_at", "pk")
    places = list(known.select_related("person")[:200])
    slots = with_confirmed(CrewSlot.objects.filter(pk__in=[place.slot_id for place in places]))
    by_id = {slot.pk: slot for slot in slots.select_related(*WHERE)}
    for place in places:
        place.slot = by_id[place.slot_id]
    return places
