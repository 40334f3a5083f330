"""Somebody taps a seat on the plan, signs in on the way, and has it; who looks elsewhere sees it turn taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.house import House
from tests.journeys.test_pages_for_everybody import barriers
from tests.journeys.test_the_managers_house import code_sent_to

pytestmark = pytest.mark.journey

TWO_HOURS = timedelta(hours=2)


class Free(NamedTuple):
    """A day, and two study seats that are free when it opens."""

    day: date
    seats: list[str]


@pytest.fixture(scope="module")
def free(house: House) -> Free:
    today = datetime.now(UTC).date()
    for day in (today + timedelta(days=ahead) for ahead in range(1, 7)):
        told = httpx.get(
            f"{house.url}/api/v1/coworking/availability/", params={"date": str(day), "space": "STUD"}
        ).json()
        opens = [stretch["starts_at"] for stretch in told["spaces"][0]["open"][:1]]
        seats = [seat["name"] for seat in told["results"] if opens and is_free(seat, opens[0])]
        if len(seats) >= 2:
            return Free(day, seats[:2])
    raise AssertionError("No study seat is free this week.")


def is_free(seat: dict[str, Any], opens: str) -> bool:
    first = seat["free"][0] if seat["bookable"] and seat["free"] else None
    if first is None or first["starts_at"] != opens:
        return False
    return datetime.fromisoformat(first["ends_at"]) - datetime.fromisoformat(opens) >= TWO_HOURS


@pytest.fixture(scope="module")
def camille(browser: Any) -> Iterator[Any]:
    """A phone that the house has never seen."""
    context = browser.new_context(**PHONE, reduced_motion="reduce")
    yield context
    context.close()


def on_the_plan(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Plan").get_by_role("button", name=re.compile(f"^{name},"))


def tap(page: Page, house: House, free: Free, name: str) -> Locator:
    """The sheet of that seat."""
    page.goto(f"{house.url}/travailler/?jour={free.day}")
    on_the_plan(page, name).click()
    return page.get_by_role("dialog", name=name)


def test_a_seat_is_booked_from_the_plan_kept_with_its_code_and_given_back(
    house: House, camille: Any, free: Free
) -> None:
    page = camille.new_page()
    sheet = tap(page, house, free, free.seats[0])
    sheet.get_by_role("link", name="Se connecter pour réserver").click()
    page.get_by_label("Votre e-mail").fill("camille@example.org")
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Le code").fill(code_sent_to(page, house, "camille@example.org"))
    page.get_by_role("button", name="Entrer").click()
    # Her choice waited for her.
    sheet.get_by_role("button", name="Réserver", exact=True).click()
    expect(sheet.get_by_text("C’est réservé.")).to_be_visible()
    assert barriers(page) == []
    sheet.get_by_role("link", name="Voir ma réservation").click()
    booking = page.get_by_role("article").filter(has_text=free.seats[0])
    expect(booking).to_contain_text("Réservé")
    expect(booking.get_by_role("img", name="Code QR de la réservation")).to_be_visible()
    assert barriers(page) == []
    # And given back: nobody sits on two chairs, and she is about to take another.
    booking.get_by_role("button", name="Annuler", exact=True).click()
    page.get_by_role("button", name="Oui, annuler").click()
    expect(page.get_by_text("C’est annulé.")).to_be_visible()


def test_who_looks_elsewhere_sees_the_seat_turn_taken(house: House, camille: Any, phone: Any, free: Free) -> None:
    elsewhere = phone.new_page()
    elsewhere.goto(f"{house.url}/travailler/?jour={free.day}")
    seat = on_the_plan(elsewhere, free.seats[1])
    expect(seat).to_have_accessible_name(re.compile("libre"))
    seat.click()  # she hesitates with its sheet open
    sheet = tap(camille.new_page(), house, free, free.seats[1])
    sheet.get_by_role("button", name="Réserver", exact=True).click()
    expect(sheet.get_by_text("C’est réservé.")).to_be_visible()
    expect(elsewhere.get_by_role("dialog")).to_contain_text("Quelqu’un d’autre a cette place")
    elsewhere.keyboard.press("Escape")
    expect(seat).not_to_have_accessible_name(re.compile("libre,|libre$"))
