"""What is cut off bookings when nobody needs to know it any more (REQ-P2): who, not what.

Hours booked, used and lost stay for the report; a change tells of an owner, a host or the house, never of a name.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from coworking.bookings import OWNER
from coworking.models import ACTIVE, Booking
from coworking.models.bookings import BookingQuerySet
from venue import rules

NOBODY = {"person": None, "first_name": "", "title": ""}


def forget(at: datetime | None = None) -> dict[str, int]:
    """Cut bookings off their people `booking.unlink_days` after their end; how many."""
    edge = (at or timezone.now()) - timedelta(days=int(rules.get("booking.unlink_days")))
    old = Booking.objects.of_people().filter(ends_at__lt=edge).exclude(state__in=ACTIVE)
    return {"bookings": cut_off(old)}


def cut_off(rows: BookingQuerySet) -> int:
    """Leave nobody's name in these; a host who booked for somebody still answers for it."""
    hers = rows.filter(person__isnull=False).update(**NOBODY, by=OWNER)
    return hers + rows.filter(~Q(first_name="") | ~Q(title="")).update(**NOBODY)
