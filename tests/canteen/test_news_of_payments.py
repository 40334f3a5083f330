"""What Stripe tells of an order: badly signed, late, five times, in any order, too early: it ends in the same rows."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import pytest
import stripe
from django.db import transaction
from django.utils import timezone

from canteen import orders
from canteen.models import Order
from tests import cast
from tests.canteen.aftermath import CANCELLED, NOT_KEPT, SOLD, UNPAID, aftermath, paid_order, unpaid_order
from tests.jobs import run_jobs_here
from tests.money.post import carry, post
from tests.stripe_standin.standin import Standin
from venue.money import payments
from venue.money.models import Payment
from venue.money.stripe_gateway import Session

pytestmark = pytest.mark.django_db

News = dict[str, str]


def nothing_special(order: Order, payment: Payment, stripe_standin: Standin) -> None: ...


def too_little(order: Order, payment: Payment, stripe_standin: Standin) -> None:
    stripe_standin.falsify(payment.session_id or "", amount_total=399)


def other_money(order: Order, payment: Payment, stripe_standin: Standin) -> None:
    stripe_standin.falsify(payment.session_id or "", currency="usd")


def hold_over(order: Order, payment: Payment, stripe_standin: Standin) -> None:
    """She took her time at the bank; nobody has looked since."""
    Order.objects.filter(pk=order.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def released(order: Order, payment: Payment, stripe_standin: Standin) -> None:
    hold_over(order, payment, stripe_standin)
    assert orders.release_overdue() == 1


def places_gone(order: Order, payment: Payment, stripe_standin: Standin) -> None:
    released(order, payment, stripe_standin)
    cast.order(order.sitting, covers=6)


def cancelled_unheard(order: Order, payment: Payment, stripe_standin: Standin) -> None:
    """She paid and thought better of it, and the house had not heard of the first when it did the second."""
    orders.cancel(order.key)


def cancelled(order: Order, payment: Payment, stripe_standin: Standin) -> None:
    payments.follow(payment)
    orders.cancel(order.key)
    run_jobs_here()


WRONG = UNPAID | {"refunds": ["accepted"]}
STORIES = {
    nothing_special: SOLD,
    hold_over: SOLD,
    released: SOLD,
    places_gone: NOT_KEPT | {"fund": -6 * 750},
    cancelled_unheard: NOT_KEPT | {"order": "cancelled"},
    cancelled: CANCELLED,
    too_little: WRONG | {"payment": ("refunded", 399, False), "refunds at Stripe's": [399]},
    other_money: WRONG | {"payment": ("refunded", 400, False), "refunds at Stripe's": [400]},
}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story.__name__))
def test_any_order_of_news_and_of_their_copies_ends_in_the_same_rows(
    story: Callable[[Order, Payment, Standin], None], stripe_standin: Standin
) -> None:
    ends = {}
    copies = 5 if story is nothing_special else 2
    for turn in itertools.permutations(range(3)):
        with fresh_world():
            known = len(stripe_standin.events())
            order, payment = paid_order(stripe_standin, cast.sitting(covers=6, walk_in_reserve=0))
            story(order, payment, stripe_standin)
            news = worth_telling(stripe_standin.events()[known:])
            for position in turn:
                assert carry([news[position]], copies=copies) == {200}
                run_jobs_here()
            ends[turn] = aftermath(order, stripe_standin)
    assert ends == dict.fromkeys(ends, STORIES[story])


@contextmanager
def fresh_world() -> Iterator[None]:
    """What happens here is undone, except at Stripe's."""
    begin = transaction.savepoint()
    yield
    transaction.savepoint_rollback(begin)


def worth_telling(news: Sequence[News]) -> list[News]:
    """Paid; what Stripe said last of the card or of a refund; and an expired page, as if a job of ours were late."""
    [paid] = [each for each in news if each["type"] == "checkout.session.completed"]
    return [paid, next(each for each in reversed(news) if each is not paid), late(paid)]


def late(paid: News) -> News:
    body = json.dumps(json.loads(paid["payload"]) | {"id": "evt_late", "type": "checkout.session.expired"})
    return {"payload": body, "signature": stripe.WebhookSignature.generate_signature_header(body, Standin.secret)}


@pytest.mark.parametrize("age_seconds", [0, 301])
def test_news_with_a_bad_or_an_old_signature_change_nothing(stripe_standin: Standin, age_seconds: int) -> None:
    order, _payment = paid_order(stripe_standin)
    stripe_standin.deliver(hold=True, age_seconds=age_seconds)
    [paid] = stripe_standin.events("checkout.session.completed")
    signature = paid["signature"] if age_seconds else paid["signature"][:-1] + "!"
    assert [post(paid, signature=signature) for _ in range(5)] == [400] * 5
    assert (run_jobs_here(), aftermath(order, stripe_standin)) == ([], UNPAID)


def test_news_that_come_before_we_have_written_the_page_down(
    stripe_standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stripe has made the page, somebody has paid on it and the webhook is heard, all before our own COMMIT."""
    write_down = payments._open

    def slowly(payment: Payment, session: Session) -> str:
        stripe_standin.pay(session.url)
        assert carry(stripe_standin.events(), copies=5) == {200}
        run_jobs_here()
        return write_down(payment, session)

    order, _payment = unpaid_order()
    monkeypatch.setattr(payments, "_open", slowly)
    assert orders.checkout_url(order)
    assert aftermath(order, stripe_standin) == SOLD
