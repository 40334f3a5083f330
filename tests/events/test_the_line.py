"""What an offer is: how long it is kept, what a large party at the head means, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from events import dates, line, refusals, registrations
from events.models import Event, EventDate, Registration
from tests.events import cast, guests
from tests.jobs import run_jobs_here

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(cast.MONDAY, tick=False):
        yield


def state(of: Registration) -> str:
    return Registration.objects.get(pk=of.pk).state


def full(capacity: int = 4, **facts: Any) -> tuple[EventDate, Registration]:
    """A date whose places one registration holds."""
    date = guests.gig(capacity=capacity, **facts)
    return date, guests.registered(date, capacity)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (cast.MONDAY, cast.MONDAY + DAY),  # far: a day
        (cast.SATURDAY - DAY, cast.SATURDAY - DAY + HOUR),  # near: an hour
        (cast.SATURDAY - 19 * HOUR + HOUR / 2, cast.SATURDAY - 6 * HOUR),  # 20:30 → 21:30 → 9:00 in the morning
        (cast.SATURDAY - 13 * HOUR, cast.SATURDAY - 6 * HOUR),  # 2:00 → 3:00 → 9:00
        (cast.SATURDAY - HOUR / 2, cast.SATURDAY),  # never beyond the start
    ],
)
def test_how_long_an_offer_is_kept(now: datetime, until: datetime) -> None:
    date = guests.gig()
    assert line.offered_until(date, now) == until


def test_a_large_party_at_the_head_is_not_passed_over() -> None:
    date = guests.gig(capacity=4)
    one, three = guests.registered(date, 1), guests.registered(date, 3)
    party, alone = guests.registered(date, 4), guests.registered(date, 1)
    registrations.cancel(three.key)
    assert (state(party), state(alone)) == ("waiting", "waiting")
    registrations.cancel(one.key)
    assert (state(party), state(alone)) == ("offered", "waiting")


def test_a_party_larger_than_the_whole_capacity_is_not_let_into_the_line() -> None:
    date = guests.gig(capacity=3)
    with pytest.raises(refusals.TooManyPlaces) as refused:
        guests.registered(date, 4)
    assert (refused.value.figures, guests.registered(date, 3).state) == ({"max_places": 3}, "registered")


def test_who_has_become_too_many_by_a_smaller_capacity_holds_up_nobody() -> None:
    date = guests.gig(capacity=4)
    one, held = guests.registered(date, 1), guests.registered(date, 1)
    party, behind = guests.registered(date, 4), guests.registered(date, 1)
    dates.edit(date.event.slug, date.pk, {"capacity": 3}, by=cast.ANIMATOR)
    assert (line.keep_moving()["offered"], state(party), state(behind)) == (1, "waiting", "offered")
    registrations.cancel(held.key)
    Event.objects.update(waiting_list=False)
    assert guests.registered(date, 1).state == "registered"  # beside the party, which can never fit
    Event.objects.update(waiting_list=True)
    next_ = guests.registered(date, 1)
    dates.edit(date.event.slug, date.pk, {"capacity": 4}, by=cast.ANIMATOR)  # and can again
    registrations.cancel(one.key)
    found = EventDate.objects.get()
    assert (found.waiting, registrations.find(party.key).ahead, registrations.find(next_.key).ahead) == (2, 0, 1)
    with time_machine.travel(cast.SATURDAY, tick=False):
        assert (line.keep_moving()["over"], EventDate.objects.get().waiting) == (2, 0)


def test_when_it_begins_who_could_never_fit_waits_no_longer_either() -> None:
    date, held = full(4)
    party = guests.registered(date, 4)
    registrations.cancel(held.key)
    Registration.objects.filter(pk=party.pk).update(state="waiting", expires_at=None)
    EventDate.objects.update(places_taken=0, waiting=0, capacity=3)
    with time_machine.travel(cast.SATURDAY, tick=False):
        assert (line.keep_moving()["over"], state(party), EventDate.objects.get().waiting) == (1, "expired", 0)


def test_when_the_party_gives_up_the_others_move_up() -> None:
    date, held = full(4)
    party, alone = guests.registered(date, 4), guests.registered(date, 1)
    registrations.cancel(held.key)
    registrations.cancel(party.key)
    assert state(alone) == "offered"


def test_an_offer_that_nobody_answers_goes_to_the_next() -> None:
    date, held = full(1)
    first, second = guests.registered(date, 1), guests.registered(date, 1)
    registrations.cancel(held.key)
    with time_machine.travel(cast.MONDAY + DAY, tick=False):
        with pytest.raises(refusals.OfferOver):
            registrations.accept(first.key)
        assert line.keep_moving() == {"lapsed": 1, "over": 0, "offered": 0}
        assert (state(first), registrations.accept(second.key).state) == ("expired", "registered")


def test_when_it_begins_the_line_is_over() -> None:
    date, _held = full(1)
    waiting = guests.registered(date, 1)
    with time_machine.travel(cast.SATURDAY, tick=False):
        assert line.keep_moving()["over"] == 1
        assert (state(waiting), EventDate.objects.get().waiting) == ("expired", 0)


def test_what_is_full_and_has_begun_has_no_line_to_join() -> None:
    full(1)
    with time_machine.travel(cast.SATURDAY + HOUR, tick=False), pytest.raises(refusals.EventFull):
        guests.registered(EventDate.objects.select_related("event__building").get(), 1)


def test_who_was_offered_a_place_at_what_is_put_off_waits_again() -> None:
    date, held = full(1)
    waiting = guests.registered(date, 1)
    registrations.cancel(held.key)
    EventDate.objects.update(state="postponed")
    with pytest.raises(refusals.PutOff):
        registrations.accept(waiting.key)
    assert registrations.find(waiting.key).can(timezone.now()) == ["cancellation"]
    with time_machine.travel(cast.MONDAY + DAY, tick=False):
        line.keep_moving()
    assert (state(waiting), EventDate.objects.get().waiting) == ("waiting", 1)


def test_saying_yes_or_no_twice_is_safe() -> None:
    date, held = full(1)
    first = guests.registered(date, 1)
    assert [registrations.cancel(held.key).state for _ in range(2)] == ["cancelled"] * 2
    assert [registrations.accept(first.key).state for _ in range(2)] == ["registered"] * 2


def test_a_larger_capacity_is_offered_within_a_minute() -> None:
    date, _held = full(1)
    waiting = guests.registered(date, 1)
    EventDate.objects.update(capacity=2)
    assert (line.keep_moving()["offered"], state(waiting)) == (1, "offered")


def test_letters_say_where_one_stands(mailoutbox: list[Any]) -> None:
    date, held = full(1, title="Bal du quartier", title_en="Neighbourhood ball")
    waiting = guests.registered(date, 1, email="amina@example.org", first_name="Amina", language="en")
    run_jobs_here()
    registrations.cancel(held.key)
    run_jobs_here()
    registrations.accept(waiting.key)
    run_jobs_here()
    assert [it.subject for it in mailoutbox] == [
        "You are in line: Neighbourhood ball",
        "A place for you: Neighbourhood ball",
        "You are expected: Neighbourhood ball",
    ]
    assert f"/en/inscriptions/#{waiting.key}" in mailoutbox[0].body
    assert "It is kept for you until Tuesday 24 November at 09:00." in mailoutbox[1].body
    assert f"{waiting.short_code[:4]} {waiting.short_code[4:]}" in mailoutbox[2].body
    assert [name for name, _content, _kind in mailoutbox[2].attachments] == ["ticket.pdf", "date.ics"]


def test_a_letter_about_what_is_so_no_longer_is_not_sent(mailoutbox: list[Any]) -> None:
    date, held = full(1)
    waiting = guests.registered(date, 1, email="amina@example.org")
    registrations.cancel(held.key)
    registrations.cancel(waiting.key)
    run_jobs_here()
    assert mailoutbox == []


def test_a_phone_hears_of_an_offer(settings: Any) -> None:
    settings.SMS_GATEWAY, settings.PUBLIC_URL = "tests.events.test_the_line.Phones", "https://preau.example.org"
    date, held = full(1, title="Le grand bal de tout le quartier et de ses amis, en plein air et sous la pluie aussi")
    waiting = guests.registered(date, 1, phone="06 12 34 56 78")
    registrations.cancel(held.key)
    run_jobs_here()
    [(number, text)] = Phones.sent
    assert (number, len(text)) == ("06 12 34 56 78", 160)
    assert text.endswith(f"preau.example.org/inscriptions/#{waiting.key}")


class Phones:
    sent: ClassVar[list[tuple[str, str]]] = []

    def send(self, number: str, text: str) -> None:
        self.sent.append((number, text))
