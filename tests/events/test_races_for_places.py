"""Many ask for few places at once; each guard is also taken away, to see the race happen."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from events import line, places, registrations, wishes
from events.models import EventDate, Registration, RegistrationContact
from tests.events import guests
from tests.people.cast import browser
from tests.race import abreast, race
from venue.rows import Together

pytestmark = pytest.mark.django_db(transaction=True)

# What a plain INSERT after a look would do: it believes what it read.
NAIVE = Together(
    Registration,
    RegistrationContact,
    once="SELECT (SELECT count(*) FROM events_registration)::int + floor(random() * 1e6)::int AS rank,"
    " 0 AS places_taken, 0 AS waiting, 0 AS date_revision, 'registered' AS state, NULL::timestamptz AS expires_at",
    answers=registrations.ANSWERS,
)


def soon(capacity: int, hours: int = 2) -> EventDate:
    return guests.gig(capacity=capacity, starts_at=timezone.now() + timedelta(hours=hours))


def held() -> int:
    return sum(Registration.objects.holding().values_list("places", flat=True))


def test_eight_ask_for_three_places(monkeypatch: pytest.MonkeyPatch) -> None:
    date = soon(capacity=3)
    monkeypatch.setattr(wishes, "asked", abreast(8, wishes.asked))
    race(8, lambda: guests.registered(date))
    rows = [*Registration.objects.order_by("rank").values_list("rank", "state")]
    assert rows == [(rank, "registered" if rank <= 3 else "waiting") for rank in range(1, 9)]
    date.refresh_from_db()
    assert (date.places_taken, date.waiting, held()) == (3, 5, 3)


def test_without_the_lock_on_the_date_they_would_all_have_places(monkeypatch: pytest.MonkeyPatch) -> None:
    date = soon(capacity=3)
    look = wishes.asked

    def room_first(wish: Any, now: Any) -> EventDate:
        seen = look(wish, now)
        assert wishes.has_room(seen, wish.places)
        return seen

    monkeypatch.setattr(wishes, "asked", abreast(8, room_first))
    monkeypatch.setattr(registrations, "NAMED", Unguarded())
    race(8, lambda: guests.registered(date))
    assert held() > 3


def nameless_race(date: EventDate) -> tuple[int, int]:
    """Eight who leave no contact have all read that the share is free; how many registered, and what is counted."""
    made = race(8, lambda: guests.registered(date, **guests.NAMELESS))
    date.refresh_from_db()
    return sum(isinstance(one, Registration) for one in made), date.nameless


def test_eight_who_leave_no_contact_ask_for_a_share_of_six(monkeypatch: pytest.MonkeyPatch) -> None:
    guests.ask_for_contacts()
    monkeypatch.setattr(wishes, "asked", abreast(8, wishes.asked))
    assert nameless_race(soon(capacity=10, hours=3)) == (6, 6)


def test_if_the_share_were_only_looked_at_they_would_all_have_places(monkeypatch: pytest.MonkeyPatch) -> None:
    guests.ask_for_contacts()
    monkeypatch.setattr(wishes, "asked", abreast(8, wishes.asked))
    blind = registrations.TAKE.replace("%s::int IS NULL", "%s::int IS DISTINCT FROM 0")
    monkeypatch.setattr(registrations, "NAMELESS", Together(Registration, once=blind, answers=registrations.ANSWERS))
    assert nameless_race(soon(capacity=10, hours=3)) == (8, 8)


class Unguarded:
    def finish(self, *rows: Any, once: Any) -> bool:
        del once
        return NAIVE.finish(*rows)

    join = finish


def offered() -> Registration:
    """A place that was offered to somebody, whose time is over this moment."""
    date = soon(capacity=1)
    first, waiting = guests.registered(date), guests.registered(date)
    registrations.cancel(first.key)
    Registration.objects.filter(pk=waiting.pk).update(expires_at=timezone.now() + timedelta(seconds=0.3))
    return waiting


def test_an_offer_is_accepted_or_lapses_never_both() -> None:
    waiting = offered()
    behind = guests.registered(waiting.date)
    ends = Registration.objects.get(pk=waiting.pk).expires_at
    turns = iter([lambda: registrations.accept(waiting.key), lambda: line.lapse_overdue(ends), *[line.keep_moving] * 2])

    def act() -> object:
        time.sleep(0.29)
        return next(turns)()

    race(4, act)
    waiting.refresh_from_db()
    behind.refresh_from_db()
    assert (waiting.state, behind.state) in {("registered", "waiting"), ("expired", "offered")}
    assert held() == 1


def test_a_place_given_back_while_somebody_registers_is_neither_lost_nor_given_twice() -> None:
    date = soon(capacity=2)
    gone = [guests.registered(date) for _ in range(2)]
    turns = iter([lambda it=it: registrations.cancel(it.key) for it in gone] + [lambda: guests.registered(date)] * 4)

    def act() -> object:
        return next(turns)()

    race(6, act)
    for _ in range(4):
        for key in Registration.objects.filter(state="offered").values_list("key", flat=True):
            registrations.accept(key)
    date.refresh_from_db()
    assert (date.places_taken, held(), date.waiting) == (2, 2, 2)
    had = Registration.objects.filter(state="registered").values_list("rank", flat=True)
    assert sorted(had) == [3, 4]


def test_who_is_refused_under_the_lock_may_ask_again_by_the_same_key(monkeypatch: pytest.MonkeyPatch) -> None:
    date = guests.gig(capacity=1, starts_at=timezone.now() + timedelta(hours=2), waiting_list=False)
    look, key = wishes.asked, {"HTTP_IDEMPOTENCY_KEY": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}

    def somebody_is_quicker(wish: Any, now: Any) -> EventDate:
        monkeypatch.setattr(wishes, "asked", look)
        seen = look(wish, now)
        race(1, lambda: guests.registered(date))
        return seen

    def ask() -> Any:
        return browser(None).post("/api/v1/events/concert/registrations/", {"places": 1}, format="json", **key)

    monkeypatch.setattr(wishes, "asked", somebody_is_quicker)
    refused = ask()
    registrations.cancel(Registration.objects.get().key)
    assert (refused.status_code, refused.json()["code"], ask().status_code) == (409, "event_full", 201)


def test_nobody_waits_for_the_lock_who_is_told_that_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    date = guests.gig(capacity=1, starts_at=timezone.now() + timedelta(hours=2), waiting_list=False)
    guests.registered(date)

    def refused() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
        with pytest.raises(registrations.refusals.EventFull):
            guests.registered(date)
        return "full"

    with transaction.atomic():
        places.locked_date(date.pk)
        assert race(2, refused) == ["full", "full"]
