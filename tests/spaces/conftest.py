"""The demo house of DOMAIN §11, seeded on its day: Monday 23 November 2026."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from venue.house import demo as house_demo
from venue.house.models import Building
from venue.spaces import demo
from venue.spaces.calendar import forget
from venue.spaces.models import Space

TODAY = date(2026, 11, 23)
PARIS = ZoneInfo("Europe/Paris")


def paris(text: str) -> datetime:
    """`paris("2026-11-26 18:30")`, as the clock on the wall of the house says it."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.fixture(autouse=True)
def forget_calendar() -> None:
    forget()


@pytest.fixture
def house(db: None) -> Building:
    house_demo.seed(TODAY)
    demo.seed(TODAY)
    return Building.objects.get(code="preau")


@pytest.fixture
def room(house: Building) -> Callable[[str], Space]:
    return lambda code: Space.objects.select_related("building").get(code=code)
