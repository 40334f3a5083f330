"""The demo rooms of DOMAIN §11.2–11.3."""

from datetime import date


def seed(today: date) -> None:
    del today
