"""Cards by their well-known test numbers."""

from localstripe.resources import PaymentMethod

SUCCESS = "4242424242424242"
DECLINE = "4000000000000002"
THREE_D_SECURE = "4000002500003155"


class CardPayment(PaymentMethod):
    """A card typed on the payment page."""

    def __init__(self, number: str) -> None:
        super().__init__(type="card", card={"number": number, "exp_month": 12, "exp_year": 2034, "cvc": "123"})

    def _charging_is_declined(self) -> bool:
        # localstripe refuses some numbers only when a card is attached to a customer; Checkout attaches none.
        return bool(super()._charging_is_declined() or self._attaching_is_declined())
