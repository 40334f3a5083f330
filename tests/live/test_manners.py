"""Who may hear what, and which browsers are shown the door."""

import asyncio

import pytest
from websockets.exceptions import InvalidStatus

from tests.live.house import BRUNO, DORA, House, badges, shut_out, wall, write


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        ("weather", "unknown_topic"),
        ("board:cellar", "unknown_topic"),
        ("order:guessed", "unknown_topic"),
        ("../board", "unknown_topic"),
        ("", "unknown_topic"),
        ("board:hall\n", "unknown_topic"),
        ("crew:board", "not_allowed"),
        ("crew:board:cellar", "not_allowed"),
    ],
)
async def test_what_a_guest_may_not_hear_is_refused(house: House, topic: str, code: str) -> None:
    wall.write()  # there is something that could leak
    async with house.browser() as dora:
        await dora.ask(subscribe=[topic])
        assert await dora.hears() == {"topic": topic, "error": code}
        write()
        assert await dora.hears_nothing()


async def test_a_paired_phone_hears_what_the_crew_hears(house: House) -> None:
    badges["t0ken"] = BRUNO
    wall.write()
    async with house.browser() as bruno:
        await bruno.ask(authorize="t0ken", subscribe=["crew:board"])
        assert (await bruno.hears())["data"] == {"level": "calm", "present": 1}


async def test_guests_hear_nothing_of_what_the_crew_is_told(house: House) -> None:
    badges["t0ken"] = BRUNO
    async with house.browser() as bruno, house.browser() as dora:
        await bruno.ask(authorize="t0ken")
        for browser, topic in ((bruno, "crew:board"), (dora, "board")):
            await browser.ask(subscribe=[topic])
            await browser.hears()
        await asyncio.sleep(0.3)
        revision = write()
        assert (await bruno.hears())["data"] == {"level": "calm", "present": revision}
        assert (await dora.hears())["data"] == {"level": "calm"}


async def test_a_token_of_nobody_leaves_a_guest(house: House) -> None:
    async with house.browser() as dora:
        await dora.ask(authorize="guessed", subscribe=["crew:board", "board"])
        assert await dora.hears() == {"topic": "authorize", "error": "unknown_device"}
        assert await dora.hears() == {"topic": "crew:board", "error": "not_allowed"}
        assert (await dora.hears())["topic"] == "board"


async def test_a_person_is_known_by_her_session(house: House) -> None:
    badges["s3ssion"] = BRUNO
    async with house.browser(cookie="sessionid=s3ssion") as bruno:
        await bruno.ask(subscribe=["crew:board"])
        assert (await bruno.hears())["topic"] == "crew:board"


async def test_revoking_closes_the_sockets_of_that_device_alone(house: House) -> None:
    badges.update(one=BRUNO, two=DORA)
    async with house.browser() as bruno, house.browser() as dora:
        for browser, token in ((bruno, "one"), (dora, "two")):
            await browser.ask(authorize=token, subscribe=["board"])
            await browser.hears()
        shut_out("device:bruno")
        assert await bruno.is_closed_with() == 4401
        await dora.ask(subscribe=["board"])
        assert (await dora.hears())["topic"] == "board"


async def test_rights_that_ended_quietly_end_the_socket_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    badges["t0ken"] = BRUNO
    async with house.browser() as bruno:
        await bruno.ask(authorize="t0ken", subscribe=["crew:board"])
        await bruno.hears()
        badges.clear()  # a lease that ran out: nobody announces it
        [socket] = house.hub._known["device:bruno"]
        await house.hub._ask_for_rights_of(socket)
        assert await bruno.is_closed_with() == 4401


@pytest.mark.parametrize(
    "origin", ["http://localhost:8000", "HTTP://LOCALHOST:8000", "https://preau.example", "https://preau.example:443"]
)
async def test_our_own_pages_may_open_the_socket(house: House, origin: str) -> None:
    async with house.browser(origin=origin) as amina:
        await amina.ask(subscribe=["board"])
        assert (await amina.hears())["topic"] == "board"


@pytest.mark.parametrize(
    ("origin", "cookie"),
    [
        ("https://localhost:8000", ""),
        ("http://localhost", ""),
        ("http://localhost:8001", ""),
        ("http://preau.example", ""),
        ("https://preau.example.evil.example", ""),
        ("null", ""),
        (None, "sessionid=s3ssion"),
    ],
)
async def test_nobody_elses_pages_may(house: House, origin: str | None, cookie: str) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        async with house.browser(origin=origin, cookie=cookie):
            pass
    assert refusal.value.response.status_code == 403


async def test_a_program_without_cookies_needs_no_origin(house: House) -> None:
    async with house.browser(origin=None) as door:
        await door.ask(subscribe=["board"])
        assert (await door.hears())["topic"] == "board"


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "[]",
        "{}",
        "null",
        '{"shout": 1}',
        '{"subscribe": "board"}',
        '{"subscribe": [1]}',
        '{"authorize": 5}',
        "[" * 4000,
        b"\x00",
    ],
)
async def test_whoever_talks_nonsense_is_shown_the_door(house: House, text: str | bytes) -> None:
    async with house.browser() as dora:
        await dora.socket.send(text)
        assert await dora.is_closed_with() == 4400


async def test_whoever_talks_at_length_is_shown_the_door(house: House) -> None:
    async with house.browser() as dora:
        await dora.ask(subscribe=["board" * 1000])
        assert await dora.is_closed_with() == 4413


async def test_whoever_talks_all_the_time_is_shown_the_door(house: House) -> None:
    async with house.browser() as dora:
        for _ in range(60):
            await dora.ask(unsubscribe=["board"])
        assert await dora.is_closed_with() == 4429


async def test_a_browser_may_follow_twenty_topics(house: House) -> None:
    async with house.browser() as dora:
        await dora.ask(subscribe=[f"board:hall{number}" for number in range(20)])
        assert [(await dora.hears())["revision"] for _ in range(20)] == [0] * 20
        await dora.ask(subscribe=["board"])
        assert await dora.hears() == {"topic": "board", "error": "too_many_topics"}
        await dora.ask(unsubscribe=["board:hall3"])
        await dora.ask(subscribe=["board"])
        assert (await dora.hears())["topic"] == "board"


async def test_topics_that_are_not_there_take_no_place(house: House) -> None:
    async with house.browser() as dora:
        for _ in range(2):
            await dora.ask(subscribe=[f"board:{number}" for number in range(20)])
            assert [(await dora.hears())["error"] for _ in range(20)] == ["unknown_topic"] * 20
        assert house.hub._followings == {}
