"""Money is never edited: the application lacks the right, and a trigger stops the owner."""

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from tests.money.books import at_commit, pay, table
from tests.money.tampering import as_owner
from venue.money.models import Closing, JournalHead

pytestmark = pytest.mark.django_db

TABLES = ["money_journalentry", "money_journalline", "money_closing"]
CHANGES = ["UPDATE {table} SET id = id", "DELETE FROM {table}", "TRUNCATE {table} CASCADE"]


@pytest.mark.parametrize("table_name", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_the_application_may_not_change_what_happened(table_name: str, change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(change.format(table=table_name))


@pytest.mark.parametrize("table_name", ["money_journalentry", "money_journalline"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_trigger_stops_even_the_owner(table_name: str, change: str) -> None:
    pay(table())
    at_commit()
    with as_owner() as cursor, pytest.raises(DatabaseError, match="money is never edited"), transaction.atomic():
        cursor.execute(change.format(table=table_name))


def test_a_closing_is_as_fixed_as_an_entry() -> None:
    assert Closing.append_only
    with as_owner() as cursor, pytest.raises(DatabaseError, match="money is never edited"), transaction.atomic():
        cursor.execute("TRUNCATE money_closing")


@pytest.mark.parametrize(
    "change",
    [
        {"number": 0},
        {"number": 3},
        {"hash": "f" * 64},
        {"closings": 2},
        {"closing_hash": "f" * 64},
    ],
)
def test_the_head_of_the_journal_only_moves_forward(change: dict[str, object]) -> None:
    entity = table()
    pay(entity)
    with pytest.raises(IntegrityError, match="money is never edited"), transaction.atomic():
        JournalHead.objects.filter(entity=entity).update(**change)


def test_the_head_of_the_journal_cannot_be_removed() -> None:
    entity = table()
    with pytest.raises(IntegrityError, match="money is never edited"):
        JournalHead.objects.filter(entity=entity).delete()


def test_what_code_calls_an_account_is_for_ever() -> None:
    entity = table()
    with pytest.raises(IntegrityError, match="money is never edited"):
        entity.accounts.filter(role="cash").update(role="petty_cash")
