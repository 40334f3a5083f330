"""What is cut off bookings when nobody needs to know it any more (REQ-P2): who, not what.

Hours booked, used and lost stay for the report; a change tells of an owner, a host or the house, never of a name.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from coworking.bookings import OWNER
from coworking.models import ACTIVE, Booking, CalendarFeed, Series
from coworking.models.bookings import BookingQuerySet
from venue import rules

NOBODY = {"person": None, "first_name": "", "title": ""}


def forget(at: datetime | None = None) -> dict[str, int]:
    """Cut bookings and series off their people `booking.unlink_days` after their end; how many of each.

    And take away the calendar addresses that open nothing any more.
    """
    now = at or timezone.now()
    edge = now - timedelta(days=int(rules.get("booking.unlink_days")))
    old = Booking.objects.of_people().filter(ends_at__lt=edge).exclude(state__in=ACTIVE)
    over = Series.objects.filter(person__isnull=False, made_at__lt=edge).exclude(bookings__ends_at__gte=edge)
    return {"bookings": cut_off(old), "series": over.update(person=None, by=OWNER), "calendars": forget_addresses(now)}


def forget_addresses(now: datetime) -> int:
    """Those revoked `calendar.revoked_keep_days` ago, and those of people who are gone."""
    revoked = Q(revoked_at__lt=now - timedelta(days=int(rules.get("calendar.revoked_keep_days"))))
    return CalendarFeed.objects.filter(revoked | Q(person__is_active=False)).delete()[0]


def cut_off(rows: BookingQuerySet) -> int:
    """Leave nobody's name in these; a host who booked for somebody still answers for it."""
    hers = rows.filter(person__isnull=False).update(**NOBODY, by=OWNER)
    return hers + rows.filter(~Q(first_name="") | ~Q(title="")).update(**NOBODY)
