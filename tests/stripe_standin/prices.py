"""Prices, which localstripe lacks: an amount in a currency for a product."""

from typing import Any

from localstripe.resources import Product, StripeObject

from tests.stripe_standin.errors import StripeError, missing, refuse_unknown
from tests.stripe_standin.parameters import currency, integer, mapping, metadata

KNOWN = {
    "currency",
    "unit_amount",
    "product",
    "product_data",
    "metadata",
    "nickname",
    "recurring",
    "tax_behavior",
}


class Price(StripeObject):
    object = "price"
    _id_prefix = "price_"

    def __init__(self, **given: Any) -> None:
        refuse_unknown(given, KNOWN)
        money = currency(given.get("currency"), "currency")
        if "unit_amount" not in given:
            raise missing("unit_amount")
        amount = integer(given["unit_amount"], "unit_amount", at_least=0)
        product = product_of(given, "")
        marks = metadata(given.get("metadata"))
        recurring = _recurring(given.get("recurring"))

        super().__init__()
        self.active = True
        self.currency = money
        self.metadata = marks
        self.nickname = given.get("nickname")
        self.product = product.id
        self._name = product.name
        self.recurring = recurring
        self.tax_behavior = given.get("tax_behavior", "unspecified")
        self.type = "recurring" if recurring else "one_time"
        self.unit_amount = amount
        self.unit_amount_decimal = str(amount)


def product_of(given: dict[str, Any], within: str) -> Product:
    """The product that a price names, or that it describes in passing."""
    param = f"{within}[product_data]" if within else "product_data"
    if given.get("product"):
        return Product._api_retrieve(given["product"])
    if not given.get("product_data"):
        raise missing(param)

    described = mapping(given["product_data"], param)
    refuse_unknown(described, {"name", "description", "metadata", "images", "tax_code"}, param)
    if not described.get("name"):
        raise missing(f"{param}[name]")
    if described.get("description") == "":
        raise StripeError("You passed an empty string for 'description'.", code="parameter_invalid_empty", param=param)
    return Product(name=described["name"], description=described.get("description"))


def _recurring(given: Any) -> dict[str, Any] | None:
    """How often it is charged; only by the month here."""
    if given is None:
        return None
    rhythm = mapping(given, "recurring")
    refuse_unknown(rhythm, {"interval", "interval_count"}, "recurring")
    if "interval" not in rhythm:
        raise missing("recurring[interval]")
    if rhythm["interval"] not in {"day", "week", "month", "year"}:
        raise StripeError("Invalid recurring[interval]: must be one of day, month, week, or year", param="recurring")
    if rhythm["interval"] != "month" or str(rhythm.get("interval_count", 1)) != "1":
        raise StripeError("The stand-in only plays prices by the month.", param="recurring")
    return {"interval": "month", "interval_count": 1, "usage_type": "licensed"}
