"""Checking a journal of a million entries, and posting to it, each beside the plainest thing that moves as many rows.

`BENCH_ENTRIES` makes the journal smaller or larger.
"""

import os
from collections.abc import Callable
from time import perf_counter

from tests.bench.menu_reads import a_demo_house  # sets Django up

from django.db import connection, transaction  # isort: skip

from tests.bench.tables import RUNS, Figure, Table, ratio  # isort: skip
from venue.house.models import OperatingEntity  # isort: skip
from venue.money import ledger  # isort: skip
from venue.money.ledger import Line  # isort: skip
from venue.money.models.ledger import NOTHING_YET  # isort: skip

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "1000000"))
POSTINGS = 200

# A meal for which 10 € were given, VAT included.
LINES = [
    Line(account="card", debit=1000),
    Line(account="vat_collected", credit=91, vat_bp=1000, vat_base=909),
    Line(account="meals", credit=659),
    Line(account="solidarity_fund", credit=250),
]

# One step of the recursion per entry: each hash needs the one before.
FILL_ENTRIES = """
INSERT INTO money_journalentry (entity_id, number, at, day, kind, about, reason, previous_hash, hash)
WITH RECURSIVE written AS (
    SELECT string_agg(money_line_text(role, debit, credit, vat_bp, vat_base), E'\\n' ORDER BY position) AS lines
      FROM bench_line
), chain (number, at, previous_hash, hash) AS (
    SELECT 0::bigint, timestamptz '2020-01-01 09:00Z', %(nothing)s, %(nothing)s
    UNION ALL
    SELECT number + 1, at + interval '2 minutes', hash,
           encode(sha256(convert_to(money_entry_text(
               hash, %(entity)s, number + 1, at + interval '2 minutes',
               ((at + interval '2 minutes') AT TIME ZONE 'Europe/Paris')::date, 'meal_order', 'bench:' || number + 1,
               NULL, '', (SELECT lines FROM written)), 'UTF8')), 'hex')
      FROM chain WHERE number < %(entries)s
)
SELECT %(entity)s, number, at, (at AT TIME ZONE 'Europe/Paris')::date, 'meal_order', 'bench:' || number, '',
       previous_hash, hash
  FROM chain WHERE number > 0
"""
FILL_LINES = """
INSERT INTO money_journalline (entry_id, position, account_id, debit_cents, credit_cents, vat_bp, vat_base_cents)
SELECT entry.id, line.position, account.id, debit, credit, vat_bp, vat_base
  FROM money_journalentry entry CROSS JOIN bench_line line
  JOIN money_account account ON account.role = line.role AND account.entity_id = entry.entity_id
 WHERE entry.entity_id = %(entity)s ORDER BY entry.id, line.position
"""
FILL_HEAD = """
UPDATE money_journalhead SET (number, hash, day) =
    (SELECT number, hash, day FROM money_journalentry WHERE entity_id = %(entity)s ORDER BY number DESC LIMIT 1)
 WHERE entity_id = %(entity)s
"""
SCAN = "SELECT count(*), sum(debit_cents), sum(credit_cents) FROM money_journalline"


def fill(entity: OperatingEntity) -> None:
    """A journal of `ENTRIES` that `verify` finds whole, written past the triggers in one go."""
    ledger.open_books(entity)
    facts = {"entity": entity.pk, "entries": ENTRIES, "nothing": NOTHING_YET}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "CREATE TEMPORARY TABLE bench_line"
            " (position int, role text, debit bigint, credit bigint, vat_bp int, vat_base bigint)"
        )
        for position, line in enumerate(LINES, start=1):
            row = [position, line.account, line.debit, line.credit, line.vat_bp, line.vat_base]
            cursor.execute("INSERT INTO bench_line VALUES (%s, %s, %s, %s, %s, %s)", row)
        for statement in (FILL_ENTRIES, FILL_LINES, FILL_HEAD):
            cursor.execute(statement, facts)
        cursor.execute("DROP TABLE bench_line")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE money_journalentry, money_journalline")


def seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def check(entity: OperatingEntity, workers: int) -> None:
    verdict = ledger.verify(entity, workers=workers)
    if not verdict or verdict.entries < ENTRIES:
        raise RuntimeError(f"not the journal that was to be measured: {verdict}")


def scan() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SCAN)


def post(entity: OperatingEntity) -> None:
    for _ in range(POSTINGS):
        ledger.record(entity, "bench", LINES)


def insert() -> None:
    """As many commits with as many rows, of a table that promises nothing."""
    with connection.cursor() as cursor:
        for _ in range(POSTINGS):
            with transaction.atomic():
                cursor.execute("INSERT INTO bench_plain SELECT n, 1000, 0 FROM generate_series(1, %s) n", [len(LINES)])


def measure() -> list[Table]:
    with a_demo_house():
        entity = OperatingEntity.objects.create(code="bench", name="Bench", legal_form="association")
        filled = seconds(lambda: fill(entity))
        return [checking(entity, filled), posting(entity)]


def checking(entity: OperatingEntity, filled: float) -> Table:
    scanned, alone, together = Figure("s", 2), Figure("s", 2), Figure("s", 2)
    for _ in range(RUNS):
        scanned.runs.append(seconds(scan))
        alone.runs.append(seconds(lambda: check(entity, 1)))
        together.runs.append(seconds(lambda: check(entity, 2)))
    title = f"Checking {ENTRIES:,} entries of {len(LINES)} lines (goal: ≤ 10 s a million)".replace(",", " ")
    table = Table(title, ["what", "median (min … max)", "× scan"])
    table.rows = [
        ["SELECT count, sum, sum over the lines", str(scanned), "1"],
        ["verify, one connection", str(alone), ratio(alone, scanned)],
        ["verify, two connections (the command)", str(together), ratio(together, scanned)],
    ]
    table.notes = [f"The journal was written in {filled:.0f} s."]
    return table


def posting(entity: OperatingEntity) -> Table:
    ledger.record(entity, "bench", LINES)  # opens a new day and so closes the million before it
    plain, ours = Figure("commits/s"), Figure("commits/s")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain (position int, debit bigint, credit bigint)")
    for _ in range(RUNS):
        plain.runs.append(POSTINGS / seconds(insert))
        ours.runs.append(POSTINGS / seconds(lambda: post(entity)))
    table = Table("Posting to that journal, one writer", ["what", "median (min … max)", "× insert"])
    table.rows = [
        ["INSERT of as many rows into a plain table", str(plain), "1"],
        ["ledger.record: locked, numbered, chained, checked at COMMIT", str(ours), ratio(ours, plain)],
    ]
    return table
