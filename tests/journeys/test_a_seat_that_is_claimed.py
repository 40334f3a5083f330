"""No seat is claimed by somebody who is not there: who comes says so with the desk's own QR, and the place of who does
not come goes to the next in line.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, launch
from tests.journeys.house import House
from venue.codes import pictures

pytestmark = pytest.mark.journey

# A house that is closed at the hour of these tests would refuse what is booked here.
AT_ANY_HOUR = """
import json
from datetime import timedelta
from django.db import transaction
from django.test import Client
from django.utils import timezone
from coworking import bookings, presence, slots, waiting
from coworking.models import Resource
from coworking.wishes import Item, Wish
from venue.people.models import Person
from venue.spaces import hours

hours.covers = lambda *_: True
seat = Resource.objects.select_related("space").get(code="STUD-{seat}")
zone, step = slots.zone_of(seat.space.building_id), slots.grid(seat.space.building_id)

def cookie(person):
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value

def book(starts_at, person=None):
    wish = Wish(items=[Item(seat, starts_at, starts_at + 2 * step)], by="house", person=person, host=person is None)
    with transaction.atomic():
        return bookings.place(wish)[0]
"""
BOOKED = """
amira = Person.objects.create_user(first_name="Amira", email="amira@example.org")
with transaction.atomic():
    # Her time begins now, whatever the clock says.
    booking = book(slots.floored(timezone.now(), step, zone), amira)
    if not booking.starts_at <= timezone.now() < booking.starts_at + timedelta(minutes=10):
        type(booking).objects.filter(pk=booking.pk).update(starts_at=timezone.now())
print("TOLD", json.dumps({"cookie": cookie(amira), "sticker": seat.sticker_key, "seat": seat.name}))
"""
WAITED_FOR = """
booking = book(slots.raised(timezone.now(), step, zone) + step)
bilal = Person.objects.create_user(first_name="Bilal", email="bilal@example.org")
wait = waiting.Wait(person=bilal, building=seat.space.building, starts_at=booking.starts_at, ends_at=booking.ends_at,
                    resource=seat)
with transaction.atomic():
    waiting.join(wait)
print("TOLD", json.dumps({"cookie": cookie(bilal), "booking": booking.key, "seat": seat.name}))
"""
# The minute's job, a quarter of an hour after the booking's beginning.
NOBODY_CAME = """
from coworking.models import Booking
booking = Booking.objects.get(key="{booking}")
presence.release_absent(booking.starts_at + timedelta(minutes=15))
booking.refresh_from_db()
print("TOLD", json.dumps([booking.state, booking.release]))
"""


def told(house: House, seat: str, script: str) -> Any:
    done = house.manage("shell", "-c", AT_ANY_HOUR.replace("{seat}", seat) + script)
    return json.loads(done.partition("TOLD ")[2])


def signed_in(browser: Any, house: House, cookie: str, **camera: Any) -> Any:
    context = browser.new_context(**PHONE, **camera)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": house.url}])
    return context


def filmed(sticker: str, house: House, folder: Path) -> Path:
    """The square of a desk as the sticker has it, as a film for Chromium's fake camera."""
    frame, jpeg = Image.new("RGB", (640, 480), "white"), io.BytesIO()
    grid = pictures.modules(f"{house.url}/travailler/ici/#{sticker}", any_text=True)
    square = Image.new("L", (len(grid), len(grid)))
    square.putdata([0 if dark else 255 for row in grid for dark in row])
    frame.paste(square.resize((400, 400), Image.Resampling.NEAREST).convert("RGB"), (120, 40))
    frame.save(jpeg, "JPEG", quality=95)
    film = folder / "desk.mjpeg"
    film.write_bytes(jpeg.getvalue() * 30)
    return film


def test_she_sits_down_with_the_square_on_the_desk(
    house: House, browser: Any, playwright: Any, paired: str, tmp_path: Path
) -> None:
    hers = told(house, "20", BOOKED)
    desk = browser.new_context(**PHONE)
    desk.add_init_script(paired)
    welcome = desk.new_page()
    welcome.goto(f"{house.url}/equipe/coworking/")
    expect(welcome.get_by_role("region", name="En retard")).to_contain_text("Amira")

    film = filmed(hers["sticker"], house, tmp_path)
    fake = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    camera = launch(playwright, *fake, f"--use-file-for-fake-video-capture={film}")
    page = signed_in(camera, house, hers["cookie"], permissions=["camera"]).new_page()
    page.goto(f"{house.url}/travailler/reservations/")
    page.get_by_role("button", name="Je suis arrivé·e").click()
    expect(page.get_by_role("button", name=re.compile("pause", re.IGNORECASE))).to_be_visible(timeout=20_000)
    camera.close()
    # The welcome desk sees it without loading anything.
    expect(welcome.get_by_role("region", name="Installés")).to_contain_text("Amira", timeout=10_000)
    desk.close()


def test_the_place_of_who_does_not_come_is_offered_to_the_next_in_line(house: House, browser: Any) -> None:
    his = told(house, "21", WAITED_FOR)
    context = signed_in(browser, house, his["cookie"])
    page = context.new_page()
    page.goto(f"{house.url}/travailler/reservations/")
    line = page.get_by_role("region", name="Liste d’attente")
    expect(line).to_contain_text(his["seat"])

    gone = told(house, "21", NOBODY_CAME.replace("{booking}", his["booking"]))
    assert gone == ["released", "no_show"]
    expect(line).to_contain_text("Une place s’est libérée.", timeout=20_000)
    line.get_by_role("button", name="Prendre la place").click()
    expect(page.get_by_role("article")).to_contain_text("Réservé")
    context.close()
