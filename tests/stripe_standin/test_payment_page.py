"""The payment page is a plain form: what a person sees, in their language, and where they end."""

import pytest
import stripe

from tests.stripe_standin.cards import DECLINE, THREE_D_SECURE
from tests.stripe_standin.standin import Standin
from tests.stripe_standin.test_checkout_refuses_what_stripe_refuses import client, order


def open_session(standin: Standin, locale: str = "fr") -> stripe.checkout.Session:
    said = order(
        success_url="http://house/tickets/?paid={CHECKOUT_SESSION_ID}#key",
        cancel_url="http://house/manger/",
        locale=locale,
    )
    return client(standin).v1.checkout.sessions.create(said)


def state(standin: Standin, session: stripe.checkout.Session) -> tuple[str | None, str]:
    now = client(standin).v1.checkout.sessions.retrieve(session.id)
    return now.status, now.payment_status


@pytest.mark.parametrize(
    ("locale", "words"),
    [("fr", ['lang="fr"', "Numéro de carte", "4,00 €", "Annuler"]), ("en", ['lang="en"', "Card number", "€4.00"])],
)
def test_it_speaks_the_language_of_the_session(standin: Standin, locale: str, words: list[str]) -> None:
    page = standin.browser.get(open_session(standin, locale).url or "").text
    assert [word for word in words if word not in page] == []


def test_a_good_card_leads_to_the_ticket(standin: Standin) -> None:
    session = open_session(standin)
    answer = standin.pay(session.url or "", "4242 4242 4242 4242")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"http://house/tickets/?paid={session.id}#key")
    assert state(standin, session) == ("complete", "paid")


def test_a_declined_card_may_be_followed_by_a_good_one(standin: Standin) -> None:
    session = open_session(standin)
    declined = standin.pay(session.url or "", DECLINE)
    assert (declined.status_code, "refusée" in declined.text) == (402, True)
    assert state(standin, session) == ("open", "unpaid")
    assert standin.pay(session.url or "").status_code == 303


def test_half_a_number_is_asked_again(standin: Standin) -> None:
    assert "seize chiffres" in standin.pay(open_session(standin).url or "", "4242").text


def test_the_bank_may_approve(standin: Standin) -> None:
    session = open_session(standin)
    assert "Confirmation par la banque" in standin.pay(session.url or "", THREE_D_SECURE).text
    assert state(standin, session) == ("open", "unpaid")
    assert standin.answer_bank(session.url or "", "approve").status_code == 303
    assert state(standin, session) == ("complete", "paid")


def test_the_bank_may_refuse_and_another_card_may_follow(standin: Standin) -> None:
    session = open_session(standin)
    standin.pay(session.url or "", THREE_D_SECURE)
    assert "n’a pas confirmé" in standin.answer_bank(session.url or "", "refuse").text
    assert standin.pay(session.url or "").status_code == 303


def test_an_expired_page_takes_no_money(standin: Standin) -> None:
    session = open_session(standin)
    client(standin).v1.checkout.sessions.expire(session.id)
    assert "plus valable" in standin.pay(session.url or "").text
    assert state(standin, session) == ("expired", "unpaid")


def test_paying_twice_charges_once(standin: Standin) -> None:
    session = open_session(standin)
    standin.pay(session.url or "")
    assert "déjà fait" in standin.pay(session.url or "").text
    assert len(standin.list("charges")) == 1


def test_an_unknown_page_says_so(standin: Standin) -> None:
    assert standin.browser.get("/c/pay/cs_test_nothing").status_code == 404


def test_stripe_keeps_its_fee(standin: Standin) -> None:
    session = open_session(standin)
    standin.pay(session.url or "")
    stripe_client = client(standin)
    intent = stripe_client.v1.checkout.sessions.retrieve(session.id).payment_intent
    paid = stripe_client.v1.payment_intents.retrieve(str(intent), {"expand": ["latest_charge.balance_transaction"]})
    assert paid.latest_charge.balance_transaction.fee == 31  # type: ignore[union-attr]
