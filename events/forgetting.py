"""What is cut off registrations when nobody needs to know it any more (REQ-P2): who, not how many."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from events.models import AdmissionScan, DateState, Registration, RegistrationContact
from venue import rules


def forget(at: datetime | None = None) -> dict[str, int]:
    """Erase each after the time that its rule says; how many rows of each.

    Whoever registered for what is put off is told the new date, so these contacts stay for longer.
    """
    now = at or timezone.now()

    def before(rule: str, **unit: int) -> datetime:
        return now - timedelta(**unit) * int(rules.get(rule))

    put_off = Q(registration__date__state=DateState.POSTPONED)
    over = Q(registration__date__ends_at__lt=before("ticket.contact_unlink_days", days=1)) & ~put_off
    long_over = Q(registration__date__ends_at__lt=before("event.postponed_contact_days", days=1))
    browsers = Registration.objects.filter(date__ends_at__lt=before("browser.forget_hours_after_service", hours=1))
    return {
        "contacts": RegistrationContact.objects.filter(over | long_over).delete()[0],
        "browsers": browsers.exclude(browser="").update(browser=""),
        "scans": AdmissionScan.objects.filter(at__lt=before("scan.keep_days", days=1)).delete()[0],
    }
