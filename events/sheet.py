"""One document for whoever leads a date on site: all that she needs when there is no network (DOMAIN §6.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from events import agenda, crew, days, decisions, passages, report, site_plans
from events.models import (
    CrewPlace,
    CrewSlot,
    DateState,
    EventContact,
    EventDate,
    Incident,
    KitReservation,
    RunSheetLine,
    Site,
)
from events.spans import edges
from events.team import TEAM
from venue.people.actors import Actor
from venue.people.models import Person
from venue.spaces.models import Space


def sheet(date: EventDate, actor: Actor) -> dict[str, Any]:
    """`date` as `team.led` finds it; times in the house's zone."""
    found = read(date.pk)
    date = found
    event, moment = date.event, clock(date)
    counted = passages.tally(found)
    decided = list(date.decisions.select_related("date__event"))
    return {
        "event": {
            "slug": event.slug,
            "title": event.local_title,
            "summary": event.summary,
            "state": event.state,
            "conditional": event.is_conditional,
            "organiser": event.entity.name,
            "expected_people": event.expected_people,
            "accessibility": event.accessibility,
            "animator": tell_person(event.animator),
            "site_lead": tell_person(event.site_lead),
            "registers": event.registers,
        },
        "date": {
            "id": date.pk,
            "starts_at": moment(date.starts_at),
            "ends_at": moment(date.ends_at),
            "timezone": str(agenda.zone(event)),
            "state": date.state,
            "status": agenda.status(date).value,
            "capacity": date.capacity,
        },
        "place": tell_place(date),
        "plan_b": tell_plan_b(date),
        "hours": [
            {"hours": it.hours, "at": moment(it.at), "answer": it.decision.answer if it.decision else None}
            for it in decisions.hours(date, decided)
        ],
        "run_sheet": [tell_line(line, date) for line in date.run_sheet.all()],
        "contacts": [tell_contact(contact) for contact in event.contacts.all()],
        "crew": tell_slots(date),
        "kit": [tell_reservation(it) for it in of_date(date)],
        "papers": [
            {"id": str(paper.pk), "name": paper.name, "task": paper.task.local_title if paper.task else ""}
            for paper in event.papers.select_related("task")
        ],
        "decisions": [decisions.tell(it) for it in decided],
        "incidents": [tell_incident(it, date) for it in date.incidents.all()],
        "count": passages.tell(date, counted),
        "registered": found.registered,
        "admitted": found.admitted,
        "report": {"missing": report.missing(date, counted)},
        "can": can(date, actor),
    }


def read(pk: int) -> Any:
    """The date with what its sheet says of it and its event."""
    known = passages.with_counts(EventDate.objects.filter(pk=pk)).select_related(
        "event__building",
        "event__entity",
        "event__animator",
        "event__site_lead",
        "site__fallback",
        "space__building",
        "fallback_site",
        "fallback_space__building",
    )
    return known.annotate(registered=days.people("places"), admitted=days.people("admitted")).get()


def can(date: EventDate, actor: Actor) -> list[str]:
    """What the asker may do now: deeds, as the page's buttons call them."""
    found = ["count", "incident", "run_sheet", "contacts"]
    now = timezone.now()
    if date.state == DateState.SCHEDULED and date.ends_at > now:
        found.append("decide")
        if actor.has(*TEAM, building=date.event.building_id):
            found.append("change")
    if date.starts_at <= now:
        found.append("report")
    return found


def clock(date: EventDate) -> Any:
    zone = agenda.zone(date.event)

    def moment(at: datetime) -> str:
        return at.astimezone(zone).isoformat()

    return moment


# --- where -----------------------------------------------------------------------------------------------------------


def tell_place(date: EventDate) -> dict[str, Any]:
    place = agenda.tell_place(date)
    return {"kind": "site" if date.site else "room", **place, **ground(date.site, date.space, date.layout)}


def ground(site: Site | None, space: Space | None, layout: str) -> dict[str, Any]:
    """What the ground offers; '' where nobody has written it down."""
    names = ("power", "water", "toilets", "lorry", "step_free", "rescue_lane")
    found = {name: getattr(site, name) if site else "" for name in names}
    lessons = [lesson.text for lesson in site.lessons.all()[:5]] if site else []
    if space:
        set_up = space.layouts.filter(name=layout).first() if layout else space.layouts.filter(is_default=True).first()
        capacity = set_up.capacity if set_up else None
    else:
        capacity = site.capacity if site else None
    plan = site_plans.address(site) if site else None
    return {**found, "capacity": capacity, "layout": layout, "plan": plan, "lessons": lessons}


def tell_plan_b(date: EventDate) -> dict[str, Any] | None:
    """Where or when it would be, and whether everybody expected finds room there, looked at now."""
    fit = decisions.fit(date)
    if fit is None:
        return None
    there = decisions.as_plan_b(date)
    return {
        "place": tell_place(there),
        "starts_at": clock(date)(there.starts_at),
        "ends_at": clock(date)(there.ends_at),
        "fits": fit.fits,
        "expected": fit.expected,
        "allowed": fit.allowed,
        "problem": str(fit.problem["detail"]) if fit.problem else "",
    }


# --- who and with what -----------------------------------------------------------------------------------------------


def tell_person(person: Person | None) -> dict[str, Any] | None:
    return {"id": str(person.pk), "first_name": person.first_name} if person else None


def tell_slots(date: EventDate) -> list[dict[str, Any]]:
    slots = crew.with_confirmed(date.slots.all()).select_related("date__event").prefetch_related("places__person")
    return [tell_slot(slot) for slot in slots]


def tell_slot(slot: CrewSlot) -> dict[str, Any]:
    """As `crew.with_confirmed` brings it."""
    gone = (CrewPlace.State.LEFT, CrewPlace.State.DECLINED, CrewPlace.State.RELEASED)
    return {
        **tell_hours(slot),
        "places": [tell_crew_place(place) for place in slot.places.all() if place.state not in gone],
        "gone": [tell_crew_place(place) for place in slot.places.all() if place.state in gone],
    }


def tell_hours(slot: CrewSlot) -> dict[str, Any]:
    """Without anybody."""
    moment = clock(slot.date)
    return {
        "id": slot.pk,
        "date": slot.date_id,
        "title": slot.title,
        "title_en": slot.title_en,
        "name": slot.local_title,
        "starts_at": moment(slot.starts_at),
        "ends_at": moment(slot.ends_at),
        "minimum": slot.minimum,
        "most": slot.most,
        "confirmed": slot.confirmed,  # type: ignore[attr-defined]  # `crew.with_confirmed`
        "red": crew.is_red(slot),
    }


def tell_crew_place(place: CrewPlace) -> dict[str, Any]:
    return {"id": place.pk, "person": tell_person(place.person), "state": place.state}


def of_date(date: EventDate) -> Any:
    """Its kit, but for what was given up."""
    kept = date.kit.exclude(state=KitReservation.State.RELEASED)
    return kept.select_related("item", "date__event").order_by("item__position", "item__name", "pk")


def tell_reservation(reservation: KitReservation) -> dict[str, Any]:
    item, moment = reservation.item, clock(reservation.date)
    starts_at, ends_at = edges(reservation.during)
    return {
        "id": reservation.pk,
        "item": {"code": item.code, "name": item.local_name, "kept_at": item.kept_at},
        "quantity": reservation.quantity,
        "from": moment(starts_at),
        "until": moment(ends_at),
        "state": reservation.state,
        "out_at": reservation.out_at and moment(reservation.out_at),
        "back_at": reservation.back_at and moment(reservation.back_at),
        "missing": reservation.missing,
        "note": reservation.note,
    }


# --- on the day ------------------------------------------------------------------------------------------------------


def tell_line(line: RunSheetLine, date: EventDate) -> dict[str, Any]:
    return {"at": clock(date)(line.at), "what": line.what, "who": line.who, "where": line.where}


def tell_contact(contact: EventContact) -> dict[str, Any]:
    return {"kind": contact.kind, "name": contact.name, "phone": contact.phone, "note": contact.note}


def tell_incident(incident: Incident, date: EventDate) -> dict[str, Any]:
    return {
        "id": incident.pk,
        "gravity": incident.gravity,
        "what": incident.what,
        "at": clock(date)(incident.at),
        "request_id": str(incident.request_id),
    }
