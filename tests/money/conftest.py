from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.money import gym as gym_room
from tests.money import soup as soup_room
from tests.stripe_standin.fixtures import standin, standin_process, stripe_standin
from tests.stripe_standin.standin import Standin

__all__ = ["gym", "soup", "standin", "standin_process", "stripe_standin"]


@pytest.fixture
def soup(stripe_standin: Standin, settings: Settings) -> Iterator[Standin]:
    """Soup is sold by card, through an empty Stripe whose events wait to be carried."""
    settings.WHEN_PAID = {"soup": "tests.money.soup.when_paid"}
    settings.WHEN_REFUNDED = {"soup": "tests.money.soup.when_refunded"}
    soup_room.forget()
    yield stripe_standin
    soup_room.forget()


@pytest.fixture
def gym(stripe_standin: Standin, settings: Settings) -> Iterator[Standin]:
    """Something is sold by the month, through an empty Stripe whose events wait to be carried."""
    settings.WHEN_RENEWED = {"gym": "tests.money.gym.when_renewed"}
    settings.WHEN_UNPAID = {"gym": "tests.money.gym.when_unpaid"}
    settings.WHEN_ENDED = {"gym": "tests.money.gym.when_ended"}
    gym_room.heard.clear()
    yield stripe_standin
    gym_room.heard.clear()
