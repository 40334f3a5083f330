"""The house keeps places for itself, all or none; and who booked is told when it closes (REQ-W1)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from coworking import blocks, closures, presence, waiting
from coworking.models import Booking, BookingState, Release
from tests.coworking.cast import HOUR, MONDAY, TUESDAY, booking, person, resource, study
from tests.jobs import run_jobs_here
from tests.people.cast import browser, make_person
from venue.people.models import Person
from venue.spaces.models import Closure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def wanted(**facts: Any) -> dict[str, Any]:
    plain = {"title": "Concert", "resources": ["STUD-01", "STUD-02"]}
    return plain | {"starts_at": TUESDAY.isoformat(), "ends_at": (TUESDAY + 2 * HOUR).isoformat()} | facts


def ask(path: str = "", **facts: Any) -> Any:
    maud = Person.objects.filter(first_name="Maud").first() or make_person("Maud", "manager")
    return browser(maud).post(f"/api/v1/coworking/blocks/{path}", facts)


def states() -> list[str]:
    return sorted(Booking.objects.values_list("state", flat=True))


def test_a_block_keeps_all_of_its_places_and_lifting_frees_them() -> None:
    resource("STUD-01"), resource("STUD-02")
    made = ask(**wanted())
    assert (made.status_code, made.json()["resources"], states()) == (201, ["STUD-01", "STUD-02"], ["blocked"] * 2)
    for _twice in range(2):
        assert ask(f"{made.json()['id']}/lifting/").status_code == 200
    assert states() == ["released"] * 2


def test_a_booking_in_the_way_is_named_without_a_name_and_nothing_is_kept() -> None:
    resource("STUD-01")
    booking(resource("STUD-02"), TUESDAY + HOUR, who=person("Amina", email="amina@example.org"))
    refused = ask(**wanted())
    assert (refused.status_code, refused.json()["code"]) == (409, "in_the_way")
    assert refused.json()["bookings"] == [
        {
            "resource": "STUD-02",
            "starts_at": (TUESDAY + HOUR).isoformat(),
            "ends_at": (TUESDAY + 3 * HOUR).isoformat(),
        }
    ]
    assert ("Amina" in refused.content.decode(), states()) == (False, ["confirmed"])


def test_who_has_booked_gives_back_and_is_told_when_the_house_says_so() -> None:
    amina = person("Amina", email="amina@example.org")
    next_in_line = person("Bruno")
    mine = booking(resource("STUD-01"), TUESDAY, who=amina)
    wait = waiting.Wait(
        person=next_in_line,
        building=mine.resource.space.building,
        starts_at=TUESDAY,
        ends_at=TUESDAY + 2 * HOUR,
        resource=mine.resource,
    )
    with transaction.atomic():
        waiting.join(wait)
    resource("STUD-02")
    assert ask(**wanted()).json()["returnable"] == 1
    assert ask(**wanted(give_back=True)).status_code == 201
    mine.refresh_from_db()
    assert (mine.release, states()) == (Release.NEEDED, ["blocked", "blocked", "released"])
    assert [task for task in run_jobs_here() if "letter" in task] != []


def test_who_sits_there_is_not_sent_away() -> None:
    sits = booking(resource("STUD-01"), MONDAY)
    presence.check_in(sits, by="house")
    coming = booking(resource("STUD-02"), MONDAY + HOUR)
    times = {"starts_at": MONDAY.isoformat(), "ends_at": (MONDAY + 2 * HOUR).isoformat()}
    refused = ask(**wanted(**times, give_back=True))
    coming.refresh_from_db()
    assert (refused.json()["code"], coming.state) == ("in_the_way", "confirmed")


@pytest.mark.parametrize("facts", [{"resources": []}, {"resources": ["STUD-99"]}, {"space": "NONE"}])
def test_a_block_is_of_places_that_there_are(facts: dict[str, Any]) -> None:
    resource("STUD-01")
    assert ask(**wanted(**facts)).status_code == 400


def test_a_block_of_a_wrong_year_is_refused() -> None:
    resource("STUD-01"), resource("STUD-02")
    refused = ask(**wanted(ends_at=(TUESDAY + timedelta(days=92, hours=1)).isoformat()))
    assert (refused.status_code, refused.json()["code"], refused.json()["max_days"]) == (422, "too_long", 92)


def test_a_room_and_places_in_it_are_not_both_asked_for() -> None:
    refused = ask(**wanted(space=resource("STUD-01").space.code))
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["resources"])


def test_a_block_that_is_over_is_finished() -> None:
    ask(**wanted(resources=[resource("STUD-01").code]))
    assert (blocks.finish_ended(TUESDAY), blocks.finish_ended(TUESDAY + 2 * HOUR), states()) == (0, 1, ["finished"])


def test_a_closure_gives_back_what_was_booked_and_tells_who_has_an_address() -> None:
    room = study()
    mine = booking(resource("STUD-01"), TUESDAY, who=person("Amina", email="amina@example.org"))
    booking(resource("STUD-02"), TUESDAY + 24 * HOUR)
    starts = TUESDAY + HOUR
    Closure.objects.create(building=room.building, space=room, starts=starts, ends=starts + timedelta(hours=3))
    assert (closures.release_closed(), closures.release_closed(), states()) == (1, 0, ["confirmed", "released"])
    mine.refresh_from_db()
    assert (mine.state, mine.release) == (BookingState.RELEASED, Release.CLOSED)
    assert [task for task in run_jobs_here() if "letter" in task] != []


def test_a_closure_of_another_room_touches_nobody() -> None:
    room = study("COWO")
    booking(resource("STUD-01"), TUESDAY)
    Closure.objects.create(building=room.building, space=room, starts=TUESDAY, ends=TUESDAY + HOUR)
    assert closures.release_closed() == 0
