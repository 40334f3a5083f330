import pytest

from canteen import fund
from tests.money.books import at_commit, table, written
from venue.money import ledger
from venue.money.models import JournalLine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount", "vat"),
    # REQ-V1: 7.50 € at 10 % is 6.82 + 0.68; 2.00 € is 1.82 + 0.18
    [(750, 68), (200, 18), (0, 0), (1, 0), (5, 0), (6, 1), (1100, 100), (20_000, 1818)],
)
def test_vat_is_inside_the_amount_and_the_net_is_rounded_half_up(amount: int, vat: int) -> None:
    assert fund.vat_within(amount, table()) == vat


def test_a_body_without_vat_collects_none() -> None:
    entity = table(code="small", vat_registered=False)
    entry = fund.post_order(entity=entity, contribution_cents=750, covers=1, equilibrium_cents=750, about="order:1")
    assert entry
    assert written(entry) == [("card", 750, 0), ("meals", 0, 750)]


def test_who_gives_more_than_the_price_feeds_the_fund() -> None:
    entity = table()
    entry = fund.post_order(entity=entity, contribution_cents=2000, covers=2, equilibrium_cents=750, about="order:1")
    assert entry
    assert written(entry) == [
        ("card", 2000, 0),
        ("vat_collected", 0, 182),
        ("meals", 0, 1318),
        ("solidarity_fund", 0, 500),
    ]
    vat = JournalLine.objects.get(entry=entry, account__role="vat_collected")
    assert (vat.vat_bp, vat.vat_base_cents) == (1000, 1818)
    at_commit()


def test_who_gives_nothing_is_a_guest_of_the_fund() -> None:
    entity = table()
    entry = fund.post_order(entity=entity, contribution_cents=0, covers=2, equilibrium_cents=750, about="order:1")
    assert entry
    assert written(entry) == [("meals", 0, 1500), ("solidarity_fund", 1500, 0)]
    assert fund.balance(entity) == -1500


def test_the_payments_of_the_domain_s_example_leave_the_fund_six_euros_fifty_short() -> None:
    entity = table()
    payments = [100, 300, 500, 750, 750, 1000, 1200]
    for number, cents in enumerate(payments):
        fund.post_order(
            entity=entity, contribution_cents=cents, covers=1, equilibrium_cents=750, about=f"order:{number}"
        )
    moved = JournalLine.objects.filter(account__role="solidarity_fund")
    assert sum(line.credit_cents for line in moved) == 700
    assert sum(line.debit_cents for line in moved) == 1350
    assert fund.balance(entity) == -650
    assert -ledger.balance(entity, "card") == 4600
    assert round(1000 * 4600 / (7 * 750)) == 876
    at_commit()
