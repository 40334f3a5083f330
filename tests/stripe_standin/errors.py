"""Stripe's way of saying no: a status, and `{"error": {type, code, param, message}}`."""

from localstripe.errors import UserError


class StripeError(UserError):
    """An error with the type, code and parameter that Stripe would give. `status` is the HTTP status."""

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        status: int = 400,
        kind: str = "invalid_request_error",
    ) -> None:
        said = {"code": code, "param": param}
        super().__init__(status, message, {key: value for key, value in said.items() if value is not None})
        self.body["error"]["type"] = kind


def missing(param: str) -> StripeError:
    return StripeError(f"Missing required param: {param}.", code="parameter_missing", param=param)


def refuse_unknown(given: dict[str, object], known: set[str], within: str = "") -> None:
    """Stripe refuses every parameter that it does not know, nested ones too."""
    for name in given:
        if name not in known:
            param = f"{within}[{name}]" if within else name
            raise StripeError(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)
