import pytest

from canteen import bursts, orders
from canteen.models import Order
from tests import cast

pytestmark = pytest.mark.django_db


def test_five_nameless_orders_in_a_row_are_a_burst_that_can_be_released() -> None:
    sitting = cast.serving()
    made = [orders.place(orders.Wish(sitting=sitting.pk, covers=2, browser=f"b{n}")) for n in range(5)]
    named = cast.order(sitting)
    [burst] = bursts.bursts(sitting)
    assert (burst.orders, burst.covers) == (tuple(order.pk for order in made), 10)
    assert bursts.release(sitting, [*burst.orders, named.pk]) == 10
    assert [order.pk for order in Order.objects.live()] == [named.pk]


def test_four_friends_are_no_burst() -> None:
    sitting = cast.serving()
    for n in range(4):
        orders.place(orders.Wish(sitting=sitting.pk, covers=1, browser=f"b{n}"))
    assert bursts.bursts(sitting) == []


def test_the_bursts_of_all_coming_sittings_come_in_one_statement(django_assert_num_queries) -> None:
    sitting, other = cast.serving(), cast.serving()
    for n in range(4):
        orders.place(orders.Wish(sitting=other.pk, covers=1, browser=f"a{n}"))
    for n in range(5):
        orders.place(orders.Wish(sitting=sitting.pk, covers=1, browser=f"b{n}"))
    building = sitting.space.building
    with django_assert_num_queries(1):
        found = bursts.coming(building)
    assert [(burst.sitting, burst.covers) for burst in found] == [(sitting.pk, 5)]
