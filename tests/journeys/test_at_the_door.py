"""What the door says to tickets that are not bought for a meal, and to whoever may not stand there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, as_paired_phone
from tests.journeys.house import House

pytestmark = pytest.mark.journey

# Vouchers, carnet coupons and invitations from the desk: all are the same open ticket.
GIVE_AN_OPEN_TICKET = """
from datetime import timedelta
from django.utils import timezone
from canteen import door_paper
from canteen.models import MealTicket
ticket = MealTicket.objects.create(covers=1, valid_until=timezone.localdate() + timedelta(days=60))
print("TOKEN", door_paper.token(ticket))
"""


# Each key as a scanner sends it, faster than any hand. In the page, since Playwright's own typing halts under load.
TYPE = """text => {
    for (const key of [...text, 'Enter']) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
    }
}"""


@contextmanager
def door(house: House, browser: Any, paired: str, *, deaf: bool = False) -> Iterator[Page]:
    """The scanner on a paired phone, its camera still closed; a deaf one's socket is open and says nothing."""
    context = browser.new_context(**PHONE)
    context.add_init_script(paired)
    page = context.new_page()
    if deaf:
        page.route_web_socket("**/ws/live/", lambda socket: None)
    page.goto(f"{house.url}/equipe/scanner/")
    expect(page.get_by_label("Code court")).to_be_visible()
    yield page
    context.close()


def test_an_open_ticket_is_served_at_the_door_once(house: House, browser: Any, paired: str) -> None:
    told = house.manage("shell", "-c", GIVE_AN_OPEN_TICKET)
    token = told.partition("TOKEN ")[2].strip("\n")
    with door(house, browser, paired) as page:
        verdict = page.get_by_role("alertdialog")
        page.evaluate(TYPE, token)
        expect(verdict).to_contain_text("Bon appétit")
        expect(verdict).to_contain_text("1 couvert")
        expect(verdict).to_be_hidden()  # by itself
        expect(page.get_by_role("region", name="Dernier scan")).to_contain_text("1 couvert")
        page.evaluate(TYPE, token)
        expect(verdict).to_contain_text("Déjà servi à")


def test_a_phone_that_was_taken_off_the_team_is_told_what_to_do(house: House, browser: Any) -> None:
    phone = as_paired_phone(house.device(name="Porte 9"))
    revoke = "from venue.people import pairing; from venue.people.models import Device; "
    revoke += "pairing.revoke(Device.objects.get(name='Porte 9'))"
    # Else the socket may tell it before it scans, and the scanner is gone.
    with door(house, browser, phone, deaf=True) as page:
        house.manage("shell", "-c", revoke)
        page.evaluate(TYPE, "K7QM3XHA")
        expect(page.get_by_role("alertdialog")).to_contain_text("À relier")
        page.get_by_role("link", name="Relier à nouveau").click()
        expect(page.get_by_label("Le code")).to_be_visible()
