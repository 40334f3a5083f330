"""The same covers are counted by two statements, one composed and one written out: they say the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from canteen.models import MealTicket, Order, Sitting
from canteen.models.orders import OrderState
from tests import cast

pytestmark = pytest.mark.django_db

COUNTS = ("expected", "held", "covers_taken", "unclaimed", "covers_left")


def counts(sitting: Sitting | None) -> dict[str, int]:
    return {name: getattr(sitting, name) for name in COUNTS}


@pytest.mark.parametrize("minutes_until_start", [180, 3, -30])
@pytest.mark.parametrize("walk_ins", [0, 2, 9])
def test_one_sitting_is_counted_as_many_are(minutes_until_start: int, walk_ins: int) -> None:
    now = timezone.now()
    sitting, other = (cast.sitting(now + timedelta(minutes=minutes_until_start + apart)) for apart in (0, 1))
    for order, state, ends in (
        (4, OrderState.CONFIRMED, None),
        (3, OrderState.AWAITING_PAYMENT, now + timedelta(minutes=1)),
        (2, OrderState.AWAITING_PAYMENT, now - timedelta(minutes=1)),
        (5, OrderState.CANCELLED, None),
        (6, OrderState.EXPIRED, None),
    ):
        for at in (sitting, other):
            made = Order.objects.create(
                sitting=at, covers=order, state=state, expires_at=ends, confirmed_at=now - timedelta(hours=1)
            )
            MealTicket.objects.create(order=made, sitting=at, covers=order, covers_redeemed=1)
    for _ in range(walk_ins):
        Order.objects.create(sitting=sitting, covers=1, state=OrderState.CONFIRMED, walk_in=True)
    composed = Sitting.objects.with_covers_left(now).get(pk=sitting.pk)
    assert counts(Sitting.objects.counted(sitting.pk, now)) == counts(composed)
    assert Sitting.objects.counted(sitting.pk, now) == composed


def test_a_sitting_without_orders_has_all_its_covers() -> None:
    sitting = cast.sitting(covers=48, walk_in_reserve=7)
    assert counts(Sitting.objects.counted(sitting.pk)) == dict(zip(COUNTS, (0, 0, 0, 0, 41), strict=True))


def test_a_sitting_that_is_not_there_is_none() -> None:
    assert Sitting.objects.counted(404) is None
