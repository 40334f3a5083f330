"""The demo's street events (DOMAIN §11.7), once: later starts leave alone what the demo's visitors changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from psycopg.types.range import TimestamptzRange

from events import back_plan, demo_past, permits, rule_sets
from events.demo_sites import seed_kit, seed_sites
from events.demo_stories import ALL, PARIS, STORIES, Slot, Story
from events.models import (
    PUBLIC,
    CrewPlace,
    CrewSlot,
    DateState,
    Event,
    EventChange,
    EventContact,
    EventDate,
    EventState,
    KitItem,
    KitReservation,
    Registration,
    RegistrationContact,
    RegistrationState,
    RunSheetLine,
    Site,
    Task,
    TemporaryBar,
)
from venue.house.models import Building, OperatingEntity
from venue.people.models import Person
from venue.spaces.models import Space

LOADING: Final = timedelta(hours=2)
# The banquet stood on a holiday first (DOMAIN §11.7, 10).
MOVED_BY: Final = timedelta(days=7)
# Numbers that no telephone has (ARCEP keeps them for films).
WHERE_PAPERS_ARE: Final = "Dans le classeur rouge, au bureau."
CONTACTS: Final = (
    (EventContact.Kind.TOWN, "Astreinte de la ville", "04 65 71 00 10", "Jour et nuit"),
    (EventContact.Kind.POLICE, "Police municipale", "04 65 71 00 17", ""),
    (EventContact.Kind.TEAM, "Aïcha, sur place", "06 39 98 00 22", "Le jour même"),
    (EventContact.Kind.NEIGHBOURS, "Mme Da Silva, déléguée des voisins", "06 39 98 00 21", "Préfère les SMS"),
)


def seed(today: date) -> None:
    """Sites, kit and rules, then the twelve stories, rolled by whole weeks to `today`."""
    rule_sets.seed()
    seed_sites()
    house = Building.objects.get(code="preau")
    seed_kit(house)
    if Event.objects.filter(slug__in=[story.slug for story in STORIES]).exists():
        return
    for story in STORIES:
        tell(story, house, today)
    demo_past.seed(today)


def tell(story: Story, house: Building, today: date) -> None:
    """One event with its date, its plan, its crew, its kit and who registered."""
    event = made(story, house, today)
    day = dated(story, event, today)
    if event.authorised_at:
        Event.objects.filter(pk=event.pk).update(authorised_for=permits.file_of([day]))
    plan(story, event, today)
    for slot in story.slots:
        staff(slot, day)
    reserve(story, day)
    register(story, day)
    told(story, event, day, today)


def made(story: Story, house: Building, today: date) -> Event:
    # What the street was told must be written before anybody reads the state.
    public = story.state in PUBLIC
    authorised = "authorisation" in story.done or story.done == ALL
    return Event.objects.create(
        slug=story.slug,
        building=house,
        entity=OperatingEntity.objects.get(code="tablee"),
        state=story.state,
        title=story.title,
        title_en=story.title_en,
        summary=story.summary,
        summary_en=story.summary_en,
        description=story.description,
        description_en=story.description_en,
        expected_people=story.people,
        animator=person("Noé"),
        site_lead=person("Aïcha") if public else None,
        made_at=before(story, today, 75),
        changed_at=before(story, today, 3),
        authorised_at=before(story, today, 5) if authorised else None,
        published_at=before(story, today, 4) if public else None,
        conditional_by="" if authorised or not public else f"person:{person('Maud').pk}",
        **story.facts,
    )


def before(story: Story, today: date, days: int) -> datetime:
    """Nine in the morning so many days before the event, or before today if that is sooner."""
    day = min(story.starts_at(today).date(), today) - timedelta(days=days)
    return datetime.combine(day, time(9), PARIS)


def dated(story: Story, event: Event, today: date) -> EventDate:
    fallback = Space.objects.filter(code=story.fallback).first() if story.fallback else None
    starts_at = story.starts_at(today)
    return EventDate.objects.create(
        event=event,
        starts_at=starts_at,
        ends_at=story.ends_at(today),
        site=Site.objects.get(code=story.site),
        capacity=story.capacity,
        fallback_space=fallback,
        decide_at=starts_at - timedelta(hours=24) if fallback else None,
        changed_at=event.changed_at,
    )


def plan(story: Story, event: Event, today: date) -> None:
    """The tasks of the rules; `done` names those behind the team."""
    for task in back_plan.renew(event, today):
        key = task.deadline.key if task.deadline else ""
        if story.done == ALL or key in story.done:
            task.state, task.done_on = Task.State.DONE, min(task.due_on, today)
            task.note = WHERE_PAPERS_ARE if task.needs_paper else ""
            task.save()
    if story.bar:
        TemporaryBar.objects.create(entity=event.entity, event=event, year=story.starts_at(today).year)


def staff(slot: Slot, day: EventDate) -> None:
    """Minutes count from the start to begin, from the end to finish; a minus turns into the event."""
    starts_at, ends_at = day.starts_at - timedelta(minutes=slot.before), day.ends_at + timedelta(minutes=slot.after)
    if slot.before < 0:
        starts_at = day.ends_at + timedelta(minutes=slot.before)
    job = CrewSlot.objects.create(
        date=day,
        title=slot.title,
        title_en=slot.title_en,
        starts_at=starts_at,
        ends_at=ends_at,
        minimum=slot.minimum,
        most=slot.minimum + 2,
    )
    during = TimestamptzRange(starts_at, ends_at)
    for names, state in ((slot.who, CrewPlace.State.CONFIRMED), (slot.applied, CrewPlace.State.APPLIED)):
        CrewPlace.objects.bulk_create(
            CrewPlace(slot=job, person=person(name), during=during, state=state, by="demo") for name in names
        )


def reserve(story: Story, day: EventDate) -> None:
    items = KitItem.objects.in_bulk(list(story.kit), field_name="code")
    gone = {EventState.HELD: KitReservation.State.BACK, EventState.CANCELLED: KitReservation.State.RELEASED}
    KitReservation.objects.bulk_create(
        KitReservation(
            item=items[code],
            date=day,
            quantity=quantity,
            single=items[code].is_single,
            during=TimestamptzRange(day.starts_at - LOADING, day.ends_at + LOADING),
            state=gone.get(story.state, KitReservation.State.RESERVED),
        )
        for code, quantity in story.kit.items()
    )


def register(story: Story, day: EventDate) -> None:
    """Who comes, in the order in which they asked, and who waits."""
    states = [RegistrationState.REGISTERED] * story.registered + [RegistrationState.WAITING] * story.waiting
    rows = [Registration(date=day, state=state, rank=rank) for rank, state in enumerate(states, 1)]
    Registration.objects.bulk_create(rows)
    RegistrationContact.objects.bulk_create(contacts(rows))
    day.places_taken, day.waiting, day.last_rank = story.registered, story.waiting, len(rows)
    day.save()


def contacts(rows: list[Registration]) -> Iterator[RegistrationContact]:
    """Mostly a phone number, some an address (DOMAIN §11.8); neighbours who come to several are the same there."""
    for row in rows:
        if row.rank % 10 < 7:
            yield RegistrationContact(registration=row, phone=f"+3363998{row.rank:04d}")
        else:
            yield RegistrationContact(registration=row, email=f"voisine{row.rank}@example.org")


def told(story: Story, event: Event, day: EventDate, today: date) -> None:
    """What happened to it so far, for its history and the feeds; and the papers of the day itself."""
    what = EventChange.What
    by = f"person:{event.animator_id}"
    rows = [EventChange(event=event, what=what.MADE, by=by, at=event.made_at)]
    if event.published_at:
        rows.append(EventChange(event=event, what=what.PUBLISHED, to_state="published", by=by, at=event.published_at))
    if story.state == EventState.MOVED:
        day.was_starts_at, day.was_ends_at, day.sequence = day.starts_at - MOVED_BY, day.ends_at - MOVED_BY, 1
        day.save()
        words = {"words": "Le 8 mai est férié : les voisins seront là le samedi d’après.",
                 "words_en": "8 May is a holiday: the neighbours will be there the Saturday after."}  # fmt: skip
        rows.append(EventChange(event=event, date=day, what=what.MOVED, by=by, at=before(story, today, 3), **words))
    EventChange.objects.bulk_create(rows)
    EventDate.objects.filter(pk=day.pk, event__state=EventState.HELD).update(state=DateState.HELD)
    midnight = datetime.combine(day.starts_at.astimezone(PARIS).date(), time(), PARIS)
    RunSheetLine.objects.bulk_create(
        RunSheetLine(date=day, at=midnight + clock(at), what=line, who=who) for at, line, who in story.run_sheet
    )
    if story.state == EventState.PUBLISHED:
        EventContact.objects.bulk_create(
            EventContact(event=event, kind=kind, name=name, phone=phone, note=note)
            for kind, name, phone, note in CONTACTS
        )


def clock(at: str) -> timedelta:
    hours, minutes = at.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def person(first_name: str) -> Person:
    return Person.objects.filter(first_name=first_name).order_by("joined_at", "pk")[0]
