"""Every test of the canteen begins with a calendar that it has not read yet."""

import pytest

from tests.stripe_standin.fixtures import standin, standin_process, stripe_standin
from venue.spaces.calendar import forget

__all__ = ["standin", "standin_process", "stripe_standin"]


@pytest.fixture(autouse=True)
def forget_calendar() -> None:
    forget()
