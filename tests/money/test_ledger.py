from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.money.books import at_commit, numbers, pay, table, written
from venue.house.models import OperatingEntity
from venue.money import ledger
from venue.money.chain import digest, entry_text
from venue.money.chart import CHART
from venue.money.ledger import AlreadyRecorded, AlreadyReversed, DayClosed, Line, NotYet
from venue.money.models import Account, JournalEntry, JournalHead, JournalLine
from venue.money.models.ledger import NOTHING_YET

pytestmark = pytest.mark.django_db


def test_entries_are_numbered_from_one_and_each_holds_the_hash_of_the_one_before() -> None:
    entity = table()
    first, second = pay(entity), pay(entity)
    assert (first.number, first.previous_hash) == (1, NOTHING_YET)
    assert (second.number, second.previous_hash) == (2, first.hash)
    head = JournalHead.objects.get(entity=entity)
    assert (head.number, head.hash) == (2, second.hash)


def test_each_legal_body_counts_for_itself() -> None:
    association, cooperative = table(), table(code="scic")
    pay(association)
    pay(cooperative)
    assert (numbers(association), numbers(cooperative)) == ([1], [1])


def test_the_database_hashes_an_entry_to_the_same_value() -> None:
    lines = [
        Line(account="card", debit=1100),
        Line(account="vat_collected", credit=100, vat_bp=1000, vat_base=1000),
        Line(account="meals", credit=1000),
    ]
    entry = ledger.record(table(), "test", lines, about="a:1", at=datetime(2026, 7, 1, 22, 30, 0, 7, tzinfo=UTC))
    assert entry.hash == digest(entry_text(entry, lines, None))
    assert entry.day.isoformat() == "2026-07-02"  # half past midnight in Clermont-Ferrand
    at_commit()


def test_a_body_that_never_opened_its_books_opens_them_with_its_first_entry() -> None:
    entity = OperatingEntity.objects.create(code="new", name="New", legal_form="association")
    assert pay(entity).number == 1
    assert list(entity.accounts.values_list("role", flat=True)) == [account.role for account in CHART]


def test_a_role_that_an_update_brought_is_opened_when_it_is_first_used() -> None:
    entity = table()
    entity.accounts.filter(role="meals").delete()
    assert written(pay(entity, 5)) == [("card", 5, 0), ("meals", 0, 5)]
    with pytest.raises(KeyError):
        ledger.record(entity, "test", [Line(account="nonsense", debit=1), Line(account="meals", credit=1)])


def test_opening_the_books_again_keeps_what_the_accountant_named() -> None:
    entity = table()
    Account.objects.filter(entity=entity, role="cash").update(number="5311", name="Petite caisse")
    ledger.open_books(entity)
    assert entity.accounts.get(role="cash").number == "5311"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([Line(account="card", debit=5), Line(account="meals", credit=4)], "not balanced"),
        ([], "has 0 lines"),
    ],
)
def test_what_is_not_balanced_does_not_pass_the_commit(lines: list[Line], says: str) -> None:
    ledger.record(table(), "test", lines)
    with pytest.raises(IntegrityError, match=says):
        at_commit()


def test_lines_cannot_be_added_to_an_entry_that_is_written() -> None:
    entity = table()
    entry = pay(entity)
    with pytest.raises(IntegrityError, match="no line joins an entry that is written"):
        JournalLine.objects.create(entry=entry, position=3, account=entity.accounts.get(role="meals"), debit_cents=1)


def by_hand(entity: OperatingEntity, accounts_of: OperatingEntity, *, to_the_head: bool = True, **facts: Any) -> None:
    """An entry of two lines, written as anybody could who may insert rows."""
    lines = [Line(account="card", debit=5), Line(account="meals", credit=5)]
    now = timezone.now()
    plain = {"entity": entity, "number": 1, "at": now, "day": now.date(), "kind": "test", "previous_hash": NOTHING_YET}
    entry = JournalEntry(**plain | facts)
    entry.hash = facts.get("hash") or digest(entry_text(entry, lines, None))
    entry.save()
    for position, line in enumerate(lines, start=1):
        JournalLine.objects.create(
            entry=entry,
            position=position,
            account=accounts_of.accounts.get(role=line.account),
            debit_cents=line.debit,
            credit_cents=line.credit,
        )
    if to_the_head:
        JournalHead.objects.filter(entity=entity).update(number=1, hash=entry.hash)


def test_what_is_written_by_hand_must_be_right_in_every_way() -> None:
    entity = table()
    by_hand(entity, entity)
    at_commit()
    assert ledger.verify(entity)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"accounts_of": "scic"}, "account of another entity"),
        ({"hash": "0" * 64}, "not what its hash says"),
        ({"to_the_head": False}, "not known to the head"),
    ],
)
def test_an_entry_that_was_made_by_hand_does_not_pass(facts: dict[str, Any], says: str) -> None:
    entity = table()
    by_hand(entity, table(code=facts.pop("accounts_of", "tablee")), **facts)
    with pytest.raises(IntegrityError, match=says):
        at_commit()


def test_a_line_of_nothing_is_refused() -> None:
    with pytest.raises(IntegrityError, match="a_line_has_one_side"):
        ledger.record(table(), "test", [Line(account="card"), Line(account="meals")])


def test_the_same_fact_is_recorded_once() -> None:
    entity = table()
    pay(entity, about="order:1")
    with pytest.raises(AlreadyRecorded):
        pay(entity, about="order:1")
    assert numbers(entity) == [1]


def test_no_address_of_anybody_can_be_what_an_entry_is_about() -> None:
    with pytest.raises(IntegrityError, match="about_is_opaque"):
        pay(table(), about="amina@example.org")


def test_a_reversal_writes_the_lines_on_the_other_side_and_says_why() -> None:
    entity = table()
    entry = pay(entity, 400, about="order:1")
    back = ledger.reverse(entry, reason="cancelled\nin time")
    assert (back.reverses_id, back.about, back.reason) == (entry.pk, "order:1", "cancelled in time")
    assert written(back) == [("card", 0, 400), ("meals", 400, 0)]
    assert (ledger.balance(entity, "meals"), ledger.balance(entity, "card")) == (0, 0)
    at_commit()


def test_an_entry_is_taken_back_once_and_a_reversal_never() -> None:
    entity = table()
    entry = pay(entity)
    back = ledger.reverse(entry, reason="a mistake")
    for what in (entry, back):
        with pytest.raises(AlreadyReversed):
            ledger.reverse(what, reason="again")
    assert numbers(entity) == [1, 2]


def test_days_never_run_backwards_and_the_future_is_refused() -> None:
    entity = table()
    now = timezone.now()
    lines = [Line(account="card", debit=1), Line(account="meals", credit=1)]
    ledger.record(entity, "test", lines, at=now - timedelta(days=2))
    with pytest.raises(DayClosed):
        ledger.record(entity, "test", lines, at=now - timedelta(days=3))
    with pytest.raises(NotYet):
        ledger.record(entity, "test", lines, at=now + timedelta(minutes=1))
    assert numbers(entity) == [1]
