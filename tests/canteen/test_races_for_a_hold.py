"""A hold ends at the moment when its payment arrives: its covers are hers or another's, never both; money goes once."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from canteen import orders
from canteen.models import Order, Sitting
from tests import cast
from tests.canteen.aftermath import NOT_KEPT, SOLD, aftermath, paid_order
from tests.jobs import run_jobs
from tests.race import race
from tests.stripe_standin.standin import Standin
from venue.errors import Refused
from venue.money import payments, stripe_gateway
from venue.money.models import Payment

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = 2  # covers in all: hers, or another's


def paid_and_over(stripe: Standin) -> tuple[Sitting, Order, Payment]:
    """Amina has paid for all covers of a sitting; her hold has just ended, and nobody has looked since."""
    sitting = cast.sitting(covers=TABLE, walk_in_reserve=0)
    order, payment = paid_order(stripe, sitting)
    Order.objects.filter(pk=order.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    return sitting, order, payment


def at_once(sitting: Sitting, payment: Payment) -> list[Any]:
    """The payment's job, the hold's end, and two others who want the covers."""

    def another() -> str:
        try:
            with transaction.atomic():
                return orders.place(orders.Wish(sitting=sitting.pk, covers=TABLE, email="bruno@example.org")).state
        except Refused as refusal:
            return refusal.code

    paid = stripe_gateway.retrieve_session(payment)  # before the start: Stripe's answer would always come last
    acts: list[Callable[[], Any]] = [lambda: payments.settle(payment, paid), orders.release_overdue, another, another]
    turns = itertools.count()
    return race(len(acts), lambda: acts[next(turns)]())  # noqa: PLW0108  each thread takes its own


def sold(sitting: Sitting) -> int:
    return sum(Order.objects.filter(sitting=sitting).live().values_list("covers", flat=True))


def test_the_covers_are_hers_or_anothers_and_her_money_with_them(stripe_standin: Standin) -> None:
    for _ in range(6):
        sitting, order, payment = paid_and_over(stripe_standin)
        before = cast.fund_balance()
        answers = at_once(sitting, payment)
        run_jobs()
        assert sold(sitting) == TABLE
        assert [each for each in answers if isinstance(each, Exception)] == []
        hers = "confirmed" not in answers
        spent = (400 if hers else 0) - TABLE * 750
        assert aftermath(order, stripe_standin) == (SOLD if hers else NOT_KEPT) | {"fund": before + spent}


def test_without_the_locks_the_covers_are_sold_twice(stripe_standin: Standin) -> None:
    found = Sitting.objects.counted

    def slowly(*about: Any) -> Any:
        answer = found(*about)
        time.sleep(0.1)
        return answer

    sitting, _order, payment = paid_and_over(stripe_standin)
    with (
        patch.object(QuerySet, "select_for_update", lambda rows, **_how: rows.all()),
        patch.object(Sitting.objects, "counted", slowly),
    ):
        at_once(sitting, payment)
    assert sold(sitting) > TABLE


def test_eight_jobs_that_hear_of_a_payment_too_late_give_it_back_once(stripe_standin: Standin) -> None:
    sitting, order, payment = paid_and_over(stripe_standin)
    cast.order(sitting, covers=TABLE)
    assert race(8, lambda: payments.follow(Payment.objects.get(pk=payment.pk))) == [None] * 8
    run_jobs()
    assert aftermath(order, stripe_standin) == NOT_KEPT | {"fund": -TABLE * 750}
