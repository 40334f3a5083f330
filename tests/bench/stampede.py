"""The stampede: two thousand people want three hundred covers, all at once."""

from collections.abc import Iterator

from tests.bench.clients import Clients, Rate, request
from tests.bench.house import CORES, fresh_database, web
from tests.bench.processes import Replicas
from tests.bench.tables import RUNS, Figure, Table, ratio

# After `house`, which sets Django up.
from canteen.models import Order, Sitting  # isort: skip
from tests import cast  # isort: skip

PEOPLE, COVERS, AT_ONCE, CLIENTS, ASKED = 2_000, 300, 64, 16, 600


def measure() -> Iterator[Table]:
    with fresh_database():
        sittings = [cast.sitting(covers=COVERS, walk_in_reserve=0) for _ in range(RUNS)]
        with web() as server:
            yield burst(server, sittings)
            yield sold_out(server, sittings[0])


def order(sitting: Sitting, number: int, path: str = "/api/v1/canteen/orders/") -> bytes:
    wish = {"sitting": sitting.pk, "covers": 1, "payment": "on_site"}
    return request("POST", path, wish | {"contact": {"email": f"guest{number}@example.org"}})


def burst(server: Replicas, sittings: list[Sitting]) -> Table:
    took, slowest, sold = Figure("s", digits=2), Figure("ms"), Figure("covers")
    worked = Figure("s", digits=2)
    people = Clients(server, AT_ONCE)
    for sitting in sittings:
        cpu = server.cpu_s
        answers = people.rush([order(sitting, number) for number in range(PEOPLE)]).only(201, 409)
        took.runs.append(answers.seconds)
        worked.runs.append(server.cpu_s - cpu)
        slowest.runs.append(answers.wait_ms(0.99))
        sold.runs.append(Order.objects.filter(sitting=sitting, state="confirmed").count())
    people.leave()
    return Table(
        f"{PEOPLE} orders for {COVERS} covers, {AT_ONCE} at a time, {CORES} granian processes",
        ("what", "median (min … max)", "goal"),
        [
            ("sold", str(sold), f"exactly {COVERS}"),
            ("everybody has an answer after", str(took), "≤ 5 s"),
            ("processor time of the web processes", str(worked), ""),
            ("99 % of the answers within", str(slowest), ""),
        ],
    )


def sold_out(server: Replicas, sitting: Sitting) -> Table:
    """What those hear who come too late, beside a DRF view that validates the same body and reads one row."""
    stock, ours = Rate(server), Rate(server)
    clients = Clients(server, CLIENTS)
    for _ in range(RUNS):
        stock.run(lambda: clients.rush([order(sitting, number, "/bench/order/") for number in range(ASKED)]).only(200))
        ours.run(lambda: clients.rush([order(sitting, number) for number in range(ASKED)]).only(409))
    clients.leave()
    return Table(
        f"The sold-out answer, {CLIENTS} clients",
        ("what", "median (min … max)", "× stock", "processor time of the process", "× stock"),
        [
            ("stock DRF view: same body, one row", str(stock.a_second), "1", str(stock.cpu_ms), "1"),
            (
                "sold out",
                str(ours.a_second),
                ratio(ours.a_second, stock.a_second),
                str(ours.cpu_ms),
                ratio(stock.cpu_ms, ours.cpu_ms),
            ),
        ],
        ["Goal: ≥ 0.8 × stock."],
    )
