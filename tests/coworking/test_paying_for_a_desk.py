"""A desk without a pass is held while it is paid; given back when it is given up in time; the books agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone
from rest_framework.test import APIClient

from coworking.models import Booking, Fare
from tests.coworking import cast
from tests.coworking.pricing import a_pass, desk, price_list
from tests.jobs import run_jobs_here
from tests.money.post import carry
from tests.people.cast import browser, make_person
from tests.stripe_standin.standin import Standin
from venue.money import ledger
from venue.people.models import Person
from venue.rules.models import RuleOverride

pytestmark = pytest.mark.django_db
BOOKINGS = "/api/v1/coworking/bookings/"


@pytest.fixture(autouse=True)
def house(stripe_standin: Standin) -> Iterator[None]:
    """The clock is the stand-in's, which is a process of its own: frozen at noon of today's real day."""
    price_list()
    with time_machine.travel(timezone.now(), tick=True):
        yield


@pytest.fixture
def amina() -> Person:
    return make_person("Amina")


def tomorrow(hour: int) -> str:
    day = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)
    return day.isoformat()


def ask(client: APIClient, begin: int = 9, end: int = 11, code: str = "DESK-01", **more: Any) -> Any:
    desk(code)
    return client.post(BOOKINGS, {"resource": code, "starts_at": tomorrow(begin), "ends_at": tomorrow(end)} | more)


def hear(stripe: Standin) -> None:
    assert carry(stripe.events()) <= {200}
    run_jobs_here()


def income() -> int:
    return ledger.balance(cast.entity(), "coworking")


def state(key: str) -> str:
    return Booking.objects.get(key=key).state


def test_without_a_word_she_hears_what_there_is(amina: Person) -> None:
    told = ask(browser(amina)).json()
    assert (told["code"], told["amount_cents"], told["offers"]) == (
        "payment_needed",
        600,
        ["hour", "half-day", "day", "carnet", "mi-temps", "resident", "solidaire"],
    )
    assert Booking.objects.count() == 0


def test_a_whole_day_is_one_booking_at_the_price_of_a_day(amina: Person, stripe_standin: Standin) -> None:
    RuleOverride.objects.create(key="seat.week_h", value=2, valid_from="2020-01-01")  # of study seats only
    told = ask(browser(amina), 9, 19, offer="day").json()
    stripe_standin.pay(told["checkout_url"])
    hear(stripe_standin)
    assert (state(told["key"]), income()) == ("confirmed", 1_167)


def test_with_a_pass_it_is_hers_at_once(amina: Person) -> None:
    a_pass(amina)
    assert ask(browser(amina)).json()["state"] == "confirmed"


def test_a_host_seats_anybody(stripe_standin: Standin) -> None:
    assert ask(browser(make_person("Chidi", "host")), first_name="Dora").json()["state"] == "confirmed"


def test_a_house_without_cards_asks_at_the_desk(amina: Person, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""
    assert ask(browser(amina)).json()["state"] == "confirmed"


def test_it_is_held_paid_and_hers(amina: Person, stripe_standin: Standin) -> None:
    told = ask(browser(amina), offer="hour").json()
    assert told["state"] == "held"
    stripe_standin.pay(told["checkout_url"])
    hear(stripe_standin)
    hear(stripe_standin)
    assert (state(told["key"]), income(), ledger.balance(cast.entity(), "vat_collected")) == ("confirmed", 500, 100)


def test_once_it_is_paid_a_letter_says_that_it_is_hers(stripe_standin: Standin, mailoutbox: list[Any]) -> None:
    cache.clear()
    told = ask(browser(make_person("Amina", language="en")), offer="hour").json()
    run_jobs_here()
    assert mailoutbox == []  # it is held: nothing to promise yet
    stripe_standin.pay(told["checkout_url"])
    hear(stripe_standin)
    hear(stripe_standin)
    assert [letter.subject.partition(" – ")[0] for letter in mailoutbox] == ["Your booking"]
    assert "STATUS:CONFIRMED" in str(mailoutbox[0].attachments[0][1])


def test_nobody_else_is_led_to_the_page_where_the_amount_stands(amina: Person) -> None:
    told = ask(browser(amina), offer="hour").json()
    seen = browser(make_person("Chidi", "host")).get(f"{BOOKINGS}{told['key']}/").json()
    assert (seen["state"], seen["checkout_url"]) == ("held", None)


def test_given_up_in_time_the_money_goes_back(amina: Person, stripe_standin: Standin) -> None:
    told = ask(browser(amina), offer="hour").json()
    stripe_standin.pay(told["checkout_url"])
    hear(stripe_standin)
    browser(amina).post(f"{BOOKINGS}{told['key']}/cancellation/")
    run_jobs_here()
    run_jobs_here()
    assert ([it["amount"] for it in stripe_standin.list("refunds")], income()) == ([600], 0)
    assert Fare.objects.get().stands is False


def test_of_two_places_one_given_up_gives_back_its_share(amina: Person, stripe_standin: Standin) -> None:
    for code in ("DESK-01", "DESK-02"):
        desk(code)
    items = [
        {"resource": "DESK-01", "starts_at": tomorrow(9), "ends_at": tomorrow(10)},
        {"resource": "DESK-02", "starts_at": tomorrow(10), "ends_at": tomorrow(11)},
    ]
    told = browser(amina).post(BOOKINGS, {"items": items, "offer": "hour"}).json()
    stripe_standin.pay(told["checkout_url"])
    hear(stripe_standin)
    browser(amina).post(f"{BOOKINGS}{told['items'][1]['key']}/cancellation/")
    run_jobs_here()
    assert ([it["amount"] for it in stripe_standin.list("refunds")], income()) == ([300], 250)
    browser(amina).post(f"{BOOKINGS}{told['items'][0]['key']}/cancellation/")
    run_jobs_here()
    assert ([it["amount"] for it in stripe_standin.list("refunds")], income()) == ([300, 300], 0)


@pytest.mark.parametrize(("taken", "end", "earned"), [(False, "confirmed", 500), (True, "released", 0)])
def test_paid_too_late_it_is_hers_if_nobody_has_it_since(
    amina: Person, stripe_standin: Standin, *, taken: bool, end: str, earned: int
) -> None:
    told = ask(browser(amina), offer="hour").json()
    stripe_standin.pay(told["checkout_url"])
    Booking.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    chidi = browser(make_person("Chidi", "host"))
    assert ask(chidi, first_name="Dora").status_code == 201  # whoever asks makes the hold lapse
    if not taken:
        other = Booking.objects.exclude(key=told["key"]).get()
        chidi.post(f"{BOOKINGS}{other.key}/cancellation/")
    hear(stripe_standin)
    assert (state(told["key"]), income()) == (end, earned)
    assert len(stripe_standin.list("refunds")) == taken
