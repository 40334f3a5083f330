"""The twelve events of DOMAIN §11.7, as their stories stand on Monday 23 November 2026."""

from datetime import date, datetime

import pytest
import time_machine
from django.db.models import Count, Q

from events import back_plan, demo
from events.models import CrewSlot, Event, EventDate, KitReservation, Notice, Registration, Site, Task, TemporaryBar
from tests.events.cast import MONDAY, PARIS
from venue.house import demo as houses
from venue.people import demo as people
from venue.spaces import demo as spaces

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _seeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spaces, "seed_counts", lambda: None)
    with time_machine.travel(MONDAY, tick=False):
        for room in (houses, people, spaces, demo):
            room.seed(TODAY)


def due(slug: str, key: str) -> date:
    return Task.objects.get(event__slug=slug, deadline__key=key).due_on


def test_there_are_twelve_in_the_states_of_their_stories() -> None:
    states = list(Event.objects.order_by("dates__starts_at").values_list("state", flat=True))
    assert states == [
        "held", "held", "cancelled", "published", "published", "filed", "prepared", "idea", "filed", "moved",
        "prepared", "idea",
    ]  # fmt: skip


def test_each_is_at_its_hour_in_the_house() -> None:
    begins = EventDate.objects.get(event__slug="veillee-lampions").starts_at
    assert begins == datetime(2026, 12, 11, 17, tzinfo=PARIS)
    assert EventDate.objects.get(event__slug="bal-trad").ends_at == datetime(2027, 5, 28, 22, tzinfo=PARIS)


def test_the_deadlines_are_those_that_the_law_and_the_working_days_give() -> None:
    assert due("le-banc-des-inconnus", "declaration") == date(2027, 1, 15)
    assert due("projection-courte", "sacem") == date(2027, 1, 21)
    assert due("velo-cuisine", "city-kit") == date(2026, 12, 18)
    games = Task.objects.get(event__slug="jeux-de-rue", deadline__key="declaration")
    assert (games.earliest_on, games.due_on) == (date(2027, 4, 8), date(2027, 4, 20))


def test_the_campus_has_rules_of_its_own() -> None:
    assert Site.objects.get(code="cezeaux").rule_set.code == "cezeaux"
    assert Task.objects.filter(event__slug="forum-des-petits-boulots", deadline__key="owner").exists()


def test_nothing_published_has_a_mandatory_task_that_is_late() -> None:
    assert [it.slug for it in Event.objects.coming() if back_plan.blocking(it, TODAY)] == []


def test_what_is_done_says_where_its_paper_is() -> None:
    assert Task.objects.filter(state="done", deadline__needs_file=True).count() > 0
    assert not Task.objects.unproven().exists()


def test_only_the_bench_is_announced_before_its_authorisation() -> None:
    assert [it.slug for it in Event.objects.public() if it.is_conditional] == ["le-banc-des-inconnus"]


def test_forty_six_were_told_that_the_soup_is_cancelled() -> None:
    assert Notice.objects.exclude(sent_at=None).count() == 46


def test_the_dance_has_the_third_bar_of_its_year() -> None:
    bars = TemporaryBar.objects.filter(year=2027).order_by("event__dates__starts_at")
    assert [it.event.slug for it in bars] == ["jeux-de-rue", "banquet-des-voisins", "bal-trad"]


def test_the_long_table_missed_three_pieces_and_counted_310() -> None:
    table = EventDate.objects.get(event__slug="grande-tablee-de-rentree")
    assert sum(KitReservation.objects.filter(date=table).values_list("missing", flat=True)) == 3
    assert sum(table.passages.values_list("step", flat=True)) == 310


def test_one_is_short_at_the_lanterns() -> None:
    slots = CrewSlot.objects.filter(date__event__slug="veillee-lampions")
    here = slots.annotate(here=Count("places", filter=Q(places__state="confirmed")))
    assert sum(max(0, slot.minimum - slot.here) for slot in here) == 1  # type: ignore[attr-defined]


def test_later_starts_leave_alone_what_visitors_changed() -> None:
    Event.objects.filter(slug="bal-trad").update(title="Bal folk")
    before = Registration.objects.count()
    demo.seed(TODAY)
    assert Event.objects.filter(title="Bal folk").count() == 1
    assert Registration.objects.count() == before
