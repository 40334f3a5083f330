"""The banner of every page: what changed in the street, as long as somebody could go to the wrong place (REQ-S3)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from events import news, states
from events.models import DateState, Event, EventChange, EventDate, EventState
from tests.events.cast import ANIMATOR, MONDAY, SATURDAY, event, house
from tests.events.cast import date as on
from venue.live.topics import Truth

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def games(**facts: Any) -> Event:
    return event(state="published", **facts)


def cancelled(made: Event, date: EventDate | None = None, words: str = "Vent fort.") -> None:
    """As the verb leaves it: one date, or all of them with the event."""
    made.dates.filter(**{"pk": date.pk} if date else {}).update(state=DateState.CANCELLED)
    what, told = EventChange.What.CANCELLED, {"words": words, "words_en": "Strong wind."}
    if date:
        states.record(made, what, by=ANIMATOR, date=date, **told)
    else:
        states.step(made, EventState.CANCELLED, what, by=ANIMATOR, **told)


def told(at: datetime = MONDAY) -> list[dict[str, Any]]:
    with time_machine.travel(at, tick=False):
        found: list[dict[str, Any]] = Client().get("/api/v1/events/news/").json()["results"]
    return found


def test_nothing_has_changed() -> None:
    games()
    assert told() == []


def test_a_cancelled_date_is_told_in_both_languages() -> None:
    made = games()
    cancelled(made)
    (piece,) = told()
    assert {name: piece[name] for name in ("slug", "title", "title_en", "what", "words", "words_en", "place")} == {
        "slug": "jeux-de-rue",
        "title": "Jeux de rue",
        "title_en": "Street games",
        "what": "cancelled",
        "words": "Vent fort.",
        "words_en": "Strong wind.",
        "place": "Place de Jaude",
    }
    assert (piece["starts_at"], piece["was_starts_at"], piece["dates"]) == ("2027-04-24T15:00:00+02:00", None, 1)


def test_it_is_news_for_a_fortnight_and_again_before_the_date_and_the_day_after_it() -> None:
    cancelled(games())
    days = [(MONDAY, 13), (MONDAY, 15), (SATURDAY, -15), (SATURDAY, -13), (SATURDAY, 1), (SATURDAY, 2)]
    assert [len(told(day + timedelta(days=after))) for day, after in days] == [1, 0, 0, 1, 1, 0]


def test_who_knows_the_old_day_is_told_until_the_day_after_it() -> None:
    made = games()
    made.dates.update(was_starts_at=SATURDAY + timedelta(days=7), was_ends_at=SATURDAY + timedelta(days=7, hours=4))
    states.step(made, EventState.MOVED, EventChange.What.MOVED, by=ANIMATOR, words="Fête.")
    assert [len(told(SATURDAY + timedelta(days=days))) for days in (8, 9)] == [1, 0]


def test_one_date_of_several_is_told_alone() -> None:
    made = games()
    late = on(made, SATURDAY + timedelta(days=7))
    cancelled(made, late)
    (piece,) = told()
    assert (piece["date"], piece["dates"], piece["starts_at"]) == (late.pk, 1, "2027-05-01T15:00:00+02:00")


def test_dates_that_fall_out_together_are_one_piece_of_news() -> None:
    made = games()
    on(made, SATURDAY + timedelta(days=7))
    cancelled(made)
    (piece,) = told()
    assert (piece["dates"], piece["starts_at"]) == (2, "2027-04-24T15:00:00+02:00")


def test_the_socket_tells_the_same_in_one_statement_and_its_revision_grows(django_assert_num_queries: Any) -> None:
    made, topic = games(), news.StreetTopic()
    before = topic.read(None, crew=False)
    cancelled(made)
    topic.read(None, crew=False)  # the house's rules are kept in memory
    with django_assert_num_queries(1):
        after = topic.read(None, crew=False)
    assert isinstance(before, Truth)
    assert isinstance(after, Truth)
    assert (before.data, after.data) == ({"results": []}, {"results": told()})
    assert after.revision > before.revision
    assert topic.read("elsewhere", crew=False) is None
    assert [topic.may_join(None, key, crew=False) for key in (None, house().code, "elsewhere")] == [True, True, False]
