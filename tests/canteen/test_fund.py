import pytest

from canteen import fund
from tests.money.books import at_commit, table, written
from venue.money import ledger
from venue.money.models import JournalEntry, JournalLine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount", "vat"),
    # REQ-V1: 7.50 € at 10 % is 6.82 + 0.68; 2.00 € is 1.82 + 0.18
    [(750, 68), (200, 18), (0, 0), (1, 0), (5, 0), (6, 1), (1100, 100), (20_000, 1818)],
)
def test_vat_is_inside_the_amount_and_the_net_is_rounded_half_up(amount: int, vat: int) -> None:
    assert fund.vat_within(amount, table()) == vat


def order(contribution_cents: int, covers: int = 1, *, about: str = "order:1", **facts: object) -> JournalEntry:
    entry = fund.post_order(
        entity=table(),
        contribution_cents=contribution_cents,
        covers=covers,
        equilibrium_cents=750,
        about=about,
        **facts,  # type: ignore[arg-type]
    )
    assert entry
    return entry


def test_a_body_without_vat_collects_none() -> None:
    entity = table(code="small", vat_registered=False)
    entry = fund.post_order(entity=entity, contribution_cents=750, covers=1, equilibrium_cents=750, about="order:1")
    assert entry
    assert written(entry) == [("card", 750, 0), ("meals", 0, 750)]


def test_who_gives_more_than_the_price_feeds_the_fund() -> None:
    entry = order(2000, covers=2)
    assert written(entry) == [
        ("card", 2000, 0),
        ("vat_collected", 0, 182),
        ("meals", 0, 1318),
        ("solidarity_fund", 0, 500),
    ]
    vat = JournalLine.objects.get(entry=entry, account__role="vat_collected")
    assert (vat.vat_bp, vat.vat_base_cents) == (1000, 1818)
    at_commit()


def test_vat_of_a_very_large_gift_may_exceed_the_price_of_the_meal() -> None:
    assert written(order(10_000)) == [
        ("card", 10_000, 0),
        ("vat_collected", 0, 909),
        ("meals", 159, 0),
        ("solidarity_fund", 0, 9250),
    ]
    at_commit()


def test_who_gives_nothing_is_a_guest_of_the_fund() -> None:
    assert written(order(0, covers=2)) == [("meals", 0, 1500), ("solidarity_fund", 1500, 0)]
    assert fund.balance(table()) == -1500


def test_a_meal_that_costs_nothing_and_for_which_nothing_is_given_moves_nothing() -> None:
    assert fund.post_order(entity=table(), contribution_cents=0, covers=1, equilibrium_cents=0, about="order:1") is None


@pytest.mark.parametrize(("cents", "covers"), [(-1, 1), (0, 0), (0, -1)])
def test_an_order_without_covers_or_with_a_negative_gift_is_a_mistake_of_ours(cents: int, covers: int) -> None:
    with pytest.raises(ValueError, match="order"):
        order(cents, covers)


def test_a_refund_takes_the_whole_order_back() -> None:
    entity = table()
    order(400)
    back = fund.post_refund(entity=entity, about="order:1")
    assert back
    assert (fund.balance(entity), ledger.balance(entity, "card"), ledger.balance(entity, "vat_collected")) == (0, 0, 0)
    assert fund.post_refund(entity=entity, about="order:2") is None


def test_the_payments_of_the_domain_s_example_leave_the_fund_six_euros_fifty_short() -> None:
    """DOMAIN §3.3, under REQ-C16, to the cent."""
    entity = table()
    fund.buy_suspended(entity=entity, amount_cents=750, about="gift:1")
    assert ledger.balance(entity, "suspended_meals") == 682  # a stock of one, net of its VAT
    card = ledger.balance(entity, "card")
    for number, cents in enumerate([100, 300, 500, 750, 750, 1000, 1200]):
        order(cents, about=f"order:{number}")
    fund.serve_suspended(entity=entity, net_cents=682, about="order:7")
    moved = JournalLine.objects.filter(account__role="solidarity_fund")
    assert sum(line.credit_cents for line in moved) == 700  # surplus
    assert sum(line.debit_cents for line in moved) == 1350  # shortfall
    assert fund.balance(entity) == -650
    assert ledger.balance(entity, "suspended_meals") == 0  # one less
    assert card - ledger.balance(entity, "card") == 4600
    assert round(1000 * 4600 / (7 * 750)) == 876  # 87.6 % of the seven paid covers
    at_commit()


def test_counted_cash_is_nobody_s_and_the_fund_s_net_of_vat() -> None:
    entity = table()
    entry = fund.count_cash(entity=entity, amount_cents=4321, about="cash:1")
    assert entry
    assert written(entry) == [("cash", 4321, 0), ("vat_collected", 0, 393), ("solidarity_fund", 0, 3928)]
    assert fund.count_cash(entity=entity, amount_cents=0, about="cash:2") is None


def test_covers_that_nobody_came_for_go_back_to_the_fund() -> None:
    entity = table()
    order(0, covers=3)
    entry = fund.give_back_unserved(entity=entity, covers=2, equilibrium_cents=750, about="sitting:1")
    assert entry
    assert written(entry) == [("meals", 1500, 0), ("solidarity_fund", 0, 1500)]
    assert fund.balance(entity) == -750


def test_a_voucher_is_owed_by_the_prescriber_and_the_fund_gets_or_gives_the_difference() -> None:
    entity = table()
    entry = fund.bill_voucher(entity=entity, price_cents=800, equilibrium_cents=750, about="voucher:1")
    assert entry
    assert written(entry) == [
        ("prescriber_receivable", 800, 0),
        ("vat_collected", 0, 73),
        ("meals", 0, 677),
        ("solidarity_fund", 0, 50),
    ]


def test_an_expired_suspended_meal_stays_with_the_house_s_guests() -> None:
    entity = table()
    fund.buy_suspended(entity=entity, amount_cents=1500, means="cash", about="gift:1")
    fund.expire_suspended(entity=entity, net_cents=682, about="gift:1")
    assert (fund.balance(entity), ledger.balance(entity, "suspended_meals")) == (682, 682)


def test_grants_what_was_there_before_and_adjustments_move_the_fund() -> None:
    entity = table()
    fund.open_with(entity=entity, amount_cents=100_000)
    fund.record_grant(entity=entity, amount_cents=1_200_000, about="grant:metropole-2026")
    fund.adjust(entity=entity, cents=-50, reason="a coin that was no coin")
    assert fund.balance(entity) == 1_299_950
    assert entity.entries.get(kind="adjustment").reason == "a coin that was no coin"
    at_commit()
