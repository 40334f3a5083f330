"""Real connections released together. Each race has its negative control: without the lock, it is lost."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.utils import timezone

from canteen import door_paper, orders, scans, tickets, wishes
from canteen.models import MealTicket, Order, Redemption, Scan, Sitting
from tests import cast
from tests.race import abreast, race
from venue.errors import Refused
from venue.rows import Together
from venue.spaces.models import Movement

pytestmark = pytest.mark.django_db(transaction=True)


def outcome(results: list[Any]) -> Counter[str]:
    return Counter(one.code if isinstance(one, Refused) else one for one in results)


def redeem_once(token: str) -> str:
    attempt = scans.Attempt(token=token, request_id=cast.request_id())
    return tickets.redeem(attempt, by="device:1").result


def test_one_ticket_and_fifty_scanners_is_one_meal() -> None:
    token = door_paper.token(cast.ticket())
    with patch.object(tickets, "decide", abreast(50, tickets.decide)):
        results = race(50, lambda: redeem_once(token))
    assert outcome(results) == {"redeemed": 1, "already_redeemed": 49}
    assert Redemption.objects.count() == 1


def test_without_the_guard_one_ticket_feeds_many() -> None:
    """The control: drop the guard from the UPDATE and the database's own constraint, and the race is lost."""
    token = door_paper.token(cast.ticket())
    with (
        without_constraint(MealTicket, "no_cover_served_twice"),
        patch.object(tickets, "SERVED", careless()),
        patch.object(tickets, "decide", abreast(20, tickets.decide)),
    ):
        race(20, lambda: redeem_once(token))
    assert Redemption.objects.count() > 1


def careless() -> Together:
    """What is written at the door, whatever has become of the ticket since it was read."""
    looks_away = tickets.AS_IT_WAS_READ.replace("covers_redeemed = %s AND", "covers_redeemed >= 0 * %s AND")
    assert looks_away != tickets.AS_IT_WAS_READ
    return Together(Redemption, Movement, Scan, once=looks_away)


def order_once(sitting: int) -> str:
    with transaction.atomic():
        return orders.place(orders.Wish(sitting=sitting, covers=1, email="a@example.org")).state


def test_the_last_covers_and_sixty_four_buyers() -> None:
    sitting = cast.sitting(covers=5, walk_in_reserve=0)
    assert outcome(race(64, lambda: order_once(sitting.pk))) == {"confirmed": 5, "sitting_full": 59}
    assert sum(Order.objects.live().values_list("covers", flat=True)) == 5


def test_without_the_lock_the_sitting_is_oversold() -> None:
    sitting = cast.sitting(covers=5, walk_in_reserve=0)

    def unlocked(pk: int) -> Sitting:
        return Sitting.objects.select_related("entity", "space__building").get(pk=pk)

    with patch.object(wishes, "changing", unlocked):
        race(64, lambda: order_once(sitting.pk))
    assert sum(Order.objects.live().values_list("covers", flat=True)) > 5


def test_one_open_ticket_exchanged_by_many_is_one_order() -> None:
    sitting, ticket = cast.sitting(), cast.open_ticket()

    def exchange() -> str:
        with transaction.atomic():
            return orders.place(orders.Wish(sitting=sitting.pk, covers=1, open_ticket=ticket.short_code)).state

    assert outcome(race(16, exchange)) == {"confirmed": 1, "already_redeemed": 15}


def test_a_scan_racing_with_a_cancellation_never_serves_a_cancelled_order() -> None:
    for _ in range(6):
        sitting = cast.sitting(timezone.now() + timedelta(minutes=20))
        order = cast.order(sitting)
        token = door_paper.token(order.tickets.get())
        acts = iter([partial(redeem_once, token), partial(orders.cancel, order.key)])
        race(2, partial(do_next, acts))
        order.refresh_from_db()
        served = sum(Redemption.objects.filter(order=order).values_list("covers", flat=True))
        assert (order.state, served) in {("confirmed", 1), ("cancelled", 0)}


def do_next(acts: Iterator[Callable[[], Any]]) -> Any:
    return next(acts)()


class without_constraint:  # noqa: N801  it reads as a sentence
    """A table without one of its constraints, for a negative control; as the owner."""

    def __init__(self, model: Any, name: str) -> None:
        self.table = model._meta.db_table
        self.model, self.name = model, name

    def __enter__(self) -> None:
        self.alter(f'ALTER TABLE {self.table} DROP CONSTRAINT "{self.name}"')

    def __exit__(self, *error: Any) -> None:
        constraint = next(one for one in self.model._meta.constraints if one.name == self.name)
        with connection.schema_editor() as editor:
            statement = str(constraint.create_sql(self.model, editor))
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        self.alter(f"UPDATE {self.table} SET covers_redeemed = covers; {statement}")

    def alter(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT session_user")
            cursor.execute(f'SET ROLE "{cursor.fetchone()[0]}"')
            cursor.execute(statement)
            cursor.execute("RESET ROLE")
