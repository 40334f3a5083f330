"""One process can be the whole house: HTTP, the socket, an orderly start and end (DESIGN §2)."""

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.live.house import Browser, serving
from tests.money.post import WEBHOOK


@pytest.mark.usefixtures("test_house")
async def test_pages_and_news_come_from_the_same_port() -> None:
    from venue.asgi import application, hub

    async with serving(application, lifespan="on") as port:
        async with httpx.AsyncClient() as client:
            alive = await client.get(f"http://127.0.0.1:{port}/healthz")
            unsigned = await client.post(f"http://127.0.0.1:{port}{WEBHOOK}", headers={"Host": "localhost"})
        assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
        assert (unsigned.status_code, unsigned.json()["code"]) == (400, "bad_signature")
        async with connect(f"ws://127.0.0.1:{port}/ws/live/", compression=None) as socket:
            amina = Browser(socket)
            await amina.ask(subscribe=["board"])
            assert (await amina.hears())["topic"] == "board"
        with pytest.raises(InvalidStatus):
            async with connect(f"ws://127.0.0.1:{port}/ws/elsewhere/"):
                pass
    assert hub._tasks == []
