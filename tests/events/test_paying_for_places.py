"""Places that cost something: held, paid, theirs; given back in time, or when the house cancels; the books agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from events import changes, dates, line, refusals, registration_jobs, registrations
from events.models import EventChange, EventDate, Registration
from tests.coworking.cast import entity
from tests.events import cast, guests
from tests.jobs import run_jobs_here
from tests.money.post import carry
from tests.people.cast import browser
from tests.stripe_standin.standin import Standin
from venue.money import ledger
from venue.money.models import Payment, Refund

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(stripe_standin: Standin) -> Iterator[None]:
    """The clock is the stand-in's, which is a process of its own."""
    with time_machine.travel(timezone.now(), tick=True):
        yield


def concert(capacity: int = 4, **facts: Any) -> EventDate:
    starts_at: datetime = facts.pop("starts_at", timezone.now() + timedelta(days=9))
    return guests.gig(capacity=capacity, starts_at=starts_at, **{"price": "fixed", "price_cents": 600} | facts)


def ask(places: int = 2, **said: Any) -> dict[str, Any]:
    answer = browser().post("/api/v1/events/concert/registrations/", {"places": places} | said)
    assert answer.status_code == 201, answer.json()
    told: dict[str, Any] = answer.json()
    return told


def hear(stripe: Standin) -> None:
    assert carry(stripe.events()) <= {200}
    run_jobs_here()


def paid(stripe: Standin, **said: Any) -> dict[str, Any]:
    told = ask(**said)
    stripe.pay(told["checkout_url"])
    hear(stripe)
    return told


def now(key: str) -> dict[str, Any]:
    told: dict[str, Any] = browser().get(f"/api/v1/events/registrations/{key}/").json()
    return told


def income() -> tuple[int, int]:
    """Of the entity that organises it: net, and the VAT in it."""
    return ledger.balance(entity(), "events"), ledger.balance(entity(), "vat_collected")


def test_held_paid_and_theirs_once(stripe_standin: Standin) -> None:
    date = concert()
    told = ask(2)
    assert (told["state"], told["token"], told["can"]) == ("awaiting_payment", None, ["payment", "cancellation"])
    stripe_standin.pay(told["checkout_url"])
    hear(stripe_standin)
    hear(stripe_standin)
    after = now(told["key"])
    assert (after["state"], after["checkout_url"], len(after["token"])) == ("registered", None, 143)
    assert (income(), EventDate.objects.get(pk=date.pk).places_taken) == ((1_000, 200), 2)


def test_no_answer_names_an_amount(stripe_standin: Standin) -> None:
    concert()
    assert "1200" not in str(ask(2) | {"key": "", "checkout_url": ""}).replace("12:00", "")


def test_a_free_price_of_nothing_is_theirs_at_once(stripe_standin: Standin) -> None:
    concert(price="free_price", price_cents=0)
    assert ask(1, contribution_cents=0)["state"] == "registered"
    assert ask(1, contribution_cents=500)["state"] == "awaiting_payment"
    assert ask(1, payment="on_site")["state"] == "registered"


def test_a_hold_that_is_not_paid_goes_to_the_next(stripe_standin: Standin) -> None:
    concert(capacity=2)
    told, behind = ask(2), ask(1)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=True):
        line.keep_moving()
        run_jobs_here()
        assert (now(told["key"])["state"], now(behind["key"])["state"]) == ("expired", "offered")
        assert Payment.objects.get(reference=pk(told)).state == Payment.State.EXPIRED


def pk(told: dict[str, Any]) -> str:
    return str(Registration.objects.values_list("pk", flat=True).get(key=told["key"]))


@pytest.mark.parametrize("taken", [False, True])
def test_paid_too_late_it_is_theirs_if_nobody_has_it_and_else_goes_back(taken: bool, stripe_standin: Standin) -> None:
    concert(capacity=2)
    told = ask(2)
    stripe_standin.pay(told["checkout_url"])  # and nobody hears of it for a while
    line.keep_moving(timezone.now() + timedelta(minutes=16))
    if taken:
        ask(1, payment="on_site")
    hear(stripe_standin)
    kept = ("expired", (0, 0), 1) if taken else ("registered", (1_000, 200), 0)
    assert (now(told["key"])["state"], income(), Refund.objects.count()) == kept
    assert EventDate.objects.get().places_taken == (1 if taken else 2)


def test_an_offer_is_paid_when_it_is_accepted(stripe_standin: Standin) -> None:
    concert(capacity=1, price="free_price", price_cents=0)
    held, waiting = ask(1), ask(1, contribution_cents=900)
    registrations.cancel(held["key"])
    path = f"/api/v1/events/registrations/{waiting['key']}/acceptance/"
    told = browser().post(path, {"contribution_cents": 600}).json()
    assert told["state"] == "awaiting_payment"
    stripe_standin.pay(told["checkout_url"])
    hear(stripe_standin)
    assert (now(waiting["key"])["state"], income()) == ("registered", (500, 100))


def test_given_back_in_time_it_is_paid_back_once(stripe_standin: Standin) -> None:
    concert()
    told = paid(stripe_standin, places=2)
    for _ in range(2):
        registrations.cancel(told["key"])
        run_jobs_here()
    assert (income(), [*Refund.objects.values_list("amount_cents", flat=True)]) == ((0, 0), [1_200])


def test_given_back_on_the_eve_it_is_kept_unless_the_house_has_moved_it_since(stripe_standin: Standin) -> None:
    date = concert(starts_at=timezone.now() + timedelta(hours=20))
    eve, moved = paid(stripe_standin, places=1), paid(stripe_standin, places=1)
    registrations.cancel(eve["key"])
    later = changes.Wish(what=EventChange.What.MOVED, starts_at=date.starts_at + timedelta(hours=1), manager=True)
    changes.apply(date.event, later, by=cast.ANIMATOR)
    registrations.cancel(moved["key"])
    knew = paid(stripe_standin, places=1)
    dates.edit("concert", date.pk, {"capacity": 9}, by=cast.ANIMATOR)  # the team's own affair: nothing was announced
    registrations.cancel(knew["key"])
    run_jobs_here()
    assert [*Refund.objects.values_list("payment__reference", flat=True)] == [pk(moved)]
    assert income() == (1_000, 200)


def test_what_the_house_cancels_is_paid_back_once_and_open_pages_close(stripe_standin: Standin) -> None:
    date = concert()
    told, open_page = paid(stripe_standin, places=1), ask(1)
    date.refresh_from_db()
    registrations.give_back([date], "cancelled")
    run_jobs_here()
    registration_jobs.after_giving_back.func(date=date.pk, why="cancelled")  # the worker was killed, and comes again
    run_jobs_here()
    hear(stripe_standin)
    assert (now(told["key"])["state"], now(open_page["key"])["state"]) == ("cancelled", "cancelled")
    assert (income(), [*Refund.objects.values_list("amount_cents", flat=True)]) == ((0, 0), [600])
    assert Payment.objects.get(reference=pk(open_page)).state == Payment.State.EXPIRED


def test_a_house_without_cards_takes_it_on_site(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""
    date = concert()
    with pytest.raises(refusals.UseTheBox):
        guests.registered(date)
    assert guests.registered(date, payment="on_site").state == "registered"
