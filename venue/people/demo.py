"""The demo people of DOMAIN §11.8."""

from datetime import date


def seed(today: date) -> None:
    del today
