"""The real rooms over the real broker: a verb commits, and browsers know."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import date
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from canteen import door_paper, scans, tickets
from canteen.models import MealTicket
from tests import cast
from tests.live.house import House, open_house
from tests.people.cast import make_device
from venue.house import demo as house_demo
from venue.people import pairing
from venue.spaces import demo as spaces_demo
from venue.spaces import occupancy
from venue.spaces.calendar import forget
from venue.spaces.models import Space

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def real_house(settings: Settings) -> AsyncIterator[House]:
    settings.LIVE_ORIGINS = ["http://localhost:8000"]
    await do(seed)
    async with open_house() as running:
        yield running


async def do(verb: Callable[..., Any], *facts: Any) -> Any:
    """A verb is synchronous: in a thread, whose connection ends with it."""

    def act() -> Any:
        try:
            return verb(*facts)
        finally:
            connection.close()

    return await asyncio.to_thread(act)


def seed() -> None:
    forget()
    house_demo.seed(date(2026, 11, 23))
    spaces_demo.seed(date(2026, 11, 23))


def count_in(code: str, people: int) -> None:
    occupancy.move(Space.objects.get(code=code), people, request_id=uuid.uuid4(), by="device:bruno")


def told_of(frame: dict[str, Any], code: str) -> dict[str, Any]:
    [space] = [space for space in frame["data"]["spaces"] if space["space"] == code]
    return {name: space[name] for name in ("level", "free", "present") if name in space}


async def test_who_looks_sees_the_canteen_fill_and_the_crew_sees_how_much(real_house: House) -> None:
    _, token = await do(make_device, "Door 1", "host")
    async with real_house.browser() as amina, real_house.browser() as bruno:
        await amina.ask(subscribe=["occupancy"])
        await bruno.ask(authorize=token, subscribe=["crew:occupancy"])
        before = [(await browser.hears())["revision"] for browser in (amina, bruno)]
        await do(count_in, "CANT", 30)
        public, crew = await amina.hears(), await bruno.hears()
        assert told_of(public, "CANT") == {"level": "lively", "free": None}
        assert told_of(crew, "CANT") == {"level": "lively", "free": None, "present": 30}
        assert [public["revision"] > before[0], crew["revision"] > before[1]] == [True, True]


async def test_a_phone_that_is_revoked_hears_no_more(real_house: House) -> None:
    device, token = await do(make_device, "Door 1", "host")
    async with real_house.browser() as bruno:
        await bruno.ask(authorize=token, subscribe=["crew:occupancy"])
        await bruno.hears()
        await do(pairing.revoke, device)
        assert await bruno.is_closed_with() == 4401
    async with real_house.browser() as bruno:
        await bruno.ask(authorize=token, subscribe=["crew:occupancy"])
        assert await bruno.hears() == {"topic": "authorize", "error": "unknown_device"}
        assert await bruno.hears() == {"topic": "crew:occupancy", "error": "not_allowed"}


async def test_one_scan_is_seen_by_guest_crew_and_house(real_house: House) -> None:
    ticket = await do(cast.ticket, None, 2)
    token, key = await do(cast.device), await do(lambda: ticket.order.key)
    topics = {"guest": [f"order:{key}"], "crew": [f"crew:sitting:{ticket.sitting_id}"], "house": ["occupancy"]}
    async with AsyncExitStack() as stack:
        browsers = {name: await stack.enter_async_context(real_house.browser()) for name in topics}
        await browsers["crew"].ask(authorize=token)
        for name, browser in browsers.items():
            await browser.ask(subscribe=topics[name])
            await browser.hears()
        await do(scan, ticket)
        heard = {name: (await browser.hears())["data"] for name, browser in browsers.items()}
    assert heard["guest"]["tickets"][0]["covers_redeemed"] == 2
    assert (heard["crew"]["served"], heard["crew"]["left"]) == (2, 0)
    assert heard["house"]["spaces"][0]["level"] == "calm"


def scan(ticket: MealTicket) -> None:
    attempt = scans.Attempt(token=door_paper.token(ticket), request_id=cast.request_id())
    assert tickets.redeem(attempt, by="device:bruno").result == "redeemed"
