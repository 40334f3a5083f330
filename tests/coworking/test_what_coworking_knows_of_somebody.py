"""She is told all that leads to her and nothing of others; forgotten, nothing leads to her, and her places go on to who
waits (REQ-P3).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models, transaction

from coworking import bookings, calendars, hire, plans, presence, series
from coworking.models import Booking, HireRequest, Pass, Resource
from tests.coworking import cast, hiring
from tests.coworking.cast import HOUR, MONDAY, TUESDAY
from tests.coworking.pricing import a_pass, desk, price_list
from tests.coworking.waiting_cast import give_back, join, line
from tests.people.cast import make_person
from venue.people import own_data
from venue.people.models import Person
from venue.spaces.reading import read_house

pytestmark = pytest.mark.django_db
ROOMS = ("coworking", "waiting", "hire", "passes", "calendars")


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        price_list()
        make_person("Maud", "manager")
        yield


def lived(name: str) -> Person:
    """Somebody with a seat she sits on, one she did not come to, one to come, a room each week, a wait, an offer, a
    pass, a hire that is invoiced, one that waits for its answer, a calendar and a desk of her own.
    """
    who = make_person(name)
    EmailAddress.objects.create(user=who, email=who.email or "", verified=True, primary=True)
    mine = f"person:{who.pk}"
    with time_machine.travel(MONDAY - 24 * HOUR, tick=False):
        cast.booking(cast.resource(f"OLD-{name}"), MONDAY - 20 * HOUR, 1, who=who)
    presence.release_absent(MONDAY)
    a_pass(who)
    table = cast.booking(desk(f"DESK-{name}"), MONDAY, 2, who=who)
    presence.check_in(bookings.locked(table.pk), by=mine)
    cast.booking(cast.resource(f"NEXT-{name}"), TUESDAY, who=who, title=f"Thèse de {name}")
    plan = plans.plan(cast.room(f"R-{name}"), TUESDAY, TUESDAY + HOUR, "FREQ=WEEKLY;COUNT=3", by=mine, person=who)
    with transaction.atomic():
        series.create(plan)
    join(person=who, resource=cast.booking(cast.resource(f"WAIT-{name}"), TUESDAY + 4 * HOUR).resource,
         starts_at=TUESDAY + 4 * HOUR)  # fmt: skip
    taken = cast.booking(cast.resource(f"OFF-{name}"), TUESDAY + 8 * HOUR)
    join(person=who, resource=taken.resource, starts_at=TUESDAY + 8 * HOUR)
    give_back(taken)
    for days in (0, 7):
        contact = {"email": who.email, "name": name, "organisation": f"Amis de {name}", "message": f"De {name}"}
        asked = hiring.asked(starts_at=hiring.THURSDAY + timedelta(days=days + 14 * (name == "Dora")), **contact)
        if not days:
            hire.invoice(hiring.approved(asked).pk, by=hiring.MANAGER)
    calendars.give(by=mine, person=who)
    cast.resource(f"OWN-{name}", kind="desk", resident=who)
    return who


def told(person: Person) -> dict[str, Any]:
    return {room: words for room, words in own_data.told_to(person).items() if room in ROOMS}


def test_she_is_told_all_of_hers_and_nothing_of_others() -> None:
    amina, _dora = lived("Amina"), lived("Dora")
    hers = told(amina)
    counts = {f"{room}.{name}": len(rows) for room, words in hers.items() for name, rows in words.items()}
    assert counts == {
        "coworking.bookings": 7,  # not come, sitting, to come, three of a series, the one that is offered
        "coworking.desks": 1,
        "waiting.waits": 2,
        "hire.requests": 2,
        "passes.passes": 1,
        "calendars.addresses": 1,
        "calendars.series": 1,
    }
    assert "Dora" not in str(hers)
    assert [len(it["invoices"]) for it in hers["hire"]["requests"]] == [1, 0]
    assert hers["passes"]["passes"][0]["used"] == [MONDAY.date()]


def test_forgotten_nothing_leads_to_her_and_what_happened_stays() -> None:
    amina, dora = lived("Amina"), lived("Dora")
    before = told(dora)
    own_data.erase(amina)
    assert (traces(amina, "Amina"), told(dora)) == ([("Invoice", "customer")], before)
    assert dict(Booking.objects.filter(resource__code__endswith="Amina").values_list("resource__code", "state")) == {
        "OLD-Amina": "released",
        "DESK-Amina": "finished",
        "NEXT-Amina": "cancelled",
        "R-Amina": "cancelled",
        "WAIT-Amina": "confirmed",
        "OFF-Amina": "cancelled",
    }
    assert list(HireRequest.objects.exclude(email=dora.email).order_by("pk").values_list("state", flat=True)) == [
        "approved",
        "cancelled",
    ]
    assert set(Pass.objects.filter(person=None).values_list("state", flat=True)) == {"ended"}
    assert Resource.objects.get(code="OWN-Amina").resident is None


def test_who_is_forgotten_while_she_sits_is_counted_no_more_and_her_place_goes_to_who_waits() -> None:
    amina = make_person("Amina")
    seat = cast.booking(cast.resource(), MONDAY, who=amina)
    presence.check_in(bookings.locked(seat.pk), by="")
    coming = cast.booking(cast.resource("STUD-02"), TUESDAY, who=amina)
    join("Eli", resource=coming.resource)
    own_data.erase(amina)
    house = read_house(at=MONDAY)
    assert house is not None
    assert ({room.code: room.present for room in house.rooms}["STUD"], line()) == (0, {"Eli": "offered"})


def traces(person: Person, name: str) -> list[tuple[str, str]]:
    """Tables and columns of coworking in which she is still named."""
    found = []
    for model in apps.get_app_config("coworking").get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Person:
                hers = model._default_manager.filter(**{field.name: person.pk})
            elif isinstance(field, models.CharField | models.TextField | models.JSONField) and model is not Resource:
                words = models.functions.Cast(field.name, models.TextField())
                rows = model._default_manager.annotate(words_of_it=words)
                hers = rows.filter(
                    models.Q(words_of_it__contains=name) | models.Q(words_of_it__contains=str(person.pk))
                )
            else:
                continue
            if hers.exists():
                found.append((model.__name__, field.name))
    return found
