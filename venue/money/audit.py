"""Is the journal what was written? `verify()` looks at every entry and names the first that is not.

Each entry is checked by itself (its hash is the hash of its content, its lines balance) and against the next one, which
holds its hash; the last against the journal's head. Entries never change once they are written, so slices of the
journal can be checked one by one, or several at once, while the house goes on writing.

Whoever can rewrite entries, closings and head alike leaves no trace in the database; for that there is the head that
was printed or sent away: `expect`.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext, gettext_noop

from venue.house.models import OperatingEntity
from venue.money.chain import closing_text, digest
from venue.money.models import Closing, JournalHead
from venue.money.models.ledger import NOTHING_YET

SLICE = 10_000  # entries: small enough for the hash joins to stay in memory


@dataclass(frozen=True)
class Verdict:
    """`first_broken` is the number of an entry, None when all is well; `what` says how it is broken, and `words` says
    it in the reader's language.
    """

    entries: int
    head: str
    first_broken: int | None = None
    fault: str = ""
    closing: int = 0

    @property
    def what(self) -> str:
        return self.fault % {"closing": self.closing}

    @property
    def words(self) -> str:
        return gettext(self.fault) % {"closing": self.closing} if self.fault else ""

    def __bool__(self) -> bool:
        return self.first_broken is None


class Broken(NamedTuple):
    number: int
    fault: str
    closing: int = 0


# What the statement below finds; written here once more for those who collect sentences to translate.
FAULTS = (
    gettext_noop("missing"),
    gettext_noop("without lines"),
    gettext_noop("not what its hash says"),
    gettext_noop("not balanced"),
    gettext_noop("not the beginning of its chain"),
    gettext_noop("rewritten: the next entry holds another hash"),
    gettext_noop("rewritten: the head of the journal holds another hash"),
)


def verify(entity: OperatingEntity, *, expect: str = "", workers: int = 1) -> Verdict:
    """Check the whole journal of `entity`; `expect` is a head noted earlier, as `NUMBER:HASH`.

    `workers` > 1 reads in parallel on connections of their own (which do not see the caller's open transaction).
    """
    head = JournalHead.objects.filter(entity=entity).annotate(newest=Max("entity__entries__number")).first()
    if head is None:
        newest = entity.entries.aggregate(newest=Max("number"))["newest"]
        return (
            Verdict(0, "", newest, gettext_noop("the journal has no head"))
            if newest
            else Verdict(0, "0:" + NOTHING_YET)
        )
    for broken in _findings(head, expect, workers):
        return Verdict(head.number, str(head), *broken)
    return Verdict(head.number, str(head))


def _findings(head: JournalHead, expect: str, workers: int) -> Iterator[Broken]:
    yield from _in_slices(head, workers)
    if head.newest and head.newest > head.number:  # type: ignore[attr-defined]
        yield Broken(head.number + 1, gettext_noop("not known to the head of the journal"))
    yield from _orphans(head)
    yield from _closings(head)
    if expect:
        yield from _unexpected(head, expect)


def _in_slices(head: JournalHead, workers: int) -> Iterator[Broken]:
    slices = [(first, min(first + SLICE - 1, head.number)) for first in range(1, head.number + 1, SLICE)]
    check = _checker(head)
    if workers == 1 or len(slices) == 1:
        yield from (broken for first, last in slices if (broken := check(first, last)))
        return
    with ThreadPoolExecutor(workers) as pool:
        shares = pool.map(lambda share: _own_connection(check, slices[share::workers]), range(workers))
        yield from sorted(broken for found in shares for broken in found)


def _own_connection(check: Callable[[int, int], Broken | None], slices: list[tuple[int, int]]) -> list[Broken]:
    """The first finding of one worker, who closes the connection that its thread opened."""
    try:
        return next(([broken] for first, last in slices if (broken := check(first, last))), [])
    finally:
        connection.close()


# The row after the slice is read too, for what it says of the last one (if it is itself what its hash says). The lines
# are found by the range of ids, which follow the numbers; an id out of its place only makes that range longer.
BROKEN_IN_SLICE = """
WITH entries AS MATERIALIZED (
    SELECT * FROM money_journalentry WHERE entity_id = %(entity)s AND number BETWEEN %(first)s AND %(last)s + 1
), lines AS MATERIALIZED (
    SELECT entry_id, sum(debit_cents - credit_cents) AS difference,
           string_agg(money_line_text(role, debit_cents, credit_cents, vat_bp, vat_base_cents), E'\n'
                      ORDER BY position) AS text
      FROM money_journalline line
      JOIN money_account account ON account.id = line.account_id AND account.entity_id = %(entity)s
     WHERE entry_id BETWEEN (SELECT min(id) FROM entries) AND (SELECT max(id) FROM entries)
     GROUP BY entry_id
), hashed AS MATERIALIZED (
    SELECT number, hash, previous_hash, difference, text IS NOT NULL AS has_lines,
           hash = encode(sha256(convert_to(money_entry_text(
               previous_hash, entity_id, number, at, day, kind, about,
               (SELECT reversed.number FROM money_journalentry reversed
                 WHERE reversed.id = entries.reverses_id AND reversed.entity_id = entries.entity_id),
               reason, text), 'UTF8')), 'hex') AS as_written
      FROM entries LEFT JOIN lines ON lines.entry_id = entries.id
), chained AS (
    SELECT *, lead(number) OVER numbered AS next, lead(as_written) OVER numbered AS next_as_written,
           lead(previous_hash) OVER numbered AS held_by_next
      FROM hashed WINDOW numbered AS (ORDER BY number)
), checked AS (
    SELECT wanted, CASE
        WHEN number IS NULL THEN 'missing'
        WHEN NOT has_lines THEN 'without lines'
        WHEN NOT as_written THEN 'not what its hash says'
        WHEN difference <> 0 THEN 'not balanced'
        WHEN number = 1 AND previous_hash <> %(nothing)s THEN 'not the beginning of its chain'
        WHEN next = number + 1 AND next_as_written AND hash <> held_by_next
            THEN 'rewritten: the next entry holds another hash'
        WHEN number = %(head_number)s AND hash <> %(head_hash)s
            THEN 'rewritten: the head of the journal holds another hash'
        END AS what
      FROM generate_series(%(first)s, %(last)s) AS wanted LEFT JOIN chained ON number = wanted
)
SELECT wanted, what FROM checked WHERE what IS NOT NULL ORDER BY wanted LIMIT 1
"""
# Compiling a slice's query takes longer than running it, and whoever guesses that a slice has few rows loops in vain.
SETTINGS = "SET LOCAL jit = off; SET LOCAL enable_nestloop = off"


def _checker(head: JournalHead) -> Callable[[int, int], Broken | None]:
    journal: dict[str, int | str] = {
        "entity": head.entity_id,
        "head_number": head.number,
        "head_hash": head.hash,
        "nothing": NOTHING_YET,
    }

    def check(first: int, last: int) -> Broken | None:
        """The first broken entry between two numbers, both included."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SETTINGS)
            cursor.execute(BROKEN_IN_SLICE, journal | {"first": first, "last": last})
            row = cursor.fetchone()
        return Broken(*row) if row else None

    return check


ORPHANS = """
SELECT line.entry_id FROM money_journalline line
 WHERE NOT EXISTS (SELECT FROM money_journalentry entry WHERE entry.id = line.entry_id)
   AND line.account_id IN (SELECT id FROM money_account WHERE entity_id = %s)
 LIMIT 1
"""


def _orphans(head: JournalHead) -> Iterator[Broken]:
    """Lines that no entry holds would count in every balance."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        cursor.execute(ORPHANS, [head.entity_id])
        found = cursor.fetchone()
    if found:
        yield Broken(head.number, gettext_noop("lines without their entry"))


MISSING = gettext_noop("closing %(closing)s is missing or rewritten")


def _closings(head: JournalHead) -> Iterator[Broken]:
    """Each closing holds the one before, and the hash of the last entry that it closed."""
    closings = list(Closing.objects.filter(entity=head.entity_id).order_by("number"))
    ends = dict(
        head.entity.entries.filter(number__in=[closing.last_entry for closing in closings]).values_list(
            "number", "hash"
        )
    )
    first = Closing(number=0, hash=NOTHING_YET)
    for before, closing in pairwise([first, *closings]):
        if closing.number != before.number + 1 or closing.previous_hash != before.hash:
            yield Broken(closing.last_entry, MISSING, before.number + 1)
        if closing.hash != digest(closing_text(closing)):
            yield Broken(
                closing.last_entry, gettext_noop("closing %(closing)s is not what its hash says"), closing.number
            )
        if ends.get(closing.last_entry) != closing.journal_hash:
            yield Broken(
                closing.last_entry, gettext_noop("rewritten: closing %(closing)s holds another hash"), closing.number
            )
    newest = closings[-1] if closings else first
    if closings and _told(newest.totals["balances"]) != _told(_balances_at(head, newest.last_entry)):
        yield Broken(newest.last_entry, gettext_noop("closing %(closing)s holds other totals"), newest.number)
    if (newest.number, newest.hash) != (head.closings, head.closing_hash):
        yield Broken(head.number, MISSING, head.closings)


# All lines less those since, in one statement and so of one moment: the lines know no numbers, and most are old.
BALANCES = """
SELECT role, sum(cents)::bigint FROM (
    SELECT account_id, sum(credit_cents - debit_cents) AS cents FROM money_journalline GROUP BY account_id
    UNION ALL
    SELECT account_id, -sum(credit_cents - debit_cents) FROM money_journalline line
      JOIN money_journalentry entry ON entry.id = line.entry_id AND entity_id = %(entity)s AND number > %(last)s
     GROUP BY account_id
) sums JOIN money_account account ON account.id = account_id AND entity_id = %(entity)s GROUP BY role
"""


def _balances_at(head: JournalHead, last: int) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(BALANCES, {"entity": head.entity_id, "last": last})
        return {role: cents for role, cents in cursor.fetchall() if cents is not None}


def _told(balances: dict[str, int]) -> dict[str, int]:
    """Without what is at zero: an account that was first used after the closing is not in it."""
    return {role: cents for role, cents in balances.items() if cents}


def _unexpected(head: JournalHead, expect: str) -> Iterator[Broken]:
    number, _, wanted = expect.partition(":")
    found = head.entity.entries.filter(number=int(number)).values_list("hash", flat=True).first()
    if found != wanted and int(number):
        noted = gettext_noop("rewritten: another hash was noted"), gettext_noop("missing, though it was noted")
        yield Broken(int(number), noted[0] if found else noted[1])
