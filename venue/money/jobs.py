"""Money's jobs. Each may be killed at any line and run again: the deeds behind them are safe to repeat."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from venue.house.models import OperatingEntity
from venue.money import ledger, payments, reconciliation, subscriptions, webhook
from venue.money.models import PaidInvoice, Payment, Refund, StripeEvent, Subscription


class Patience(BaseRetryStrategy):
    """Again after 1, 2, 4 … seconds, an hour in all; what is left then is reconciliation's."""

    attempts, longest = 15, 600

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": min(2**job.attempts, self.longest)})


@app.task(name="money.apply_event", retry=Patience())
def apply_event(event: str) -> None:
    webhook.apply(StripeEvent.objects.get(pk=event))


@app.task(name="money.send_refund", retry=Patience())
def send_refund(refund: str) -> None:
    payments.give_back(Refund.objects.select_related("payment__entity").get(pk=refund))


@app.task(name="money.close_page", retry=Patience())
def close_page(payment: str) -> None:
    payments.close_page(Payment.objects.select_related("entity").get(pk=payment))


@app.task(name="money.close_subscription_page", retry=Patience())
def close_subscription_page(subscription: str) -> None:
    subscriptions.close_page(Subscription.objects.select_related("entity").get(pk=subscription))


@app.task(name="money.end_subscription", retry=Patience())
def end_subscription(subscription: str, at_once: bool) -> None:
    subscriptions.end(Subscription.objects.select_related("entity").get(pk=subscription), at_once=at_once)


@app.task(name="money.give_back_invoice", retry=Patience())
def give_back_invoice(invoice: int) -> None:
    subscriptions.send_back(PaidInvoice.objects.select_related("subscription__entity").get(pk=invoice))


@app.periodic(cron="*/10 * * * *")
@app.task(name="money.reconcile", queueing_lock="money.reconcile")
def reconcile(timestamp: int) -> None:
    reconciliation.reconcile()


@app.periodic(cron="23 3 * * *")
@app.task(name="money.forget_old_events", queueing_lock="money.forget_old_events")
def forget_old_events(timestamp: int) -> None:
    reconciliation.forget_old_events()
    reconciliation.forget_addresses()


@app.periodic(cron="13 2 * * *")
@app.task(name="money.close_books", queueing_lock="money.close_books")
def close_books(timestamp: int) -> None:
    """Close yesterday, and the month and year that ended with it; what is forgotten, the next entry closes."""
    for entity in OperatingEntity.objects.exclude(journal=None):
        ledger.close(entity)
