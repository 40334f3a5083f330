from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from canteen import orders
from canteen.models import Contact, Order, Sitting
from canteen.refusals import (
    AlreadyRedeemed,
    ContactNeeded,
    NotCancellable,
    OneChannel,
    SittingClosed,
    SittingFull,
    TooManyCovers,
    TooManyOrders,
    UseTheBox,
)
from tests import cast
from venue.errors import NotFound

pytestmark = pytest.mark.django_db


def wish(sitting: Sitting, covers: int = 1, **more: Any) -> orders.Wish:
    return orders.Wish(sitting=sitting.pk, covers=covers, **more)


def left(sitting: Sitting) -> int:
    return Sitting.objects.with_covers_left().get(pk=sitting.pk).covers_left


def test_an_order_without_an_amount_is_confirmed_at_once() -> None:
    sitting = cast.sitting()
    order = orders.place(wish(sitting, 3))
    assert (order.state, order.tickets.get().covers, left(sitting)) == ("confirmed", 3, 38)


def test_the_walk_in_reserve_cannot_be_booked() -> None:
    sitting = cast.sitting(covers=10, walk_in_reserve=7)
    with pytest.raises(SittingFull) as refused:
        orders.place(wish(sitting, 4))
    assert refused.value.figures == {"covers_left": 3}


def test_an_amount_is_held_until_it_is_paid(settings: Any) -> None:
    sitting = cast.sitting()
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    order = orders.place(wish(sitting, 2, contribution_cents=400))
    assert (order.state, left(sitting)) == ("awaiting_payment", 39)
    assert order.expires_at
    assert order.expires_at - timezone.now() > timedelta(minutes=14)


def test_a_hold_past_its_time_holds_nothing_even_before_the_job(settings: Any) -> None:
    sitting = cast.sitting()
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    order = orders.place(wish(sitting, 2, contribution_cents=400))
    Order.objects.filter(pk=order.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert left(sitting) == 41
    assert orders.release_overdue() == 1
    order.refresh_from_db()
    assert order.state == "expired"


@pytest.mark.parametrize("cents", [1, 49])
def test_what_a_card_cannot_carry_goes_in_the_box(cents: int, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    with pytest.raises(UseTheBox):
        orders.place(wish(cast.sitting(), contribution_cents=cents))


def test_without_stripe_an_amount_goes_in_the_box(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(UseTheBox):
        orders.place(wish(cast.sitting(), contribution_cents=400))


def test_giving_at_the_canteen_stores_no_amount() -> None:
    with pytest.raises(OneChannel):
        orders.place(wish(cast.sitting(), contribution_cents=400, payment="on_site"))


def test_a_past_sitting_takes_no_orders() -> None:
    with pytest.raises(SittingClosed):
        orders.place(wish(cast.sitting(timezone.now() - timedelta(hours=2))))


def test_a_draft_does_not_exist_for_guests() -> None:
    with pytest.raises(NotFound):
        orders.place(wish(cast.sitting(state="draft")))


def test_seven_covers_are_a_larger_table() -> None:
    with pytest.raises(TooManyCovers):
        orders.place(wish(cast.sitting(), 7))


def test_a_browser_holds_three_live_orders_of_a_sitting() -> None:
    sitting = cast.sitting()
    for _ in range(3):
        orders.place(wish(sitting, browser="b"))
    with pytest.raises(TooManyOrders):
        orders.place(wish(sitting, browser="b"))
    orders.place(wish(cast.sitting(), browser="b"))


def test_nameless_orders_take_sixty_percent_at_most_until_two_hours_before() -> None:
    sitting = cast.sitting(covers=17, walk_in_reserve=7)
    orders.place(wish(sitting, 6))
    with pytest.raises(ContactNeeded):
        orders.place(wish(sitting, 1))
    orders.place(wish(sitting, 1, email="amina@example.org"))
    Sitting.objects.filter(pk=sitting.pk).update(starts_at=timezone.now() + timedelta(minutes=20))
    orders.place(wish(sitting, 1))


def test_a_contact_is_one_row_that_can_be_cut_off() -> None:
    order = orders.place(wish(cast.sitting(), first_name="Amina", email="amina@example.org"))
    assert (Contact.objects.get().order, Order.objects.get()) == (order, order)
    assert not {"email", "amount", "contribution_cents", "price"} & {field.name for field in Order._meta.get_fields()}


def test_cancelling_gives_the_covers_back_and_leaves_the_fund_as_it_was() -> None:
    sitting = cast.sitting()
    before = cast.fund_balance()
    order = orders.place(wish(sitting, 3))
    assert cast.fund_balance() == before - 3 * 750
    orders.cancel(order.key)
    orders.cancel(order.key)
    assert (left(sitting), cast.fund_balance()) == (41, before)
    assert order.tickets.get().voided_at


def test_an_order_cannot_be_cancelled_once_its_sitting_has_started() -> None:
    order = orders.place(wish(cast.serving()))
    with pytest.raises(NotCancellable):
        orders.cancel(order.key)


def test_an_open_ticket_can_be_exchanged_once() -> None:
    sitting, ticket = cast.sitting(), cast.open_ticket(covers=1)
    order = orders.place(wish(sitting, open_ticket=ticket.short_code))
    ticket.refresh_from_db()
    assert (order.state, ticket.covers_left) == ("confirmed", 0)
    with pytest.raises(AlreadyRedeemed):
        orders.place(wish(sitting, open_ticket=ticket.short_code))
    orders.cancel(order.key)
    ticket.refresh_from_db()
    assert ticket.covers_left == 1


def test_a_cancelled_sitting_cancels_its_orders() -> None:
    sitting = cast.sitting()
    made = [orders.place(wish(sitting, 2)) for _ in range(2)]
    assert orders.cancel_all(sitting) == 2
    assert {Order.objects.get(pk=order.pk).state for order in made} == {"cancelled"}
