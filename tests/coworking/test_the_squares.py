"""The square that a guest shows, and the square on the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from coworking import arrivals
from coworking.models import BookingState
from tests.coworking import cast
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(cast.MONDAY):
        yield


def test_her_own_booking_is_a_picture_and_nobody_elses() -> None:
    amina = make_person("Amina")
    address = f"/api/v1/coworking/bookings/{cast.booking(who=amina).key}.svg"
    mine, other = browser(amina).get(address), browser(make_person("Dora")).get(address)
    assert (mine.status_code, mine["Content-Type"], mine["Cache-Control"]) == (200, "image/svg+xml", "no-store")
    assert other.status_code == 404


def test_a_booking_that_is_over_has_no_square() -> None:
    amina = make_person("Amina")
    booking = cast.booking(who=amina)
    type(booking).objects.filter(pk=booking.pk).update(state=BookingState.CANCELLED, ended_at=booking.made_at)
    assert browser(amina).get(f"/api/v1/coworking/bookings/{booking.key}.svg").status_code == 404


def test_the_square_on_a_desk_says_which_desk_it_is_and_not_who_sits_there() -> None:
    seat = cast.resource(name_en="Seat 1")
    cast.booking(seat, who=make_person("Amina"))
    told = browser().get(f"/api/v1/coworking/stickers/{seat.sticker_key}/", headers={"accept-language": "en"}).json()
    assert told == {
        "resource": "STUD-01",
        "name": "Seat 1",
        "kind": "study_seat",
        "space": "STUD",
        "space_name": "Salle d’étude",
    }


def test_the_code_below_the_square_says_the_same() -> None:
    cast.resource("STUD-02")
    code = arrivals.desk_code(cast.resource())
    told = browser().get(f"/api/v1/coworking/stickers/{code[:4]} {code[4:].lower()}/").json()
    assert told["resource"] == "STUD-01"


@pytest.mark.parametrize("read", ["AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAA"])
def test_a_square_of_no_desk_is_not_found(read: str) -> None:
    cast.resource()
    assert browser().get(f"/api/v1/coworking/stickers/{read}/").status_code == 404
