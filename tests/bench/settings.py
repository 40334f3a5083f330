"""The house's settings with the references of the measurements beside its own addresses."""

from venue.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.http_urls"
