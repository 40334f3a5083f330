"""The dates around today that somebody leads on site, or lets people in to: what her phone opens on the day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from events import agenda
from events.models import EventDate, Registration, RegistrationState
from events.models.events import EventDateQuerySet
from events.team import AT_THE_DOOR, TEAM, in_hand, in_reach
from venue.people.actors import Actor

# Reports are written in the days after; what comes is looked at before.
AROUND: Final = timedelta(days=14)


def around(actor: Actor, at: datetime) -> EventDateQuerySet:
    """In the order in which they begin, with `registered` and `admitted`, in people."""
    mine = in_hand(actor)
    if actor.has(*AT_THE_DOOR):
        mine |= in_reach(actor, "event__building", AT_THE_DOOR) & Q(event__registers=True)
    near = Q(starts_at__lt=at + AROUND, ends_at__gt=at - AROUND, event__dropped_at=None)
    return (
        EventDate.objects.filter(mine & near)
        .select_related("event__building", "site", "space__building")
        .annotate(registered=people("places"), admitted=people("admitted"))
        .order_by("starts_at", "pk")
    )


def people(column: str) -> Coalesce:
    """The sum of a column over who is registered for the date."""
    holding = Registration.objects.filter(date=OuterRef("pk"), state=RegistrationState.REGISTERED)
    total = holding.order_by().values("date").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def tell(date: Any, actor: Actor) -> dict[str, Any]:
    """One row; `leads` is whether the actor may open its sheet. `date` as `around` finds it."""
    zone = agenda.zone(date.event)
    return {
        "id": date.pk,
        "slug": date.event.slug,
        "title": date.event.local_title,
        "state": date.event.state,
        "starts_at": date.starts_at.astimezone(zone),
        "ends_at": date.ends_at.astimezone(zone),
        "status": agenda.status(date).value,
        "place": agenda.tell_place(date)["name"],
        "leads": actor.has(*TEAM, building=date.event.building_id) or leads_on_site(date, actor),
        "registers": date.event.registers,
        "capacity": date.capacity,
        "registered": date.registered,
        "admitted": date.admitted,
    }


def leads_on_site(date: EventDate, actor: Actor) -> bool:
    return actor.kind == "person" and date.event.site_lead_id == actor.id
