"""A street event from its first idea to the hour at which it is called off: blocked by a declaration that is late,
announced with a reservation, registered for, and cancelled, which reaches another browser and every feed at once.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.house import House

pytestmark = pytest.mark.journey

LAPTOP = {"viewport": {"width": 1280, "height": 800}, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
SIGNED_IN = """
from django.test import Client
from venue.people.models import Person
client = Client()
client.force_login(Person.objects.get(email="{email}"))
print("TOLD", client.cookies["sessionid"].value)
"""
TITLE = "Goûter sous les platanes"
SLUG = "gouter-sous-les-platanes"


def signed_in(house: House, browser: Any, email: str) -> Any:
    cookie = house.manage("shell", "-c", SIGNED_IN.format(email=email)).split()[-1]
    context = browser.new_context(**LAPTOP)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": house.url}])
    return context


def begun(page: Page, house: House, day: datetime) -> None:
    """A new event on the long table's square, so soon that what the law asks is late already."""
    page.goto(f"{house.url}/equipe/atelier/")
    page.get_by_role("button", name="Nouvel événement").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Titre").fill(TITLE)
    if not dialog.get_by_label("Jour").is_visible():
        dialog.get_by_label("Une date est déjà connue").check()
    dialog.get_by_label("Jour").fill(f"{day:%Y-%m-%d}")
    dialog.get_by_label("De", exact=True).fill("15:00")
    dialog.get_by_label("À", exact=True).fill("18:00")
    dialog.get_by_label("Où").select_option(label="Place de la Victoire")
    dialog.get_by_label("Personnes attendues").fill("60")
    dialog.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


def written(page: Page) -> None:
    """What the street would read, and that one registers."""
    words = page.locator("#words")
    words.get_by_label("En une phrase", exact=True).fill("Un goûter pour qui passe.")
    words.get_by_label("Description", exact=True).fill("Du pain, de la confiture, et des bancs.")
    words.get_by_role("button", name="Enregistrer").click()
    expect(words.get_by_text("C’est enregistré.")).to_be_visible()
    terms = page.locator("#terms")
    terms.get_by_label("On s’inscrit").check()
    terms.get_by_role("button", name="Enregistrer").click()
    expect(terms.get_by_text("C’est enregistré.")).to_be_visible()


def stands(page: Page) -> None:
    """The plan is ready, then its papers are handed in."""
    page.get_by_role("button", name="Le plan est prêt").click()
    page.get_by_role("button", name="Le dossier est déposé").click()
    expect(page.get_by_role("button", name="L’autorisation est arrivée")).to_be_visible()


def announce(page: Page) -> None:
    button = page.get_by_role("button", name="Annoncer sous réserve")
    if not button.is_visible():
        page.get_by_text("Autres étapes").click()
    button.click()
    page.get_by_role("dialog").get_by_role("button", name="Annoncer sous réserve").click()


def test_what_is_called_off_reaches_whoever_would_come(house: House, browser: Any) -> None:
    day = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(days=2)
    desk = signed_in(house, browser, "maud@example.org")
    page = desk.new_page()
    begun(page, house, day)
    written(page)
    stands(page)

    # Blocked: the declaration should have been filed three clear days before.
    announce(page)
    refused = page.get_by_role("dialog")
    expect(refused.get_by_text("Déclaration préalable en préfecture")).to_be_visible()
    assert httpx.get(f"{house.url}/api/v1/events/{SLUG}/").status_code == 404
    refused.get_by_role("button", name="Pas encore").click()
    late = page.locator("#tasks li.late")
    while now := late.count():
        tick = late.first.get_by_role("button", name=re.compile("^C’est fait :"))
        asks_for_paper = tick.get_attribute("aria-expanded") is not None
        tick.click()
        if asks_for_paper:  # it is not done by a tick: a paper proves it, or somebody says where that is
            late.first.get_by_label("Ou bien, où est-il ?").fill("Dans le classeur rouge.")
            late.first.get_by_role("button", name="C’est fait", exact=True).click()
        expect(late).to_have_count(now - 1)
    announce(page)
    expect(page.get_by_text("Annoncé sous réserve : l’autorisation manque encore.")).to_be_visible()

    # A neighbour registers from her phone; another one only has the first page open.
    hers, other = browser.new_context(**PHONE), browser.new_context(**PHONE)
    phone = hers.new_page()
    phone.goto(f"{house.url}/dehors/{SLUG}/")
    expect(phone.get_by_text("Sous réserve d’autorisation")).to_be_visible()
    phone.get_by_label("E-mail").fill("voisine@example.org")
    phone.get_by_role("button", name="M’inscrire").click()
    expect(phone.get_by_role("img", name="Code QR de l’inscription")).to_be_visible()
    first_page = other.new_page()
    first_page.goto(f"{house.url}/")
    expect(first_page.get_by_role("heading", level=1)).to_be_visible()
    news = first_page.get_by_role("complementary", name="Ce qui a changé dehors")
    expect(news.get_by_text(TITLE)).to_have_count(0)

    # Called off: seen first, then done.
    page.get_by_role("button", name="Annuler", exact=True).click()
    change = page.get_by_role("dialog")
    change.get_by_label("Pourquoi", exact=True).fill("Orage annoncé.")
    change.get_by_role("button", name="Voir ce que cela change").click()
    expect(change.get_by_text("1 inscription,")).to_be_visible()
    expect(change.get_by_text("1 par e-mail")).to_be_visible()
    change.get_by_role("button", name="Annuler et prévenir").click()
    expect(page.get_by_text("C’est annulé. Les messages partent.")).to_be_visible()

    # It arrives by itself where nobody asked.
    expect(news.get_by_role("link", name=re.compile(TITLE))).to_be_visible()
    expect(phone.get_by_text("Annulé").first).to_be_visible()
    [told] = [one for one in read(house) if str(one["URL"]).endswith(f"/dehors/{SLUG}/")]
    assert (told["STATUS"], told["SEQUENCE"]) == ("CANCELLED", 1)
    page.goto(f"{house.url}/demo/mail/")
    expect(page.get_by_text("voisine@example.org").first).to_be_visible()
    for context in (desk, hers, other):
        context.close()


def read(house: House) -> list[Any]:
    return list(icalendar.Calendar.from_ical(httpx.get(f"{house.url}/events.ics").content).walk("VEVENT"))
