import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.spaces.conftest import paris
from venue.spaces import occupancy
from venue.spaces.models import Space
from venue.spaces.reading import read_house

pytestmark = pytest.mark.django_db
Room = Callable[[str], Space]
NOON = paris("2026-11-24 12:00")


def present(code: str, at: datetime) -> int:
    house = read_house(at=at)
    assert house is not None
    return {room.code: room.present for room in house.rooms}[code]


def test_who_came_in_is_there(room: Room) -> None:
    occupancy.arrive(room("CANT"), 3, request_id=uuid.uuid4(), by="device:a", at=NOON)
    occupancy.leave(room("CANT"), 1, request_id=uuid.uuid4(), by="device:a", at=NOON)
    assert present("CANT", NOON + timedelta(minutes=1)) == 2
