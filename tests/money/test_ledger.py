from datetime import UTC, datetime, timedelta

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


def more_lines(entry: JournalEntry, account: Account) -> None:
    JournalLine.objects.create(entry=entry, position=3, account=account, debit_cents=1)
    JournalLine.objects.create(entry=entry, position=4, account=account, credit_cents=1)


def test_an_entry_may_not_use_an_account_of_another_body() -> None:
    more_lines(pay(table()), table(code="scic").accounts.get(role="meals"))
    with pytest.raises(IntegrityError, match="account of another entity"):
        at_commit()


def test_lines_cannot_be_added_to_an_entry_that_is_written() -> None:
    entity = table()
    more_lines(pay(entity), entity.accounts.get(role="meals"))
    with pytest.raises(IntegrityError, match="not what its hash says"):
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
