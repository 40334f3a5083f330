"""Every message of the socket has its example in tests/examples/, which the browser's tests read too.

What browsers say stands in asked/, for they say it and are not told it.

A frame that we send has exactly the fields of its example, and no value of a type that the example does not show.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from events import decisions, states
from events.models import Decision, EventChange, EventDate, Passage, Registration, RegistrationState
from tests import cast
from tests.coworking import cast as desk
from tests.coworking.waiting_cast import join
from tests.events import cast as events
from venue.house import demo as house_demo
from venue.house.models import Building
from venue.live import frames
from venue.live.topics import parse, reader_of
from venue.spaces import demo as spaces_demo
from venue.spaces import occupancy
from venue.spaces.calendar import forget
from venue.spaces.models import Space

EXAMPLES = Path(__file__).parents[1] / "examples"
TODAY = date(2026, 11, 23)


def example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def frame_of(topic: str) -> Any:
    """The frame that somebody who joins `topic` now is greeted with."""
    known = parse(topic)
    assert known
    truth = reader_of(known).read(known.key, crew=known.crew)
    assert truth
    return json.loads(frames.news(topic, truth))


def shape(value: Any) -> Any:
    """Names and types: a list is shaped as its elements are, taken together."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [together([shape(inner) for inner in value])]
    return {type(value).__name__}


def together(shapes: list[Any]) -> Any:
    if shapes and all(isinstance(one, dict) for one in shapes):
        return {name: together([one[name] for one in shapes if name in one]) for one in shapes for name in one}
    return set().union(*(one if isinstance(one, set) else {str(one)} for one in shapes))


def fits(real: Any, shown: Any) -> bool:
    """Whether `real` has the fields of `shown`, all of them and no other, and only types that it shows."""
    if isinstance(shown, dict):
        return (
            isinstance(real, dict) and real.keys() == shown.keys() and all(fits(real[key], shown[key]) for key in real)
        )
    if isinstance(shown, list):
        return isinstance(real, list) and (not real[0] or fits(real[0], shown[0]))
    return isinstance(real, set) and real <= shown


@pytest.fixture
def demo_house(db: None) -> Building:
    forget()
    house_demo.seed(TODAY)
    spaces_demo.seed(TODAY)
    return Building.objects.get(code="preau")


@pytest.mark.parametrize("topic", ["occupancy", "crew:occupancy"])
def test_occupancy_is_told_as_its_example_shows(demo_house: Building, topic: str) -> None:
    for code in ("CANT", "COWO"):
        space = Space.objects.get(code=code)
        occupancy.arrive(space, 3, request_id=uuid.uuid4(), by="device:bruno")
    frame = frame_of(topic)
    assert frame["topic"] == topic
    assert fits(shape(frame), shape(example(topic.replace(":", "-"))))


@pytest.mark.django_db
@pytest.mark.parametrize("topic", ["sitting", "crew:sitting"])
def test_a_sitting_is_told_as_its_example_shows(topic: str) -> None:
    frame = frame_of(f"{topic}:{cast.ticket(covers=2).sitting_id}")
    assert fits(shape(frame), shape(example(topic.replace(":", "-"))))


@pytest.mark.django_db
def test_an_order_is_told_as_its_example_shows() -> None:
    frame = frame_of(f"order:{cast.order(covers=2).key}")
    assert fits(shape(frame), shape(example("order")))


@pytest.mark.django_db
@time_machine.travel(desk.MONDAY)
def test_a_day_of_coworking_is_told_as_its_example_shows() -> None:
    desk.booking()
    assert fits(shape(frame_of(f"coworking:STUD/{desk.TUESDAY.date()}")), shape(example("coworking")))


@pytest.mark.django_db
@time_machine.travel(desk.MONDAY)
def test_a_booking_is_told_as_its_example_shows() -> None:
    assert fits(shape(frame_of(f"booking:{desk.booking().key}")), shape(example("booking")))


@pytest.mark.django_db
@time_machine.travel(desk.MONDAY)
def test_a_place_in_line_is_told_as_its_example_shows() -> None:
    desk.booking()
    assert fits(shape(frame_of(f"waiting:{join().pk}")), shape(example("waiting")))


@pytest.fixture
def street() -> Iterator[EventDate]:
    """A date that the house moved by a week, with one registration."""
    with time_machine.travel(events.MONDAY, tick=False):
        made = events.event(state="published", registers=True)
        date = made.dates.get()
        date.was_starts_at, date.was_ends_at = date.starts_at - timedelta(days=7), date.ends_at - timedelta(days=7)
        date.was_place, date.was_place_en = "Cour de la maison", "Yard of the house"
        date.save()
        said = {"words": "La place est en travaux.", "words_en": "The square is being mended."}
        states.record(made, EventChange.What.MOVED, by=events.ANIMATOR, date=date, **said)
        yield date


@pytest.mark.django_db
def test_an_event_of_the_street_is_told_as_its_example_shows(street: EventDate) -> None:
    assert fits(shape(frame_of("event:jeux-de-rue")), shape(example("event")))


@pytest.mark.django_db
def test_the_banner_is_told_as_its_example_shows(street: EventDate) -> None:
    frame = frame_of("street")
    assert len(frame["data"]["results"]) == 1
    assert fits(shape(frame), shape(example("street")))


@pytest.mark.django_db
def test_a_registration_is_told_as_its_example_shows(street: EventDate) -> None:
    made = Registration.objects.create(date=street, places=2, state=RegistrationState.REGISTERED, rank=1)
    assert fits(shape(frame_of(f"registration:{made.key}")), shape(example("registration")))


@pytest.mark.django_db
def test_a_day_in_the_street_is_told_as_its_example_shows(street: EventDate) -> None:
    Passage.objects.create(date=street, step=5, at=street.starts_at, by="device:1")
    decisions.decide(street, Decision.Answer.GO, why="", by=events.ANIMATOR)
    assert fits(shape(frame_of(f"day:{street.pk}")), shape(example("day")))


def test_the_public_example_holds_nothing_that_only_the_crew_may_know() -> None:
    public, crew = (example(name)["data"] for name in ("occupancy", "crew-occupancy"))
    secret = {"present", "capacity", "warn", "full"}
    assert crew["building"].keys() - public["building"].keys() == secret
    assert crew["spaces"][0].keys() - public["spaces"][0].keys() == secret


def test_a_refusal_is_told_as_its_example_shows() -> None:
    shown = example("refusal")
    assert json.loads(frames.refusal(shown["topic"], shown["error"])) == shown


@pytest.mark.parametrize("name", ["authorize", "subscribe", "unsubscribe"])
def test_what_browsers_say_is_read_as_its_example_shows(name: str) -> None:
    wish = frames.wish(json.dumps(example(f"asked/{name}")))
    assert {field: value for field, value in vars(wish).items() if value} == example(f"asked/{name}")


def test_there_is_one_example_for_each_message_and_no_other() -> None:
    told = {"occupancy", "crew-occupancy", "sitting", "crew-sitting", "order", "refusal"}
    told |= {"coworking", "booking", "waiting", "event", "registration", "street", "day"}
    asked = {"authorize", "subscribe", "unsubscribe"}
    assert {file.stem for file in EXAMPLES.glob("*.json")} == told
    assert {file.stem for file in EXAMPLES.glob("asked/*.json")} == asked
