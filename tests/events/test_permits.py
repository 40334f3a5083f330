"""An authorisation is for grounds and hours: what leaves them carries a reservation again, by a manager's word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from events import back_plan, changes, dates, permits, planning, refusals
from events.changes import Wish
from events.models import Event, EventChange, EventDate, Paper, Site, Task
from tests import cast as house
from tests.events.cast import ANIMATOR, HOUR, MONDAY, SATURDAY, event, site
from tests.events.change_cast import again, elsewhere
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db
WHAT = EventChange.What
LATER = SATURDAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def authorised(*, in_the_file: bool = True, **plan_b: Any) -> EventDate:
    """A published afternoon, 15 to 19 h, all that is mandatory done; its plan B was in the file, or came after it."""
    made = event(state="published")
    EventDate.objects.update(**plan_b)
    if in_the_file:
        permits.grant(made)
        made.save()
    back_plan.renew(made)
    made.tasks.filter(mandatory=True).update(state="done", done_on=MONDAY.date(), note="Classeur rouge.")
    return again(made.dates.get())


def school() -> Site:
    return site("school", name="Cour de l’école")


def move(date: EventDate, **wish: Any) -> Event:
    changes.apply(date.event, Wish(what=WHAT.MOVED, words="Vent.", **wish), by=ANIMATOR)
    return Event.objects.get(pk=date.event_id)


# What a move says, and whether it must be authorised anew: written down a second time, apart from the code.
MOVES: dict[str, tuple[dict[str, Any], bool]] = {
    "a room of the house": ({"space": "HALL"}, False),
    "a room, another day": ({"space": "HALL", "starts_at": LATER}, False),
    "a shorter afternoon": ({"starts_at": SATURDAY + HOUR, "ends_at": SATURDAY + 3 * HOUR}, False),
    "a later hour": ({"starts_at": SATURDAY + HOUR}, True),
    "a longer afternoon": ({"ends_at": SATURDAY + 5 * HOUR}, True),
    "another day": ({"starts_at": LATER}, True),
    "another square": ({"site": "delille"}, True),
    "plan B's square, named": ({"site": "school"}, False),
    "plan B": ({"plan_b": True}, False),
}


def wish_of(said: dict[str, Any]) -> dict[str, Any]:
    rooms = {"space": house.space("HALL", 150)} if "space" in said else {}
    return said | rooms | ({"site": Site.objects.get(code=said["site"])} if "site" in said else {})


@pytest.mark.parametrize("manager", [False, True], ids=["animator", "manager"])
@pytest.mark.parametrize(("said", "asks"), MOVES.values(), ids=list(MOVES))
def test_what_leaves_the_file_takes_a_managers_word_and_says_so(
    said: dict[str, Any], asks: bool, manager: bool
) -> None:
    elsewhere()
    date = authorised(fallback_site=school())
    wish = wish_of(said)
    told = changes.preview(date.event, Wish(what=WHAT.MOVED, manager=manager, **wish))
    refused = asks and not manager
    assert [it["code"] for it in told["dates"][0]["conflicts"]] == ["needs_authorisation"] * refused
    assert (told["conditional"], bool(told["again"])) == (asks, asks)
    if refused:
        with pytest.raises(refusals.AuthorisedElsewhere):
            move(date, manager=manager, **wish)
    else:
        move(date, manager=manager, **wish)
    now = Event.objects.get()
    happened = (asks, ANIMATOR if asks else "", not asks) if not refused else (False, "", True)
    assert (now.is_conditional, now.conditional_by, now.tasks.filter(state="done").exists()) == happened
    assert again(date).sequence == (not refused)


def test_plan_b_that_came_after_the_file_waits_for_a_word_until_the_hour_of_the_storm() -> None:
    date = authorised(in_the_file=False, fallback_site=elsewhere())
    with pytest.raises(refusals.AuthorisedElsewhere):
        move(date, plan_b=True)
    with time_machine.travel(SATURDAY - 3 * HOUR, tick=False):
        told = changes.preview(date.event, Wish(what=WHAT.MOVED, plan_b=True))
        moved = move(date, plan_b=True)
    assert (told["dates"][0]["conflicts"], told["conditional"], moved.is_conditional) == ([], True, True)
    # Nobody can file anything in time: what was done stays, and is told.
    assert told["again"] == []
    assert {it["title"] for it in told["late_tasks"]} >= {"Déclaration préalable en préfecture"}
    assert moved.tasks.filter(mandatory=True, state="done").count() == 4


def test_what_was_filed_for_the_old_day_is_to_do_again_without_its_papers() -> None:
    date = authorised()
    declaration = date.event.tasks.get(deadline__key="declaration")
    paper = Paper.objects.create(event=date.event, task=declaration, name="reçu.pdf", size=1, by=ANIMATOR)
    told = changes.preview(date.event, Wish(what=WHAT.MOVED, starts_at=LATER, manager=True))
    assert Task.objects.filter(state="done").count() == len(told["again"]) == 4
    move(date, starts_at=LATER, manager=True)
    declaration.refresh_from_db()
    paper.refresh_from_db()
    assert (declaration.state, declaration.due_on.isoformat(), declaration.note) == ("to_do", "2027-04-27", "")
    assert (paper.task, paper.event) == (None, date.event)


def test_the_public_reads_the_reservation_and_an_answer_ends_it() -> None:
    date = authorised()
    maud, ana = browser(make_person("Maud", "manager")), browser(make_person("Ana", "animator"))
    path = "/api/v1/planning/events/jeux-de-rue/"
    wish = {"what": "moved", "starts_at": LATER.isoformat(), "words": "Férié."}
    answer = ana.post(f"{path}changes/", wish)
    assert (answer.status_code, answer.json()["code"]) == (409, "needs_authorisation")
    assert maud.post(f"{path}changes/", wish).status_code == 201
    assert browser().get("/api/v1/events/jeux-de-rue/").json()["conditional"] is True
    assert ana.post(f"{path}authorisation/").json()["code"] == "paper_missing"
    date.event.tasks.filter(deadline__key="authorisation").update(note="Classeur rouge.")
    assert ana.post(f"{path}authorisation/").json()["conditional"] is False
    assert permits.within(again(date), Event.objects.get().authorised_for)


def test_a_plan_that_leaves_its_file_before_the_street_knows_is_but_filed() -> None:
    made = event(state="filed")
    planning.authorise(made.slug, by=ANIMATOR)
    date = made.dates.get()
    dates.edit(made.slug, date.pk, {"starts_at": LATER, "ends_at": LATER + HOUR}, by=ANIMATOR)
    now = Event.objects.get()
    assert (now.state, now.authorised_at, now.authorised_for) == ("filed", None, [])
