from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.money.books import at_commit, pay, table
from tests.money.tampering import past_the_triggers
from venue.house.models import OperatingEntity
from venue.money import ledger
from venue.money.jobs import close_books
from venue.money.ledger import DayClosed, Line, NotYet
from venue.money.models import Closing, JournalHead
from venue.money.models.ledger import NOTHING_YET

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 11, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, 11, tzinfo=UTC)
NEXT_YEAR = datetime(2027, 1, 4, 11, tzinfo=UTC)


def sell(entity: OperatingEntity, at: datetime, cents: int = 1100) -> None:
    """A meal, VAT included, on the day of `at`."""
    vat = cents // 11
    lines = [
        Line(account="card", debit=cents),
        Line(account="vat_collected", credit=vat, vat_bp=1000, vat_base=cents - vat),
        Line(account="meals", credit=cents - vat),
    ]
    with time_machine.travel(at, tick=False):
        ledger.record(entity, "meal_order", lines)


def periods(entity: OperatingEntity) -> list[tuple[str, str]]:
    return [(closing.period, closing.last_day.isoformat()) for closing in entity.closings.order_by("number")]


def test_a_forgotten_day_is_closed_when_the_next_one_opens() -> None:
    entity = table()
    sell(entity, MONDAY)
    sell(entity, MONDAY, 2200)
    assert periods(entity) == []
    sell(entity, TUESDAY)
    closing = entity.closings.get()
    assert (closing.period, closing.first_entry, closing.last_entry, closing.entries) == ("day", 1, 2, 2)
    assert closing.totals == {
        "accounts": {"card": [3300, 0], "vat_collected": [0, 300], "meals": [0, 3000]},
        "means": {"card": 3300},
        "vat": {"1000": [3000, 300]},
        "kinds": {"meal_order": 2},
        "received": {"meal_order": 2},
        "balances": {"card": -3300, "vat_collected": 300, "meals": 3000},
    }
    assert (closing.perpetual_cents, closing.journal_hash) == (3300, entity.entries.get(number=2).hash)
    at_commit()


def test_an_account_first_used_after_a_closing_is_no_fault_of_it() -> None:
    entity = table()
    sell(entity, MONDAY)
    with time_machine.travel(TUESDAY, tick=False):
        ledger.record(entity, "test", [Line(account="cash", debit=500), Line(account="meals", credit=500)])
    assert (entity.closings.count(), ledger.verify(entity).words) == (1, "")


def test_months_and_years_close_with_their_last_day_and_the_perpetual_total_grows() -> None:
    entity = table()
    for at in (MONDAY, TUESDAY, DECEMBER, NEXT_YEAR):
        sell(entity, at)
    assert periods(entity) == [
        ("day", "2026-11-23"),
        ("day", "2026-11-24"),
        ("month", "2026-11-30"),
        ("day", "2026-12-01"),
        ("month", "2026-12-31"),
        ("year", "2026-12-31"),
    ]
    year = entity.closings.get(period="year")
    assert (year.entries, year.perpetual_cents, year.totals["means"]) == (3, 3300, {"card": 3300})
    assert year.totals["accounts"]["meals"] == [0, 3000]
    assert year.totals["vat"] == {"1000": [3000, 300]}


def test_closings_are_chained() -> None:
    entity = table()
    for at in (MONDAY, TUESDAY, DECEMBER):
        sell(entity, at)
    first, second, third = entity.closings.order_by("number")
    assert [first.previous_hash, second.previous_hash, third.previous_hash] == [NOTHING_YET, first.hash, second.hash]
    head = JournalHead.objects.get(entity=entity)
    assert (head.closings, head.closing_hash, head.closed_through) == (3, third.hash, date(2026, 11, 30))
    assert ledger.verify(entity)


@time_machine.travel(TUESDAY)
def test_a_closed_day_accepts_nothing_and_the_next_accepts_all() -> None:
    entity = table()
    lines = [Line(account="card", debit=1), Line(account="meals", credit=1)]
    ledger.record(entity, "test", lines, at=MONDAY)
    assert ledger.close(entity) == entity.closings.get(period="day")
    with pytest.raises(DayClosed):
        ledger.record(entity, "test", lines, at=MONDAY)
    assert ledger.record(entity, "test", lines).day == TUESDAY.date()


@time_machine.travel(TUESDAY)
def test_what_is_not_over_cannot_be_closed() -> None:
    entity = table()
    pay(entity)
    for period in Closing.Period.values:
        with pytest.raises(NotYet):
            ledger.close(entity, period, day=TUESDAY.date())
    assert periods(entity) == []


def test_closing_twice_is_closing_once() -> None:
    entity = table()
    sell(entity, MONDAY)
    with time_machine.travel(DECEMBER):
        november = ledger.close(entity, "month")
        assert ledger.close(entity, "month") == november
        assert ledger.close(entity, "day") is None  # nothing happened on the last of November
    assert periods(entity) == [("day", "2026-11-23"), ("month", "2026-11-30")]


def test_a_clock_that_is_set_back_does_not_stop_the_house() -> None:
    entity = table()
    sell(entity, TUESDAY)
    with time_machine.travel(DECEMBER):
        ledger.close(entity, "month")
    sell(entity, MONDAY)
    assert entity.entries.get(number=2).day == date(2026, 12, 1)


def test_an_empty_journal_has_nothing_to_close() -> None:
    assert ledger.close(table(), "year") is None


def test_what_is_taken_back_counts_against_the_vat() -> None:
    entity = table()
    sell(entity, MONDAY)
    with time_machine.travel(MONDAY):
        ledger.reverse(entity.entries.get(), reason="cancelled")
    sell(entity, TUESDAY)
    closing = entity.closings.get()
    assert (closing.totals["vat"], closing.totals["means"]) == ({"1000": [0, 0]}, {"card": 0})
    assert closing.perpetual_cents == 2200


def test_balances_from_the_last_closing_agree_with_every_line() -> None:
    entity = table()
    for at in (MONDAY, TUESDAY, TUESDAY, DECEMBER):
        sell(entity, at)
    assert [ledger.balance(entity, role) for role in ("card", "vat_collected", "meals", "grants")] == [
        -4400,
        400,
        4000,
        0,
    ]


@pytest.mark.parametrize(
    ("statement", "number", "what"),
    [
        ("UPDATE money_closing SET perpetual_cents = 1 WHERE number = 1", 1, "closing 1 is not what its hash says"),
        ("DELETE FROM money_closing WHERE number = 1", 2, "closing 1 is missing or rewritten"),
        ("DELETE FROM money_closing WHERE number = 3", 4, "closing 3 is missing or rewritten"),
        ("UPDATE money_journalhead SET closings = 2", 4, "closing 2 is missing or rewritten"),
    ],
)
def test_verify_names_a_closing_that_was_tampered_with(statement: str, number: int, what: str) -> None:
    entity = table()
    for at in (MONDAY, TUESDAY, DECEMBER, DECEMBER):
        sell(entity, at)
    assert ledger.verify(entity)
    with past_the_triggers() as cursor:
        cursor.execute(statement)
    verdict = ledger.verify(entity)
    assert (verdict.first_broken, verdict.what) == (number, what)


def test_the_night_s_job_closes_yesterday_for_every_body_that_has_books() -> None:
    association, cooperative = table(), table(code="scic")
    OperatingEntity.objects.create(code="new", name="New", legal_form="association")
    sell(association, MONDAY)
    sell(cooperative, MONDAY)
    with time_machine.travel(TUESDAY):
        close_books(0)
    assert [periods(entity) for entity in (association, cooperative)] == [[("day", "2026-11-23")]] * 2
