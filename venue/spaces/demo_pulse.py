"""Life in the demo house: a few people come and go in the rooms where nobody else counts."""

import random
import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from venue.house.models import Building
from venue.spaces import hours, occupancy
from venue.spaces.models import Movement, Recount, Space
from venue.spaces.reading import read_house

BY = "demo"
# How full a room tends to be, in percent of what it holds, through an ordinary day (by hour) and in the evening.
DAY = {"COWO": 60, "STUD": 75, "CAFE": 55, "MR1": 40, "HALL": 10, "WORK": 15}
EVENING = {"COWO": 25, "STUD": 50, "CAFE": 30}
# Where guests are scanned, only they count: a journey that reads "3 present" must find 3.
SCANNED = {"CANT", "YARD"}
# Somebody who really counts in a room has it for herself for so long.
HANDS_OFF = timedelta(minutes=30)


def seed_counts(at: datetime | None = None) -> None:
    """The picture that a freshly seeded house shows."""
    house = Building.objects.get(code="preau")
    now = at or timezone.now()
    for space in house.spaces.filter(public=True).exclude(code__in=SCANNED):
        if not taken(space, now):
            occupancy.recount(space, aim(space, now), by=BY, at=now)


def pulse(at: datetime | None = None) -> None:
    """A step towards what the hour asks for in each room, and a look at all of them."""
    now = at or timezone.now()
    house = read_house("preau", now)
    if house is None:
        return
    present = {room.code: room.present for room in house.rooms}
    for space in Space.objects.filter(building=house.id, public=True):
        occupancy.beat(space, by=BY, at=now)
        step = max(-3, min(3, aim(space, now) - present[space.code]))
        if step and space.code not in SCANNED and not taken(space, now):
            occupancy.move(space, step, request_id=uuid.uuid4(), by=BY, at=now)


def aim(space: Space, now: datetime) -> int:
    """People that one would expect in the room now, give or take a few."""
    usual = DAY if hours.is_open(space, now) else EVENING
    return round(space.default_layout.capacity * usual.get(space.code, 0) / 100 * random.uniform(0.8, 1.15))


def taken(space: Space, now: datetime) -> bool:
    """Whether anybody but the demo has counted here lately."""
    lately = now - HANDS_OFF
    moved = Movement.objects.filter(space=space, recorded_at__gt=lately).exclude(by=BY)
    counted = Recount.objects.filter(space=space, recorded_at__gt=lately).exclude(by__in=[BY, Recount.CLOSING])
    return moved.exists() or counted.exists()
