"""Orders, tickets, journal and fund walk at random beside a model that fits on one screen, and must always agree."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from canteen import closing, door_paper, orders, reversals, scans, tickets
from canteen.models import MealTicket, Order, Redemption, Sitting
from tests import cast
from venue.errors import Refused
from venue.money import payments
from venue.money.models import Payment
from venue.money.stripe_gateway import Session
from venue.spaces import calendar

E = 750  # the equilibrium price of the sitting, in cents
COVERS, RESERVE = 12, 3


class House(RuleBasedStateMachine):
    """The model: what each order holds, paid and ate; the fund is a sum over them (DESIGN §4 Money, the invariant)."""

    made = Bundle("made")

    @initialize()
    def open_the_house(self) -> None:
        self.walk = transaction.atomic()
        self.walk.__enter__()
        calendar.forget()
        self.sitting = cast.serving(covers=COVERS, walk_in_reserve=RESERVE, equilibrium_cents=E)
        self.opening = cast.fund_balance()
        self.model: dict[int, dict[str, Any]] = {}
        self.closed = False

    @rule(target=made, covers=st.integers(1, 4), cents=st.sampled_from([0, 0, 50, 400, 750, 1500]))
    def place(self, covers: int, cents: int) -> int | None:
        booked = sum(one["covers"] for one in self.live())
        fits = not self.closed and covers <= COVERS - RESERVE - booked
        try:
            wish = orders.Wish(sitting=self.sitting.pk, covers=covers, contribution_cents=cents, email="a@example.org")
            order = orders.place(wish)
        except Refused as refused:
            if fits:
                raise AssertionError(refused.code) from refused
            return None
        assert fits
        state = "awaiting_payment" if cents else "confirmed"
        self.model[order.pk] = {"state": state, "covers": covers, "paid": 0, "asked": cents, "eaten": 0}
        return order.pk

    @rule(pk=made)
    def pay(self, pk: int | None) -> None:
        if pk is None or not self.model[pk]["asked"]:
            return
        one = self.model[pk]
        payment = orders.payment_of(Order.objects.get(pk=pk))
        assert payment
        fits = one["covers"] <= COVERS - RESERVE - sum(o["covers"] for o in self.live())
        payments.settle(payment, paid_session(payment))
        if one["state"] == "awaiting_payment" or (one["state"] == "expired" and fits and not self.closed):
            one |= {"state": "confirmed", "paid": one["asked"]}

    @rule(pk=made)
    def time_runs_out(self, pk: int | None) -> None:
        if pk and self.model[pk]["state"] == "awaiting_payment":
            Order.objects.filter(pk=pk).update(expires_at=timezone.now() - timedelta(seconds=1))
            orders.release_overdue()
            self.model[pk]["state"] = "expired"

    @rule(pk=made)
    def cancel(self, pk: int | None) -> None:
        if pk is None:
            return
        one, order = self.model[pk], Order.objects.get(pk=pk)
        # As a manager does with a burst: the sitting has begun, guests themselves could not any more.
        possible = one["state"] in ("confirmed", "awaiting_payment") and not one["eaten"] and not self.closed
        try:
            orders.undo_order(orders.locked(order.pk))
        except Refused:
            assert not possible or self.closed
        else:
            one |= {"state": "cancelled", "paid": 0}

    @rule(pk=made, covers=st.integers(1, 3))
    def eat(self, pk: int | None, covers: int) -> None:
        if pk is None or not (ticket := MealTicket.objects.filter(order=pk).first()):
            return
        one = self.model[pk]
        possible = one["state"] == "confirmed" and covers <= one["covers"] - one["eaten"]
        attempt = scans.Attempt(token=door_paper.token(ticket), covers=covers, request_id=uuid.uuid4())
        scan = tickets.redeem(attempt, by="device:1")
        assert (scan.result == "redeemed") == possible
        if possible:
            one["eaten"] += covers
            one["last"] = attempt.request_id

    @rule(pk=made)
    def undo(self, pk: int | None) -> None:
        if pk is None or not (last := self.model[pk].pop("last", None)):
            return
        covers = Redemption.objects.get(request_id=last).covers
        reversals.undo(uuid.uuid4(), undoing=last, by="device:1")
        self.model[pk]["eaten"] -= covers

    @invariant()
    def the_fund_is_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        standing = [one for one in self.model.values() if one["state"] == "confirmed"]
        assert cast.fund_balance() - self.opening == sum(one["paid"] - one["covers"] * E for one in standing)

    @invariant()
    def the_rows_are_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        rows = {order.pk: (order.state, order.covers) for order in Order.objects.filter(sitting=self.sitting)}
        assert rows == {pk: (one["state"], one["covers"]) for pk, one in self.model.items()}
        eaten = sum(Redemption.objects.filter(sitting=self.sitting).values_list("covers", flat=True))
        assert eaten == sum(one["eaten"] for one in self.model.values())
        left = Sitting.objects.with_covers_left().get(pk=self.sitting.pk)
        assert left.covers_left == COVERS - RESERVE - sum(one["covers"] for one in self.live())

    def live(self) -> list[dict[str, Any]]:
        return [one for one in self.model.values() if one["state"] in ("confirmed", "awaiting_payment")]

    def teardown(self) -> None:
        if not hasattr(self, "model"):
            return
        try:
            self.the_sitting_closes()
        finally:
            transaction.set_rollback(True)
            self.walk.__exit__(None, None, None)

    def the_sitting_closes(self) -> None:
        before = cast.fund_balance()
        unserved = sum(one["covers"] - one["eaten"] for one in self.model.values() if one["state"] == "confirmed")
        closing.close(self.sitting.pk)
        assert cast.fund_balance() == before + unserved * E


def paid_session(payment: Payment) -> Session:
    return Session(
        id=f"cs_{payment.pk}",
        url="",
        status="complete",
        paid=True,
        amount_cents=payment.amount_cents,
        currency="eur",
        payment_intent_id=f"pi_{payment.pk}",
    )


@pytest.mark.django_db
def test_a_random_walk_agrees_with_the_model(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    quick = profile(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(House, settings=quick)
