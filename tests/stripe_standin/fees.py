"""What Stripe keeps of each payment, so that reconciliation has something real to read."""

from localstripe.resources import BalanceTransaction, Charge


def fee_of(amount: int) -> int:
    """European cards: 1.5 % and 25 cents, rounded half up. Cents in, cents out."""
    return (amount * 15 + 500) // 1000 + 25


def keep_fee(charge: Charge) -> None:
    """Take the fee out of the balance transaction of a charge that succeeded."""
    transaction = BalanceTransaction._api_retrieve(charge.balance_transaction)
    transaction.fee = fee_of(charge.amount)
    transaction.fee_details = [
        {"amount": transaction.fee, "currency": charge.currency, "type": "stripe_fee", "description": "Stripe fees"}
    ]
