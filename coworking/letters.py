"""What a booking tells its owner by mail: kept, moved, given back, given on; each with a file for her calendar.

Written by the worker, in her language, and only to who has an address. Nothing about money.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from coworking import calendars
from coworking import series as repeating
from coworking.models import Booking, BookingChange, Release, Series
from coworking.slots import zone_of
from venue import rules, wording
from venue.deferring import leave
from venue.people import mailboxes
from venue.people.models import Person

WHAT = BookingChange.What


class Words(NamedTuple):
    subject: str
    opening: str
    standing: bool  # the place is hers: she is told how to come in


WORDS: Final = {
    WHAT.CONFIRMED: Words(gettext_noop("Your booking – %(when)s"), gettext_noop("This place is yours:"), True),
    WHAT.MOVED: Words(gettext_noop("Your booking has moved – %(when)s"), gettext_noop("This is the new time:"), True),
    WHAT.CANCELLED: Words(
        gettext_noop("Your booking is cancelled – %(when)s"),
        gettext_noop("This place is free for others again:"),
        False,
    ),
}
GIVEN_ON: Final = gettext_noop("Your place was given on – %(when)s")
# The house took it back: she is told why.
WHY: Final = {
    Release.NO_SHOW: Words(
        GIVEN_ON, gettext_noop("You had not come in time, so this place is free for others:"), False
    ),
    Release.PAUSE: Words(
        GIVEN_ON, gettext_noop("Your pause lasted too long, so this place is free for others:"), False
    ),
    Release.HOST: Words(GIVEN_ON, gettext_noop("The house has given this place on:"), False),
    Release.NEEDED: Words(
        gettext_noop("The house needs your place – %(when)s"),
        gettext_noop("We are sorry: the house needs this place itself then, and cannot keep it for you:"),
        False,
    ),
    Release.CLOSED: Words(
        gettext_noop("The house is closed – %(when)s"),
        gettext_noop("The house is closed then, and we cannot keep this place for you:"),
        False,
    ),
}


def tell(what: BookingChange.What, *made: Booking) -> None:
    """Leave a letter about these bookings of one person to the worker, in the transaction that changes them.

    None to somebody without an address, nor to who is sitting there or stood at the desk when it was made.
    """
    first = made[0]
    there = first.walk_in or (first.checked_in_at is not None and what != WHAT.RELEASED)
    if first.person and first.person.email and not there:
        leave(send_letter, what=str(what), bookings=[booking.pk for booking in made])


def tell_series(what: BookingChange.What, series: Series) -> None:
    """The same about a whole series: one letter, not sixty."""
    if series.person and series.person.email:
        send_letter.defer(what=str(what), series=str(series.pk))


@app.task(name="coworking.send_letter", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_letter(what: str, bookings: list[int] | None = None, series: str | None = None) -> None:
    """Mail what `tell` or `tell_series` left; nothing when the person is gone by now."""
    if series is not None:
        for found in Series.objects.filter(pk=series).select_related("person", "resource__space__building"):
            send_series(what, found)
        return
    rows = Booking.objects.filter(pk__in=bookings or []).select_related("person", "resource__space__building")
    send(what, list(rows.order_by("starts_at", "pk")))


def send(what: str, rows: Sequence[Booking]) -> None:
    """Mail it, unless something else has happened to them since, which has a letter of its own."""
    still_so = [it for it in rows if (words := words_of(what, it)) and it.is_active == words.standing]
    if still_so and (person := still_so[0].person):
        post(person, what, still_so, calendars.of_bookings(still_so, person.language))


def words_of(what: str, booking: Booking) -> Words | None:
    """None for what the house took back and is hers again since, paid late."""
    return WHY.get(Release(booking.release)) if what == WHAT.RELEASED and booking.release else WORDS.get(WHAT(what))


def send_series(what: str, series: Series) -> None:
    now = timezone.now()
    coming = list(repeating.ahead_of(series, now))
    shown = coming or list(series.bookings.select_related("resource__space__building").order_by("starts_at"))
    if shown and series.person:
        post(series.person, what, shown, calendars.of_series(series, series.person.language, now))


def post(person: Person, what: str, rows: Sequence[Booking], calendar: bytes) -> None:
    if not person.email or mailboxes.is_full(person.email):
        return
    words = words_of(what, rows[0])
    if words is None:
        return
    with translation.override(person.language):
        message = EmailMessage(
            subject=_(words.subject) % {"when": when(rows[0])}, body=body(person, words, rows), to=[person.email]
        )
    message.attach("reservation.ics", calendar, "text/calendar")
    message.send()
    mailboxes.drop_in(person.email)


def body(person: Person, words: Words, rows: Sequence[Booking]) -> str:
    building = rows[0].resource.space.building
    lines = [
        _("Hello %(name)s,") % {"name": person.first_name} if person.first_name else _("Hello,"),
        "",
        _(words.opening),
        *(line(booking) for booking in rows),
        f"{building.name}, {building.address}, {building.postcode} {building.city}",
        "",
    ]
    if words.standing and rows[0].resource.is_seat:
        late = rules.get("seat.checkin_late_min", building=building.pk)
        lines += [
            _("Scan the code on your seat when you arrive. After %(minutes)d minutes it is given on.")
            % {"minutes": late},
            "",
        ]
    if words.standing:
        lines += [_("If you cannot come, give your place back: somebody else can sit down.")]
    lines += [
        _("Your bookings: %(address)s") % {"address": calendars.page()},
        "",
        _("The attached file is for your calendar."),
    ]
    return "\n".join(lines)


def line(booking: Booking) -> str:
    ends = booking.ends_at.astimezone(zone_of(booking.resource.space.building_id))
    return f"– {when(booking)}–{wording.hour(ends, language())}, {calendars.inside(booking.resource)}"


def when(booking: Booking) -> str:
    """Its day and hour as they are said in the language in force."""
    at = booking.starts_at.astimezone(zone_of(booking.resource.space.building_id))
    return f"{wording.day(at.date(), language())}, {wording.hour(at, language())}"


def language() -> str:
    return translation.get_language() or "fr"
