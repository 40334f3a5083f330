"""A script could take all places of an event: only a share goes to people whom nobody can reach (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from events import line, refusals, registrations
from events.models import EventDate, Registration
from tests.events import cast, guests
from venue.rules.models import RuleOverride
from venue.rules.registry import RULES

pytestmark = pytest.mark.django_db
NAMELESS = guests.NAMELESS


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(cast.MONDAY, tick=False):
        guests.ask_for_contacts()
        yield


def nameless(date: EventDate) -> int:
    return EventDate.objects.values_list("nameless", flat=True).get(pk=date.pk)


def ask(date: EventDate, **contact: Any) -> tuple[int, str]:
    """What the house answers over HTTP: the status, and the code or the state."""
    path = f"/api/v1/events/{date.event.slug}/registrations/"
    answer = Client().post(path, {"places": 1, "contact": contact}, content_type="application/json")
    return answer.status_code, answer.json().get("code") or answer.json()["state"]


def test_six_of_ten_places_go_to_who_leaves_no_contact() -> None:
    date = guests.gig(capacity=10)
    guests.registered(date, 6, **NAMELESS)
    assert ask(date, first_name="Amina") == (422, "contact_needed")  # nobody is reached by a first name
    assert ask(date, first_name="Amina", phone="+33639980001") == (201, "registered")
    assert nameless(date) == 6


def test_however_few_places_there_are_one_party_is_nobodys_nuisance() -> None:
    date = guests.gig(capacity=2)
    assert [guests.registered(date, 2, **NAMELESS).state for _ in range(3)] == ["registered", "waiting", "waiting"]


def test_nobody_fills_the_line_with_people_whom_nobody_can_tell_of_their_turn() -> None:
    date = guests.gig(capacity=5)
    guests.registered(date, 5)
    assert guests.registered(date, 5, **NAMELESS).state == "waiting"
    with pytest.raises(refusals.ContactNeeded):
        guests.registered(date, 2, **NAMELESS)
    assert guests.registered(date).state == "waiting"


def test_the_share_does_not_count_shortly_before_it_begins() -> None:
    date = guests.gig(capacity=9, starts_at=cast.MONDAY + 2 * cast.HOUR)
    assert {guests.registered(date, 3, **NAMELESS).state for _ in range(3)} == {"registered"}


def test_it_is_a_share_of_what_the_place_holds_where_nobody_has_said_a_number() -> None:
    date = guests.gig(capacity=None)
    guests.registered(date, 6, **NAMELESS)
    EventDate.objects.filter(pk=date.pk).update(holds=10)
    with pytest.raises(refusals.ContactNeeded):
        guests.registered(date, **NAMELESS)


def test_never_against_the_team_nor_at_its_expense() -> None:
    date = guests.gig(capacity=10)
    guests.registered(date, 6, **NAMELESS)
    guests.registered(date, 2, by_team=True, **NAMELESS)
    assert nameless(date) == 6


def test_what_is_full_says_so_since_no_contact_would_help() -> None:
    date = guests.gig(capacity=1, waiting_list=False)
    guests.registered(date)
    with pytest.raises(refusals.EventFull):
        guests.registered(date, **NAMELESS)


def test_an_offer_keeps_the_share_and_whoever_gives_up_gives_it_back() -> None:
    date = guests.gig(capacity=5)
    first = guests.registered(date, 5)
    waits = [guests.registered(date, places, **NAMELESS) for places in (1, 2)]
    registrations.cancel(first.key)
    assert (nameless(date), registrations.accept(waits[0].key).state) == (3, "registered")
    registrations.cancel(waits[0].key)
    assert nameless(date) == 2
    line.lapse_overdue(Registration.objects.get(pk=waits[1].pk).expires_at)
    assert nameless(date) == 0


def test_the_end_of_the_line_and_the_house_give_it_back() -> None:
    date, other = guests.gig(capacity=5), guests.gig(capacity=5, slug="bal")
    guests.registered(date, 4)
    guests.registered(date, 2, **NAMELESS)
    line.end_lines(cast.SATURDAY)
    guests.registered(other, 2, **NAMELESS)
    registrations.give_back([EventDate.objects.get(pk=other.pk)], "cancelled")
    assert (nameless(date), nameless(other)) == (0, 0)


def test_who_is_forgotten_later_does_not_become_nameless() -> None:
    date = guests.gig(capacity=5)
    made = guests.registered(date, 2)
    made.contact.delete()
    registrations.cancel(made.key)
    assert nameless(date) == 0


def test_a_house_asks_nobody_until_it_writes_the_rule() -> None:
    date = guests.gig(capacity=6)
    assert RULES["event.no_contact_pct"].default == 100
    RuleOverride.objects.create(key="event.no_contact_pct", value=100, valid_from=cast.MONDAY.date())
    assert [guests.registered(date, 6, **NAMELESS).state for _ in range(2)] == ["registered", "waiting"]
