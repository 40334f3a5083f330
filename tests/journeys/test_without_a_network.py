"""In a cellar: a browser that has been here once shows its tickets with the network cut."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.house import House

pytestmark = pytest.mark.journey

# Waited for in the page itself: `wait_for_function` asks a second time by `eval`, which the house's own policy refuses.
CONTROLLED = """() => new Promise((done, fail) => {
  if (navigator.serviceWorker.controller) return done();
  navigator.serviceWorker.addEventListener("controllerchange", () => done());
  setTimeout(() => fail(new Error("no service worker took this page within 30 s")), 30000);
})"""


def test_a_ticket_opens_with_the_network_cut(house: House, phone: Any) -> None:
    page = phone.new_page()
    page.goto(f"{house.url}/manger/{house.trying()['id']}/")
    page.get_by_label("À la cantine").check()
    page.get_by_role("button", name="Réserver", exact=True).click()
    page.wait_for_url(re.compile(r"/tickets/#.{22}$"))
    key = page.url.rpartition("#")[2]
    page.evaluate(CONTROLLED)
    expect(page.get_by_alt_text("Code QR du ticket")).to_be_visible()
    phone.set_offline(True)

    cellar = phone.new_page()
    cellar.goto(f"{house.url}/tickets/")
    cellar.get_by_role("link", name=re.compile("pour 1 personne")).click()

    expect(cellar.get_by_alt_text("Code QR du ticket")).to_be_visible()
    expect(cellar.get_by_text("Pas de réseau ici.")).to_be_visible()
    order = httpx.get(f"{house.url}/api/v1/canteen/orders/{key}/").json()
    code = order["tickets"][0]["short_code"]
    expect(cellar.get_by_text(f"{code[:4]} {code[4:]}")).to_be_visible()
