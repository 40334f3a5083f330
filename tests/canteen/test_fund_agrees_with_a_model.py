"""The fund walks at random beside a model of one line, DESIGN's invariant, and must agree after every step."""

from itertools import count
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from canteen import fund
from tests.money.books import all_balanced, at_commit, numbers, table
from venue.money import ledger

cents = st.integers(0, 30_000)
some_cents = st.integers(1, 30_000)
covers = st.integers(1, 6)
prices = st.sampled_from([1, 699, 750, 1234])


def net(amount: int) -> int:
    """Amount / 1.10, half up, by another way than the product's: to the nearest cent, counted in elevenths."""
    tenths = amount * 100 // 11
    return tenths // 10 + (1 if tenths % 10 >= 5 else 0)


class Fund(RuleBasedStateMachine):
    orders = Bundle("orders")
    counts = Bundle("counts")
    suspended = Bundle("suspended")

    @initialize(opening=some_cents)
    def open_the_books(self, opening: int) -> None:
        self.walk = transaction.atomic()
        self.walk.__enter__()
        self.entity = table()
        self.ids = count(1)
        fund.open_with(entity=self.entity, amount_cents=opening)
        self.opening = opening
        self.standing: dict[str, int] = {}
        self.cash: dict[str, int] = {}
        self.granted = self.unserved = self.expired = self.vouchers = self.adjusted = 0

    @rule(target=orders, x=cents, n=covers, e=prices, means=st.sampled_from(["card", "cash"]))
    def order(self, x: int, n: int, e: int, means: str) -> str:
        about = f"order:{next(self.ids)}"
        fund.post_order(
            entity=self.entity, contribution_cents=x, covers=n, equilibrium_cents=e, means=means, about=about
        )
        self.standing[about] = x - n * e
        return about

    @rule(about=consumes(orders))
    def refund(self, about: str) -> None:
        fund.post_refund(entity=self.entity, about=about)
        del self.standing[about]

    @rule(n=covers, e=prices)
    def a_sitting_closes(self, n: int, e: int) -> None:
        about = f"sitting:{next(self.ids)}"
        fund.give_back_unserved(entity=self.entity, covers=n, equilibrium_cents=e, about=about)
        self.unserved += n * e

    @rule(target=counts, amount=cents)
    def cash_is_counted(self, amount: int) -> str:
        about = f"cash:{next(self.ids)}"
        fund.count_cash(entity=self.entity, amount_cents=amount, about=about)
        self.cash[about] = net(amount)
        return about

    @rule(about=consumes(counts))
    def a_count_was_wrong(self, about: str) -> None:
        fund.take_back_cash(entity=self.entity, about=about)
        del self.cash[about]

    @rule(amount=some_cents)
    def a_grant_arrives(self, amount: int) -> None:
        fund.record_grant(entity=self.entity, amount_cents=amount, about=f"grant:{next(self.ids)}")
        self.granted += amount

    @rule(target=suspended, amount=some_cents)
    def a_meal_is_suspended(self, amount: int) -> int:
        fund.buy_suspended(entity=self.entity, amount_cents=amount, about=f"gift:{next(self.ids)}")
        return net(amount)

    @rule(kept=consumes(suspended))
    def and_served(self, kept: int) -> None:
        fund.serve_suspended(entity=self.entity, net_cents=kept, about=f"served:{next(self.ids)}")

    @rule(kept=consumes(suspended))
    def or_nobody_came(self, kept: int) -> None:
        fund.expire_suspended(entity=self.entity, net_cents=kept, about=f"expired:{next(self.ids)}")
        self.expired += kept

    @rule(price=some_cents, e=prices)
    def a_voucher_is_eaten(self, price: int, e: int) -> None:
        about = f"voucher:{next(self.ids)}"
        fund.bill_voucher(entity=self.entity, price_cents=price, equilibrium_cents=e, about=about)
        self.vouchers += price - e

    @rule(amount=st.integers(-5_000, 5_000).filter(bool))
    def it_is_put_right(self, amount: int) -> None:
        fund.adjust(entity=self.entity, cents=amount, reason="counted again")
        self.adjusted += amount

    @invariant()
    def the_fund_is_the_sum_of_what_happened(self) -> None:
        if not hasattr(self, "opening"):
            return
        assert fund.balance(self.entity) == (
            self.opening
            + self.granted
            + sum(self.cash.values())
            + sum(self.standing.values())
            + self.unserved
            + self.expired
            + self.vouchers
            + self.adjusted
        )

    @invariant()
    def debits_equal_credits(self) -> None:
        assert all_balanced()

    def teardown(self) -> None:
        if not hasattr(self, "walk"):
            return
        try:
            at_commit()
            assert numbers(self.entity) == list(range(1, self.entity.entries.count() + 1))
            assert ledger.verify(self.entity)
        finally:
            transaction.set_rollback(True)
            self.walk.__exit__(None, None, None)


@pytest.mark.django_db
def test_a_random_walk_agrees_with_the_model() -> None:
    quick: Any = profile(
        max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Fund, settings=quick)
