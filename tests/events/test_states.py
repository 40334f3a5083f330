"""An event goes from idea to report by the steps of REQ-S1, each of them tried from everywhere."""

from typing import Any

import pytest
import time_machine

from events import back_plan, planning, refusals, states
from events.models import PUBLIC, Event, EventChange, EventState
from tests.events.cast import ANIMATOR, MONDAY, SATURDAY, event

pytestmark = pytest.mark.django_db
S = EventState
# The order of REQ-S1, written down a second time, apart from the code: what may follow what.
MAY = {
    ("idea", "prepared"),
    ("prepared", "idea"),
    ("prepared", "filed"),
    ("filed", "prepared"),
    ("filed", "authorised"),
    ("authorised", "filed"),
    ("prepared", "published"),
    ("filed", "published"),
    ("authorised", "published"),
    ("published", "held"),
    ("moved", "held"),
}


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def go(of: Event, to: EventState) -> None:
    if to == S.PUBLISHED:
        states.publish(of, by=ANIMATOR, conditional=True)
    elif to == S.HELD:
        states.hold(of, by=ANIMATOR)
    else:
        states.plan(of, to, by=ANIMATOR)


@pytest.mark.parametrize("begin", S.values)
@pytest.mark.parametrize("end", ["idea", "prepared", "filed", "authorised", "published", "held"])
def test_each_step_is_taken_or_refused_as_the_order_says(begin: str, end: str) -> None:
    made = event(state=begin)
    if end == S.HELD:
        made.dates.update(starts_at=MONDAY.replace(hour=7), ends_at=MONDAY.replace(hour=8))
    taken = True
    try:
        go(made, S(end))
    except refusals.WrongState:
        taken = False
    made.refresh_from_db()
    assert (taken, made.state) == (((begin, end) in MAY), end if taken else begin)
    assert EventChange.objects.filter(event=made, from_state=begin, to_state=end).exists() == taken


def test_a_plan_without_authorisation_needs_a_managers_word() -> None:
    made = event(state="filed")
    with pytest.raises(refusals.NeedsAuthorisation):
        states.publish(made, by=ANIMATOR)
    states.publish(made, by=ANIMATOR, conditional=True)
    assert made.is_conditional
    states.authorise(made, by=ANIMATOR)
    assert (made.is_conditional, made.state) == (False, "published")


def test_what_was_given_up_stays_in_the_books_and_goes_nowhere() -> None:
    made = event()
    states.drop(made, by=ANIMATOR)
    with pytest.raises(refusals.WrongState):
        states.plan(made, S.PREPARED, by=ANIMATOR)
    assert Event.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("state", PUBLIC)
def test_what_the_street_knows_is_never_given_up_in_silence(state: str) -> None:
    made = event(state=state)
    with pytest.raises(refusals.WrongState):
        states.drop(made, by=ANIMATOR)


def test_an_event_that_is_to_come_was_not_held() -> None:
    made = event(state="published")
    with pytest.raises(refusals.WrongState):
        states.hold(made, by=ANIMATOR)
    with time_machine.travel(SATURDAY.replace(hour=20), tick=False):
        states.hold(made, by=ANIMATOR)
    assert list(made.dates.values_list("state", flat=True)) == ["held"]


LACKS = [({"summary": ""}, "summary"), ({"description": "\u200b\u2060 \n"}, "description"), ({"dated": False}, "dates")]


@pytest.mark.parametrize(("lacks", "field"), LACKS)
def test_the_street_is_not_told_half(lacks: dict[str, Any], field: str) -> None:
    made = event(state="authorised", authorised_at=MONDAY, **lacks)
    with pytest.raises(refusals.Incomplete) as refused:
        states.publish(made, by=ANIMATOR)
    assert refused.value.figures["missing"] == [field]


@pytest.mark.parametrize("state", ["cancelled", "held", "reported"])
def test_what_is_over_or_called_off_keeps_its_terms_and_needs_no_authorisation(state: str) -> None:
    made = event(state=state, authorised_at=None, conditional_by=ANIMATOR)
    with pytest.raises(refusals.WrongState):
        planning.authorise(made.slug, by=ANIMATOR)
    for said in ({"price": "free_price"}, {"registers": True}, {"waiting_list": False}):
        with pytest.raises(refusals.TermsStay):
            planning.edit(made.slug, dict(said), by=ANIMATOR)
    assert planning.edit(made.slug, {"summary": "C’était bien."}, by=ANIMATOR).summary == "C’était bien."


def test_who_says_authorised_has_the_permit_in_hand_and_its_task_is_done() -> None:
    made = event(state="filed")
    back_plan.renew(made)
    with pytest.raises(refusals.PermitMissing) as no:
        states.plan(made, S.AUTHORISED, by=ANIMATOR)
    permit = made.tasks.get(deadline__key="authorisation")
    assert no.value.figures == {"task": permit.pk, "title": permit.title}
    made.tasks.filter(pk=permit.pk).update(note="Classeur rouge.")
    states.plan(made, S.AUTHORISED, by=ANIMATOR)
    assert list(made.tasks.filter(state="done").values_list("pk", "done_on")) == [(permit.pk, MONDAY.date())]
