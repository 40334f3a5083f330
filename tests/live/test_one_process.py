"""One process can be the whole house: HTTP, the socket, an orderly start and end (DESIGN §2)."""

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.live.house import Browser, serving


@pytest.mark.usefixtures("test_house")
async def test_pages_and_news_come_from_the_same_port() -> None:
    from venue.asgi import application, hub

    async with serving(application, lifespan="on") as port:
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{port}/healthz", headers={"Host": "localhost"})
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
        async with connect(f"ws://127.0.0.1:{port}/ws/live/", compression=None) as socket:
            amina = Browser(socket)
            await amina.ask(subscribe=["board"])
            assert (await amina.hears())["topic"] == "board"
        with pytest.raises(InvalidStatus):
            async with connect(f"ws://127.0.0.1:{port}/ws/elsewhere/"):
                pass
    assert hub._tasks == []
