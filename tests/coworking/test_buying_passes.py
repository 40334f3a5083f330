"""A pass by card, by the month, in cash, or for what one chooses; ended, given back, forgotten."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from coworking import buying
from coworking.models import Pass
from tests.coworking import cast
from tests.coworking.pricing import desk, price_list
from tests.jobs import run_jobs_here
from tests.money.post import carry
from tests.people.cast import browser, make_person
from tests.stripe_standin.cards import DECLINE
from tests.stripe_standin.standin import Standin
from venue.money import ledger
from venue.money.models import Payment, Subscription
from venue.people import own_data

pytestmark = pytest.mark.django_db
PASSES = "/api/v1/coworking/passes/"


@pytest.fixture(autouse=True)
def house(stripe_standin: Standin) -> None:
    price_list()
    desk()


@pytest.fixture
def amina() -> APIClient:
    return browser(make_person("Amina"))


def hear(stripe: Standin) -> None:
    assert carry(stripe.events()) <= {200}
    run_jobs_here()


def buy(client: APIClient, offer: str = "carnet", **more: Any) -> Any:
    answer = client.post(PASSES, {"offer": offer} | more)
    assert answer.status_code == 201, answer.json()
    return answer.json()


def income() -> int:
    return ledger.balance(cast.entity(), "coworking")


def held() -> tuple[str, bool]:
    one = Pass.objects.get()
    return one.state, one.renews


def test_a_book_of_tickets_is_paid_by_card_and_hers(amina: APIClient, stripe_standin: Standin) -> None:
    told = buy(amina)
    assert told["state"] == "awaiting_payment"
    stripe_standin.pay(told["checkout_url"])
    hear(stripe_standin)
    now = amina.get(f"{PASSES}{told['id']}/").json()
    assert (now["state"], now["units_left"], now["checkout_url"], income()) == ("active", 10, None, 5_833)


def test_paid_she_comes_back_to_the_page_of_her_passes_in_her_language(amina: APIClient) -> None:
    amina.post(PASSES, {"offer": "carnet"}, headers={"accept-language": "en"})
    buy(amina, "mi-temps")
    paid = [
        it.success_url.partition("//")[2].partition("/")[2]
        for it in (Payment.objects.get(), Subscription.objects.get())
    ]
    assert paid == ["en/travailler/forfaits/?paye=1", "travailler/forfaits/?paye=1"]


def test_unused_it_goes_back_whole(amina: APIClient, stripe_standin: Standin) -> None:
    told = buy(amina)
    stripe_standin.pay(told["checkout_url"])
    hear(stripe_standin)
    amina.post(f"{PASSES}{told['id']}/cancellation/")
    hear(stripe_standin)
    assert ([it["amount"] for it in stripe_standin.list("refunds")], income(), held()) == (
        [7_000],
        0,
        ("cancelled", False),
    )


@pytest.mark.parametrize("amount", [0, 500])
def test_at_the_solidarity_rate_she_chooses(amina: APIClient, stripe_standin: Standin, amount: int) -> None:
    told = buy(amina, "solidaire", contribution_cents=amount)
    if amount:
        stripe_standin.pay(told["checkout_url"])
        hear(stripe_standin)
    assert (held(), income()) == (("active", False), amount - amount // 6)
    assert amina.post(PASSES, {"offer": "solidaire", "contribution_cents": 0}).json()["code"] == "already_yours"


def test_a_price_is_a_price(amina: APIClient) -> None:
    assert amina.post(PASSES, {"offer": "carnet", "contribution_cents": 100}).json()["code"] == "has_its_price"


def lasts(days: int) -> str:
    """So many days beyond the month that is paid."""
    return (Pass.objects.get().valid_until + timedelta(days=days)).isoformat()


def begun(amina: APIClient, stripe: Standin) -> tuple[dict[str, Any], str]:
    told = buy(amina, "mi-temps")
    stripe.pay(told["checkout_url"])
    hear(stripe)
    [there] = stripe.list("subscriptions")
    return told, there["id"]


def test_a_subscription_is_renewed_each_month(amina: APIClient, stripe_standin: Standin) -> None:
    _told, name = begun(amina, stripe_standin)
    first = Pass.objects.get().valid_until
    stripe_standin.end_period(name)
    hear(stripe_standin)
    hear(stripe_standin)
    assert (Pass.objects.get().valid_until > first, held(), income()) == (True, ("active", True), 2 * 7_917)
    [told] = amina.get(PASSES).json()["results"]
    assert (told["monthly_cents"], told["open_until"], told["can"]) == (9_500, lasts(7), ["cancellation"])


def test_a_failed_payment_has_seven_days_and_then_it_is_over(amina: APIClient, stripe_standin: Standin) -> None:
    _told, name = begun(amina, stripe_standin)
    stripe_standin.end_period(name, card=DECLINE)
    hear(stripe_standin)
    assert held() == ("past_due", True)
    [told] = amina.get(PASSES).json()["results"]
    assert (told["state"], told["open_until"]) == ("past_due", lasts(7))
    yesterday = timezone.localdate() - timedelta(days=1)
    Pass.objects.update(valid_from=yesterday - timedelta(days=30), valid_until=yesterday - timedelta(days=6))
    buying.end_overdue()
    assert held() == ("past_due", True)
    Pass.objects.update(valid_until=yesterday - timedelta(days=7))
    buying.end_overdue()
    hear(stripe_standin)
    assert held() == ("ended", False)
    assert [it["status"] for it in stripe_standin.list("subscriptions")] == ["canceled"]


def test_ended_it_opens_desks_to_the_end_of_its_month(amina: APIClient, stripe_standin: Standin) -> None:
    told, name = begun(amina, stripe_standin)
    amina.post(f"{PASSES}{told['id']}/cancellation/")
    hear(stripe_standin)
    assert held() == ("active", False)
    [there] = amina.get(PASSES).json()["results"]
    assert (there["monthly_cents"], there["open_until"], there["can"]) == (None, lasts(0), [])
    stripe_standin.end_period(name)
    hear(stripe_standin)
    assert held() == ("active", False)
    Pass.objects.update(
        valid_from=timezone.localdate() - timedelta(days=40), valid_until=timezone.localdate() - timedelta(days=1)
    )
    buying.end_overdue()
    assert held() == ("ended", False)


def test_who_left_the_bank_and_buys_again_goes_on_with_the_same_subscription(amina: APIClient) -> None:
    first, again = buy(amina, "mi-temps"), buy(amina, "mi-temps")
    assert (again["id"], again["checkout_url"]) == (first["id"], first["checkout_url"])


def test_a_page_whose_time_is_over_makes_way_for_another(amina: APIClient) -> None:
    first = buy(amina, "mi-temps")
    Subscription.objects.update(expires_at=timezone.now())
    again = buy(amina, "mi-temps")
    assert again["checkout_url"] != first["checkout_url"]
    assert dict(Pass.objects.values_list("id", "state")) == {
        uuid.UUID(first["id"]): "cancelled",
        uuid.UUID(again["id"]): "awaiting_payment",
    }


@pytest.mark.parametrize(("offer", "more"), [("mi-temps", {}), ("solidaire", {"contribution_cents": 500})])
def test_paid_twice_all_the_same_the_second_is_not_hers_and_goes_back(
    amina: APIClient, stripe_standin: Standin, offer: str, more: dict[str, int]
) -> None:
    first = buy(amina, offer, **more)
    Pass.objects.update(made_at=timezone.now(), state="cancelled", ended_at=timezone.now())  # its page is still open
    second = buy(amina, offer, **more)
    for told in (second, first):
        stripe_standin.pay(told["checkout_url"])
        hear(stripe_standin)
    hear(stripe_standin)
    price = more.get("contribution_cents", 9_500)
    assert dict(Pass.objects.values_list("id", "state")) == {
        uuid.UUID(first["id"]): "cancelled",
        uuid.UUID(second["id"]): "active",
    }
    assert [it["amount"] for it in stripe_standin.list("refunds")] == [price]
    assert sorted(it["status"] for it in stripe_standin.list("subscriptions")) == (
        [] if more else ["active", "canceled"]
    )
    assert income() == {500: 417, 9_500: 7_917}[price]


def test_a_manager_sells_for_cash_and_counts_the_box(amina: APIClient) -> None:
    dora = make_person("Dora")
    manager = browser(make_person("Max", "manager"))
    sold = manager.post(f"{PASSES}sales/", {"person": str(dora.pk), "offer": "carnet"})
    assert (sold.status_code, set(sold.json())) == (201, {"id", "valid_until"})
    manager.post("/api/v1/coworking/cash-counts/", {"amount_cents": 600})
    assert (Pass.objects.get().person, ledger.balance(cast.entity(), "cash")) == (dora, -7_600)


def test_another_persons_pass_is_not_found(amina: APIClient) -> None:
    told = buy(amina, "solidaire", contribution_cents=0)
    dora = browser(make_person("Dora"))
    answers = [dora.get(f"{PASSES}{told['id']}/"), dora.post(f"{PASSES}{told['id']}/cancellation/")]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_who_is_forgotten_is_charged_no_more(stripe_standin: Standin) -> None:
    amina = make_person("Amina")
    begun(browser(amina), stripe_standin)
    assert own_data.told_to(amina)["passes"]["passes"][0]["offer"] == "Mi-temps, 10 jours par mois"
    own_data.erase(amina)
    hear(stripe_standin)
    assert (Pass.objects.get().person, held()) == (None, ("ended", False))
    assert [it["status"] for it in stripe_standin.list("subscriptions")] == ["canceled"]
