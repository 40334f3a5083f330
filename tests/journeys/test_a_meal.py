"""A guest orders, pays, is scanned at the door, and everybody sees it: real browsers, a real picture, a real camera."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, launch
from tests.journeys.house import House

pytestmark = pytest.mark.journey


def choose_meal(page: Page, house: House) -> None:
    page.goto(f"{house.url}/manger/{house.trying()['id']}/")
    expect(page.get_by_role("heading", name="Combien de personnes mangent ?")).to_be_visible()


def give_online(page: Page, amount: str) -> None:
    page.get_by_label("Maintenant, par carte").check()
    page.get_by_label(re.compile("Votre montant en euros")).fill(amount)


def pay(page: Page, card: str) -> None:
    page.wait_for_url(re.compile(r"127\.0\.0\.1"))
    page.locator("input[name=card]").fill(card)
    page.get_by_role("button").first.click()


def ticket_key(page: Page) -> str:
    page.wait_for_url(re.compile(r"/tickets/#.{22}$"))
    return page.url.rpartition("#")[2]


def order(house: House, key: str) -> dict[str, Any]:
    return httpx.get(f"{house.url}/api/v1/canteen/orders/{key}/").json()


def played_into_a_camera(house: House, key: str, folder: Path) -> Path:
    """The ticket's own picture as a film, for Chromium's fake camera."""
    serial = order(house, key)["tickets"][0]["serial"]
    png = httpx.get(f"{house.url}/api/v1/canteen/orders/{key}/tickets/{serial}.png").content
    frame = Image.new("RGB", (640, 480), "white")
    code = Image.open(io.BytesIO(png)).convert("RGB").resize((400, 400), Image.Resampling.NEAREST)
    frame.paste(code, (120, 40))
    film, jpeg = folder / "ticket.mjpeg", io.BytesIO()
    frame.save(jpeg, "JPEG", quality=95)
    film.write_bytes(jpeg.getvalue() * 30)
    return film


def scan(playwright: Any, house: House, film: Path, token: str) -> tuple[str, Any]:
    """What the scanner's whole screen says after the camera saw the film; the browser is left open."""
    chromium = launch(
        playwright,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    context = chromium.new_context(**PHONE, permissions=["camera"])
    kept = json.dumps({"token": token, "id": "", "name": "Porte 1", "roles": ["host"]})
    context.add_init_script(f"localStorage.setItem('preau.device', {json.dumps(kept)})")
    page = context.new_page()
    page.goto(f"{house.url}/equipe/scanner/")
    verdict = page.get_by_role("alertdialog")
    expect(verdict).to_be_visible(timeout=20_000)
    expect(verdict).not_to_contain_text("Je lis", timeout=10_000)
    return verdict.inner_text(), chromium


def test_a_meal_at_four_euros(house: House, phone: Any, browser: Any, playwright: Any, tmp_path: Path) -> None:
    page = phone.new_page()
    choose_meal(page, house)
    watching = browser.new_context(**PHONE)
    board = watching.new_page()
    board.goto(f"{house.url}/manger/")
    left = house.trying()["covers_left"]
    give_online(page, "4")
    page.get_by_role("button", name="Continuer vers le paiement").click()
    pay(page, "4242424242424242")
    key = ticket_key(page)
    expect(page.get_by_alt_text("Code QR du ticket").or_(page.get_by_label("Code QR du ticket"))).to_be_visible()
    assert order(house, key)["state"] == "confirmed"
    assert house.trying()["covers_left"] == left - 1

    token = house.device()
    film = played_into_a_camera(house, key, tmp_path)
    said, door = scan(playwright, house, film, token)
    assert "Bon appétit" in said
    assert "4" not in said.replace(" ", "")
    door.close()
    expect(page.get_by_text("Bon appétit")).to_be_visible(timeout=10_000)  # the guest's page changed by itself
    said, door = scan(playwright, house, film, token)
    assert "Déjà servi" in said
    door.close()
    watching.close()


def test_a_meal_at_zero_euros(house: House, phone: Any) -> None:
    page = phone.new_page()
    choose_meal(page, house)
    give_online(page, "0")
    page.get_by_role("button", name=re.compile("^(Réserver|Continuer vers le paiement)$")).click()
    assert order(house, ticket_key(page))["state"] == "confirmed"


def test_a_declined_card_keeps_the_places_and_says_so(house: House, phone: Any) -> None:
    page = phone.new_page()
    choose_meal(page, house)
    give_online(page, "4")
    page.get_by_role("button", name="Continuer vers le paiement").click()
    pay(page, "4000000000000002")
    expect(page.locator("input[name=card]")).to_be_visible()
    assert "127.0.0.1" in page.url


def test_the_covers_left_change_in_another_browser_without_reloading(house: House, phone: Any, browser: Any) -> None:
    context = browser.new_context(**PHONE)
    watching, ordering = context.new_page(), phone.new_page()
    sitting = house.trying()
    watching.goto(f"{house.url}/manger/{sitting['id']}/")
    left = int(str(sitting["covers_left"]))
    expect(watching.get_by_text(f"Il reste {left} places.")).to_be_visible()
    choose_meal(ordering, house)
    ordering.get_by_label("À la cantine").check()
    ordering.get_by_role("button", name="Réserver", exact=True).click()
    ticket_key(ordering)
    expect(watching.get_by_text(f"Il reste {left - 1} places.")).to_be_visible(timeout=10_000)
    context.close()
