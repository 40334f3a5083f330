"""What the socket tells of coworking: a space's day for anybody, a booking for its owner and the hosts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date

from coworking import availability, hosts
from coworking.models import Booking, WaitingPlace
from venue.live.topics import Truth
from venue.spaces.calendar import calendar


class DayTopic:
    """`coworking:STUD/2026-11-24`: what is free and taken of each resource, without a name."""

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        del actor
        return not crew and read_key(key) is not None

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        del crew
        wanted = read_key(key)
        if wanted is None:
            return None
        code, day = wanted
        building = calendar().codes.get(code)
        if building is None:
            return None
        told = availability.read(building, day, code)
        data = {"space": code, "date": day.isoformat(), "results": availability.tell_changing(told)}
        return Truth(told.revision, told.now, data)


def read_key(key: str | None) -> tuple[str, date] | None:
    code, _, day = (key or "").partition("/")
    try:
        read = parse_date(day)
    except ValueError:
        return None
    return (code, read) if read and code and len(code) <= 12 and 2000 <= read.year <= 2200 else None


class BookingTopic:
    """`booking:<key>`: whoever knows the key and may see the booking reads it anew when this changes."""

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        if crew or not key or actor.kind == "guest":
            return False
        theirs = hosts.theirs(actor, space="resource__space")
        return Booking.objects.filter(theirs | Q(person=actor.id), key=key).exists()

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        del crew
        booking = Booking.objects.filter(key=key or "").first()
        return Truth(booking.revision, timezone.now(), {"state": booking.state}) if booking else None


class WaitingTopic:
    """`waiting:<id>`: whoever waits reads her place anew when this changes: an offer, its end, a turn missed."""

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        if crew or actor.kind != "person" or not is_number(key):
            return False
        return WaitingPlace.objects.filter(pk=int(key or 0), person=actor.id).exists()

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        del crew
        place = WaitingPlace.objects.filter(pk=int(key or 0)).first() if is_number(key) else None
        return (
            Truth(place.revision, timezone.now(), {"state": place.state, "skipped": place.skipped}) if place else None
        )


def is_number(key: str | None) -> bool:
    return bool(key and key.isascii() and key.isdigit() and len(key) < 16)
