"""Every test of the canteen begins with a calendar that it has not read yet."""

import pytest

from venue.spaces.calendar import forget


@pytest.fixture(autouse=True)
def forget_calendar() -> None:
    forget()
