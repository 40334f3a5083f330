"""A small cast for the money tests: two legal bodies, and what the books of one say."""

from django.db import connection

from venue.house.models import OperatingEntity
from venue.money import ledger
from venue.money.ledger import Line
from venue.money.models import JournalEntry, JournalLine


def table(*, code: str = "tablee", vat_registered: bool = True) -> OperatingEntity:
    """The association that runs the canteen, with open books."""
    entity, _ = OperatingEntity.objects.get_or_create(
        code=code, defaults={"name": code, "legal_form": "association", "vat_registered": vat_registered}
    )
    ledger.open_books(entity)
    return entity


def pay(entity: OperatingEntity, cents: int = 750, *, about: str = "") -> JournalEntry:
    return ledger.record(
        entity, "test", [Line(account="card", debit=cents), Line(account="meals", credit=cents)], about=about
    )


def written(entry: JournalEntry) -> list[tuple[str, int, int]]:
    """Its lines as (role, debit, credit)."""
    return [(line.account, line.debit, line.credit) for line in ledger.lines_of(entry)]


def numbers(entity: OperatingEntity) -> list[int]:
    return list(entity.entries.order_by("number").values_list("number", flat=True))


def at_commit() -> None:
    """Ask now what the deferred constraints would say at COMMIT."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def all_balanced() -> bool:
    return sum(line.debit_cents - line.credit_cents for line in JournalLine.objects.all()) == 0
