"""What people leave to the worker: letters to the post, and forgetting what need not be known any longer."""

import logging
from contextlib import nullcontext
from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.mail import get_connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from venue import rules
from venue.people import persons
from venue.people.letters import carry
from venue.people.models import Device, Letter, PairingCode, Person, Said

log = logging.getLogger(__name__)


# A mail server may be away for a night: about 4 s, 16 s, 1 min, 4 min, 17 min, 1 h, 4.5 h, 18 h.
@app.task(name="people.deliver", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def deliver(*, letter_id: int) -> None:
    """Send a letter and forget it. Run twice, it is sent once."""
    carry(letter_id)


@app.task(name="people.deliver_bundle", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def deliver_bundle(*, letters: list[int], way: str) -> None:
    """Send these letters over one connection, each in a transaction of its own: who is killed goes on after the last.

    One that the server refuses does not keep back the others; it is tried again with those that are left.
    """
    refused: Exception | None = None
    with get_connection() if way == Letter.Way.EMAIL else nullcontext() as post:
        for letter in letters:
            try:
                carry(letter, post)
            except Exception as error:
                log.warning("letter %d is not accepted: %s", letter, type(error).__name__)
                refused = error
                if post:
                    post.close()  # half a conversation; the next letter begins anew
    if refused:
        raise refused


@app.periodic(cron="17 * * * *")
@app.task(name="people.forget", queueing_lock="people.forget")
def forget_hourly(timestamp: int) -> None:
    forget()


def forget() -> dict[str, int]:
    """Erase what people need no longer be remembered by; how many rows of each (DOMAIN REQ-P2)."""
    now = timezone.now()

    def before(rule: str, **unit: int) -> datetime:
        return now - timedelta(**unit) * int(rules.get(rule))

    newcomers = Person.objects.filter(
        # Who asked for a code and never entered it; whoever was welcomed by somebody has a first name.
        first_name="",
        is_active=True,
        last_login=None,
        roles=None,
        joined_at__lt=before("person.unconfirmed_keep_h", hours=1),
    )
    return {
        "said": Said.objects.filter(said_at__lt=before("idempotency.keep_h", hours=1)).delete()[0],
        "pairing_codes": PairingCode.objects.filter(valid_until__lt=now).delete()[0],
        "devices": Device.objects.filter(lease_until__lt=before("device.forget_days", days=1)).delete()[0],
        "letters": Letter.objects.filter(written_at__lt=before("letter.keep_h", hours=1)).delete()[0],
        "newcomers": newcomers.delete()[1].get("people.Person", 0),
        "people": len([persons.erase(person) for person in long_absent(now)]),
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        # What managers changed in the office, with the first name of whom they changed.
        "office_log": LogEntry.objects.filter(action_time__lt=now - months("office_log.keep_months")).delete()[0],
    }


def long_absent(now: datetime) -> QuerySet[Person]:
    """Who has no role, or has left, and has not been here for `contact.inactive_erase_months`."""
    return (
        Person.objects.annotate(here=Coalesce("last_login", "joined_at"))
        .filter(
            Q(is_active=True) | ~Q(first_name="") | Q(email__isnull=False) | Q(phone__isnull=False),
            Q(roles=None) | Q(is_active=False),
            here__lt=now - months("contact.inactive_erase_months"),
        )
        .distinct()
    )


def months(rule: str) -> timedelta:
    return timedelta(days=round(rules.get(rule) * 365.25 / 12))
