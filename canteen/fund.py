"""The solidarity fund: what pay-what-you-can means in double entry (DESIGN §4 *Money*, DOMAIN REQ-C8).

*E* is the equilibrium price of a cover, VAT included; *n* the covers; *X* what the guest chose to give. The difference
X − n·E goes to the fund, or comes from it. All amounts are integer cents. `about` is the order's posting reference, a
random UUID that no page shows: nothing in the journal leads to an order, nor the other way (DESIGN §1.1).

Every function posts through `ledger.record`, so call it as the last thing of your transaction.
"""

from venue import rules
from venue.house.models import OperatingEntity
from venue.money import ledger, vat
from venue.money.ledger import Line
from venue.money.models import JournalEntry

FUND = "solidarity_fund"


def post_order(
    *,
    entity: OperatingEntity,
    contribution_cents: int,
    covers: int,
    equilibrium_cents: int,
    means: str = "card",
    about: str,
    kind: str = "meal_order",
) -> JournalEntry | None:
    """Sell `covers` meals for a contribution; a free or pay-on-site order posts with 0.

    `means` is the role of the account that the money is on: `card`, `cash`, `bank`, `prescriber_receivable`. None when
    nothing moves (0 given for a meal whose price the grants already cover).
    """
    if contribution_cents < 0 or covers < 1:
        raise ValueError("an order has covers, and what is given is never negative")
    price = covers * equilibrium_cents
    inside = vat_within(contribution_cents, entity)
    lines = [
        *debit(means, contribution_cents),
        *collected(entity, contribution_cents),
        *credit("meals", price - inside),
        *credit(FUND, contribution_cents - price),
    ]
    return ledger.record(entity, kind, lines, about=about) if lines else None


def post_refund(*, entity: OperatingEntity, about: str) -> JournalEntry | None:
    """The order named by `about` no longer stands: its entry is taken back whole, its money goes back by Stripe.

    None when it was never posted (a meal without price in a house that charges nothing).
    """
    entry = JournalEntry.objects.filter(entity=entity, about=about, reverses=None).first()
    return ledger.reverse(entry, reason="cancelled") if entry else None


def give_back_unserved(
    *, entity: OperatingEntity, covers: int, equilibrium_cents: int, about: str
) -> JournalEntry | None:
    """Covers that were ordered and not served when the sitting closed: *E* each goes back to the fund."""
    amount = covers * equilibrium_cents
    lines = [*debit("meals", amount), *credit(FUND, amount)]
    return ledger.record(entity, "unserved_covers", lines, about=about) if lines else None


def count_cash(*, entity: OperatingEntity, amount_cents: int, about: str) -> JournalEntry | None:
    """Coins and notes from the box, the envelopes or the drawer: net of VAT they are the fund's, whoever gave them."""
    lines = [
        *debit("cash", amount_cents),
        *collected(entity, amount_cents),
        *credit(FUND, amount_cents - vat_within(amount_cents, entity)),
    ]
    return ledger.record(entity, "cash_count", lines, about=about) if lines else None


def take_back_cash(*, entity: OperatingEntity, about: str) -> JournalEntry | None:
    """The count named by `about` was wrong: another one follows."""
    entry = JournalEntry.objects.filter(entity=entity, kind="cash_count", about=about, reverses=None).first()
    return ledger.reverse(entry, reason="counted again") if entry else None


def record_grant(*, entity: OperatingEntity, amount_cents: int, about: str) -> JournalEntry:
    """A grant that was promised to the fund has reached the bank."""
    return ledger.record(entity, "grant", [*debit("bank", amount_cents), *credit(FUND, amount_cents)], about=about)


def open_with(*, entity: OperatingEntity, amount_cents: int) -> JournalEntry:
    """What the fund held in the books before these; once."""
    lines = [*debit("bank", amount_cents), *credit(FUND, amount_cents)]
    return ledger.record(entity, "opening", lines, about="opening")


def buy_suspended(*, entity: OperatingEntity, amount_cents: int, means: str = "card", about: str) -> JournalEntry:
    """Meals for somebody else, paid ahead: VAT is due now (a single-purpose voucher, DOMAIN §4.3), the net is kept."""
    lines = [
        *debit(means, amount_cents),
        *collected(entity, amount_cents),
        *credit("suspended_meals", amount_cents - vat_within(amount_cents, entity)),
    ]
    return ledger.record(entity, "suspended_bought", lines, about=about)


def serve_suspended(*, entity: OperatingEntity, net_cents: int, about: str) -> JournalEntry:
    """One of them is eaten; `net_cents` is what was kept for it, and the fund does not move."""
    lines = [*debit("suspended_meals", net_cents), *credit("meals", net_cents)]
    return ledger.record(entity, "suspended_served", lines, about=about)


def expire_suspended(*, entity: OperatingEntity, net_cents: int, about: str) -> JournalEntry:
    """Nobody came for it in time: what was kept goes to the fund."""
    lines = [*debit("suspended_meals", net_cents), *credit(FUND, net_cents)]
    return ledger.record(entity, "suspended_expired", lines, about=about)


def bill_voucher(
    *, entity: OperatingEntity, price_cents: int, equilibrium_cents: int, about: str, covers: int = 1
) -> JournalEntry | None:
    """A meal against a prescriber's voucher: the agreed price is owed by the prescriber, VAT included."""
    return post_order(
        entity=entity,
        contribution_cents=price_cents,
        covers=covers,
        equilibrium_cents=equilibrium_cents,
        means="prescriber_receivable",
        about=about,
        kind="voucher",
    )


def adjust(*, entity: OperatingEntity, cents: int, reason: str) -> JournalEntry:
    """Put the fund right by `cents` (negative: take from it), for a reason that names nobody."""
    return ledger.record(entity, "adjustment", [*debit("adjustments", cents), *credit(FUND, cents)], reason=reason)


def vat_within(amount_cents: int, entity: OperatingEntity) -> int:
    """The VAT inside a VAT-inclusive amount, X − round_half_up(X / (1 + rate)); 0 for an entity without VAT."""
    return vat.within(amount_cents, entity, rules.get("vat.meal_bp"))


def balance(entity: OperatingEntity) -> int:
    """What the fund holds, in cents; negative when it owes."""
    return ledger.balance(entity, FUND)


def debit(account: str, cents: int) -> list[Line]:
    """A debit of `cents`; a negative amount is a credit, nothing is no line."""
    return credit(account, -cents)


def credit(account: str, cents: int) -> list[Line]:
    """A credit of `cents`; a negative amount is a debit, nothing is no line."""
    if cents == 0:
        return []
    return [Line(account=account, credit=cents) if cents > 0 else Line(account=account, debit=-cents)]


def collected(entity: OperatingEntity, amount_cents: int) -> list[Line]:
    """The line of VAT inside `amount_cents`, with the rate and the net amount that the return asks for."""
    return vat.collected(amount_cents, entity, rules.get("vat.meal_bp"))
