"""A manager signs in, plans a meal that guests then see, pairs a phone and cuts it off; her pages have no barrier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.house import House
from tests.journeys.test_pages_for_everybody import barriers

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def maud(browser: Any, house: House) -> Iterator[Any]:
    """The demo's manager, signed in with the code that was sent to her."""
    context = browser.new_context(**PHONE, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{house.url}/connexion/")
    page.get_by_label("Votre e-mail").fill("maud@example.org")
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Le code").fill(code_sent_to(page, house, "maud@example.org"))
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_text("Bonjour Maud.")).to_be_visible()
    page.close()
    yield context
    context.close()


def code_sent_to(page: Page, house: House, address: str) -> str:
    letters = page.context.new_page()
    letters.goto(f"{house.url}/demo/mail/")
    letter = letters.locator("article", has_text=address).first
    while not letter.count():
        letters.wait_for_timeout(200)
        letters.reload()
    found = re.search(r"\b\d{4}-\d{4}\b", letter.inner_text())
    letters.close()
    assert found
    return found.group()


def test_a_manager_plans_a_meal_and_opens_it_and_a_guest_sees_it(house: House, maud: Any, phone: Any) -> None:
    page = maud.new_page()
    page.goto(f"{house.url}/maison/repas/")
    page.get_by_text("Ajouter un repas").click()
    page.get_by_label("Jour").fill(str(next_friday()))
    page.get_by_label("Début").fill("14:30")
    page.get_by_label("Fin", exact=True).fill("15:30")
    page.get_by_label("Couverts").fill("12")
    page.get_by_label("Menu").select_option(index=1)
    page.get_by_label("Nom particulier, en français").fill("Goûter des voisins")
    page.get_by_role("button", name="Préparer ce repas").click()
    page.get_by_role("button", name="Ouvrir aux réservations").click()
    expect(page.get_by_text("C’est ouvert : on peut réserver.")).to_be_visible()
    guest = phone.new_page()
    guest.goto(f"{house.url}/manger/")
    expect(guest.get_by_role("link", name="Manger vendredi à 14 h 30")).to_be_visible()
    page.close()


def next_friday() -> date:
    """A day on which the demo's dining room is open in the afternoon, and its list of two weeks begins no later."""
    tomorrow = datetime.now(ZoneInfo("Europe/Paris")).date() + timedelta(days=1)
    return tomorrow + timedelta(days=(4 - tomorrow.weekday()) % 7)


def test_a_phone_is_paired_with_the_code_and_says_so_when_it_is_cut_off(house: House, maud: Any, phone: Any) -> None:
    page = maud.new_page()
    page.goto(f"{house.url}/maison/telephones/")
    page.get_by_label("Valable aujourd’hui jusqu’à").fill("23:59")
    page.get_by_role("button", name="Montrer un code").click()
    code = re.sub(r"\s", "", page.locator("article .code").inner_text())
    paired = phone.new_page()
    paired.goto(f"{house.url}/appairer/#{code}")
    paired.get_by_label("Un nom pour cet appareil").fill("Porte 7")
    paired.get_by_role("button", name="Relier").click()
    paired.wait_for_url(f"{house.url}/equipe/scanner/")
    paired.goto(f"{house.url}/equipe/salle/")
    expect(paired.get_by_role("heading", name="Qui est là")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Couper Porte 7").click()
    page.get_by_role("button", name="Oui, couper").click()
    expect(page.get_by_text("« Porte 7 » est coupé.")).to_be_visible()
    # Nobody touched the phone: its socket brought the news.
    expect(paired.get_by_text("Ce téléphone ne fait plus partie de l’équipe.")).to_be_visible(timeout=10_000)
    page.close()


PAGES = ["", "repas/", "repas/{meal}/", "menus/", "menus/{menu}/", "couts/", "coworking/", "equipe/", "telephones/"]


@pytest.mark.parametrize(("prefix", "theme"), [("", "light"), ("/en", "dark")])
def test_a_managers_page_has_no_barrier(house: House, maud: Any, prefix: str, theme: Any) -> None:
    page = maud.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=theme)
    menus = page.request.get(f"{house.url}/api/v1/canteen/manage/menus/").json()["results"]
    rows = {"meal": house.trying()["id"], "menu": menus[0]["id"]}
    addresses = [f"{prefix}/maison/{path.format(**rows)}" for path in PAGES] + [f"{prefix}/moi/"]
    assert {address: found for address in addresses if (found := barriers_at(page, house.url + address))} == {}
    page.close()


def barriers_at(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.wait_for_selector("h1")
    page.wait_for_selector("[aria-busy=true]", state="detached")
    return barriers(page)
