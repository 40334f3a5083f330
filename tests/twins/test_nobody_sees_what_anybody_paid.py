"""Twin worlds (DESIGN §1.1): the same day, lived through with other amounts, looks the same to all of the crew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import time_machine

from canteen import tickets, topics
from canteen.models import Order
from tests.stripe_standin.standin import Standin
from tests.twins import listening
from tests.twins.giving import Way, by_open_ticket, in_turn, online
from tests.twins.house import CREW, House, open_house
from tests.twins.worlds import (
    Life,
    Transcript,
    an_hour_of_the_day,
    live_through,
    the_crew_looks,
    the_socket_tells,
    those_who_keep_the_books_look,
)
from venue.money.models import Payment

pytestmark = pytest.mark.django_db

WAYS: dict[str, Way] = {
    "0 €": online(0),
    "4 €": online(400),
    "15 €": online(1500),
    "an open ticket": by_open_ticket,
}
# To look at everything takes longer than a day: it is done where nobody gives anything, and where each guest comes by
# hers in another way. Whatever tells one of these ways differs for one of the guests at least.
LOOKED_AT: dict[str, Way] = {
    "nobody gives": online(0),
    "all sorts": in_turn(online(1500), online(400), by_open_ticket),
}


@pytest.fixture
def house() -> House:
    return open_house(an_hour_of_the_day())


@cache
def lives() -> dict[str, Life]:
    """A world takes seconds: each is lived through once, and all tests look at what it told."""
    return {}


@pytest.fixture
def worlds(house: House, stripe_standin: Standin) -> dict[str, Life]:
    for ways, look in ((WAYS, the_socket_tells), (LOOKED_AT, the_crew_looks)):
        for name in ways.keys() - lives().keys():
            lives()[name] = live_through(house, ways[name], stripe_standin, look=look)
    return lives()


def differences(one: Transcript, other: Transcript) -> dict[str, tuple[str | None, str | None]]:
    labels = dict.fromkeys([*one, *other])
    return {label: (one.get(label), other.get(label)) for label in labels if one.get(label) != other.get(label)}


@pytest.mark.parametrize("other", list(WAYS)[1:])
def test_the_crew_cannot_tell_one_world_from_another(worlds: dict[str, Life], other: str) -> None:
    assert differences(worlds["0 €"].blurred, worlds[other].blurred) == {}


def test_the_crew_finds_no_difference_wherever_it_looks(worlds: dict[str, Life]) -> None:
    assert differences(*(worlds[name].blurred for name in LOOKED_AT)) == {}


def test_a_page_is_the_same_whoever_of_the_crew_reads_it(house: House) -> None:
    """Hence the worlds are read by a manager alone; what she may know comes through the API."""
    with time_machine.travel(house.opens_at, tick=False):
        seen = {role: [text for _label, text in listening.pages({role: house.browser(role)})] for role in CREW}
    assert [role for role in CREW if seen[role] != seen["manager"]] == []


def test_the_worlds_were_looked_at_indeed(worlds: dict[str, Life]) -> None:
    """What would be silent in all worlds alike proves nothing."""
    told = worlds["all sorts"].told
    answers = [text.partition("\n")[0] for text in told.values()]
    assert answers.count("200") > 300
    assert {label.split(" reads ")[0] for label in told if " reads /admin/canteen/sitting/" in label} == {
        "the next day, manager"
    }
    results = re.findall(r'"(?:result|code)":"(\w+)"', "".join(told.values()))
    assert set(results) >= {
        "redeemed",
        "undone",
        "already_redeemed",
        "not_enough_covers",
        "wrong_sitting",
        "not_yet",
        "void_ticket",
        "forged_ticket",
        "too_late",
        "permission_denied",
        "admitted",
        "already_admitted",
        "not_enough_places",
        "wrong_event",
        "already_counted",
    }
    for place in ("/dates/", "/api/v1/planning/events/later/", "/dehors/doomed/", "crew:sitting", "registration "):
        assert [label for label in told if place in label], place


def words_only(text: str) -> str:
    """An answer without what chance and the clock put in it."""
    return re.sub(r"⟨\w+⟩|\d{4}-\d\d-\d\dT[\d:.+]+Z?", "…", text)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ticket", ["nobody", "an open ticket"])
def test_every_ticket_is_answered_in_the_same_words_and_as_many_bytes(
    worlds: dict[str, Life], way: str, ticket: str
) -> None:
    ordered, shown = worlds["0 €"], worlds[way]
    assert words_only(shown.blurred[ticket]) == words_only(ordered.blurred["nobody"])
    assert len(shown.told[ticket]) == len(ordered.told["nobody"])


def leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two slips of the hand: the door says whether a card was used, the crew's socket how much came in."""
    told, counts = tickets.told, topics.crew_counts

    def paid(**order: Any) -> list[int]:
        references = list(map(str, Order.objects.filter(**order).values_list("pk", flat=True)))
        return list(Payment.objects.filter(reference__in=references).values_list("amount_cents", flat=True))

    def talkative(ticket: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        return told(ticket, *rest, **more) | {"card": bool(paid(tickets=ticket))}

    monkeypatch.setattr(tickets, "told", talkative)
    monkeypatch.setattr(topics, "crew_counts", lambda one, now: counts(one, now) | {"given": sum(paid(sitting=one.pk))})


def test_who_leaks_is_found_wherever_it_leaks(
    house: House, stripe_standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaks(monkeypatch)
    free, paid = (live_through(house, online(cents), stripe_standin, look=the_socket_tells) for cents in (0, 400))
    found = differences(free.blurred, paid.blurred)
    served = {"one of two", "the other one", "a spoken code", "served after all", "nobody", "host's browser scans"}
    frames = {
        f"{when}, the socket on crew:sitting {house.sittings[name].pk}"
        for when in ("at noon", "the next day")
        for name in house.sittings
    }
    assert found.keys() == served | frames


def test_the_log_names_no_amount_nobody_and_no_ticket(worlds: dict[str, Life]) -> None:
    for name, life in worlds.items():
        assert "Conflict: /api/v1/canteen/redemptions/" in life.log, name
        people = {"example.org", "+33600000001", "Amina"}
        assert [word for word in sorted(people | life.drawn) if word in life.log] == []
        assert re.findall(r"(?<![\w.-])(?:400|1500|4[.,]00|15[.,]00)(?![\w.-])|cents|€", life.log) == []


def test_those_who_keep_the_books_see_amounts_and_nobody(house: House, stripe_standin: Standin) -> None:
    life = live_through(house, online(1337), stripe_standin, look=those_who_keep_the_books_look)
    seen = {label: text for label, text in life.told.items() if label.startswith(("accountant", "auditor"))}
    assert any("13,37" in text for text in seen.values())
    guests = {"amina@example.org", "chidi@example.org", "+33600000001", "Amina"}
    assert [(label, word) for label, text in seen.items() for word in guests | life.drawn if word in text] == []
