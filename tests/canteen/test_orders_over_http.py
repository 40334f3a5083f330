import uuid
from typing import Any

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from canteen.models import Order
from tests import cast

pytestmark = pytest.mark.django_db

ORDERS = "/api/v1/canteen/orders/"


def post(client: Client, path: str, body: Any, **headers: str) -> Any:
    return client.post(path, body, content_type="application/json", headers=headers)


def test_a_guest_orders_looks_prints_and_cancels(client: Client) -> None:
    sitting = cast.sitting()
    made = post(client, ORDERS, {"sitting": sitting.pk, "covers": 2})
    assert (made.status_code, made.json()["state"], made.json()["checkout_url"]) == (201, "confirmed", None)
    key, [ticket] = made.json()["key"], made.json()["tickets"]
    page = client.get(f"{ORDERS}{key}/")
    assert page.json() == made.json()
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")
    for kind, start in (("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        picture = client.get(f"{ORDERS}{key}/tickets/{ticket['serial']}.{kind}")
        assert (picture.status_code, picture.content[: len(start)]) == (200, start)
    assert post(client, f"{ORDERS}{key}/cancellation/", {}).json()["state"] == "cancelled"


def test_the_picture_holds_the_token(client: Client, tmp_path: Any) -> None:
    made = post(client, ORDERS, {"sitting": cast.sitting().pk, "covers": 1}).json()
    [ticket] = made["tickets"]
    path = tmp_path / "ticket.png"
    path.write_bytes(client.get(f"{ORDERS}{made['key']}/tickets/{ticket['serial']}.png").content)
    assert [found.text for found in zxingcpp.read_barcodes(Image.open(path))] == [ticket["token"]]


def test_the_answer_names_no_amount(client: Client) -> None:
    made = post(client, ORDERS, {"sitting": cast.sitting().pk, "covers": 1})
    assert "cents" not in made.content.decode()


def test_the_ticket_names_its_room_in_the_language_of_whoever_reads_it(client: Client) -> None:
    sitting = cast.sitting(space=cast.space("HALL", name="Préau couvert", name_en="Covered yard"))
    key = post(client, ORDERS, {"sitting": sitting.pk, "covers": 1}).json()["key"]
    read = [client.get(f"{ORDERS}{key}/", headers={"accept-language": language}).json() for language in ("fr", "en")]
    assert [order["sitting"]["space_name"] for order in read] == ["Préau couvert", "Covered yard"]


def test_a_picture_of_no_known_kind_is_not_found(client: Client) -> None:
    made = post(client, ORDERS, {"sitting": cast.sitting().pk, "covers": 1}).json()
    picture = f"{ORDERS}{made['key']}/tickets/{made['tickets'][0]['serial']}.exe"
    assert client.get(picture).json()["code"] == "not_found"


def test_a_body_that_nobody_would_write_is_refused_in_words(client: Client) -> None:
    answer = post(client, ORDERS, {"sitting": 1, "covers": 1, "open_ticket": "A" * 300_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_first_order_whose_answer_was_lost_is_not_made_twice() -> None:
    """The answer that would have brought the browser's cookie never came: the same request comes without it again."""
    body, key = {"sitting": cast.sitting().pk, "covers": 1}, str(uuid.uuid4())
    first, again = (post(Client(), ORDERS, body, idempotency_key=key) for _ in range(2))
    assert (first.json()["key"], Order.objects.count()) == (again.json()["key"], 1)


def test_the_same_key_is_the_same_order(client: Client) -> None:
    body, key = {"sitting": cast.sitting().pk, "covers": 1}, str(uuid.uuid4())
    first = post(client, ORDERS, body, idempotency_key=key)
    again = post(client, ORDERS, body, idempotency_key=key)
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert Order.objects.count() == 1
    other = post(client, ORDERS, body | {"covers": 2}, idempotency_key=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    assert post(client, ORDERS, body, idempotency_key="seven").status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"covers": 0},
        {"covers": -1},
        {"covers": "two"},
        {"covers": True},
        {"covers": None},
        {"contribution_cents": -1},
        {"contribution_cents": 10**9},
        {"contribution_cents": 4.5},
        {"payment": "barter"},
        {"price": 400},
        {"diets": ["gluttony"]},
        {"diets": "vegan"},
        {"contact": "me"},
        {"contact": {"email": "nobody"}},
        {"contact": {"email": "a@example.org", "phone": "+33600000000"}},
        {"contact": {"surname": "Martin"}},
        {"open_ticket": "x" * 201},
        {"sitting": 0},
        {"sitting": "1 OR 1=1"},
    ],
)
def test_bad_input_is_a_400_with_its_field_and_nothing_is_written(client: Client, change: dict[str, Any]) -> None:
    answer = post(client, ORDERS, {"sitting": cast.sitting().pk, "covers": 1} | change)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["errors"]) == list(change)
    assert answer["Content-Type"] == "application/problem+json"
    assert Order.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        '"x"',
        "{",
        '{"sitting": NaN}',
        '{"a":"\\u0000"}',
        "[" * 5000,
        '{"covers": 1e999}',
        '{"covers": 99999999999999999999}',
    ],
)
def test_what_is_not_an_object_is_refused(client: Client, body: str) -> None:
    answer = client.post(ORDERS, body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_an_unknown_sitting_or_key_is_not_found(client: Client) -> None:
    assert post(client, ORDERS, {"sitting": 2**53 - 1, "covers": 1}).json()["code"] == "not_found"
    assert client.get(f"{ORDERS}{'x' * 22}/").json()["code"] == "not_found"


def test_the_door_is_for_hosts_and_their_phones(client: Client) -> None:
    body = {"token": "x", "request_id": str(uuid.uuid4())}
    assert post(client, "/api/v1/canteen/redemptions/", body).status_code in (401, 403)
    token = cast.device()
    answer = post(client, "/api/v1/canteen/redemptions/", body, authorization=f"Device {token}")
    assert (answer.status_code, answer.json()["code"]) == (422, "forged_ticket")


def test_a_scan_over_http(client: Client) -> None:
    made = post(client, ORDERS, {"sitting": cast.serving().pk, "covers": 2}).json()
    token = cast.device()
    said = {"token": made["tickets"][0]["token"], "request_id": str(uuid.uuid4())}
    door = "/api/v1/canteen/redemptions/"
    first = post(client, door, said, authorization=f"Device {token}")
    again = post(client, door, said, authorization=f"Device {token}")
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    undone = post(
        client,
        f"{door}{said['request_id']}/reversal/",
        {"request_id": str(uuid.uuid4())},
        authorization=f"Device {token}",
    )
    assert (undone.status_code, undone.json()["covers_left"]) == (201, 2)


def test_a_ticket_goes_out_by_mail_but_floods_nobody(client: Client) -> None:
    made = post(client, ORDERS, {"sitting": cast.sitting().pk, "covers": 1}).json()
    answers = [post(client, f"{ORDERS}{made['key']}/message/", {"email": "a@example.org"}) for _ in range(6)]
    assert [one.status_code for one in answers] == [202] * 5 + [429]
