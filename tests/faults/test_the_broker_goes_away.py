"""The broker is only the messenger (DESIGN §1.5): without it people order, eat and sign in, and boards still learn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest
from redis import Redis
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from canteen import door_paper
from canteen.models import Order, Redemption, Sitting
from tests import cast
from tests.faults.processes import answers, until, web
from tests.live.broker import Broker
from venue.live import broker as door_to_the_broker

pytestmark = pytest.mark.django_db(transaction=True)

SITTINGS, ORDERS, DOOR = "/api/v1/canteen/sittings/", "/api/v1/canteen/orders/", "/api/v1/canteen/redemptions/"
SIGN_IN = "/_allauth/browser/v1/"


@pytest.fixture
def broker() -> Iterator[Broker]:
    own = Broker()
    own.start()
    yield own
    own.kill()


class Guest:
    """Each time another browser, since one browser orders three times at most."""

    def __init__(self, client: httpx.Client, sitting: Sitting) -> None:
        self.client, self.sitting = client, sitting
        self.device = {"Authorization": f"Device {cast.device()}"}

    def order(self) -> tuple[int, float]:
        """One cover for 0 €: the status, and the seconds that it took."""
        self.client.cookies.clear()
        began = monotonic()
        answer = self.client.post(ORDERS, json={"sitting": self.sitting.pk, "covers": 1})
        return answer.status_code, monotonic() - began

    def is_scanned(self) -> str:
        body = {"token": door_paper.token(cast.ticket(self.sitting)), "request_id": str(cast.request_id())}
        return str(self.client.post(DOOR, json=body, headers=self.device).json().get("result"))

    def reads(self) -> list[int]:
        asked = (SITTINGS, f"{SITTINGS}{self.sitting.pk}/", "/api/v1/occupancy/", "/", "/manger/", "/tickets/")
        return [self.client.get(path).status_code for path in asked]

    def asks_for_codes(self, times: int) -> list[int]:
        self.client.get(SIGN_IN + "config")
        headers = {"X-CSRFToken": self.client.cookies["csrftoken"]}
        asked = {"url": SIGN_IN + "auth/code/request", "json": {"email": "chidi@example.org"}, "headers": headers}
        return [self.client.post(**asked).status_code for _ in range(times)]


class Board:
    """A screen on the wall that shows how many covers are left."""

    def __init__(self, socket: ClientConnection, sitting: Sitting) -> None:
        self.socket = socket
        socket.send(json.dumps({"subscribe": [f"sitting:{sitting.pk}"]}))

    def next(self, *, within: float) -> int:
        news: dict[str, Any] = json.loads(self.socket.recv(within))
        return int(news["data"]["covers_left"])

    def shows(self, covers_left: int, *, within: float) -> float:
        """How long until it does."""
        began = monotonic()
        while self.next(within=within - (monotonic() - began)) != covers_left:
            pass
        return monotonic() - began


@contextmanager
def board(client: httpx.Client, sitting: Sitting) -> Iterator[Board]:
    address = str(client.base_url).replace("http", "ws") + "/ws/live/"
    with connect(address, origin=Origin("http://localhost:8000"), compression=None) as socket:
        yield Board(socket, sitting)


def test_the_house_goes_on_and_its_boards_still_learn(broker: Broker, tmp_path: Path) -> None:
    sitting = cast.serving(walk_in_reserve=0)
    with web(tmp_path / "web.log", REDIS_URL=broker.url) as client, board(client, sitting) as wall:
        guest = Guest(client, sitting)
        assert wall.shows(48, within=3) >= 0
        assert guest.order()[0] == 201
        assert wall.shows(47, within=3) >= 0

        broker.kill()
        assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)
        assert client.get("/readyz").json() == {"status": "missing", "missing": ["broker"]}
        assert guest.order()[0] == 201
        assert wall.shows(46, within=5) < 5  # it looks every 3 s while nobody tells it
        orders = [guest.order() for _ in range(12)]
        assert {status for status, _ in orders} == {201}
        assert max(seconds for _, seconds in orders) < 1
        assert (guest.is_scanned(), guest.reads()) == ("redeemed", [200] * 6)
        assert guest.asks_for_codes(4) == [401, 401, 401, 400]

        broker.start()
        assert until(lambda: answers(client, "/readyz"), seconds=5) < 1
        until(lambda: hears(broker), seconds=10)
        told = []
        for covers_left in (32, 31, 30):
            assert guest.order()[0] == 201
            told.append(wall.shows(covers_left, within=10))
        assert min(told) < 1  # told, not found at its next look; a busy machine may be slow once
        assert Order.objects.count() == 18
        assert Redemption.objects.count() == 1
    assert no_accident(tmp_path / "web.log")


def test_a_broker_that_hangs_holds_nobody_up_for_long(broker: Broker, tmp_path: Path) -> None:
    sitting = cast.serving(walk_in_reserve=0)
    with web(tmp_path / "web.log", REDIS_URL=broker.url) as client:
        guest = Guest(client, sitting)
        assert guest.order()[0] == 201
        broker.freeze()
        orders = [guest.order() for _ in range(12)]
        assert {status for status, _ in orders} == {201}
        assert max(seconds for _, seconds in orders) < 1.5
        assert sorted(seconds for _, seconds in orders)[6] < 0.25  # the fuse has blown: the others do not wait
        assert client.get("/readyz").json()["missing"] == ["broker"]
        broker.thaw()
        assert until(lambda: answers(client, "/readyz"), seconds=5) < 1
    assert no_accident(tmp_path / "web.log")


def hears(broker: Broker) -> bool:
    """Whether a live process listens again."""
    channel = door_to_the_broker.channel("changed")
    with Redis.from_url(broker.url) as client:
        [(_, ears)] = client.pubsub_numsub(channel)
    return bool(ears)


def no_accident(log: Path) -> bool:
    words = log.read_text()
    return "Traceback" not in words and " 500 " not in words
