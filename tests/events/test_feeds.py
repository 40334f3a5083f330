"""What programs read of the agenda: always the same truth, nothing ever missing from it (REQ-S4)."""

import xml.etree.ElementTree as ET
from contextlib import nullcontext
from datetime import timedelta
from time import sleep
from typing import Any

import icalendar
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from events import agenda, feeds, planning, sites, states
from events.feeds import ical, json_ld
from events.models import DateState, Event, EventChange, EventState, Site
from tests.events import guests
from tests.events.cast import ANIMATOR, MONDAY, PARIS, SATURDAY, event, house
from tests.events.cast import date as on
from tests.race import race
from venue.house.models import Building, OperatingEntity
from venue.live.topics import Truth
from venue.spaces.models import Space

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def games(**facts: Any) -> Event:
    return event(state="published", **facts)


def get(path: str, **headers: str) -> Any:
    return Client().get(path, headers=headers)


def entries() -> list[Any]:
    return icalendar.Calendar.from_ical(get("/events.ics").content).events


def cancel(made: Event, state: EventState = EventState.CANCELLED) -> None:
    """As the street hears it; the verb with all that it causes has its own tests."""
    made.dates.update(state=DateState(state.value), sequence=1, changed_at=timezone.now())
    states.step(made, state, EventChange.What(state.value), by=ANIMATOR, words="Vent fort.", words_en="Strong wind.")


def test_a_published_date_is_in_the_calendar_at_its_hour_on_the_wall() -> None:
    games()
    (entry,) = entries()
    assert (entry.start, str(entry["SUMMARY"]), entry["STATUS"]) == (SATURDAY, "Jeux de rue", "CONFIRMED")
    assert entry.start.tzinfo.key == PARIS.key
    assert str(entry["LOCATION"]) == "Place de Jaude, Clermont-Ferrand"


@pytest.mark.parametrize("state", ["idea", "prepared", "filed", "authorised"])
def test_a_plan_is_in_no_feed(state: str) -> None:
    event(state=state)
    assert entries() == []
    assert get("/events.json").json()["results"] == []
    assert get("/api/v1/events/").json()["results"] == []
    assert get("/api/v1/events/jeux-de-rue/").status_code == 404


def test_a_cancelled_date_stays_in_every_feed_and_says_so() -> None:
    made = games()
    uid, before = entries()[0]["UID"], entries()[0]["SEQUENCE"]
    cancel(made)
    (entry,) = entries()
    assert (entry["UID"], entry["STATUS"], entry["SEQUENCE"] - before) == (uid, "CANCELLED", 1)
    assert str(entry["SUMMARY"]) == "Annulé\u00a0: Jeux de rue"
    assert "Annulé\u00a0: Jeux de rue" in get("/events.atom").content.decode()
    assert get("/events.json").json()["results"][0]["dates"][0]["status"] == "cancelled"
    assert get("/events.openagenda.json").json()["events"][0]["status"] == 6
    told = get("/api/v1/events/jeux-de-rue/").json()
    assert (told["state"], told["news"]["what"], told["news"]["words"]) == ("cancelled", "cancelled", "Vent fort.")


def test_no_place_is_promised_past_who_waits() -> None:
    date = guests.gig(capacity=2)
    guests.registered(date)
    assert (places_told(), availability()) == (1, "https://schema.org/InStock")
    guests.registered(date, 2)  # waits for both
    assert (places_told(), availability()) == (0, "https://schema.org/SoldOut")


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.POSTPONED])
def test_search_engines_find_no_place_at_what_is_off(state: EventState) -> None:
    cancel(guests.gig(capacity=2).event, state)
    (told,) = json_ld.of_event(agenda.public(house()).get())
    assert {"remainingAttendeeCapacity", "maximumAttendeeCapacity"} & {*told} == set()
    assert "availability" not in told["offers"]


def places_told() -> int:
    return int(get("/api/v1/events/concert/").json()["dates"][0]["places_left"])


def availability() -> str:
    (told,) = json_ld.of_event(agenda.public(house()).get())
    return str(told["offers"]["availability"])


def test_who_has_the_feed_is_told_that_nothing_changed_until_something_does() -> None:
    made = games()
    for path in ("/events.ics", "/events.atom", "/events.json", "/events.openagenda.json", "/en/events.ics"):
        first = get(path)
        assert get(path, if_none_match=first["ETag"]).status_code == 304
        with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
            states.record(made, EventChange.What.EDITED, by=ANIMATOR)
        assert get(path, if_none_match=first["ETag"]).status_code == 200


def test_another_name_of_the_site_is_another_feed() -> None:
    made = games()
    site = made.dates.get().site
    assert site is not None
    tag = get("/events.ics")["ETag"]
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        site.name = "Place Delille"
        site.save()
    assert get("/events.ics")["ETag"] != tag
    assert "Place Delille" in str(entries()[0]["LOCATION"])


def test_an_unchanged_feed_is_the_same_text_whenever_it_is_made() -> None:
    games()
    texts = set()
    for hours in (0, 5):
        with time_machine.travel(MONDAY + timedelta(hours=hours), tick=False):
            texts.add(get("/events.ics").content)
    assert len(texts) == 1


def test_the_atom_feed_has_what_rfc_4287_asks_of_a_feed_and_of_each_entry() -> None:
    games(), games(slug="ball", title="Bal")
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(get("/events.atom").content)
    found = feed.findall(f"{atom}entry")
    assert feed.tag == f"{atom}feed"
    for part in [feed, *found]:
        assert [len(part.findall(atom + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert len({entry.findtext(f"{atom}id") for entry in found}) == 2
    assert feed.find(f"{atom}author/{atom}name") is not None
    assert {link.get("rel") for link in feed.findall(f"{atom}link")} == {"alternate", "self"}


def test_the_agenda_is_asked_for_by_day_and_place() -> None:
    made = games()
    on(games(slug="late", dated=False), SATURDAY + timedelta(days=30))

    def slugs(query: str) -> list[str]:
        return [it["slug"] for it in get(f"/api/v1/events/?{query}").json()["results"]]

    assert slugs("") == ["jeux-de-rue", "late"]
    assert slugs("from=2027-04-25") == ["late"]
    assert slugs("to=2027-04-24") == ["jeux-de-rue"]
    assert slugs("from=2027-04-25&to=2027-05-01") == []
    assert slugs("place=jaude") == ["jeux-de-rue", "late"]
    assert get("/api/v1/events/?from=tomorrow").status_code == 400
    assert made.is_public


def test_english_readers_read_english() -> None:
    games()
    assert str(icalendar.Calendar.from_ical(get("/en/events.ics").content).events[0]["SUMMARY"]) == "Street games"
    assert get("/api/v1/events/", accept_language="en").json()["results"][0]["title"] == "Street games"


def test_one_date_is_a_file_of_its_own() -> None:
    made = games()
    told = get(f"/dehors/jeux-de-rue/{made.dates.get().pk}.ics")
    assert len(icalendar.Calendar.from_ical(told.content).events) == 1
    assert get(f"/dehors/other/{made.dates.get().pk}.ics").status_code == 404


def test_the_socket_tells_how_it_stands_in_one_statement(django_assert_num_queries: Any) -> None:
    from events.topics import EventTopic

    made = games()
    cancel(made)
    EventTopic().read("jeux-de-rue", crew=False)  # the house's calendar is kept in memory
    with django_assert_num_queries(1):
        truth = EventTopic().read("jeux-de-rue", crew=False)
    assert isinstance(truth, Truth)
    assert (truth.data["state"], truth.data["news"]["words_en"]) == ("cancelled", "Strong wind.")
    assert EventTopic().read("unknown", crew=False) is None


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("building", ["zz", "%00"])
def test_the_feed_of_a_house_that_nobody_knows_is_not_there(prefix: str, building: str) -> None:
    on = games().dates.get()
    files = ["events.ics", "events.atom", "events.json", "events.openagenda.json", f"dehors/jeux-de-rue/{on.pk}.ics"]
    paths = [f"{prefix}/{file}?building={building}" for file in files]
    assert {get(path).status_code for path in paths} <= {404, 400 if building == "%00" else 404}


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.POSTPONED])
def test_what_does_not_take_place_has_no_reservation_any_more(state: EventState) -> None:
    made = games(authorised_at=None, conditional_by=ANIMATOR)
    files = ["/events.ics", "/events.atom", "/events.openagenda.json"]
    before = ["autorisation" in get(path).content.decode() for path in files]
    cancel(made, state)
    assert (before, ["autorisation" in get(path).content.decode() for path in files]) == ([True] * 3, [False] * 3)
    assert "CATEGORIES" not in get("/events.ics").content.decode()


FEEDS = ("/events.ics", "/events.json", "/events.openagenda.json")


@pytest.mark.parametrize(
    "what", ["the event", "the date", "the site", "the room", "the house", "the organiser", "the first news"]
)
def test_whatever_changes_is_in_the_next_feed(what: str) -> None:
    """Also where a row says nothing of when it changed, and where it was written past every verb."""
    inside = event("concert", state="published", dated=False)
    room = Space.objects.create(building=house(), code="ROOM", name="Grande salle", area_m2=98, kind="hall")
    on(inside, space=room)
    made = games()
    before = [get(path).content for path in FEEDS]
    if what == "the event":
        made.title = "Jeux de cour"
        states.record(made, EventChange.What.EDITED, by=ANIMATOR)
    elif what == "the first news":
        cancel(made)
    elif what == "the date":
        made.dates.update(starts_at=SATURDAY + timedelta(minutes=30))
        states.record(made, EventChange.What.EDITED, by=ANIMATOR)
    else:
        of, name = {
            "the site": (Site.objects.all(), "Place Delille"),
            "the room": (Space.objects.all(), "Petite salle"),
            "the house": (Building.objects.all(), "La Remise"),
            "the organiser": (OperatingEntity.objects.all(), "Les voisins"),
        }[what]
        of.update(name=name)
    after = [get(path).content for path in FEEDS]
    same = [path for path, one, other in zip(FEEDS, before, after, strict=True) if one == other]
    # Who organises is told in JSON alone.
    assert same == ([path for path in FEEDS if path != "/events.json"] if what == "the organiser" else [])
    for path, body in zip(FEEDS, after, strict=True):
        cache.clear()
        assert get(path).content == body


def test_after_a_change_only_what_changed_is_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = games()
    written: list[str] = []
    games(slug="ball", title="Bal"), games(slug="fair", title="Marché")
    cache.clear()
    write = ical.of_event

    def noted(event: Event) -> bytes:
        written.append(event.slug)
        return write(event)

    monkeypatch.setattr(ical, "of_event", noted)
    get("/events.ics")
    states.record(made, EventChange.What.EDITED, by=ANIMATOR)
    get("/events.ics"), get("/events.ics")
    assert written == ["jeux-de-rue", "ball", "fair", "jeux-de-rue"]


def test_a_guest_who_takes_a_place_changes_no_feed() -> None:
    date = guests.gig(capacity=2)
    before = [get(path)["ETag"] for path in FEEDS]
    guests.registered(date)
    assert [get(path)["ETag"] for path in FEEDS] == before


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_after_a_change_one_makes_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    games()
    cache.clear()
    written: list[str] = []

    def slowly(building: Building) -> bytes:
        written.append(building.code)
        sleep(0.2)
        return b"feed"

    monkeypatch.setattr(ical, "make", slowly)
    told = race(4, lambda: get("/events.ics").content)
    assert (told, len(written)) == ([b"feed"] * 4, 1)
    cache.clear()
    monkeypatch.setattr(feeds, "alone", lambda name: nullcontext())
    race(4, lambda: get("/events.ics").content)
    assert len(written) > 2


ATOM = "{http://www.w3.org/2005/Atom}"


def atom_summary() -> str:
    return ET.fromstring(get("/events.atom").content).findtext(f"{ATOM}entry/{ATOM}summary") or ""


def test_of_several_dates_each_feed_tells_which_is_off() -> None:
    made = games()
    week = timedelta(days=7)
    off = on(made, starts_at=SATURDAY + week, state=DateState.CANCELLED)
    first, second, *_rest = atom_summary().split("<br>")
    assert (first.startswith("Annulé"), second.startswith("Annulé\u00a0: samedi")) == (False, True)
    (told,) = get("/events.openagenda.json").json()["events"]
    assert (told["status"], [it["begin"] for it in told["timings"]]) == (1, [SATURDAY.isoformat()])
    assert told["longDescription"]["fr"].splitlines()[:2] == [first, second]
    states_of = {str(it["UID"]).partition("@")[0]: it["STATUS"] for it in entries()}
    assert states_of == {made.dates.exclude(pk=off.pk).get().uid: "CONFIRMED", off.uid: "CANCELLED"}


def test_a_summary_is_words_in_a_feed_reader_never_markup() -> None:
    games(summary="<3 et <img src=x onerror=alert(1)>")
    assert atom_summary().endswith("<br>&lt;3 et &lt;img src=x onerror=alert(1)&gt;")


def test_another_title_or_name_of_the_place_is_one_more_sequence() -> None:
    made = games()
    before = entries()[0]["SEQUENCE"]
    planning.edit(made.slug, {"title": "Jeux de cour"}, by=ANIMATOR)
    assert entries()[0]["SEQUENCE"] == before + 1
    sites.save(made.dates.get().site, {"name": "Place Delille"})
    assert entries()[0]["SEQUENCE"] == before + 2
    planning.edit(made.slug, {"expected_people": 12}, by=ANIMATOR)
    sites.save(made.dates.get().site, {"power": "Deux prises"})
    assert entries()[0]["SEQUENCE"] == before + 2


@pytest.mark.parametrize("exact", [True, False])
def test_only_a_point_that_is_exact_is_told(exact: bool) -> None:
    games()
    Site.objects.update(is_exact=exact)
    assert ("GEO" in entries()[0]) is exact


def test_a_house_that_moves_on_the_web_keeps_what_its_entries_are_known_by(settings: Any) -> None:
    games()
    identity = entries()[0]["UID"]
    settings.PUBLIC_URL = "https://neuf.example.org"
    cache.clear()
    assert entries()[0]["UID"] == identity
