"""A statement that is composed once reads and writes what the query builder would."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from canteen.models import Contact, MealTicket, Order, Sitting
from tests import cast
from tests.race import race
from venue.house.models import Building
from venue.rows import Rows, Together, write_together
from venue.spaces.models import Closure, Space

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


NAMED = Together(Building, Closure, once="UPDATE house_building SET name = %s WHERE code = %s RETURNING id")


def pair(code: str) -> tuple[Building, Closure]:
    """A new building, and a day on which the old one is closed."""
    now = timezone.now()
    return Building(code=code, name="New", public_cap=9), Closure(
        building=cast.building(), starts=now, ends=now + timedelta(days=1)
    )


def test_rows_are_written_together_if_the_update_finds_its_row() -> None:
    old, (new, closure) = cast.building(), pair("annexe")
    assert NAMED.write(new, closure, once=("Renamed", old.code))
    assert Building.objects.get(pk=old.pk).name == "Renamed"
    assert fields(Building.objects.get(pk=new.pk)) == fields(new)
    assert fields(Closure.objects.get(pk=closure.pk)) == fields(closure)


def test_if_the_update_finds_nothing_nothing_is_written() -> None:
    new, closure = pair("annexe")
    assert not NAMED.write(new, closure, once=("Renamed", "nowhere"))
    assert (new._state.adding, Building.objects.count(), Closure.objects.count()) == (True, 1, 0)


def test_what_the_database_refuses_undoes_all_of_it_and_nothing_else() -> None:
    old, (new, closure) = cast.building(), pair(cast.building().code)
    with pytest.raises(IntegrityError):
        NAMED.write(new, closure, once=("Renamed", old.code))
    assert (Building.objects.get().name, Closure.objects.count()) == (old.name, 0)


def seen_by_another() -> str:
    """The old building's name for whoever does not stand in our transaction."""
    return str(race(1, lambda: Building.objects.get(code="preau").name)[0])


@pytest.mark.django_db(transaction=True)
def test_finishing_ends_the_transaction_joining_waits_for_its_end() -> None:
    old = Building.objects.create(code="preau", name="Old", public_cap=9)
    closed = {"starts": timezone.now(), "ends": timezone.now() + timedelta(days=1)}
    for verb, seen in ((NAMED.join, "Old"), (NAMED.finish, "Renamed")):
        told: list[str] = []
        with transaction.atomic():
            transaction.on_commit(lambda told=told: told.append("committed"))  # type: ignore[misc]
            new = Building(code=verb.__name__, name="New", public_cap=9)
            assert verb(new, Closure(building=old, **closed), once=("Renamed", "preau"))
            assert (seen_by_another(), told) == (seen, [])
        assert (seen_by_another(), told, new.pk) == ("Renamed", ["committed"], Building.objects.get(code=new.code).pk)
        Building.objects.filter(code="preau").update(name="Old")


def finish_after_a_write(new: Building, code: str) -> None:
    """A transaction that writes a row, then finishes with others where there is a building of that code."""
    now, old = timezone.now(), Building.objects.get(code="preau")
    with transaction.atomic():
        Building.objects.create(code="before", name="Before", public_cap=9)
        if not NAMED.finish(
            new, Closure(building=old, starts=now, ends=now + timedelta(days=1)), once=("Renamed", code)
        ):
            raise LookupError(*Building.objects.values_list("code", flat=True))  # one may still look why


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("code", "found", "refused"), [("annexe", "nowhere", LookupError), ("preau", "preau", IntegrityError)]
)
def test_a_finish_that_writes_nothing_takes_back_what_came_before(
    code: str, found: str, refused: type[Exception]
) -> None:
    Building.objects.create(code="preau", name="Old", public_cap=9)
    with pytest.raises(refused) as no:
        finish_after_a_write(Building(code=code, name="New", public_cap=9), found)
    assert refused is IntegrityError or no.value.args == ("preau",)
    assert [(it.code, it.name) for it in Building.objects.all()] == [("preau", "Old")]


def test_a_row_may_lean_on_one_before_it() -> None:
    sitting = cast.sitting()
    order = Order(sitting=sitting, covers=2, state="confirmed", diets=["vegan"], browser="b")
    ticket = MealTicket(order=order, sitting=sitting, covers=2)
    contact = Contact(order=order, first_name="Amina")
    write_together(order, ticket, contact)
    assert fields(Order.objects.get()) == {name: value for name, value in fields(order).items() if name != "sitting"}
    assert [row.order_id for row in (ticket, contact)] == [order.pk] * 2
    assert (MealTicket.objects.get(order=order).pk, Contact.objects.get(order=order).pk) == (ticket.pk, contact.pk)


def test_what_is_selected_beside_the_tables_has_its_name() -> None:
    sitting = cast.sitting(covers=48)
    found = Rows("SELECT {s}, s.covers * %(by)s AS plates FROM canteen_sitting s WHERE id = %(pk)s", s=Sitting)
    assert found.one(pk=sitting.pk, by=2) == {"s": sitting, "plates": 96}
