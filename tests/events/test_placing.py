"""A square holds one event at a time, a room claims its people, and an idea takes nothing yet."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from events import agenda, placing, planning, refusals
from events.models import CrewPlace, CrewSlot, EventDate, KitItem, KitReservation, Site
from tests import cast
from tests.events import guests
from tests.events.cast import ANIMATOR, HOUR, MONDAY, SATURDAY, date, event, house, site
from tests.people.cast import make_person
from tests.race import abreast, race
from venue.spaces import capacity
from venue.spaces.models import CapacityClaim

pytestmark = pytest.mark.django_db


def planned(slug: str, *, state: str = "prepared", **facts: Any) -> EventDate:
    return date(event(slug, dated=False, state=state), **facts)


def test_two_plans_do_not_take_one_square_at_once() -> None:
    planned("games")
    ball = planned("ball", starts_at=SATURDAY + 3 * HOUR)
    with pytest.raises(refusals.SiteTaken) as refused:
        placing.take(ball)
    assert refused.value.figures["conflicts"] == [
        {
            "slug": "games",
            "title": "Jeux de rue",
            "starts_at": "2027-04-24T15:00:00+02:00",
            "ends_at": "2027-04-24T19:00:00+02:00",
        }
    ]
    placing.take(planned("later", starts_at=SATURDAY + 8 * HOUR))


@pytest.mark.parametrize(
    ("of_event", "of_date"),
    [
        ({"state": "idea"}, "scheduled"),
        ({"state": "prepared", "dropped_at": SATURDAY}, "scheduled"),
        ({"state": "published"}, "cancelled"),
    ],
)
def test_an_idea_and_what_was_given_up_take_nothing(of_event: dict[str, Any], of_date: str) -> None:
    date(event("other", dated=False, **of_event), state=of_date)
    placing.take(planned("games"))


def test_a_square_says_how_many_it_holds() -> None:
    with pytest.raises(refusals.SiteTooSmall) as refused:
        placing.take(planned("games", site=site("small", capacity=100)))
    assert refused.value.figures == {"expected": 120, "allowed": 100}


def test_a_room_expects_its_people_and_is_given_back() -> None:
    hall = cast.space("HALL", 200)
    reading = planned("reading", space=hall, capacity=60)
    placing.take(reading)
    claimed = CapacityClaim.objects.get(source=reading.about)
    assert (claimed.people, claimed.title, claimed.released_at) == (120, "Jeux de rue", None)
    with pytest.raises(capacity.OverCapacity):
        placing.take(planned("ball", space=hall))
    reading.site, reading.space = site(), None
    placing.take(reading)  # out into the street: the room is free again
    assert not CapacityClaim.objects.filter(released_at=None).exists()


def test_without_a_number_of_places_one_registers_for_as_many_as_the_room_holds() -> None:
    hall, study = cast.space("HALL", 6), cast.space("STUDY", 4)
    made = date(event("reading", dated=False, state="published", registers=True, expected_people=2), space=hall)
    placing.take(made)
    assert CapacityClaim.objects.get(source=made.about).people == 6
    with time_machine.travel(MONDAY, tick=False):
        assert [guests.registered(made, 5).state, guests.registered(made, 2).state] == ["registered", "waiting"]
        assert agenda.tell_date(EventDate.objects.get(), agenda.zone(made.event))["places_left"] == 0
    moved = EventDate.objects.get()
    moved.space = study
    with pytest.raises(capacity.OverCapacity):  # five have places already
        placing.take(moved)


def test_a_room_expects_more_as_soon_as_one_registers() -> None:
    made = date(event("reading", dated=False, state="prepared", expected_people=2), space=cast.space("HALL", 6))
    placing.take(made)
    with time_machine.travel(MONDAY, tick=False):
        planning.edit("reading", {"registers": True}, by=ANIMATOR)
    assert CapacityClaim.objects.get(source=made.about, released_at=None).people == 6


def test_without_a_number_of_places_the_square_says_how_many() -> None:
    made = date(event(dated=False, state="published", registers=True), site=site("small", capacity=120))
    placing.take(made)
    made.refresh_from_db()
    assert (made.places_left, placing.people(made)) == (120, 120)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_of_two_plans_that_race_for_a_square_one_has_it(locked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not locked:  # the negative control: without the lock, both find the square free
        monkeypatch.setattr(placing, "lock_site", lambda pk: Site.objects.get(pk=pk))
        monkeypatch.setattr(placing, "refuse_small", abreast(4, placing.refuse_small))
    dates = [planned(f"plan-{number}", starts_at=SATURDAY + timedelta(days=1 + number)).pk for number in range(4)]
    left = iter(dates)

    def take() -> int:
        with transaction.atomic():
            mine = (
                EventDate.objects.select_for_update(of=("self",), no_key=True)
                .select_related("event")
                .get(pk=next(left))
            )
            mine.starts_at, mine.ends_at = SATURDAY, SATURDAY + HOUR
            placing.take(mine)
            mine.save()
            return mine.pk

    done = race(4, take)
    refused = [it for it in done if isinstance(it, refusals.SiteTaken)]
    assert (len(refused) == 3) == locked, done


def test_what_stands_in_the_way_is_shown_by_its_kind() -> None:
    lead = make_person("Zoé")
    games, ball = planned("games", site=site("a")), planned("ball", site=site("b"))
    for it in (games, ball):
        slot = CrewSlot.objects.create(date=it, title="Montage", starts_at=it.starts_at, ends_at=it.ends_at)
        CrewPlace.objects.create(slot=slot, person=lead, during=(it.starts_at, it.ends_at), state="asked", by="x")
    tables = KitItem.objects.create(building=house(), code="tables", name="Tables", quantity=10)
    for it in (games, ball):
        KitReservation.objects.create(item=tables, date=it, quantity=6, during=(it.starts_at, it.ends_at), by="x")
    idea = planned("idea", state="idea", site=site("a"), starts_at=SATURDAY + HOUR)
    talk = planned("talk", space=cast.space("MR1", 12))
    found = placing.conflicts(list(EventDate.objects.select_related("event", "space__building", "site").order_by("pk")))
    assert {pk: [it["kind"] for it in clashes] for pk, clashes in found.items()} == {
        games.pk: ["site", "crew", "kit"],
        ball.pk: ["crew", "kit"],
        idea.pk: ["site"],
        talk.pk: ["cap"],
    }
