"""Whatever is done to the journal behind its back, verify() names the first entry that shows it."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.backends.utils import CursorWrapper
from django.utils import translation

from tests.money.books import at_commit, pay, table
from tests.money.tampering import past_the_triggers
from venue.house.models import OperatingEntity
from venue.money import audit, ledger
from venue.money.chain import digest, entry_text
from venue.money.models import JournalHead
from venue.money.models.ledger import NOTHING_YET

pytestmark = pytest.mark.django_db

Tamper = Callable[[CursorWrapper], None]


@pytest.fixture
def entity() -> OperatingEntity:
    """Five entries, the third taken back by the sixth; another body writes in between."""
    entity, other = table(), table(code="scic")
    entries = []
    for cents in (100, 300, 500, 750, 1200):
        entries.append(pay(entity, cents, about=f"order:{cents}"))
        pay(other)
    ledger.reverse(entries[2], reason="cancelled")
    at_commit()
    return entity


@pytest.fixture(params=[2, 10_000], ids=lambda size: f"slices of {size}")
def in_slices(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "SLICE", request.param)


def sql(*statements: str) -> Tamper:
    def tamper(cursor: CursorWrapper) -> None:
        for statement in statements:
            cursor.execute(
                statement.replace("[tablee]", "(SELECT id FROM house_operatingentity WHERE code = 'tablee')")
            )

    return tamper


def entry_of(number: int) -> str:
    return f"(SELECT id FROM money_journalentry WHERE number = {number} AND entity_id = [tablee])"


def rehash(cursor: CursorWrapper, first: int, last: int) -> None:
    """What a forger who knows chain.py does after an edit: write the hashes anew, one after the other."""
    entity = OperatingEntity.objects.get(code="tablee")
    before = entity.entries.get(number=first).previous_hash
    for entry in entity.entries.filter(number__range=(first, last)).order_by("number"):
        entry.previous_hash = before
        reverses = entry.reverses.number if entry.reverses else None
        before = digest(entry_text(entry, ledger.lines_of(entry), reverses))
        cursor.execute(
            "UPDATE money_journalentry SET previous_hash = %s, hash = %s WHERE id = %s",
            [entry.previous_hash, before, entry.pk],
        )


def move(a: int, b: int) -> Tamper:
    return sql(
        f"UPDATE money_journalentry SET number = 99 WHERE number = {a} AND entity_id = [tablee]",
        f"UPDATE money_journalentry SET number = {a} WHERE number = {b} AND entity_id = [tablee]",
        f"UPDATE money_journalentry SET number = {b} WHERE number = 99 AND entity_id = [tablee]",
    )


def edit_and_rehash(first: int, last: int) -> Tamper:
    def tamper(cursor: CursorWrapper) -> None:
        amount = "UPDATE money_journalline SET {side} = 1 WHERE {side} > 0 AND entry_id = "
        for side in ("debit_cents", "credit_cents"):
            sql(amount.format(side=side) + entry_of(first))(cursor)
        rehash(cursor, first, last)

    return tamper


def edit_entry(change: str) -> Tamper:
    return sql(f"UPDATE money_journalentry SET {change} WHERE number = 4 AND entity_id = [tablee]")


def edit_line(change: str) -> Tamper:
    return sql(f"UPDATE money_journalline SET {change} WHERE position = 2 AND entry_id = {entry_of(4)}")


def delete(number: int, *, lines_too: bool = True) -> Tamper:
    return sql(
        *([f"DELETE FROM money_journalline WHERE entry_id = {entry_of(number)}"] if lines_too else []),
        f"DELETE FROM money_journalentry WHERE number = {number} AND entity_id = [tablee]",
    )


def insert_at_the_end(cursor: CursorWrapper) -> None:
    sql(
        "INSERT INTO money_journalentry (entity_id, number, at, day, kind, about, reason, previous_hash, hash)"
        " SELECT entity_id, number + 1, at, day, kind, 'forged', '', hash, hash FROM money_journalentry"
        " WHERE number = 6 AND entity_id = [tablee]"
    )(cursor)


def insert_in_the_middle(cursor: CursorWrapper) -> None:
    for number in (6, 5, 4):
        sql(f"UPDATE money_journalentry SET number = {number + 1} WHERE number = {number} AND entity_id = [tablee]")(
            cursor
        )
    sql(
        "INSERT INTO money_journalentry (entity_id, number, at, day, kind, about, reason, previous_hash, hash)"
        " SELECT entity_id, 4, at, day, kind, 'forged', '', hash, '' FROM money_journalentry"
        " WHERE number = 3 AND entity_id = [tablee]",
        "INSERT INTO money_journalline (entry_id, position, account_id, debit_cents, credit_cents)"
        f" SELECT {entry_of(4)}, position, account_id, debit_cents, credit_cents FROM money_journalline"
        f" WHERE entry_id = {entry_of(3)}",
    )(cursor)
    rehash(cursor, 4, 4)


def delete_and_move_up(cursor: CursorWrapper) -> None:
    delete(1)(cursor)
    for number in range(2, 7):
        move(number - 1, number)(cursor)
    rehash(cursor, 1, 5)


TAMPERINGS: dict[str, tuple[Tamper, int, str]] = {
    "an amount edited on both sides": (edit_and_rehash(4, 3), 4, "not what its hash says"),
    "a line's amount": (edit_line("credit_cents = 1"), 4, "not what its hash says"),
    "a line's side": (edit_line("debit_cents = credit_cents, credit_cents = 0"), 4, "not what its hash says"),
    "a line's account": (
        edit_line("account_id = (SELECT id FROM money_account WHERE role = 'grants' AND entity_id = [tablee])"),
        4,
        "not what its hash says",
    ),
    "a line's account, to that of another body": (
        edit_line(
            "account_id = (SELECT id FROM money_account WHERE role = 'meals' AND entity_id ="
            " (SELECT id FROM house_operatingentity WHERE code = 'scic'))"
        ),
        4,
        "not what its hash says",
    ),
    "a line's position": (edit_line("position = 0"), 4, "not what its hash says"),
    "a line deleted": (
        sql(f"DELETE FROM money_journalline WHERE position = 2 AND entry_id = {entry_of(4)}"),
        4,
        "not what its hash says",
    ),
    "all lines deleted": (
        sql(f"DELETE FROM money_journalline WHERE entry_id = {entry_of(4)}"),
        4,
        "without lines",
    ),
    "when": (edit_entry("at = at - interval '1 microsecond'"), 4, "not what its hash says"),
    "the day": (edit_entry("day = day - 1"), 4, "not what its hash says"),
    "the kind": (edit_entry("kind = 'gift'"), 4, "not what its hash says"),
    "what it is about": (edit_entry("about = 'order:2'"), 4, "not what its hash says"),
    "the reason": (edit_entry("reason = 'forged'"), 4, "not what its hash says"),
    "what it reverses": (edit_entry(f"reverses_id = {entry_of(1)}, reason = 'x'"), 4, "not what its hash says"),
    "its hash": (edit_entry("hash = repeat('0', 64)"), 4, "not what its hash says"),
    "the hash before it": (edit_entry("previous_hash = repeat('0', 64)"), 4, "not what its hash says"),
    "the first deleted": (delete(1), 1, "missing"),
    "one in the middle deleted": (delete(3), 3, "missing"),
    "the last deleted": (delete(6), 6, "missing"),
    "an entry deleted, its lines left": (delete(5, lines_too=False), 5, "missing"),
    "one added at the end": (insert_at_the_end, 7, "not known to the head of the journal"),
    "one added in the middle": (insert_in_the_middle, 5, "not what its hash says"),
    "two exchanged": (move(2, 3), 2, "not what its hash says"),
    "one rewritten and rehashed": (edit_and_rehash(4, 4), 4, "rewritten: the next entry holds another hash"),
    "all from there on rehashed": (edit_and_rehash(2, 6), 6, "rewritten: the head of the journal holds another hash"),
    "all shifted down after a deletion": (
        delete_and_move_up,
        1,
        "not the beginning of its chain",
    ),
    "the head turned back": (
        sql("UPDATE money_journalhead SET number = 5 WHERE entity_id = [tablee]"),
        5,
        "rewritten: the head of the journal holds another hash",
    ),
    "the head deleted": (sql("DELETE FROM money_journalhead WHERE entity_id = [tablee]"), 6, "the journal has no head"),
    "an account given another role": (
        sql("UPDATE money_account SET role = 'wages' WHERE role = 'meals' AND entity_id = [tablee]"),
        1,
        "not what its hash says",
    ),
    "lines without an entry": (
        sql(
            "INSERT INTO money_journalline (entry_id, position, account_id, debit_cents, credit_cents)"
            f" SELECT 0, position, account_id, debit_cents, credit_cents FROM money_journalline"
            f" WHERE entry_id = {entry_of(4)}"
        ),
        6,
        "lines without their entry",
    ),
}


@pytest.mark.usefixtures("in_slices")
@pytest.mark.parametrize("name", TAMPERINGS)
def test_the_first_broken_entry_is_named(entity: OperatingEntity, name: str) -> None:
    tamper, number, what = TAMPERINGS[name]
    assert ledger.verify(entity)
    with past_the_triggers() as cursor:
        tamper(cursor)
    verdict = ledger.verify(entity)
    assert (verdict.first_broken, verdict.what) == (number, what)
    assert ledger.verify(OperatingEntity.objects.get(code="scic"))


def test_a_head_noted_earlier_finds_what_was_rewritten_together_with_the_head(entity: OperatingEntity) -> None:
    noted = str(JournalHead.objects.get(entity=entity))
    pay(entity)
    assert ledger.verify(entity, expect=noted)
    with past_the_triggers() as cursor:
        edit_and_rehash(2, 7)(cursor)
        newest = entity.entries.get(number=7).hash
        cursor.execute("UPDATE money_journalhead SET hash = %s WHERE entity_id = %s", [newest, entity.pk])
    assert ledger.verify(entity)
    verdict = ledger.verify(entity, expect=noted)
    assert (verdict.first_broken, verdict.what) == (6, "rewritten: another hash was noted")


def test_an_empty_journal_is_whole() -> None:
    assert ledger.verify(table()) == ledger.Verdict(entries=0, head=f"0:{NOTHING_YET}")


def run(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("verify_ledger", *arguments, workers=1, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_says_that_all_is_well_and_prints_each_head(entity: OperatingEntity) -> None:
    heads = JournalHead.objects.in_bulk()
    other = OperatingEntity.objects.get(code="scic")
    assert run() == (
        f"scic: 5 entries, all as they were written. Head {heads[other.pk]}\n"
        f"tablee: 6 entries, all as they were written. Head {heads[entity.pk]}\n"
    )
    assert run("--entity", "tablee", "--expect", str(heads[entity.pk])).startswith("tablee: 6 entries")


@pytest.mark.parametrize(
    ("language", "said", "why"),
    [
        ("en", "tablee: entry 4 is broken (not what its hash says).\n", "A journal has been tampered with."),
        (
            "fr",
            "tablee\u00a0: l’écriture 4 est altérée (son contenu ne répond plus à son empreinte).\n",
            "Un journal a été",
        ),
    ],
)
def test_the_command_names_the_entry_and_fails(entity: OperatingEntity, language: str, said: str, why: str) -> None:
    with past_the_triggers() as cursor:
        edit_line("credit_cents = 1")(cursor)
    out = StringIO()
    with translation.override(language), pytest.raises(CommandError, match=why):
        call_command("verify_ledger", entity="tablee", workers=1, stdout=out, stderr=out)
    assert out.getvalue() == said


@pytest.mark.parametrize("arguments", [["--entity", "nobody"], ["--expect", "1:abc", "--entity", "tablee"]])
def test_the_command_refuses_what_it_does_not_understand(entity: OperatingEntity, arguments: list[str]) -> None:
    assert entity
    with pytest.raises(CommandError):
        run(*arguments)
