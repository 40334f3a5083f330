"""Whose role counts in another building reaches nothing of this one's, whatever key or number she knows (DESIGN §4)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from rest_framework.test import APIClient

from coworking import blocks, calendars, hire, plans, series, standing
from coworking.models import Resource
from coworking.topics import BookingTopic
from tests.coworking import cast, hiring, pricing
from tests.coworking.cast import HOUR, MONDAY, TUESDAY
from tests.people.cast import browser, make_building, make_device, make_person, phone
from tests.test_permissions import API, EVERYBODY, PERSONS
from venue.people.actors import actor_of_person
from venue.people.models import Person
from venue.rules.models import RuleOverride

pytestmark = pytest.mark.django_db
TIMES = {"starts_at": "2026-11-25T14:00:00+01:00", "ends_at": "2026-11-25T15:00:00+01:00"}
ELSEWHERE = "annexe"


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def names() -> dict[str, Any]:
    """What is in this house, and what it is known by; all of it would be found by its own host or manager."""
    pricing.price_list()
    room = cast.room()
    weekly = cast_series(cast.room("MR2"))
    begins = cast.booking(cast.resource("STUD-05"), MONDAY, who=cast.person("Fatou"))
    asked, quoted = hiring.asked(starts_at=hiring.coming()), hiring.asked(starts_at=hiring.coming(9))
    hire.quote(quoted.pk, by=hiring.MANAGER)
    invoice = hire.invoice(hiring.approved(hiring.asked(starts_at=hiring.coming(11))).pk, by="house")
    return {
        "key": cast.booking(room, who=cast.person("Dora")).key,
        "begins": begins.key,
        "token": standing.token(begins),
        "short": begins.short_code,
        "series": weekly,
        "asked": asked.pk,
        "quoted": quoted.pk,
        "invoice": invoice.pk,
        "block": blocks.block([cast.room("MR3")], TUESDAY, TUESDAY + HOUR, title="Réunion", by="house").pk,
        "feed": calendars.give(by="", resource=room).pk,
        "seat": cast.resource("STUD-09").code,
        "room": room.code,
        "person": cast.person("Eli").pk,
        "offer": "carnet",
    }


def cast_series(room: Resource) -> Any:
    who = {"by": cast.HOST, "host": True, "first_name": "Chorale"}
    plan = plans.plan(room, TUESDAY, TUESDAY + HOUR, "FREQ=WEEKLY;COUNT=3", **who)
    with transaction.atomic():
        return series.create(plan).pk


FOR_SOMEBODY = {"resource": "STUD-09", "first_name": "Marcel"} | TIMES
AGAIN = FOR_SOMEBODY | {"rule": "FREQ=DAILY;COUNT=2"}
ROUTES: list[tuple[str, str, Any]] = [
    ("GET", "bookings/{key}/", None),
    ("GET", "bookings/{key}.ics", None),
    ("GET", "bookings/{key}.svg", None),
    ("POST", "bookings/{key}/move/", TIMES),
    ("POST", "bookings/{key}/cancellation/", {}),
    ("POST", "bookings/{key}/release/", {}),
    ("POST", "bookings/{begins}/check-in/", {}),
    ("POST", "bookings/{begins}/pause/", {}),
    ("POST", "bookings/{begins}/resumption/", {}),
    ("POST", "bookings/{begins}/departure/", {}),
    ("POST", "bookings/{begins}/extension/", {"ends_at": TIMES["ends_at"]}),
    ("POST", "bookings/", FOR_SOMEBODY),
    ("POST", "bookings/", {"resource": "STUD-09", "walk_in": True}),
    ("POST", "series/", AGAIN),
    ("POST", "series/preview/", AGAIN),
    ("GET", "series/{series}/", None),
    ("POST", "series/{series}/cancellation/", {}),
    ("POST", "series/{series}/move/", {"start_time": "14:00", "end_time": "15:00"}),
    ("POST", "arrivals/", {"token": "{token}"}),
    ("POST", "arrivals/", {"short_code": "{short}"}),
    ("GET", "desk/", None),
    ("GET", "prints/day.pdf", None),
    ("GET", "prints/week.pdf", None),
    ("GET", "report/", None),
    ("GET", "report.csv", None),
    ("GET", "stickers.pdf", None),
    ("GET", "hire-requests/", None),
    ("GET", "hire-requests/{asked}/", None),
    ("POST", "hire-requests/{asked}/quote/", {}),
    ("POST", "hire-requests/{asked}/arrangement/", {"people": 20}),
    ("POST", "hire-requests/{asked}/approval/", {}),
    ("POST", "hire-requests/{asked}/refusal/", {"answer": "Complet"}),
    ("GET", "hire-requests/{quoted}/quote.pdf", None),
    ("POST", "hire-requests/{asked}/invoice/", {}),
    ("GET", "invoices/", None),
    ("GET", "invoices/{invoice}.pdf", None),
    ("POST", "invoices/{invoice}/credit-note/", {"reason": "Erreur"}),
    ("POST", "invoices/{invoice}/payments/", {"amount_cents": 100, "means": "bank"}),
    ("POST", "invoices/{invoice}/repayments/", {"amount_cents": 100, "means": "bank"}),
    ("POST", "passes/sales/", {"person": "{person}", "offer": "{offer}"}),
    ("POST", "cash-counts/", {"amount_cents": 100}),
    ("GET", "blocks/", None),
    ("POST", "blocks/", {"title": "Ménage", "space": "MR1"} | TIMES),
    ("POST", "blocks/{block}/lifting/", {}),
    ("POST", "calendars/", {"resource": "{room}"}),
    ("POST", "calendars/{feed}/revocation/", {}),
]


def test_whose_role_is_of_another_building_reaches_nothing_of_this_one(names: dict[str, Any]) -> None:
    ours, theirs = (browser(boss(building)) for building in ("preau", ELSEWHERE))
    reached, missed = [], []
    for method, path, body in ROUTES:
        where = f"/api/v1/coworking/{path.format(**names)}"
        said = body and {word: it.format(**names) if isinstance(it, str) else it for word, it in body.items()}
        # What names no row of the house is asked of one building or the other, and hers is hers.
        addresses = [where, f"{where}?building={ELSEWHERE}"] if "{" in path else [where]
        if not {ask(theirs, method, address, said) for address in addresses} <= {403, 404}:
            reached.append((method, path))
        if not path.endswith(".pdf") and ask(ours, method, where, said) in {403, 404}:
            missed.append((method, path))
    # Whereas her own manager finds all of it: there was something to reach.
    assert (reached, missed) == ([], [])


def test_no_route_of_the_crew_is_forgotten() -> None:
    asked = {(method, re.sub("{.*?}", "*", path)) for method, path, _body in ROUTES}
    crews = {
        (method, re.sub("<.*?>", "*", route.removeprefix("coworking/")))
        for route, methods in API.items()
        for method, who in methods.items()
        if route.startswith("coworking/") and who not in (EVERYBODY, PERSONS)
    }
    assert crews - asked == set()


def test_a_phone_of_another_building_or_of_other_rooms_reaches_no_booking_here() -> None:
    room = cast.room()
    booking = cast.booking(room, who=cast.person("Dora"))
    here, annexe = room.space.building, make_building(ELSEWHERE, position=9)
    limits: list[dict[str, Any]] = [{"building": annexe}, {"spaces": ["STUD"]}, {"building": here}, {"spaces": ["MR1"]}]
    phones = [phone(make_device(f"Phone {n}", "host", **limit)[1]) for n, limit in enumerate(limits)]
    path = f"/api/v1/coworking/bookings/{booking.key}/"
    assert [it.get(path).status_code for it in phones] == [404, 404, 200, 200]


def test_at_home_in_another_building_a_host_is_a_guest_like_others() -> None:
    """Her own booking here is hers, and has the rules of anybody's."""
    chidi = boss(ELSEWHERE)
    booking, client = cast.booking(who=chidi), browser(chidi)
    path = f"/api/v1/coworking/bookings/{booking.key}/"
    RuleOverride.objects.create(key="seat.week_h", value=2, valid_from=MONDAY.date())
    longer = {"starts_at": TUESDAY.isoformat(), "ends_at": (TUESDAY + 3 * HOUR).isoformat()}
    assert client.get(path).json()["can"] == ["cancellation", "move"]
    assert client.post(f"{path}move/", longer).json()["code"] == "quota_exceeded"


def test_the_socket_tells_nothing_of_another_buildings_booking() -> None:
    booking, topic = cast.booking(), BookingTopic()
    actors = [actor_of_person(boss(building)) for building in ("preau", ELSEWHERE)]
    assert [topic.may_join(actor, booking.key, crew=False) for actor in actors] == [True, False]


def test_a_manager_is_shown_the_addresses_of_her_own_rooms_only() -> None:
    calendars.give(by="", resource=cast.room())
    shown = [browser(boss(it)).get("/api/v1/coworking/calendars/").json()["results"] for it in ("preau", ELSEWHERE)]
    assert [[feed["resource"] for feed in feeds] for feeds in shown] == [["MR1"], []]


def boss(building: str) -> Person:
    made = make_building(building, position=0 if building == "preau" else 9)
    return make_person(f"Max of {building}", "manager", building=made, email=None)


def ask(client: APIClient, method: str, path: str, said: Any) -> int:
    """The status, whatever it changed undone."""
    with transaction.atomic():
        status: int = client.generic(method, path, json.dumps(said), content_type="application/json").status_code
        transaction.set_rollback(True)
    return status
