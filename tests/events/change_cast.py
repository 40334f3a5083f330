"""A published afternoon with all that a change must take along: a helper, a tent, who registered, a plan B."""

from __future__ import annotations

from typing import Any

from events.models import EventDate, Registration, RegistrationContact, Site
from tests import cast as house
from tests.events.cast import confirmed, event, item, reserved, site, slot
from tests.people.cast import make_person


def registered(date: EventDate, email: str = "amina@example.org", **facts: Any) -> Registration:
    """She has a place, or waits if `state` says so; a `phone` instead of the address if that is given."""
    contact = {name: facts.pop(name) for name in ("phone", "first_name") if name in facts}
    date.refresh_from_db()
    rank = date.last_rank + 1
    made = Registration.objects.create(date=date, rank=rank, **{"state": "registered", "places": 1} | facts)
    taken = {"waiting": date.waiting + 1} if made.state == "waiting" else {"places_taken": date.places_taken + 1}
    EventDate.objects.filter(pk=date.pk).update(last_rank=rank, **taken)
    if email or contact:
        RegistrationContact.objects.create(
            registration=made, **{"email": "" if "phone" in contact else email} | contact
        )
    return made


def afternoon(**facts: Any) -> EventDate:
    """At a site, plan B in the hall; Bruno helps, the tent is promised, Amina is registered, Dora waits."""
    made = event(**{"state": "published", "registers": True, "expected_people": 40} | facts)
    date = made.dates.get()
    date.fallback_space, date.capacity = house.space("HALL", 120), 50
    date.save()
    confirmed(make_person("Bruno"), slot(date))
    reserved(date, item("tent", 1))
    registered(date)
    registered(date, "dora@example.org", state="waiting", language="en")
    return again(date)


def again(date: EventDate) -> EventDate:
    """As the database has it."""
    return EventDate.objects.select_related("event__building", "site", "space__building").get(pk=date.pk)


def elsewhere(**facts: Any) -> Site:
    return site("delille", name="Place Delille", name_en="Delille square", **facts)
