"""Closing what is over: a day, then the month and the year that end with it (DOMAIN §4.2, REQ-T2).

Called with the journal's head locked, by `ledger.record` when a new day opens (a forgotten close is forced) and by
`ledger.close`. Only days with entries are closed, one after the other, so at most one day is ever open.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from venue.money.chain import closing_text, digest
from venue.money.chart import MEANS
from venue.money.models import Closing, JournalEntry, JournalHead, JournalLine

Totals = dict[str, Any]


def close_through(head: JournalHead, last: date) -> list[Closing]:
    """Close all that is over up to and including `last`; moves the locked `head` on."""
    if head.day is None or head.day > last or (head.closed_through and head.closed_through >= last):
        return []
    closings = []
    if head.closed_through is None or head.closed_through < head.day:
        closings.append(_close_day(head, head.day))
    for period in (Closing.Period.MONTH, Closing.Period.YEAR):
        first, end = span(period, head.day)
        if end <= last and not head.entity.closings.filter(period=period, first_day=first).exists():
            closings.append(_close_days(head, period, first, end))
    head.closed_through = last
    head.save()
    return closings


def span(period: str, day: date) -> tuple[date, date]:
    """The first and last day of the day, month or year that `day` is in."""
    if period == Closing.Period.DAY:
        return day, day
    if period == Closing.Period.MONTH:
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _close_day(head: JournalHead, day: date) -> Closing:
    """Everything since the last day that was closed; all of it is of one `day`."""
    before = head.entity.closings.filter(period=Closing.Period.DAY).order_by("-number").first()
    first_entry = before.last_entry + 1 if before else 1
    entries = JournalEntry.objects.filter(entity=head.entity_id, number__range=(first_entry, head.number))
    lines = JournalLine.objects.filter(entry__in=entries)
    accounts = {
        role: [debit, credit]
        for role, debit, credit in lines.values_list("account__role").annotate(
            debit=Sum("debit_cents"), credit=Sum("credit_cents")
        )
    }
    totals = {
        "accounts": accounts,
        "means": {role: debit - credit for role, (debit, credit) in accounts.items() if role in MEANS},
        "vat": _vat(lines.exclude(vat_bp=None).values_list("vat_bp", "vat_base_cents", "debit_cents", "credit_cents")),
        "kinds": dict(entries.values_list("kind").annotate(Count("pk"))),
        "received": dict(
            lines.filter(account__role__in=MEANS, debit_cents__gt=0, entry__reverses=None)
            .values_list("entry__kind")
            .annotate(Count("entry", distinct=True))
        ),
        "balances": _balances(before.totals["balances"] if before else {}, accounts),
    }
    perpetual = (before.perpetual_cents if before else 0) + sum(debit for debit, _ in accounts.values())
    return _write(
        head,
        period=Closing.Period.DAY,
        first_day=day,
        last_day=day,
        first_entry=first_entry,
        last_entry=head.number,
        journal_hash=head.hash,
        entries=head.number - first_entry + 1,
        totals=totals,
        perpetual_cents=perpetual,
    )


def _close_days(head: JournalHead, period: str, first: date, end: date) -> Closing:
    """A month or a year is the sum of its closed days."""
    days = list(head.entity.closings.filter(period=Closing.Period.DAY, last_day__range=(first, end)).order_by("number"))
    newest = days[-1]
    totals = {
        part: _sum(day.totals[part] for day in days) for part in ("accounts", "means", "vat", "kinds", "received")
    }
    return _write(
        head,
        period=period,
        first_day=first,
        last_day=end,
        first_entry=days[0].first_entry,
        last_entry=newest.last_entry,
        journal_hash=newest.journal_hash,
        entries=sum(day.entries for day in days),
        totals=totals | {"balances": newest.totals["balances"]},
        perpetual_cents=newest.perpetual_cents,
    )


def _write(head: JournalHead, **facts: Any) -> Closing:
    closing = Closing(
        entity_id=head.entity_id,
        number=head.closings + 1,
        at=timezone.now(),
        previous_hash=head.closing_hash,
        **facts,
    )
    closing.hash = digest(closing_text(closing))
    closing.save(force_insert=True)
    head.closings, head.closing_hash = closing.number, closing.hash
    head.save()
    return closing


def _vat(lines: Iterable[tuple[int | None, int | None, int, int]]) -> dict[str, list[int]]:
    """Net base and VAT per rate; what was taken back counts against."""
    totals: dict[str, list[int]] = {}
    for rate, base, debit, credit in lines:
        sums = totals.setdefault(str(rate), [0, 0])
        sums[0] += (base or 0) if credit else -(base or 0)
        sums[1] += credit - debit
    return totals


def _balances(before: dict[str, int], accounts: dict[str, list[int]]) -> dict[str, int]:
    balances = Counter(before)
    for role, (debit, credit) in accounts.items():
        balances[role] += credit - debit
    return dict(balances)


def _sum(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Add up totals key by key; a value is a number or a list of numbers."""
    total: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            if isinstance(value, list):
                total[key] = [a + b for a, b in zip(total.get(key, [0] * len(value)), value, strict=True)]
            else:
                total[key] = total.get(key, 0) + value
    return total
