"""What Stripe sends to the bank is in the books, once: 512 against the cards in transit."""

import pytest

from tests.money.books import all_balanced, table, written
from tests.money.soup import a_payment
from tests.race import race
from tests.stripe_standin.standin import Standin
from venue.money import ledger, payments, payouts, reconciliation
from venue.money.models import JournalEntry, Payment

pytestmark = pytest.mark.django_db


def sell(soup: Standin, *cents: int, code: str = "tablee") -> None:
    """Bowls of soup, paid by card."""
    for each in cents:
        payment = a_payment(amount_cents=each, entity=table(code=code))
        soup.pay(payments.checkout_url(payment))
        payments.follow(Payment.objects.get(pk=payment.pk))


def posted() -> list[list[tuple[str, int, int]]]:
    return [written(entry) for entry in JournalEntry.objects.filter(kind="stripe_payout").order_by("number")]


def test_a_payout_moves_what_was_in_transit_to_the_bank(soup: Standin) -> None:
    sell(soup, 400, 1500)
    soup.pay_out()
    reconciliation.reconcile()
    net = 1900 - 31 - 48
    assert posted() == [[("bank", net, 0), ("card", 0, net)]]


def test_the_cards_in_transit_are_empty_once_all_has_been_paid_out(soup: Standin) -> None:
    sell(soup, 400, 1500)
    ledger.record(table(), "soup", [ledger.Line(account="card", debit=1900), ledger.Line(account="meals", credit=1900)])
    soup.pay_out()
    reconciliation.reconcile()
    assert (ledger.balance(table(), "card"), ledger.balance(table(), "bank")) == (0, -1821)


def test_it_is_posted_once_however_often_we_look(soup: Standin) -> None:
    sell(soup, 400)
    soup.pay_out()
    for _ in range(3):
        reconciliation.reconcile()
    sell(soup, 400)
    soup.pay_out()
    reconciliation.reconcile()
    assert len(posted()) == 2


def test_what_the_bank_sends_back_is_in_transit_again(soup: Standin) -> None:
    sell(soup, 400)
    payout = soup.pay_out()
    reconciliation.reconcile()
    soup.pay_out(back=payout["id"])
    reconciliation.reconcile()
    assert posted() == [[("bank", 369, 0), ("card", 0, 369)], [("bank", 0, 369), ("card", 369, 0)]]


def test_what_an_instant_payout_costs_is_a_fee(soup: Standin) -> None:
    sell(soup, 1500)
    soup.pay_out(fee=15)
    reconciliation.reconcile()
    assert posted() == [[("bank", 1437, 0), ("stripe_fees", 15, 0), ("card", 0, 1452)]]
    assert all_balanced()


def test_where_two_legal_bodies_share_an_account_a_person_must_divide(
    soup: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    sell(soup, 400)
    sell(soup, 400, code="scic")
    soup.pay_out()
    reconciliation.reconcile()
    assert (posted(), "share a Stripe account" in caplog.text) == ([], True)


def test_before_the_first_payment_stripe_is_not_asked(soup: Standin) -> None:
    table()
    reconciliation.reconcile()
    assert soup.requests("/v1/balance_transactions", "GET") == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_look_at_once_post_it_once(soup: Standin) -> None:
    sell(soup, 400)
    soup.pay_out()
    entity = table()
    assert sum(race(4, lambda: payouts.record(entity))) == 1
    assert len(posted()) == 1
