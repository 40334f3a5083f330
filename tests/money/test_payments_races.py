"""Many jobs at once, the real worker, and a worker that was killed: one sale, one refund, one fee."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from procrastinate import RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tests.jobs import run_jobs
from tests.money import soup as soup_room
from tests.money.post import carry
from tests.money.soup import a_payment, facts
from tests.race import race
from tests.stripe_standin.standin import Standin
from venue.money import payments
from venue.money.jobs import Patience
from venue.money.models import JournalEntry, Payment

pytestmark = pytest.mark.django_db(transaction=True)

PAID = {"state": "paid", "received": 400, "kept": True, "refunds": []}
Unlocked = Callable[[], AbstractContextManager[None]]


def a_paid_page(stripe: Standin) -> Payment:
    payment = a_payment()
    stripe.pay(payments.checkout_url(payment))
    payment.refresh_from_db()
    return payment


def without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payments, "_one_job_at_a_time", lambda payment_id: nullcontext())


def test_eight_jobs_that_hear_of_one_payment_sell_once(soup: Standin) -> None:
    payment = a_paid_page(soup)
    assert race(8, lambda: payments.follow(Payment.objects.get(pk=payment.pk))) == [None] * 8
    assert (facts(payment), soup_room.sold) == (PAID, [payment.reference])


def test_without_the_lock_they_would_sell_more_than_once(soup: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = a_paid_page(soup)
    without_the_lock(monkeypatch)
    race(8, lambda: payments.follow(Payment.objects.get(pk=payment.pk)))
    assert len(soup_room.sold) > 1


def test_eight_cancellations_at_once_give_back_what_came_in_and_no_more(soup: Standin) -> None:
    payment = a_paid_page(soup)
    payments.follow(payment)
    answers = race(8, lambda: payments.refund(payment, 150, "cancelled") and None)
    assert [type(answer).__name__ for answer in answers if answer].count("NotRefundable") == 6
    run_jobs()
    assert sorted(refund["amount"] for refund in soup.list("refunds")) == [150, 150]


def test_eight_reconciliations_at_once_post_one_fee(soup: Standin) -> None:
    payment = a_paid_page(soup)
    payments.follow(payment)
    assert race(8, lambda: payments.record_fee(Payment.objects.get())) == [True] * 8
    assert JournalEntry.objects.filter(kind="stripe_fees").count() == 1


def test_the_same_news_five_times_at_once_is_one_job(soup: Standin) -> None:
    payment = a_paid_page(soup)
    events = soup.events("checkout.session.completed")
    assert race(5, lambda: carry(events)) == [{200}] * 5
    run_jobs()
    assert (facts(payment), soup_room.sold) == (PAID, [payment.reference])


def test_two_taps_on_pay_lead_to_one_page(soup: Standin) -> None:
    payment = a_payment()
    urls = race(2, lambda: payments.checkout_url(Payment.objects.get(pk=payment.pk)))
    assert len(set(urls)) == 1
    assert len(soup.list("checkout/sessions")) == 1


def test_the_worker_tries_again_when_stripe_is_in_trouble(soup: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    soon = Patience.get_retry_decision

    def an_hour_later(*about: Any, **more: Any) -> RetryDecision | None:
        """On a busy machine the first second of patience is over before the worker has looked again."""
        again = soon(*about, **more)
        assert again
        assert again.retry_at
        return RetryDecision(retry_at=again.retry_at + timedelta(hours=1))

    monkeypatch.setattr(Patience, "get_retry_decision", an_hour_later)
    payment = a_paid_page(soup)
    carry(soup.events())
    soup.trouble(times=2)
    run_jobs()
    assert facts(payment)["state"] == "open"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' RETURNING attempts")
        assert cursor.fetchall() == [(1,)]
    run_jobs()
    assert facts(payment) == PAID


def test_the_jobs_of_a_killed_worker_are_taken_up_again(soup: Standin) -> None:
    payment = a_paid_page(soup)
    carry(soup.events())
    worker = kill_the_worker_that_took_them(silent_for="1 second")
    # The clock's own turn may come in this very run: a worker that was heard a second ago may only be slow.
    run_jobs()
    assert facts(payment)["state"] == "open"

    with connection.cursor() as cursor:
        silent = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min' WHERE id = %s"
        cursor.execute(silent, [worker])
    retry_stalled_jobs()
    assert (facts(payment), soup_room.sold) == (PAID, [payment.reference])


def test_a_killed_job_of_the_clock_whose_next_turn_waits_holds_up_none_of_the_others(soup: Standin) -> None:
    app.configure_task("money.close_books").defer(timestamp=0)
    payment = a_paid_page(soup)
    carry(soup.events())
    kill_the_worker_that_took_them()
    next_turn = app.configure_task("money.close_books", schedule_in={"days": 1}).defer(timestamp=1)

    retry_stalled_jobs()
    assert (facts(payment), soup_room.sold) == (PAID, [payment.reference])
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE task_name = 'money.close_books' ORDER BY id")
        assert cursor.fetchall() == [("aborted",), ("todo",)]
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [next_turn])


def kill_the_worker_that_took_them(silent_for: str = "1 min") -> int:
    """Every job that waits was taken by a worker whose last heartbeat was so long ago; its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
            [silent_for],
        )
        [worker] = cursor.fetchone() or [0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE status = 'todo'", [worker])
    return int(worker)


def retry_stalled_jobs() -> None:
    """The clock's own turn of this job may wait already: a minute may begin within any test."""
    with suppress(AlreadyEnqueued):
        app.configure_task("house.retry_stalled_jobs").defer(timestamp=0)
    run_jobs()
    run_jobs()
