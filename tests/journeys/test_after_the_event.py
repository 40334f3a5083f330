"""After the event: it was held, its report says what is missing until it is whole, and then it is behind everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.a_day import A_DAY
from tests.journeys.conftest import PHONE, as_paired_phone
from tests.journeys.house import House

pytestmark = pytest.mark.journey

SLUG = "jeux-de-rue-passes"
TWO_DAYS_AGO = """
back = timedelta(days=2)
EventDate.objects.filter(pk=date.pk).update(starts_at=date.starts_at - back, ends_at=date.ends_at - back,
    decide_at=date.decide_at - back)
KitReservation.objects.filter(date=date).update(state="out")
"""


@pytest.fixture
def page(house: House, browser: Any) -> Iterator[Page]:
    house.manage("shell", "-c", A_DAY.format(slug=SLUG) + TWO_DAYS_AGO)
    context = browser.new_context(**PHONE)
    context.add_init_script(as_paired_phone(house.device("animator", "Rue 2")).replace("host", "animator"))
    yield context.new_page()
    context.close()


def test_an_event_is_behind_everybody_once_its_report_is_whole(house: House, page: Page) -> None:
    page.goto(f"{house.url}/equipe/atelier/{SLUG}/")
    page.get_by_role("button", name="Il a eu lieu").click()
    page.get_by_role("button", name="Le bilan est fait").click()
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("combien de personnes sont venues")
    expect(refusal).to_contain_text("le matériel qui n’est pas rentré")
    refusal.get_by_role("link", name="Écrire le bilan").click()

    page.get_by_label("Personnes en tout").fill("85")
    page.get_by_label("Temps", exact=True).fill("soleil, vent froid")
    page.get_by_label("À savoir pour la prochaine fois ici").fill("Prendre des lampes frontales.")
    page.get_by_text("Pas de photos").click()
    page.get_by_label("Il n’y a pas eu d’incident").check()
    page.get_by_role("button", name="Garder le bilan").click()
    expect(page.locator(".missing li")).to_have_text(["le matériel qui n’est pas rentré"])

    page.locator("summary", has_text="Matériel").click()
    page.get_by_role("button", name="Rentrer").click()
    page.get_by_role("dialog").get_by_role("button", name="C’est rentré").click()
    expect(page.get_by_text("Le bilan est complet.")).to_be_visible()
    page.get_by_role("link", name="À l’atelier, noter qu’il est fait").click()

    page.get_by_role("button", name="Le bilan est fait").click()
    expect(page.get_by_text("L’événement est maintenant : Bilan fait.")).to_be_visible()
