"""Reading what the client sent: everything arrives as text, nested by brackets."""

import re
from typing import Any

from tests.stripe_standin.errors import StripeError, missing

CURRENCIES = {"eur", "usd", "gbp", "chf", "cad", "sek", "dkk", "nok", "pln", "czk", "jpy"}


def integer(value: Any, param: str, *, at_least: int | None = None) -> int:
    """A whole number that came as text."""
    if not re.fullmatch(r"-?\d+", str(value)):
        raise StripeError(f"Invalid integer: {value}", code="parameter_invalid_integer", param=param)
    if at_least is not None and int(value) < at_least:
        raise StripeError(f"This value must be greater than or equal to {at_least}.", param=param)
    return int(value)


def mapping(value: Any, param: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise StripeError("Invalid object", param=param)
    return value


def currency(value: Any, param: str) -> str:
    if value is None:
        raise missing(param)
    if str(value).lower() not in CURRENCIES:
        raise StripeError(
            f"Invalid currency: {value}. Stripe currently supports these currencies: {', '.join(sorted(CURRENCIES))}",
            param=param,
        )
    return str(value).lower()


def web_address(value: Any, param: str) -> str:
    if not re.match(r"https?://[^/\s]+", str(value)):
        raise StripeError("Not a valid URL", code="url_invalid", param=param)
    if len(str(value)) > 5000:
        raise StripeError("URL must be 5000 characters or less.", code="url_invalid", param=param)
    return str(value)


def metadata(value: Any, param: str = "metadata") -> dict[str, str]:
    """At most 50 keys of 40 characters, with values of 500 (Stripe's limits)."""
    pairs = mapping(value, param)
    if len(pairs) > 50 or any(len(key) > 40 or len(str(text)) > 500 for key, text in pairs.items()):
        raise StripeError("Metadata can have 50 keys of up to 40 characters, and values of up to 500.", param=param)
    return {key: str(text) for key, text in pairs.items()}
