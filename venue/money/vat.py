"""The VAT inside what people pay: all our prices are said with it. Amounts are integer cents, rates basis points."""

from venue.house.models import OperatingEntity
from venue.money.chain import Line

BASIS = 10_000  # basis points in one


def within(amount_cents: int, entity: OperatingEntity, rate_bp: int) -> int:
    """The VAT inside a VAT-inclusive amount, X − round_half_up(X / (1 + rate)); 0 for an entity without VAT."""
    if not entity.vat_registered:
        return 0
    whole = BASIS + rate_bp
    return amount_cents - (2 * BASIS * amount_cents + whole) // (2 * whole)


def collected(amount_cents: int, entity: OperatingEntity, rate_bp: int) -> list[Line]:
    """The line of VAT inside an amount, with the rate and the net amount that the return asks for; none without VAT."""
    vat = within(amount_cents, entity, rate_bp)
    if vat == 0:
        return []
    return [Line(account="vat_collected", credit=vat, vat_bp=rate_bp, vat_base=amount_cents - vat)]
