"""In the street the network goes: the phone counts on, lets people in, and the house has each of it once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.a_day import A_DAY
from tests.journeys.conftest import PHONE, as_paired_phone
from tests.journeys.house import House
from tests.journeys.test_at_the_door import TYPE
from tests.journeys.test_without_a_network import CONTROLLED

pytestmark = pytest.mark.journey


class Day(NamedTuple):
    date: str
    ticket: str
    device: str


@pytest.fixture(scope="module")
def day(house: House) -> Day:
    told = house.manage("shell", "-c", A_DAY.format(slug="jeux-de-rue-du-jour"))
    found = dict(line.split(" ", 1) for line in told.splitlines() if line.startswith(("DATE", "TOKEN")))
    return Day(found["DATE"], found["TOKEN"], house.device("animator", "Rue 1"))


@pytest.fixture
def lead(browser: Any, day: Day) -> Iterator[Any]:
    """A phone of the animators', which has the day in hand."""
    context = browser.new_context(**PHONE)
    context.add_init_script(as_paired_phone(day.device).replace("host", "animator"))
    yield context
    context.close()


def counted(house: House, day: Day) -> dict[str, Any]:
    told = httpx.get(
        f"{house.url}/api/v1/planning/dates/{day.date}/passages/", headers={"Authorization": f"Device {day.device}"}
    )
    found: dict[str, Any] = told.raise_for_status().json()
    return found


def tap(page: Page, name: str, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name=name).click()


def test_the_counter_goes_on_with_the_network_cut_and_the_house_has_each_tap_once(
    house: House, lead: Any, day: Day
) -> None:
    page = lead.new_page()
    page.goto(f"{house.url}/equipe/jour-j/")
    page.wait_for_url(re.compile(rf"/equipe/jour-j/{day.date}/$"))  # the one of today opens by itself
    page.evaluate(CONTROLLED)
    expect(page.get_by_role("region", name=re.compile("Maintenant"))).to_contain_text("Ouvrir les jeux")
    tap(page, "+5")
    expect(page.get_by_text("5 personnes en tout.")).to_be_attached()
    lead.set_offline(True)
    tap(page, "+1", times=3)
    tap(page, "−1")
    expect(page.get_by_text("7 personnes en tout.")).to_be_attached()
    expect(page.get_by_text("4 appuis attendent le réseau")).to_be_visible()
    page.get_by_role("button", name="Noter un incident").click()
    page.get_by_label("Ce qui s’est passé").fill("Un genou écorché, nettoyé.")
    page.get_by_role("button", name="Noter", exact=True).click()

    page.reload()  # the phone was put away: the page, the sheet and the taps are still there
    expect(page.get_by_text("7 personnes en tout.")).to_be_attached()
    expect(page.get_by_text(re.compile("^État de"))).to_be_visible()
    expect(page.get_by_text("attend le réseau", exact=True)).to_be_visible()

    lead.set_offline(False)
    expect(page.get_by_text("4 appuis attendent le réseau")).to_be_hidden()
    expect(page.get_by_text("attend le réseau", exact=True)).to_be_hidden()
    assert (counted(house, day)["walked_in"], counted(house, day)["methods"]) == (7, ["counted"])


def test_a_ticket_comes_in_without_a_network_once_and_the_house_hears_of_it(house: House, lead: Any, day: Day) -> None:
    page = lead.new_page()
    with page.expect_response("**/codes/keys/"):
        page.goto(f"{house.url}/equipe/scanner/")
    expect(page.get_by_label("Quel service ou quel événement ?")).to_contain_text("Jeux de rue")
    verdict = page.get_by_role("alertdialog")
    lead.set_offline(True)
    page.evaluate(TYPE, day.ticket)
    expect(verdict).to_contain_text("Accepté hors ligne")
    expect(verdict).to_contain_text("3 personnes")
    expect(verdict).to_be_hidden()  # by itself
    page.evaluate(TYPE, day.ticket)
    expect(verdict).to_contain_text("Déjà entré·e")
    page.get_by_role("button", name="Suivant").click()
    expect(page.get_by_text("1 entrée attend le réseau")).to_be_visible()

    lead.set_offline(False)
    expect(page.get_by_text("1 entrée attend le réseau")).to_be_hidden()
    assert counted(house, day)["admitted"] == 3
