"""What the ground's owner asks becomes tasks with days, and what is late keeps the event from the street (REQ-S2)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from events import back_plan, refusals, rule_sets, states
from events.models import Deadline, Event, Task
from tests import cast
from tests.events.cast import ANIMATOR, HOUR, MONDAY, SATURDAY, event, rules_of, site
from tests.events.cast import date as on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def days(of: Event) -> dict[str, date]:
    return {task.deadline.key: task.due_on for task in of.tasks.select_related("deadline") if task.deadline}


def test_a_plain_afternoon_on_a_square_has_the_tasks_of_public_space() -> None:
    games = event()
    back_plan.renew(games)
    assert days(games) == {
        "insurance": date(2027, 2, 23),
        "city-form": date(2027, 2, 23),
        "declaration": date(2027, 4, 20),
        "authorisation": date(2027, 4, 22),
        "neighbours": date(2027, 4, 17),
    }


def test_music_a_bar_and_a_crowd_ask_for_more() -> None:
    ball = event(music=True, bar=True, tents=True, city_kit=True, expected_people=1500)
    back_plan.renew(ball)
    assert {"sacem", "bar", "tents", "city-kit", "large"} < days(ball).keys()


def test_the_campus_asks_other_things_than_the_town() -> None:
    forum = event(dated=False)
    on(forum, site=site("cezeaux", rule_set=rules_of("cezeaux"), city="Aubière"))
    back_plan.renew(forum)
    assert set(days(forum)) == {"insurance", "owner", "town-hall", "declaration", "neighbours"}
    for name in ("bar", "tents", "sound"):
        setattr(forum, name, True)
    forum.expected_people = 1500
    back_plan.renew(forum)
    assert {"bar", "tents", "sound", "large"} < days(forum).keys()


def test_a_room_of_the_house_asks_for_its_bar_and_its_music_and_nothing_of_the_street() -> None:
    rules_of()
    reading = event(dated=False, expected_people=1500)
    on(reading, space=cast.space("HALL", 80))
    assert back_plan.renew(reading) == []
    reading.bar = reading.music = True
    back_plan.renew(reading)
    assert days(reading) == {"bar": date(2027, 4, 9), "sacem": date(2027, 4, 9)}


def test_what_was_taken_out_of_a_set_does_not_come_back_with_what_is_new() -> None:
    campus = rules_of("cezeaux")
    campus.deadlines.filter(key__in=["owner", "bar"]).delete()
    campus.deadlines.filter(key="tents").update(days=30, valid_from=date(2025, 1, 1))
    rule_sets.seed(only={("cezeaux", "bar"), ("cezeaux", "tents")})
    assert sorted(campus.deadlines.filter(key__in=["owner", "bar", "tents"]).values_list("key", "days")) == [
        ("bar", 15),
        ("tents", 30),
    ]


def test_each_ground_asks_its_own_counted_from_the_first_date_there() -> None:
    both = event(dated=False)
    later = SATURDAY + timedelta(days=7)
    on(both, space=cast.space("HALL", 80))
    on(both, later + timedelta(days=7))
    on(both, later)
    on(both, later - timedelta(days=1), site=site("cezeaux", rule_set=rules_of("cezeaux"), city="Aubière"))
    back_plan.renew(both)
    tasks = both.tasks.filter(deadline__key="declaration").select_related("deadline__rule_set")
    assert {it.deadline.rule_set.code: it.due_on for it in tasks if it.deadline} == {
        "clermont-ferrand": date(2027, 4, 27),
        "cezeaux": date(2027, 4, 26),
    }


def test_who_moves_to_other_ground_takes_along_what_is_asked_there_as_well() -> None:
    games = event()
    back_plan.renew(games)
    games.tasks.filter(deadline__key="insurance").update(note="Demandée.")
    games.dates.update(site=site("cezeaux", rule_set=rules_of("cezeaux"), city="Aubière"))
    back_plan.renew(games)
    assert [(it.note, it.due_on) for it in games.tasks.filter(title__startswith="Assurance")] == [
        ("Demandée.", date(2027, 3, 10))
    ]


def test_moving_the_day_moves_what_is_to_do_and_leaves_what_is_done() -> None:
    games = event()
    back_plan.renew(games)
    games.tasks.filter(deadline__key="insurance").update(state=Task.State.DONE, done_on=date(2026, 11, 20))
    games.dates.update(starts_at=SATURDAY + timedelta(days=7), ends_at=SATURDAY + timedelta(days=7) + HOUR)
    back_plan.renew(games)
    assert (days(games)["insurance"], days(games)["declaration"]) == (date(2027, 2, 23), date(2027, 4, 27))


def test_a_rule_that_begins_later_is_for_plans_that_are_made_later() -> None:
    rules = rules_of()
    Deadline.objects.create(
        rule_set=rules, key="city-form", title="Formulaire", days=75, mandatory=True, valid_from=date(2027, 1, 1)
    )
    now, later = event("now"), event("later")
    back_plan.renew(now)
    back_plan.renew(later, today=date(2027, 1, 2))
    assert (days(now)["city-form"], days(later)["city-form"]) == (date(2027, 2, 23), date(2027, 2, 8))


def test_renewing_twice_makes_nothing_twice_and_a_task_nobody_asks_for_any_more_goes() -> None:
    ball = event(music=True)
    back_plan.renew(ball)
    ball.music = False
    count = ball.tasks.count()
    assert [len(back_plan.renew(ball)) for _twice in range(2)] == [count - 1] * 2


def test_a_mandatory_task_that_is_late_keeps_it_from_the_street_and_is_named() -> None:
    games = event(state="prepared")
    back_plan.renew(games)
    with time_machine.travel(SATURDAY - timedelta(days=3), tick=False):
        with pytest.raises(refusals.TasksOverdue) as refused:
            states.publish(games, by=ANIMATOR, conditional=True)
        assert [it["title"] for it in refused.value.figures["tasks"]] == [
            "Assurance responsabilité civile",
            "Formulaire de manifestation sur le domaine public",
            "Déclaration préalable en préfecture",
        ]
        games.tasks.update(state=Task.State.NOT_NEEDED)
        states.publish(games, by=ANIMATOR, conditional=True)
    assert games.is_conditional
