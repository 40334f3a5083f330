"""The door: redemptions through HTTP, with all that belongs to one, beside Django's plain view in the same process."""

import uuid
from collections.abc import Iterator

from tests.bench.clients import Clients, Rate, request
from tests.bench.house import CORES, fresh_database, web
from tests.bench.processes import Replicas
from tests.bench.tables import RUNS, Figure, Table, ratio

# After `house`, which sets Django up.
from canteen import door_paper  # isort: skip
from canteen.models import MealTicket, Order  # isort: skip
from canteen.models.orders import OrderState  # isort: skip
from tests import cast  # isort: skip

CLIENTS, SCANS = 16, 400
DOORS, A_SECOND, EVENING_S = 8, 40, 10


def measure() -> Iterator[Table]:
    with fresh_database():
        scans = iter(scans_of(RUNS * (SCANS + A_SECOND * EVENING_S) + 100))
        with web() as server:
            crowd, doors = Clients(server, CLIENTS), Clients(server, DOORS)
            crowd.rush(take(scans, 100)).only(201)
            yield rush(server, crowd, scans)
            yield evening(doors, scans)


def rush(server: Replicas, crowd: Clients, scans: Iterator[bytes]) -> Table:
    """As fast as sixteen clients can, and the plain view in the same breath."""
    plain, ours = Rate(server), Rate(server)
    for _ in range(RUNS):
        plain.run(lambda: crowd.rush([request("GET", "/bench/plain/")] * SCANS * 4).only(200))
        ours.run(lambda: crowd.rush(take(scans, SCANS)).only(201))
    return Table(
        f"Redemptions through HTTP, full work, {CLIENTS} clients, {CORES} granian processes",
        ("what", "median (min … max)", "× plain", "processor time of the process", "× plain"),
        [
            ("Django's plain view", str(plain.a_second), "1", str(plain.cpu_ms), "1"),
            (
                "redemptions",
                str(ours.a_second),
                ratio(ours.a_second, plain.a_second),
                str(ours.cpu_ms),
                ratio(plain.cpu_ms, ours.cpu_ms),
            ),
        ],
        ["Goal: ≥ 0.25 × plain."],
    )


def evening(doors: Clients, scans: Iterator[bytes]) -> Table:
    half, most = Figure("ms", digits=1), Figure("ms", digits=1)
    for _ in range(RUNS):
        answers = doors.stroll(take(scans, A_SECOND * EVENING_S), a_second=A_SECOND).only(201)
        half.runs.append(answers.wait_ms(0.5))
        most.runs.append(answers.wait_ms(0.99))
    return Table(
        f"{A_SECOND} scans a second from {DOORS} doors for {EVENING_S} s, whatever the server does",
        ("what", "median (min … max)", "goal"),
        [("half of the answers within", str(half), ""), ("99 % of the answers within", str(most), "≤ 25 ms")],
    )


def scans_of(count: int) -> list[bytes]:
    """So many scans of tickets of one cover, each good once."""
    sittings = [cast.serving(covers=1000) for _ in range(count // 1000 + 1)]
    tokens = [cast.device() for _ in range(CLIENTS)]
    orders = Order.objects.bulk_create(
        [Order(sitting=sittings[n // 1000], covers=1, state=OrderState.CONFIRMED) for n in range(count)]
    )
    tickets = MealTicket.objects.bulk_create(
        [MealTicket(order=order, sitting=order.sitting, covers=1) for order in orders]
    )
    return [
        request(
            "POST",
            "/api/v1/canteen/redemptions/",
            {"token": door_paper.token(ticket), "request_id": str(uuid.uuid4())},
            Authorization=f"Device {tokens[number % CLIENTS]}",
        )
        for number, ticket in enumerate(tickets)
    ]


def take(scans: Iterator[bytes], count: int) -> list[bytes]:
    return [next(scans) for _ in range(count)]
