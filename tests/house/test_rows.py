"""A statement that is composed once reads what the query builder would."""

import pytest

from canteen.models import MealTicket, Order, Sitting
from tests import cast
from venue.rows import Rows
from venue.spaces.models import Space

TICKETS = """
SELECT {ticket}, {order}, {space} FROM canteen_mealticket ticket
LEFT JOIN canteen_order "order" ON "order".id = ticket.order_id
LEFT JOIN canteen_sitting sitting ON sitting.id = ticket.sitting_id
LEFT JOIN spaces_space space ON space.id = sitting.space_id
WHERE ticket.id = %s
"""
tickets = Rows(TICKETS, ticket=MealTicket, order=Order, space=Space)
pytestmark = pytest.mark.django_db


def fields(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_each_table_of_the_row_is_as_the_orm_reads_it() -> None:
    ticket = cast.ticket(covers=2)
    found = tickets.one(ticket.pk)
    assert found
    for name, row in (
        ("ticket", MealTicket.objects.get(pk=ticket.pk)),
        ("order", Order.objects.get(tickets=ticket)),
        ("space", Space.objects.get(sittings=ticket.sitting)),
    ):
        assert fields(found[name]) == fields(row)


def test_what_an_outer_join_does_not_find_is_none() -> None:
    found = tickets.one(cast.open_ticket().pk)
    assert found
    assert (found["order"], found["space"]) == (None, None)


def test_without_a_row_there_is_none() -> None:
    assert Rows("SELECT {sitting} FROM canteen_sitting sitting WHERE id = %s", sitting=Sitting).one(404) is None
