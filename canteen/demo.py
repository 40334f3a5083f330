"""The demo sittings and menus of DOMAIN §11.3–11.5."""

from datetime import date


def seed(today: date) -> None:
    del today
