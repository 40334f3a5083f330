"""The only writer of money rows: record(), reverse(), close(); and verify(), which anyone may ask.

Two things to know before calling (DESIGN §4 *Lock order*):

* `record` takes the lock of the entity's journal head and keeps it until COMMIT. Call it as the last thing of your
  transaction, with nothing slow after it: everybody else who posts for that entity waits.
* What is written stays. A mistake is corrected by `reverse` and, if need be, another entry.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue.errors import Refused
from venue.house.models import OperatingEntity
from venue.money import closings
from venue.money.audit import Verdict, verify
from venue.money.chain import Line, digest, entry_text
from venue.money.chart import CHART
from venue.money.models import Account, Closing, JournalEntry, JournalHead, JournalLine
from venue.rows import Rows, prepared, write_together

__all__ = ["Line", "Verdict", "balance", "close", "open_books", "record", "reverse", "verify"]


class DayClosed(Refused):
    """The accounting day is closed, or an open later day already has entries."""

    code = "day_closed"
    status = 409
    message = _("The books of that day are closed.")


class NotYet(Refused):
    """An entry cannot be dated in the future: it would close today."""

    code = "not_yet"
    message = _("That day has not come yet.")


class AlreadyRecorded(Refused):
    """The same kind of fact about the same thing is already in the journal."""

    code = "already_recorded"
    status = 409
    message = _("This is already in the books.")


class AlreadyReversed(Refused):
    """An entry is reversed once at most, and a reversal never."""

    code = "already_reversed"
    status = 409
    message = _("This has already been taken back.")


def open_books(entity: OperatingEntity) -> None:
    """Give `entity` its chart of accounts and an empty journal; safe to say again (an accountant's names stay)."""
    Account.objects.bulk_create(
        [Account(entity=entity, **account._asdict()) for account in CHART],
        ignore_conflicts=True,
    )
    JournalHead.objects.bulk_create([JournalHead(entity=entity)], ignore_conflicts=True)


def record(
    entity: OperatingEntity,
    kind: str,
    lines: Sequence[Line],
    *,
    about: str = "",
    reverses: JournalEntry | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> JournalEntry:
    """Write one entry of at least two lines, debit = credit; the last statements of the caller's transaction.

    `kind` is a word (`meal_order`). `about` is an opaque reference (letters, digits, `:._-`), never a person and never
    an order's key; the same (kind, about) is recorded once: `AlreadyRecorded`. Leave `at` out for what happens now: it
    is never refused. An `at` of the past (imports, demo) must fall on the open day or later, else `DayClosed`; of the
    future, `NotYet`. Opening a new day closes the days before it (a forgotten close is forced).

    An unbalanced entry is refused by the database at COMMIT; KeyError for a role that the chart does not have.
    """
    entry = JournalEntry(entity=entity, kind=kind, about=about, reverses=reverses, reason=" ".join(reason.split()))
    # What is refused is refused before anything is written: in the caller's transaction no savepoint is needed.
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        head, accounts = _locked_books(entity, {line.account for line in lines})
        if _is_recorded(entry):
            raise AlreadyRecorded()
        entry.at, entry.day = _dated(head, at)
        closings.close_through(head, entry.day - timedelta(days=1))
        entry.number, entry.previous_hash = head.number + 1, head.hash
        entry.hash = digest(entry_text(entry, lines, reverses.number if reverses else None))
        _write(entry, lines, accounts)
    return entry


def _write(entry: JournalEntry, lines: Sequence[Line], accounts: dict[str, int]) -> None:
    """Entry, then lines, then head: a line can only join what the head does not know yet."""
    write_together(
        entry,
        *(
            JournalLine(
                entry=entry,
                position=position,
                account_id=accounts[line.account],
                debit_cents=line.debit,
                credit_cents=line.credit,
                vat_bp=line.vat_bp,
                vat_base_cents=line.vat_base,
            )
            for position, line in enumerate(lines, start=1)
        ),
    )
    with prepared() as cursor:
        cursor.execute(HEAD_MOVES_ON, [entry.number, entry.hash, entry.day, entry.entity_id])


@transaction.atomic
def reverse(entry: JournalEntry, *, reason: str, kind: str = "reversal") -> JournalEntry:
    """Take `entry` back: the same lines on the other side, linked to it, with a reason that names nobody.

    Raises `AlreadyReversed` the second time, and for an entry that is itself a reversal.
    """
    _locked_head(entry.entity)  # race: two people taking the same entry back at once
    if entry.reverses_id or JournalEntry.objects.filter(reverses=entry).exists():
        raise AlreadyReversed()
    turned = [line.turned() for line in lines_of(entry)]
    return record(entry.entity, kind, turned, about=entry.about, reverses=entry, reason=reason)


def lines_of(entry: JournalEntry) -> list[Line]:
    """The lines of an entry as they were given to `record`."""
    return [
        Line(
            account=line.account.role,
            debit=line.debit_cents,
            credit=line.credit_cents,
            vat_bp=line.vat_bp,
            vat_base=line.vat_base_cents,
        )
        for line in entry.lines.select_related("account").order_by("position")
    ]


@transaction.atomic
def close(entity: OperatingEntity, period: str = Closing.Period.DAY, *, day: date | None = None) -> Closing | None:
    """Close the `day`, `month` or `year` that `day` is in, and all before it; without `day`, the last one that is over.

    A closed day accepts nothing. Days before the last are closed anyway as soon as a later day opens, so this is for
    the night's job and for whoever wants the figures now. Answers the period's closing, None when it has no entries.
    Raises `NotYet` for what is not over.
    """
    today = local_day(timezone.now())
    first, last = closings.span(period, day or closings.span(period, today)[0] - timedelta(days=1))
    if last >= today:
        raise NotYet()
    closings.close_through(_locked_head(entity), last)
    return entity.closings.filter(period=period, first_day=first).first()


def balance(entity: OperatingEntity, role: str) -> int:
    """Credit − debit of an account since the books were opened, in cents: what the fund holds, what VAT is owed.

    The last closed day holds the sum of all before it, so only what came after is added up.
    """
    closed = entity.closings.filter(period=Closing.Period.DAY).order_by("-number").first()
    since = JournalLine.objects.filter(
        account__entity=entity,
        account__role=role,
        entry__entity=entity,
        entry__number__gt=closed.last_entry if closed else 0,
    ).aggregate(credit=Sum("credit_cents", default=0), debit=Sum("debit_cents", default=0))
    before = closed.totals["balances"].get(role, 0) if closed else 0
    return int(before + since["credit"] - since["debit"])


BOOKS = Rows(
    """
SELECT {head}, (SELECT json_object_agg(role, id) FROM money_account WHERE entity_id = head.entity_id) AS accounts
FROM money_journalhead head WHERE head.entity_id = %s FOR UPDATE OF head""",
    head=JournalHead,
)
HEAD_MOVES_ON = "UPDATE money_journalhead SET number = %s, hash = %s, day = %s WHERE entity_id = %s"
RECORDED = """
SELECT EXISTS (
    SELECT FROM money_journalentry
    WHERE entity_id = %s AND kind = %s AND about = %s AND about <> '' AND reverses_id IS NULL
)"""


def _locked_books(entity: OperatingEntity, roles: set[str]) -> tuple[JournalHead, dict[str, int]]:
    """The journal's head, locked until COMMIT, and the account of each role. What is missing is opened: a new body's
    books, or a role that the chart has only had since an update.

    Race: two entries taking the same number or the same previous hash.
    """
    books = BOOKS.one(entity.pk)
    if books is None or not roles <= books["accounts"].keys():
        open_books(entity)
        books = BOOKS.one(entity.pk) or {}
    books["head"].entity = entity
    return books["head"], books["accounts"]


def _is_recorded(entry: JournalEntry) -> bool:
    """Whether the journal says this already. Asked under the head's lock, behind which nobody else writes."""
    if not entry.about or entry.reverses:
        return False
    with prepared() as cursor:
        cursor.execute(RECORDED, [entry.entity_id, entry.kind, entry.about])
        return bool(cursor.fetchone()[0])


def _locked_head(entity: OperatingEntity) -> JournalHead:
    """The journal's head, locked until COMMIT. Race: two entries taking the same number or the same previous hash."""
    head = JournalHead.objects.select_for_update().filter(entity=entity).first()
    if head is None:
        open_books(entity)
        head = JournalHead.objects.select_for_update().get(entity=entity)
    return head


def _dated(head: JournalHead, at: datetime | None) -> tuple[datetime, date]:
    """When an entry happened and the accounting day that it belongs to, which never runs backwards."""
    earliest = head.day or date.min
    if head.closed_through and head.closed_through >= earliest:
        earliest = head.closed_through + timedelta(days=1)
    now = timezone.now()
    if at is None:  # asked under the lock, so that times follow numbers; a clock set back does not stop the house
        return now, max(local_day(now), earliest)
    if at > now:
        raise NotYet()
    if local_day(at) < earliest:
        raise DayClosed()
    return at, local_day(at)


def local_day(at: datetime) -> date:
    """The day of `at` where the house stands, whatever the reader's own time zone."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
