"""Money came in: the room that sells is told once, and what it cannot keep goes back by itself."""

import logging

import pytest
from pytest_django import Settings

from tests.jobs import run_jobs_here
from tests.money import soup as soup_room
from tests.money.post import carry
from tests.money.soup import a_payment, facts
from tests.stripe_standin.cards import DECLINE, THREE_D_SECURE
from tests.stripe_standin.standin import Standin
from venue.money import payments

pytestmark = pytest.mark.django_db

PAID = {"state": "paid", "received": 400, "kept": True, "refunds": []}
GIVEN_BACK = {"state": "refunded", "received": 400, "kept": False, "refunds": [(400, "accepted")]}


def hear(stripe: Standin) -> None:
    """Everything that Stripe has to say arrives, and the jobs run."""
    assert carry(stripe.events()) <= {200}
    run_jobs_here()


def test_a_paid_bowl_is_sold(soup: Standin) -> None:
    payment = a_payment()
    soup.pay(payments.checkout_url(payment))
    hear(soup)
    assert facts(payment) == PAID
    assert soup_room.sold == [payment.reference]


def test_a_declined_card_sells_nothing_and_another_may_follow(soup: Standin) -> None:
    payment = a_payment()
    url = payments.checkout_url(payment)
    soup.pay(url, DECLINE)
    hear(soup)
    assert (facts(payment)["state"], soup_room.sold) == ("open", [])
    soup.pay(url)
    hear(soup)
    assert (facts(payment), soup_room.sold) == (PAID, [payment.reference])


@pytest.mark.parametrize(("answer", "state"), [("approve", "paid"), ("refuse", "open")])
def test_the_bank_is_asked(soup: Standin, answer: str, state: str) -> None:
    payment = a_payment()
    url = payments.checkout_url(payment)
    soup.pay(url, THREE_D_SECURE)
    soup.answer_bank(url, answer)
    hear(soup)
    assert facts(payment)["state"] == state


def test_who_cancels_may_come_back_to_the_same_page(soup: Standin) -> None:
    payment = a_payment()
    page = soup.browser.get(payments.checkout_url(payment)).text
    assert 'href="http://127.0.0.1:8000/manger/"' in page
    assert payments.checkout_url(payment) == soup.list("checkout/sessions")[0]["url"]


def test_paid_after_the_hold_is_kept_if_the_room_can(soup: Standin) -> None:
    payment = a_payment()
    url = payments.checkout_url(payment)
    soup.pay(url)
    payments.expire(payment)
    hear(soup)
    assert (facts(payment), soup_room.sold) == (PAID, [payment.reference])


def test_paid_after_the_hold_goes_back_if_the_room_cannot(soup: Standin) -> None:
    soup_room.verdict[:] = ["refund"]
    payment = a_payment()
    url = payments.checkout_url(payment)
    soup.pay(url)
    payments.expire(payment)
    hear(soup)
    assert facts(payment) == GIVEN_BACK
    assert [refund["amount"] for refund in soup.list("refunds")] == [400]


def test_the_room_hears_no_refund_of_what_it_never_kept(soup: Standin) -> None:
    soup_room.verdict[:] = ["refund"]
    payment = a_payment()
    soup.pay(payments.checkout_url(payment))
    hear(soup)
    assert soup_room.given_back == []


@pytest.mark.parametrize("wrong", [{"amount_total": 399}, {"amount_total": 40_000}, {"currency": "chf"}])
def test_another_amount_or_currency_is_never_a_sale(
    soup: Standin, wrong: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    payment = a_payment(amount_cents=400)
    url = payments.checkout_url(payment)
    payment.refresh_from_db()
    soup.falsify(payment.session_id or "", **wrong)
    soup.pay(url)
    hear(soup)
    received = wrong.get("amount_total", 400)
    assert facts(payment) == {
        "state": "refunded",
        "received": received,
        "kept": False,
        "refunds": [(received, "accepted")],
    }
    assert soup_room.sold == []
    assert [record.getMessage() for record in caplog.records] == [
        f"incident: what Stripe received for payment {payment.pk} is not what was asked; it goes back"
    ]


def test_a_room_that_fails_leaves_everything_to_be_tried_again(soup: Standin, settings: Settings) -> None:
    payment = a_payment()
    soup.pay(payments.checkout_url(payment))
    payment.refresh_from_db()
    settings.WHEN_PAID = {"soup": "tests.money.soup.no_such_function"}
    with pytest.raises(ImportError):
        payments.follow(payment)
    assert facts(payment)["state"] == "open"
    settings.WHEN_PAID = {"soup": "tests.money.soup.when_paid"}
    payments.follow(payment)
    assert facts(payment) == PAID
