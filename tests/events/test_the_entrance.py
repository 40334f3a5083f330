"""The entrance: each place lets one person in, whatever races, retries or a phone without network do."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from events import admissions, registrations, told
from events.entrance import Attempt
from events.models import Admission, AdmissionScan, EventDate, Registration
from tests import cast as house
from tests.events import cast, guests
from tests.people.cast import browser, make_device, make_person, phone
from venue.codes import tokens
from venue.errors import NotFound
from venue.spaces import occupancy
from venue.spaces.models import Movement

pytestmark = pytest.mark.django_db
DOORS = cast.SATURDAY - timedelta(minutes=30)


@pytest.fixture(autouse=True)
def saturday() -> Iterator[None]:
    with time_machine.travel(DOORS, tick=False):
        yield


def ticket(places: int = 2, **facts: Any) -> Registration:
    return guests.registered(guests.gig(capacity=20, **facts), places)


def scan(of: Registration, *, by: str = "device:1", serves: Any = lambda date: True, **said: Any) -> AdmissionScan:
    plain: dict[str, Any] = {"request_id": uuid.uuid4(), "token": told.token(of)}
    return admissions.admit(Attempt(**plain | said), by=by, serves=serves)


def results(*scans: AdmissionScan) -> list[str]:
    return [it.result for it in scans]


def inside(of: Registration) -> tuple[int, int]:
    """As its own row says, and as the admissions do."""
    counted = Admission.objects.filter(registration=of, excess=False).values_list("people", flat=True)
    return Registration.objects.get(pk=of.pk).admitted, sum(counted)


def test_a_ticket_lets_in_as_many_as_it_is_for() -> None:
    made = ticket(places=3)
    first, rest, more = scan(made, people=1), scan(made), scan(made)
    assert results(first, rest, more) == ["admitted", "admitted", "already_admitted"]
    assert first.answer == {
        "result": "admitted",
        "date": made.date_id,
        "title": "Jeux de rue",
        "people": 1,
        "people_left": 2,
        "admitted_at": "2027-04-24T12:30:00+00:00",
        "excess": False,
    }
    assert more.answer["first_admitted_at"] == "2027-04-24T12:30:00+00:00"
    assert inside(made) == (3, 3)


def test_more_than_are_left_do_not_come_in() -> None:
    made = ticket(places=2)
    refused = scan(made, people=3)
    assert (refused.result, refused.answer["people_left"], inside(made)) == ("not_enough_places", 2, (0, 0))


def test_what_is_not_a_ticket_for_this_entrance() -> None:
    made, other = ticket(), guests.gig(slug="bal")
    meal = tokens.mint(made.pk, purpose=tokens.MEAL, about=made.date_id, covers=2)
    cancelled = guests.registered(made.date)
    registrations.cancel(cancelled.key)
    late = guests.registered(guests.gig(slug="hier", starts_at=cast.SATURDAY + timedelta(days=1)))
    assert results(
        scan(made, token="W" * tokens.LENGTH),
        scan(made, token=meal),
        scan(made, token="", short_code="22222222"),
        scan(made, date=other.pk),
        scan(made, serves=lambda date: False),
        scan(cancelled),
        scan(late),
        scan(late, token="", short_code=late.short_code),  # said aloud it is good on its own day only
    ) == [
        "forged_ticket",
        "wrong_event",
        "unknown_ticket",
        "wrong_event",
        "not_this_door",
        "void_ticket",
        "not_yet",
        "unknown_ticket",
    ]


def test_who_waits_has_no_ticket_yet() -> None:
    date = guests.gig(capacity=1)
    guests.registered(date)
    assert scan(guests.registered(date)).result == "void_ticket"


def test_the_code_said_aloud_is_as_good_as_the_ticket() -> None:
    made = ticket()
    said = f"{made.short_code[:4]} {made.short_code[4:].lower()}"
    assert scan(made, token="", short_code=said).result == "admitted"


def test_after_the_end_it_is_too_late() -> None:
    made = ticket()
    with time_machine.travel(cast.SATURDAY + timedelta(hours=4, minutes=31), tick=False):
        assert scan(made).result == "too_late"


def test_the_same_request_gets_the_same_answer() -> None:
    made, name = ticket(), uuid.uuid4()
    answers = [scan(made, request_id=name).answer for _ in range(2)]
    assert (answers[0], inside(made)) == (answers[1], (2, 2))
    with pytest.raises(occupancy.RequestIdReused):
        scan(made, request_id=name, people=1)


def test_what_a_phone_without_network_let_in_twice_is_written_down_as_excess() -> None:
    made = ticket(places=2)
    scan(made)
    answer = scan(made, by="device:2", people=2, scanned_at=DOORS - timedelta(minutes=5)).answer
    assert (answer["result"], answer["excess"], answer["people_left"]) == ("admitted", True, 0)
    assert (inside(made), Admission.objects.filter(excess=True).get().people) == ((2, 2), 2)


def test_who_came_in_without_network_with_a_cancelled_ticket_came_in() -> None:
    made = ticket(places=1)
    registrations.cancel(made.key)
    assert (scan(made, scanned_at=DOORS).answer["excess"], inside(made)) == (True, (0, 0))


def test_without_network_no_other_hour_uses_up_places_and_no_ticket_lets_in_a_crowd() -> None:
    made = ticket(places=2)
    too_soon = scan(made, scanned_at=DOORS - timedelta(hours=2))
    with time_machine.travel(cast.SATURDAY + timedelta(hours=6), tick=False):
        late = scan(made, scanned_at=cast.SATURDAY + timedelta(hours=4, minutes=31))
        crowd = scan(made, people=13, scanned_at=DOORS)
        in_time = scan(made, scanned_at=cast.SATURDAY + timedelta(hours=4, minutes=30))
    assert [it.answer.get("excess") for it in (too_soon, late, crowd, in_time)] == [True, True, None, False]
    assert (crowd.status, crowd.result, inside(made)) == (422, "not_enough_places", (2, 2))


def test_no_phone_lets_in_on_another_day_unless_the_date_was_moved_from_there() -> None:
    made = ticket(places=2)
    early, late = (scan(made, scanned_at=cast.SATURDAY + timedelta(days=days)) for days in (-3, 3))
    was = cast.SATURDAY - timedelta(days=3)
    EventDate.objects.update(was_starts_at=was, was_ends_at=was + cast.HOUR)
    moved = scan(made, scanned_at=was)
    assert [(it.status, it.result) for it in (early, late, moved)] == [
        (422, "not_yet"), (422, "too_late"), (201, "admitted")
    ]  # fmt: skip
    assert moved.answer["excess"]


def test_a_scan_is_taken_back_once_by_who_made_it() -> None:
    made, name = ticket(), uuid.uuid4()
    scan(made, request_id=name)
    with pytest.raises(NotFound):
        admissions.undo(uuid.uuid4(), undoing=name, by="device:2")
    undone = admissions.undo(uuid.uuid4(), undoing=name, by="device:1")
    assert (undone.answer["people_left"], inside(made)) == (2, (0, 0))
    with pytest.raises(admissions.UndoTooLate):
        admissions.undo(uuid.uuid4(), undoing=name, by="device:1")


def test_in_a_room_of_the_house_they_are_counted_in_the_live_picture() -> None:
    room = house.space()
    date = cast.date(cast.event(dated=False, state="published", registers=True), space=room, capacity=9)
    made, name = guests.registered(date, 2), uuid.uuid4()
    scan(made, request_id=name)
    assert list(Movement.objects.values_list("step", "about", "leaves_at")) == [
        (2, date.about, date.ends_at + timedelta(minutes=10))
    ]
    admissions.undo(uuid.uuid4(), undoing=name, by="device:1")
    assert sum(Movement.objects.values_list("step", flat=True)) == 0


# --- over HTTP -------------------------------------------------------------------------------------------------------


def test_who_keeps_the_entrance() -> None:
    lead = make_person("Lea")
    made = ticket(site_lead=lead)
    other = make_person("Léo")
    cast.event("autre", dated=False, site_lead=other)
    body = {"token": told.token(made), "people": 1}
    clients = {
        "lead": browser(lead),
        "lead of another": browser(other),
        "outsider": browser(make_person("Dora")),
        "phone": phone(make_device("Stage", "animator")[1]),
    }
    answers = {
        who: client.post("/api/v1/events/admissions/", body | {"request_id": str(uuid.uuid4())})
        for who, client in clients.items()
    }
    assert {who: (it.status_code, it.json().get("result", it.json().get("code"))) for who, it in answers.items()} == {
        "lead": (201, "admitted"),
        "lead of another": (403, "not_this_door"),
        "outsider": (403, "permission_denied"),
        "phone": (201, "admitted"),
    }
