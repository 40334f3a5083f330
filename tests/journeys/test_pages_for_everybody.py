"""Every guests' and team's page, in both languages and themes: no barrier that axe knows, nothing off the edge of a
small phone (320 pixels: also a laptop at 400 %), no error in the console, nothing fetched that is not needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.house import House

pytestmark = pytest.mark.journey

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """async (rules) => (await axe.run(document, {runOnly: rules})).violations.map(
    ({id, nodes}) => `${id}: ${nodes.map(({target}) => target).join(' ')}`)"""

# Of the demo: published, with places that one can register for.
EVENT = "veillee-lampions"
GUESTS = [
    "/",
    "/manger/",
    "/manger/{meal}/",
    "/manger/{meal}/allergenes/",
    "/manger/99999999/",
    "/tickets/",
    "/travailler/demande/",
]
GUESTS += ["/tickets/#AAAAAAAAAAAAAAAAAAAAAA", "/connexion/", "/appairer/", "/nulle-part/", "/equipe/scanner/"]
GUESTS += ["/salle/MR1/", "/coups-de-main/"]
GUESTS += ["/travailler/", "/travailler/?quoi=room", "/travailler/reservations/"]
GUESTS += ["/travailler/ici/#AAAAAAAAAAAAAAAAAAAAAA", "/travailler/forfaits/"]
GUESTS += ["/dehors/", "/dehors/?vue=mois", "/dehors/?vue=carte", "/dehors/{event}/", "/dehors/nulle-part/"]
GUESTS += ["/inscriptions/", "/inscriptions/#AAAAAAAAAAAAAAAAAAAAAA"]
# What these ask for first is spelled in canteen/pages.py and in the browser: this keeps the two together.
DRAWN_AT_ONCE = ["/", "/manger/", "/manger/{meal}/", "/manger/{meal}/allergenes/", "/travailler/demande/"]
DRAWN_AT_ONCE += ["/dehors/", "/dehors/{event}/"]
TEAM = ["/equipe/scanner/", "/equipe/salle/", "/equipe/coworking/"]
ANIMATORS = ["/equipe/atelier/", "/equipe/atelier/#calendrier", "/equipe/atelier/veillee-lampions/"]
ANIMATORS += ["/equipe/jour-j/#toutes"]


@pytest.fixture(scope="module", params=["fr light", "en dark"])
def visitor(request: Any, browser: Any) -> Iterator[Any]:
    language, theme = request.param.split()
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, color_scheme=theme, reduced_motion="reduce", service_workers="block"
    )
    context.prefix = "/en" if language == "en" else ""
    yield context
    context.close()


def open_page(visitor: Any, address: str) -> tuple[Page, list[str], list[str]]:
    """The page once it is drawn, what the console complained of, and what was fetched."""
    page, complaints, fetched = visitor.new_page(), [], []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: fetched.append(asked.url))
    page.goto(address)
    page.wait_for_selector("h1")
    page.wait_for_selector("[aria-busy=true]", state="detached")
    # A status that the page was made for is no complaint.
    return page, [said for said in complaints if "Failed to load resource" not in said], fetched


def barriers(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(LOOK, RULES)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("wider than the phone")
    return found


@pytest.mark.parametrize("path", GUESTS)
def test_a_guests_page_has_no_barrier(house: House, visitor: Any, path: str) -> None:
    address = house.url + visitor.prefix + path.format(meal=house.trying()["id"], event=EVENT)
    page, complaints, fetched = open_page(visitor, address)
    needless = [url for url in fetched if "zxing" in url or (path in DRAWN_AT_ONCE and "/api/" in url)]
    assert (barriers(page), complaints, needless) == ([], [], [])
    page.close()


@pytest.mark.parametrize("path", TEAM)
def test_a_page_of_the_team_has_no_barrier(house: House, visitor: Any, paired: str, path: str) -> None:
    visitor.add_init_script(paired)
    page, complaints, fetched = open_page(visitor, house.url + visitor.prefix + path)
    needless = [url for url in fetched if url.endswith(".wasm")]  # the camera is still closed
    assert (barriers(page), complaints, needless) == ([], [], [])
    page.close()


@pytest.fixture(scope="module")
def workshop(house: House) -> str:
    """A script that makes any browser a paired phone of the animators, whatever it was before."""
    kept = {"token": house.device("animator", "Atelier"), "id": "", "name": "Atelier", "roles": ["animator"]}
    return f"localStorage.setItem('preau.device', {json.dumps(kept)!r})"


@pytest.mark.parametrize("path", ANIMATORS)
def test_a_page_of_the_workshop_has_no_barrier(house: House, visitor: Any, workshop: str, path: str) -> None:
    visitor.add_init_script(workshop)
    page, complaints, _ = open_page(visitor, house.url + visitor.prefix + path)
    assert (barriers(page), complaints) == ([], [])
    page.close()
