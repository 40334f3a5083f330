"""What a browser hears, and how often."""

import asyncio
from time import monotonic

import pytest

from tests.live.house import House, say, wall, write
from venue.live import following


async def test_whoever_comes_is_greeted_with_the_truth_of_now(house: House) -> None:
    wall.write()
    async with house.browser() as amina:
        await amina.ask(subscribe=["board"])
        assert await amina.hears() == {
            "topic": "board",
            "revision": 1,
            "at": "2026-11-23T12:00:00Z",
            "data": {"level": "calm"},
        }


async def test_a_change_is_heard_at_once(house: House) -> None:
    async with house.browser() as amina:
        await amina.ask(subscribe=["board"])
        await amina.hears()
        await asyncio.sleep(0.3)
        began = monotonic()
        revision = write()
        assert (await amina.hears())["revision"] == revision
        assert monotonic() - began < 1


async def test_a_burst_is_heard_at_most_four_times_a_second_and_its_end_always(house: House) -> None:
    async with house.browser() as amina:
        await amina.ask(subscribe=["board"])
        await amina.hears()
        began = monotonic()
        for _ in range(150):
            last = write()
            await asyncio.sleep(0.01)
        told = await amina.hears_revision(last)
        took = monotonic() - began
        assert told == sorted(set(told))
        assert told[-1] == last
        # First at once, then one every 255 ms; the clock of this machine may be late, never early.
        assert len(told) <= 1 + took / 0.255
        assert len(told) >= 3
        assert await amina.hears_nothing()


async def test_sixty_browsers_cost_one_reading(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "FRESH_S", 60)
    await house.listens()
    async with house.browser() as amina:
        await amina.ask(subscribe=["board"])
        await amina.hears()
        async with asyncio.TaskGroup() as crowd:
            for _ in range(60):
                crowd.create_task(greeted(house))
        assert wall.readings == 1


async def greeted(house: House) -> None:
    async with house.browser() as browser:
        await browser.ask(subscribe=["board"])
        await browser.hears()


async def test_an_announcement_without_news_is_not_passed_on(house: House) -> None:
    async with house.browser() as amina:
        await amina.ask(subscribe=["board"])
        await amina.hears()
        say("board")
        assert await amina.hears_nothing()


async def test_what_changes_while_somebody_joins_is_never_lost(house: House) -> None:
    for _ in range(20):
        async with house.browser() as amina:
            writing = asyncio.create_task(write_soon())
            await amina.ask(subscribe=["board"])
            last = await writing
            assert (await amina.hears_revision(last))[-1] == last


async def write_soon() -> int:
    await asyncio.sleep(0.003)
    return write()


async def test_who_unsubscribes_hears_no_more_and_others_do(house: House) -> None:
    async with house.browser() as amina, house.browser() as dora:
        for browser in (amina, dora):
            await browser.ask(subscribe=["board"])
            await browser.hears()
        await amina.ask(unsubscribe=["board"])
        await asyncio.sleep(0.3)
        revision = write()
        assert (await dora.hears())["revision"] == revision
        assert await amina.hears_nothing()


async def test_a_topic_is_forgotten_with_its_last_browser(house: House) -> None:
    await greeted(house)
    await asyncio.sleep(0.05)
    assert house.hub._followings == {}


async def test_with_the_database_away_the_greeting_comes_when_it_is_back(house: House) -> None:
    wall.broken = True
    async with house.browser() as amina:
        await amina.ask(subscribe=["board"])
        assert await amina.hears_nothing()
        wall.broken = False
        assert (await amina.hears(timeout=4))["revision"] == 0
