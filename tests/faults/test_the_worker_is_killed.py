"""A worker may be killed at any moment: once another has started, all is as if nobody had died (issue 2 §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from pytest_django import DjangoDbBlocker

from canteen import door_paper, orders, scans, tickets
from canteen.models import Redemption, Sitting
from tests import cast
from tests.canteen.aftermath import CANCELLED, SOLD, aftermath, paid_order
from tests.faults.gates import Gate, StripeThinks, done, killed_at, one_job_at_a_time, row, table
from tests.faults.nursery import Nursery
from tests.faults.processes import environment
from tests.faults.takeover import another_takes_over
from tests.money.post import carry
from tests.stripe_standin.standin import Standin
from venue.money import audit, payments
from venue.money.models import JournalEntry, Payment, StripeEvent
from venue.spaces.models import Movement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def nursery(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    standin_process: Standin,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Nursery]:
    env = environment(
        STRIPE_SECRET_KEY=standin_process.key,
        STRIPE_WEBHOOK_SECRET=standin_process.secret,
        STRIPE_API_BASE=standin_process.base,
    )
    nursery = Nursery(env, tmp_path_factory.mktemp("nursery") / "workers.log")
    yield nursery
    nursery.close()


Cut = Callable[[Payment], Sequence[Gate]]


def event() -> str:
    return StripeEvent.objects.get().pk


WHILE_SELLING: dict[str, Cut] = {
    "before the event is read": lambda paid: [table("money_stripeevent", readers_too=True)],
    "after Stripe was asked": lambda paid: [one_job_at_a_time(paid.pk)],
    "confirmed, nothing posted": lambda paid: [table("money_journalentry")],
    "posted, the payment not written down": lambda paid: [row("money_payment", paid.pk)],
    "committed, the event not ticked off": lambda paid: [row("money_stripeevent", event())],
    "all but the job": lambda paid: [row("money_stripeevent", event()), done("money.apply_event")],
}


@pytest.mark.parametrize("moment", WHILE_SELLING)
def test_a_paid_order_has_its_tickets_and_one_posting(moment: str, nursery: Nursery, stripe_standin: Standin) -> None:
    order, payment = paid_order(stripe_standin)
    assert carry(stripe_standin.events("checkout.session.completed")) == {200}
    killed_at(WHILE_SELLING[moment](payment), nursery)
    another_takes_over(nursery, "money.apply_event")
    assert aftermath(order, stripe_standin) == SOLD


WHILE_GIVING_BACK: dict[str, Cut] = {
    "before Stripe is asked": lambda paid: [row("money_refund", paid.refunds.get().pk)],
    "after Stripe was asked": lambda paid: [one_job_at_a_time(paid.pk)],
    "accepted, not committed": lambda paid: [row("money_payment", paid.pk)],
    "all but the job": lambda paid: [row("money_payment", paid.pk), done("money.send_refund")],
}


@pytest.mark.parametrize("moment", [*WHILE_GIVING_BACK, "while Stripe thinks"])
def test_money_goes_back_once(moment: str, nursery: Nursery, stripe_standin: Standin) -> None:
    order, payment = paid_order(stripe_standin)
    payments.follow(payment)
    orders.cancel(order.key)
    thinking = StripeThinks(stripe_standin, "/v1/refunds")
    killed_at(WHILE_GIVING_BACK.get(moment, lambda _: [thinking])(payment), nursery)
    another_takes_over(nursery, "money.send_refund")
    assert aftermath(order, stripe_standin) == CANCELLED


WHILE_CLOSING: dict[str, Callable[[], Sequence[Gate]]] = {
    "guests gone, nothing posted": lambda: [table("money_journalentry")],
    "all but the job": lambda: [table("money_journalentry"), done("canteen.jobs.close_ended")],
}


@pytest.mark.parametrize("moment", WHILE_CLOSING)
def test_a_sitting_is_closed_once(moment: str, nursery: Nursery, stripe_standin: Standin) -> None:
    """One guest of three came, one still holds covers that nobody paid."""
    sitting = cast.serving()
    came, _missed = cast.order(sitting), cast.order(sitting, covers=2)
    attempt = scans.Attempt(token=door_paper.token(came.tickets.get()), request_id=cast.request_id())
    assert tickets.redeem(attempt, by="device:1").result == "redeemed"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")  # their letters
    with transaction.atomic():
        held = orders.place(orders.Wish(sitting=sitting.pk, covers=1, contribution_cents=400))
    ended = timezone.now() - timedelta(hours=2)
    Sitting.objects.filter(pk=sitting.pk).update(starts_at=ended - timedelta(hours=1), ends_at=ended)
    app.configure_task("canteen.jobs.close_ended").defer(timestamp=0)

    killed_at(WHILE_CLOSING[moment](), nursery)
    another_takes_over(nursery, "canteen.jobs.close_ended")
    sitting.refresh_from_db()
    held.refresh_from_db()
    assert (sitting.state, held.state) == ("done", "expired")
    assert [*JournalEntry.objects.filter(kind="unserved_covers").values_list("about", flat=True)] == [
        f"sitting:{sitting.pk}"
    ]
    assert cast.fund_balance() == -3 * 750 + 2 * 750
    assert (Redemption.objects.count(), sum(Movement.objects.values_list("step", flat=True))) == (1, 0)
    assert audit.verify(cast.entity()).what == ""
