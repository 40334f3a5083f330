from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.money import soup as soup_room
from tests.stripe_standin.fixtures import standin, standin_process, stripe_standin
from tests.stripe_standin.standin import Standin

__all__ = ["soup", "standin", "standin_process", "stripe_standin"]


@pytest.fixture
def soup(stripe_standin: Standin, settings: Settings) -> Iterator[Standin]:
    """Soup is sold by card, through an empty Stripe whose events wait to be carried."""
    settings.WHEN_PAID = {"soup": "tests.money.soup.when_paid"}
    settings.WHEN_REFUNDED = {"soup": "tests.money.soup.when_refunded"}
    soup_room.forget()
    yield stripe_standin
    soup_room.forget()
