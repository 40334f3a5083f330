"""Cancel, put off, move: one action, and everything follows; a move happens whole or not at all (REQ-S3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from rest_framework.test import APIClient

from events import agenda, back_plan, changes, crew, kit, news, notices, placing, planning, run_sheet, states
from events.changes import Wish
from events.models import CrewSlot, DateState, Event, EventChange, EventDate, EventState, KitItem
from events.spans import edges
from tests import cast as house
from tests.events.cast import ANIMATOR, HOUR, MONDAY, PARIS, SATURDAY, confirmed, event, item, reserved, slot
from tests.events.cast import date as on
from tests.events.change_cast import afternoon, again, elsewhere, registered
from tests.people.cast import browser, make_person
from venue.errors import Refused
from venue.people.models import Person
from venue.spaces.models import CapacityClaim

pytestmark = pytest.mark.django_db
WHAT = EventChange.What
WORDS = {"words": "Vent fort.", "words_en": "Strong wind."}
LATER = SATURDAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def monday() -> Any:
    cache.clear()  # feeds of another run, whose rows had the same numbers at the same frozen hour
    with time_machine.travel(MONDAY, tick=False):
        yield


def manager() -> APIClient:
    """May move what is authorised for another place, too (`permits`)."""
    return browser(Person.objects.filter(first_name="Maud").first() or make_person("Maud", "manager"))


def ask(what: str, *, slug: str = "jeux-de-rue", preview: bool = False, **wish: Any) -> Any:
    path = f"/api/v1/planning/events/{slug}/changes/{'preview/' if preview else ''}"
    return manager().post(path, {"what": what, **WORDS, **wish})


def change(of: EventDate, what: str, **wish: Any) -> EventChange:
    return changes.apply(of.event, Wish(what=WHAT(what), manager=True, **WORDS | wish), by=ANIMATOR)


def entry(date: EventDate) -> Any:
    found = icalendar.Calendar.from_ical(Client().get("/events.ics").content).events
    return next(it for it in found if date.uid in str(it["UID"]))


# --- what follows -----------------------------------------------------------------------------------------------------


def test_a_cancelled_afternoon_frees_its_people_its_kit_and_everybodys_place() -> None:
    date = afternoon()
    answer = ask("cancelled")
    assert (answer.status_code, answer.json()["state"]) == (201, "cancelled")
    date = again(date)
    assert (date.state, date.sequence) == ("cancelled", 1)
    assert list(date.kit.values_list("state", flat=True)) == ["released"]
    assert list(date.slots.values_list("places__state", flat=True)) == ["released"]
    assert answer.json()["notices"] == {
        "registrations": 2, "crew": 1, "email": 3, "sms": 0, "unreachable": 0, "sent": 0, "total": 3
    }  # fmt: skip


def test_every_feed_follows_a_cancellation() -> None:
    date = afternoon()
    uid, sequence = entry(date)["UID"], entry(date)["SEQUENCE"]
    tags = {path: Client().get(path)["ETag"] for path in FEEDS}
    change(date, "cancelled")
    told = entry(date)
    assert (told["UID"], told["STATUS"], told["SEQUENCE"]) == (uid, "CANCELLED", sequence + 1)
    assert Client().get("/events.json").json()["results"][0]["dates"][0]["status"] == "cancelled"
    assert {path: Client().get(path)["ETag"] != tags[path] for path in FEEDS} == dict.fromkeys(FEEDS, True)
    assert [it["words"] for it in Client().get("/api/v1/events/news/").json()["results"]] == ["Vent fort."]


FEEDS = ["/events.ics", "/events.atom", "/events.json", "/events.openagenda.json"]


def test_a_moved_afternoon_says_when_and_where_now_and_before() -> None:
    date = afternoon()
    answer = ask("moved", starts_at=LATER.isoformat(), site=elsewhere().code)
    assert (answer.status_code, answer.json()["state"]) == (201, "moved")
    told = entry(date)
    assert (told.start, told["STATUS"], told["SEQUENCE"]) == (LATER, "CONFIRMED", 1)
    assert str(told["LOCATION"]).startswith("Place Delille")
    (shown,) = Client().get("/api/v1/events/jeux-de-rue/").json()["dates"]
    assert (shown["status"], shown["was"]["starts_at"], shown["was"]["place"]) == (
        "rescheduled",
        SATURDAY.isoformat(),
        "Place de Jaude",
    )


def test_who_registered_keeps_her_place_and_who_helps_comes_along() -> None:
    date = afternoon()
    before = slot_hours(date)
    change(date, "moved", starts_at=LATER)
    assert slot_hours(again(date)) == [(starts + timedelta(days=7), state) for starts, state in before]
    assert sorted(date.registrations.values_list("state", flat=True)) == ["registered", "waiting"]
    assert [it.during.lower for it in date.kit.all()] == [LATER - HOUR * 2]


def slot_hours(date: EventDate) -> list[tuple[datetime, str]]:
    return list(date.slots.values_list("starts_at", "places__state"))


def test_plan_b_is_one_word_and_takes_the_hall_for_its_people() -> None:
    date = afternoon()
    assert ask("moved", plan_b=True).status_code == 201
    date = again(date)
    assert (date.space and date.space.code, date.site, date.was_place) == ("HALL", None, "Place de Jaude")
    claim = CapacityClaim.objects.get(source=date.about, released_at=None)
    assert (claim.people, date.fallback_space) == (50, None)


def test_what_is_put_off_keeps_its_registrations_and_may_find_a_new_day() -> None:
    date = afternoon()
    assert ask("postponed").json()["state"] == "postponed"
    assert entry(date)["STATUS"] == "TENTATIVE"
    assert date.registrations.filter(state="registered").count() == 1
    assert ask("moved", site="jaude").json()["code"] == "no_new_time"
    assert ask("moved", starts_at=LATER.isoformat()).json()["state"] == "moved"
    assert (again(date).state, again(date).was_starts_at) == ("scheduled", SATURDAY)


def test_a_summer_of_saturdays_moves_by_the_clock_on_the_wall() -> None:
    """The first one before the clocks change in March, the second after it."""
    made = event(state="published", dated=False)
    winter = on(made, datetime(2027, 3, 27, 15, tzinfo=SATURDAY.tzinfo))
    summer = on(made, datetime(2027, 4, 3, 15, tzinfo=SATURDAY.tzinfo))
    change(winter, "moved", starts_at=datetime(2027, 3, 28, 16, tzinfo=SATURDAY.tzinfo))
    hours = [again(date).starts_at.astimezone(SATURDAY.tzinfo).strftime("%d/%m %H:%M") for date in (winter, summer)]
    assert hours == ["28/03 16:00", "04/04 16:00"]


def test_over_a_night_in_which_the_clocks_change_everything_keeps_its_hours_on_the_wall() -> None:
    """The night of 27 to 28 March 2027 lacks an hour."""
    night = datetime(2027, 3, 27, 22, 0, tzinfo=PARIS)
    made = event(state="published", dated=False)
    date = on(made, night, hours=6)  # 22:00 - 4:00 on the wall
    early = slot(date, after=-4, hours=4)  # 18:00 - 22:00
    confirmed(make_person("Bruno"), early)
    reserved(date, item("tent", 1))  # 20:00 - 6:00
    run_sheet.replace(date, [{"at": night + HOUR, "what": "Minuit moins une"}])
    change(date, "moved", starts_at=datetime(2027, 4, 3, 22, 0, tzinfo=PARIS))
    date, there = again(date), CrewSlot.objects.get()
    moments = [date.starts_at, date.ends_at, there.starts_at, there.ends_at, *edges(there.places.get().during)]
    moments += [*edges(date.kit.get().during), date.run_sheet.get().at]
    assert [f"{moment.astimezone(PARIS):%d %H:%M}" for moment in moments] == [
        *("03 22:00", "04 04:00"),
        *("03 18:00", "03 22:00") * 2,
        *("03 20:00", "04 06:00", "03 23:00"),
    ]


# --- one of several ---------------------------------------------------------------------------------------------------


def test_the_event_is_what_is_left_of_its_dates() -> None:
    made = event(state="published", dated=False)
    dates = [on(made, SATURDAY + timedelta(weeks=week)) for week in range(3)]
    steps: list[tuple[str, dict[str, Any]]] = [
        ("cancelled", {"date": dates[0].pk}),
        ("moved", {"date": dates[1].pk, "starts_at": LATER + HOUR}),
        ("moved", {"date": dates[2].pk, "starts_at": LATER + timedelta(days=9)}),
        ("postponed", {"date": dates[1].pk}),
        ("postponed", {"date": dates[2].pk}),
        ("moved", {"date": dates[1].pk, "starts_at": LATER}),
        ("cancelled", {}),
    ]
    seen = []
    for what, wish in steps:
        change(dates[0], what, **wish)
        seen.append(Event.objects.get(pk=made.pk).state)
    assert seen == ["published", "published", "moved", "moved", "postponed", "moved", "cancelled"]
    assert {date.state for date in made.dates.all()} == {"cancelled"}


def test_one_date_of_several_changes_alone_in_every_feed() -> None:
    made = event(state="published")
    first, second = made.dates.get(), on(made, LATER)
    change(second, "cancelled", date=second.pk)
    assert [entry(date)["STATUS"] for date in (first, second)] == ["CONFIRMED", "CANCELLED"]
    assert [agenda.status(again(date)).value for date in (first, second)] == ["scheduled", "cancelled"]


def test_what_has_taken_place_stays_when_the_rest_is_cancelled() -> None:
    made = event(state="published", dated=False)
    past, coming = on(made, MONDAY - timedelta(days=2)), on(made, LATER)
    change(coming, "cancelled")
    assert [again(date).state for date in (past, coming)] == ["scheduled", "cancelled"]
    assert Event.objects.get(pk=made.pk).state == "published"


def test_a_date_that_is_put_off_keeps_the_night_from_ending_its_event() -> None:
    """Its people must still hear of a new time, or have their money back."""
    made = event(state="published", dated=False)
    first, second = on(made, MONDAY + HOUR), on(made, LATER)
    change(second, "postponed", date=second.pk)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        assert (planning.hold_what_is_over(), Event.objects.get(pk=made.pk).state) == (0, "published")
        change(second, "cancelled", date=second.pk)
        assert planning.hold_what_is_over() == 1
    assert [again(date).state for date in (first, second)] == ["held", "cancelled"]


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("begin", EventState.values)
@pytest.mark.parametrize("end", ["cancelled", "postponed", "moved"])
def test_each_change_is_made_or_refused_as_the_order_says(begin: str, end: str) -> None:
    made = event(state=begin)
    made.dates.update(state=begin if begin in DateState.values else "scheduled")
    answer = ask(end, **{"starts_at": LATER.isoformat()} if end == "moved" else {})
    allowed = end in states.FOLLOWS[begin]
    made.refresh_from_db()
    assert (answer.status_code, made.state) == ((201, end) if allowed else (409, begin))
    assert allowed or answer.json()["code"] == "wrong_state"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"what": "moved"}, "invalid"),
        ({"what": "moved", "site": "atlantis"}, "invalid"),
        ({"what": "moved", "plan_b": True, "site": "jaude"}, "invalid"),
        ({"what": "cancelled", "site": "jaude"}, "invalid"),
        ({"what": "held"}, "invalid"),
        ({"what": "moved", "site": "jaude"}, "nothing_changes"),
        ({"what": "moved", "starts_at": "2027-04-24T15:00:00"}, "invalid"),
        ({"what": "moved", "starts_at": "2026-11-01T15:00:00+01:00"}, "in_the_past"),
        ({"what": "moved", "ends_at": "2027-04-24T14:00:00+02:00"}, "ends_before_start"),
        ({"what": "cancelled", "date": 10**15}, "not_found"),
        ({"what": "cancelled", "words": ""}, "invalid"),
    ],
)
def test_odd_wishes_are_refused_and_nothing_is_done(wish: dict[str, Any], code: str) -> None:
    afternoon()
    before = rows()
    answer = ask(**wish)
    assert (answer.json()["code"], rows()) == (code, before)
    assert 400 <= answer.status_code < 500


def in_the_way_of_the_site() -> dict[str, Any]:
    on(event("concert", state="prepared", dated=False, title="Concert"), LATER, site=elsewhere())
    return {"starts_at": LATER, "site": elsewhere()}


def in_the_way_of_the_crew() -> dict[str, Any]:
    other = on(event("concert", state="prepared", dated=False, title="Concert"), LATER, site=elsewhere())
    confirmed(Person.objects.get(first_name="Bruno"), slot(other))
    return {"starts_at": LATER}


def in_the_way_of_the_kit() -> dict[str, Any]:
    other = on(event("concert", state="prepared", dated=False, title="Concert"), LATER, site=elsewhere())
    reserved(other, KitItem.objects.get(code="tent"))
    return {"starts_at": LATER}


def above_the_cap() -> dict[str, Any]:
    hall = house.space("HALL", 120)
    from venue.spaces import capacity

    capacity.claim(hall, 100, SATURDAY, SATURDAY + HOUR, source="sitting:1", title="Banquet")
    return {"plan_b": True}


@pytest.mark.parametrize(
    ("prepare", "code", "kind", "with_"),
    [
        (in_the_way_of_the_site, "site_taken", "site", "Concert"),
        (in_the_way_of_the_crew, "double_duty", "crew", "Concert"),
        (in_the_way_of_the_kit, "kit_taken", "kit", "Concert"),
        (above_the_cap, "over_capacity", "cap", "Banquet"),
    ],
)
def test_a_move_into_a_conflict_is_foreseen_and_refused_whole(prepare: Any, code: str, kind: str, with_: str) -> None:
    date = afternoon()
    wish = prepare()
    told = changes.preview(date.event, Wish(what=WHAT.MOVED, manager=True, **wish))
    assert [(it["kind"], it["with"], it["code"]) for it in told["dates"][0]["conflicts"]] == [(kind, with_, code)]
    before = rows()
    with pytest.raises(Refused) as no:
        change(date, "moved", **wish)
    assert (no.value.code, rows()) == (code, before)


# --- all or nothing ---------------------------------------------------------------------------------------------------

STEPS = [
    (states, "step"),
    (notices, "leave"),
    (kit, "shift"),
    (crew, "shift"),
    (placing, "give_back"),
    (placing, "take"),
    (back_plan, "again"),
    (back_plan, "renew"),
    (news, "announce"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("module", "verb"), STEPS, ids=[f"{it[0].__name__}.{it[1]}" for it in STEPS])
def test_a_move_that_breaks_anywhere_leaves_everything_as_it_was(
    module: Any, verb: str, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    date = afternoon()
    placing.take(date)
    back_plan.renew(date.event)
    before, real = rows(), getattr(module, verb)

    def broken(*given: Any, **named: Any) -> None:
        if after:
            real(*given, **named)
        raise RuntimeError("pulled the plug")

    monkeypatch.setattr(module, verb, broken)
    with pytest.raises(RuntimeError, match="plug"):
        change(date, "moved", starts_at=LATER, site=elsewhere())
    elsewhere().delete()
    assert rows() == before


def rows() -> dict[str, list[Any]]:
    """All that the house has written down of events, expectations and jobs."""
    told: list[Any] = [*apps.get_app_config("events").get_models(), CapacityClaim]
    jobs: Any = apps.get_model("procrastinate", "ProcrastinateJob")
    return {
        model._meta.label: sorted(map(repr, model.objects.values_list()))
        for model in [*told, jobs]
        if model._meta.model_name not in {"site", "ruleset", "deadline"}
    }


# --- looking first ----------------------------------------------------------------------------------------------------

WISHES: list[dict[str, Any]] = [
    {"what": WHAT.CANCELLED},
    {"what": WHAT.POSTPONED},
    {"what": WHAT.MOVED, "starts_at": SATURDAY - timedelta(weeks=20)},
    {"what": WHAT.MOVED, "plan_b": True},
]


@pytest.mark.parametrize("wish", WISHES, ids=[f"{it['what']}{len(it)}" for it in WISHES])
def test_the_preview_changes_nothing_and_tells_what_then_happens(wish: dict[str, Any]) -> None:
    date = afternoon()
    registered(date, "")
    registered(date, phone="+33600000000")
    back_plan.renew(date.event)
    before = rows()
    told = changes.preview(date.event, Wish(**wish))
    assert rows() == before
    done = change(date, **wish)
    plan = {task.pk: task.due_on.isoformat() for task in date.event.tasks.all()}
    assert [{"id": it["id"], "before": it["before"], "after": it["after"]} for it in told["dates"]] == done.figures[
        "dates"
    ]
    assert (told["notices"], told["state"]) == (done.figures["notices"], done.event.state)
    assert told["notices"]["unreachable"] == 2
    assert {it["task"]: it["due_on"] for it in told["tasks"]}.items() <= plan.items()
    assert bool(told["tasks"]) == ("starts_at" in wish)


# --- who may ----------------------------------------------------------------------------------------------------------


def test_who_leads_it_on_site_may_cancel_it_and_nobody_from_outside() -> None:
    lead, dora = make_person("Lea"), make_person("Dora")
    afternoon(site_lead=lead)
    path, wish = "/api/v1/planning/events/jeux-de-rue/changes/", {"what": "cancelled", **WORDS}
    assert [browser(who).post(path, wish).status_code for who in (None, dora, lead)] == [401, 404, 201]
    assert [browser(who).get(path).status_code for who in (None, dora, lead)] == [401, 404, 200]


def test_the_same_request_twice_is_one_change() -> None:
    afternoon()
    path, key = "/api/v1/planning/events/jeux-de-rue/changes/", {"HTTP_IDEMPOTENCY_KEY": str(house.request_id())}
    told = [manager().post(path, {"what": "cancelled", **WORDS}, **key) for _ in range(2)]
    assert [it.status_code for it in told] == [201, 201]
    assert told[0].json()["id"] == told[1].json()["id"]
    assert EventChange.objects.filter(what="cancelled").count() == 1


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"ends_at": SATURDAY + timedelta(days=4 * 365)}, "too_long"),
        ({"starts_at": MONDAY - 24 * HOUR, "ends_at": MONDAY + HOUR}, "in_the_past"),
        ({"starts_at": MONDAY - 48 * HOUR}, "in_the_past"),
        ({"ends_at": SATURDAY - HOUR}, "ends_before_start"),
    ],
)
def test_nothing_moves_to_a_time_that_a_plan_could_not_have(wish: dict[str, datetime], code: str) -> None:
    date = afternoon()
    said = {name: moment.isoformat() for name, moment in wish.items()}
    answers = [ask("moved", **said, preview=preview) for preview in (True, False)]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(422, code)] * 2
    assert (again(date).starts_at, again(date).sequence) == (SATURDAY, 0)


def test_who_leads_on_site_is_not_moved_onto_the_other_event_that_she_leads() -> None:
    lead, week = make_person("Farid"), timedelta(days=7)
    date, other = afternoon(site_lead=lead), event("bal", title="Bal", site_lead=lead, state="published", dated=False)
    on(other, SATURDAY + week + HOUR, site=elsewhere())
    told = changes.preview(date.event, Wish(what=WHAT.MOVED, starts_at=SATURDAY + week, manager=True))
    assert [(it["kind"], it["with"], it["code"]) for it in told["dates"][0]["conflicts"]] == [
        ("crew", "Bal", "double_duty")
    ]
    with pytest.raises(crew.DoubleDuty):
        change(date, "moved", starts_at=SATURDAY + week)
    change(date, "moved", starts_at=SATURDAY + week + 5 * HOUR)
    change(date, "cancelled")
