"""The canteen's jobs and timers. Each can run twice, late, or after a kill, and leaves the same rows."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from canteen import closing, door_paper, orders, sittings
from canteen.models import Contact, Order, Postcard, Scan
from canteen.models.orders import OrderState
from venue import rules
from venue.people import mailboxes

log = logging.getLogger(__name__)

patiently = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="canteen.release_overdue", pass_context=False)
def release_overdue(timestamp: int) -> None:
    """Give back the covers of holds whose time is over."""
    del timestamp
    released = orders.release_overdue()
    if released:
        log.info("released %d overdue holds", released)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="canteen.tell_released")
def tell_released(timestamp: int) -> None:
    """Tell everybody what time alone has released: the reserve and the covers that nobody came for (REQ-C10)."""
    del timestamp
    sittings.tell_released()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="canteen.close_ended")
def close_ended(timestamp: int) -> None:
    """Close the sittings that ended: unserved covers back to the fund, guests taken to have left."""
    del timestamp
    closing.close_ended()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="canteen.keep_trial")
def keep_trial(timestamp: int) -> None:
    """In the demo there is always something to try."""
    del timestamp
    if settings.DEMO:
        sittings.ensure_trial()


@app.task(retry=patiently)
def send_ticket(order: int) -> None:
    """Mail the ticket to the contact's address, in the order's language; nothing to do when the link is already cut."""
    found = (
        Order.objects.filter(pk=order, state=OrderState.CONFIRMED).select_related("sitting__space__building").first()
    )
    contact = Contact.objects.filter(order=order).exclude(email="").first()
    if found is None or contact is None:
        return
    if not mailboxes.is_full(contact.email):
        mail_ticket(found, contact.email, contact.first_name)


@app.task(retry=patiently)
def send_postcard(postcard: int) -> None:
    """Mail the ticket to an address that was given for this once, then forget the address."""
    found = Postcard.objects.filter(pk=postcard).select_related("order__sitting__space__building").first()
    if found is None:
        return
    if found.order.state == OrderState.CONFIRMED and not mailboxes.is_full(found.email):
        mail_ticket(found.order, found.email)
    found.delete()


def mail_ticket(order: Order, email: str, first_name: str = "") -> None:
    """One plain message with the page to print; it says nothing about money (REQ-C5)."""
    with translation.override(order.language):
        ticket = order.tickets.get()
        message = EmailMessage(
            subject=_("Your ticket – %(day)s, %(hour)s") % door_paper.when(order.sitting),
            body=door_paper.letter(order, ticket, first_name),
            to=[email],
        )
        message.attach("ticket.pdf", door_paper.pdf(ticket), "application/pdf")
        message.send()
    mailboxes.drop_in(email)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="canteen.erase")
def erase(timestamp: int) -> None:
    """Retention (REQ-K2, REQ-P2); reports how many of each it erased."""
    del timestamp
    log.info("erased: %s", forget())


def forget() -> dict[str, int]:
    """Erase what need no longer be known, each after the time that its rule says; how many rows of each."""
    now = timezone.now()

    def before(rule: str, **unit: int) -> datetime:
        return now - timedelta(**unit) * int(rules.get(rule))

    diets = Order.objects.filter(sitting__ends_at__lt=before("diet.erase_hours_after_service", hours=1))
    browsers = Order.objects.filter(sitting__ends_at__lt=before("browser.forget_hours_after_service", hours=1))
    contacts = Contact.objects.filter(order__sitting__ends_at__lt=before("ticket.contact_unlink_days", days=1))
    return {
        "diets": diets.exclude(diets=[]).update(diets=[]),
        "browsers": browsers.exclude(browser="").update(browser=""),
        "contacts": contacts.delete()[0],
        # Those that no mail server would take.
        "postcards": Postcard.objects.filter(asked_at__lt=before("letter.keep_h", hours=1)).delete()[0],
        "scans": Scan.objects.filter(at__lt=before("scan.keep_days", days=1)).delete()[0],
    }
