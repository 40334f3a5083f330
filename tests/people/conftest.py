from collections.abc import Iterator

import pytest
from django.core.cache import cache

from venue.people import throttles


@pytest.fixture(autouse=True)
def forget_counts() -> Iterator[None]:
    throttles.forget()
    cache.clear()
    yield
    throttles.forget()
