"""A month is paid, cannot be charged, is the last: whatever news come, how often and in which order."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.jobs import run_jobs_here
from tests.money.books import table
from tests.money.gym import a_subscription, begun, facts, heard
from tests.money.post import carry, post
from tests.stripe_standin.cards import DECLINE, SUCCESS
from tests.stripe_standin.standin import Standin
from venue.money import ledger, reconciliation, subscriptions
from venue.money.models import PaidInvoice, StripeEvent, Subscription
from venue.money.payments import PaymentClosed

pytestmark = pytest.mark.django_db


def hear(stripe: Standin) -> None:
    """Everything that Stripe has said so far arrives once more, and the jobs run."""
    assert carry(stripe.events()) <= {200}
    run_jobs_here()


def test_the_page_asks_for_a_sum_every_month(gym: Standin) -> None:
    page = gym.browser.get(subscriptions.checkout_url(a_subscription())).text
    assert [word for word in ("À payer chaque mois", "95,00 €", "Salle de sport") if word not in page] == []


def test_the_first_month_is_told_once(gym: Standin) -> None:
    subscription, name = begun(gym)
    hear(gym)
    hear(gym)
    assert facts(subscription) == ("active", False, 1)
    assert (len(heard), subscription.stripe_id, subscription.session_url) == (1, name, "")


def test_each_month_is_told_once_and_lengthens_what_is_paid(gym: Standin) -> None:
    subscription, name = begun(gym)
    gym.end_period(name)
    gym.end_period(name)
    hear(gym)
    assert facts(subscription) == ("active", False, 3)
    until = list(subscription.invoices.order_by("period_end").values_list("period_end", flat=True))
    assert (subscription.paid_until, len(heard)) == (until[-1], 3)


def test_a_card_that_fails_is_told_and_one_that_pays_after_all_renews(gym: Standin) -> None:
    subscription, name = begun(gym)
    gym.end_period(name, card=DECLINE)
    hear(gym)
    assert (facts(subscription), heard[1:]) == (("past_due", False, 1), ["unpaid"])
    gym.end_period(name, retry=True, card=SUCCESS)
    hear(gym)
    assert (facts(subscription), len(heard)) == (("active", False, 2), 3)


def test_stopped_it_lives_to_the_end_of_its_month(gym: Standin) -> None:
    subscription, name = begun(gym)
    hear(gym)
    subscriptions.stop(subscription)
    hear(gym)
    assert facts(subscription) == ("active", True, 1)
    gym.end_period(name)
    hear(gym)
    assert (facts(subscription), heard[1:]) == (("ended", True, 1), ["ended"])


def test_stopped_at_once_it_is_over_and_saying_so_again_is_harmless(gym: Standin) -> None:
    subscription, _name = begun(gym)
    hear(gym)
    subscriptions.stop(subscription, at_once=True)
    run_jobs_here()
    subscriptions.stop(subscription, at_once=True)
    subscriptions.stop(subscription)
    run_jobs_here()
    assert (facts(subscription), heard[1:]) == (("ended", True, 1), ["ended"])


NEWS = ("checkout.session.completed", "invoice.paid", "invoice.payment_failed", "customer.subscription.updated")


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(NEWS))))[::5])
def test_any_order_of_news_ends_in_the_same_rows(gym: Standin, order: tuple[int, ...]) -> None:
    """A first month, one that failed and was paid late: each news twice, the last may come first."""
    subscription, name = begun(gym)
    gym.end_period(name, card=DECLINE)
    gym.end_period(name, retry=True, card=SUCCESS)
    for position in order:
        for event in gym.events(NEWS[position]):
            assert [post(event), post(event)] == [200, 200]
            run_jobs_here()
    assert (facts(subscription), len(heard)) == (("active", False, 2), 2)


def test_of_two_looks_that_overtake_each_other_the_later_one_is_right(gym: Standin) -> None:
    subscription, name = begun(gym)
    hear(gym)
    subscription.refresh_from_db()
    before = timezone.now()
    gym.end_period(name, card=DECLINE)
    old = subscriptions.stripe_gateway.look_at_subscription(subscription)
    gym.end_period(name, retry=True, card=SUCCESS)
    hear(gym)
    subscriptions._draw_conclusions(subscription, old, before)
    assert facts(subscription) == ("active", False, 2)


def test_lost_news_are_found_by_looking(gym: Standin) -> None:
    subscription, _name = begun(gym)
    Subscription.objects.update(expires_at=timezone.now() - timedelta(minutes=5))
    reconciliation.reconcile()
    assert facts(subscription) == ("active", False, 1)


def test_what_stripe_kept_is_posted_once(gym: Standin) -> None:
    begun(gym)
    hear(gym)
    reconciliation.reconcile()
    reconciliation.reconcile()
    assert PaidInvoice.objects.get().fee_cents == 168
    assert ledger.balance(table(), "stripe_fees") == -168


def test_a_page_that_was_given_up_takes_no_money(gym: Standin) -> None:
    subscription = a_subscription()
    url = subscriptions.checkout_url(subscription)
    subscriptions.expire(subscription)
    run_jobs_here()
    assert "plus valable" in gym.pay(url).text
    assert (facts(subscription), heard) == (("expired", False, 0), [])
    with pytest.raises(PaymentClosed):
        subscriptions.checkout_url(subscription)


def test_paid_while_it_was_given_up_it_is_hers_after_all(gym: Standin) -> None:
    subscription, _name = begun(gym)
    subscriptions.expire(subscription)
    run_jobs_here()
    assert (facts(subscription), len(heard)) == (("active", False, 1), 1)


def test_news_of_a_subscription_keep_no_name(gym: Standin) -> None:
    begun(gym)
    hear(gym)
    assert {event.subscription_id for event in StripeEvent.objects.all()} == {Subscription.objects.get().pk}
    assert set(StripeEvent.objects.values_list("ours", flat=True)) == {True}
