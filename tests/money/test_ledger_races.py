import pytest
from django.db import transaction

from tests.money.books import numbers, pay, table
from tests.money.tampering import past_the_triggers
from tests.race import race
from venue.house.models import OperatingEntity
from venue.money import audit, ledger
from venue.money.ledger import AlreadyRecorded, AlreadyReversed
from venue.money.models import JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)


def test_thirty_two_at_once_get_the_numbers_one_to_thirty_two() -> None:
    entity = table()
    entries = race(32, lambda: pay(entity))
    assert sorted(entry.number for entry in entries) == list(range(1, 33))
    hashes = dict(entity.entries.values_list("number", "hash"))
    assert all(hashes[entry.number - 1] == entry.previous_hash for entry in entries if entry.number > 1)


def test_without_the_lock_of_the_head_they_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: only the lock makes the test above pass."""
    entity = table()

    monkeypatch.setattr(ledger.BOOKS, "_statement", ledger.BOOKS._statement.replace("FOR UPDATE OF head", ""))
    monkeypatch.delitem(vars(ledger.BOOKS), "_composed", raising=False)
    results = race(32, lambda: pay(entity))
    assert any(isinstance(result, Exception) for result in results)


def test_a_transaction_that_fails_leaves_no_gap() -> None:
    entity = table()
    pay(entity)
    with transaction.atomic():
        assert pay(entity).number == 2
        transaction.set_rollback(True)
    assert pay(entity).number == 2


def test_of_many_who_record_the_same_fact_one_does() -> None:
    entity = table()
    results = race(8, lambda: pay(entity, about="order:1"))
    assert [type(result) for result in results if not isinstance(result, JournalEntry)] == [AlreadyRecorded] * 7
    assert numbers(entity) == [1]


def test_of_many_who_take_the_same_entry_back_one_does() -> None:
    entity = table()
    entry = pay(entity)
    results = race(8, lambda: ledger.reverse(JournalEntry.objects.get(pk=entry.pk), reason="cancelled"))
    assert [type(result) for result in results if not isinstance(result, JournalEntry)] == [AlreadyReversed] * 7
    assert numbers(entity) == [1, 2]


def test_first_entries_of_a_new_body_may_come_together() -> None:
    entity = OperatingEntity.objects.create(code="new", name="New", legal_form="association")
    race(8, lambda: pay(entity))
    assert numbers(entity) == list(range(1, 9))


def test_slices_checked_at_once_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    entity = table()
    for _ in range(7):
        pay(entity)
    monkeypatch.setattr(audit, "SLICE", 2)
    assert ledger.verify(entity, workers=2)
    with past_the_triggers() as cursor:
        cursor.execute("UPDATE money_journalentry SET reason = 'forged' WHERE number IN (4, 5)")
    assert ledger.verify(entity, workers=2).first_broken == 4
