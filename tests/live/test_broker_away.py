"""The broker is only the messenger: while it is away the house looks for itself, and its return heals."""

import asyncio
from time import monotonic

import pytest

from tests.live.broker import Broker
from tests.live.house import House, open_house, wall, write
from venue.live import hub

pytestmark = pytest.mark.usefixtures("test_house")


async def test_what_was_missed_is_told_as_soon_as_the_broker_is_back(mortal_broker: Broker) -> None:
    async with open_house() as house, house.browser() as amina:
        await amina.ask(subscribe=["board"])
        await amina.hears()
        await house.listens()
        mortal_broker.kill()
        await deaf(house)
        missed = wall.write()
        assert await amina.hears_nothing(0.2)
        mortal_broker.start()
        assert (await amina.hears())["revision"] == missed
        await house.listens()
        assert (await amina.hears_revision(write()))[-1] == missed + 1


async def test_while_the_broker_is_away_the_hub_looks_for_itself(
    mortal_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "LOOK_EVERY_S_WHILE_DEAF", 0.2)
    async with open_house() as house, house.browser() as amina:
        await amina.ask(subscribe=["board"])
        await amina.hears()
        mortal_broker.kill()
        await deaf(house)
        began, missed = monotonic(), wall.write()
        assert (await amina.hears())["revision"] == missed
        assert monotonic() - began < 2


async def test_a_house_that_opens_without_a_broker_greets_all_the_same(mortal_broker: Broker) -> None:
    mortal_broker.kill()
    async with open_house() as house, house.browser() as amina:
        await amina.ask(subscribe=["board"])
        assert (await amina.hears())["revision"] == 0


async def test_an_announcement_that_never_came_is_made_good_by_looking(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "LOOK_EVERY_S", 0.2)
    async with house.browser() as amina:
        await amina.ask(subscribe=["board"])
        await amina.hears()
        forgotten = wall.write()  # its process died between COMMIT and publish
        assert (await amina.hears())["revision"] == forgotten


async def deaf(house: House) -> None:
    async with asyncio.timeout(3):
        await house.hub._deaf.wait()
