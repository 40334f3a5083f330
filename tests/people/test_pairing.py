"""A manager shows one code to the whole team; each phone that uses it is a device of its own, which she can revoke."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from venue.people import pairing
from venue.people.models import Device, PairingCode

from .cast import browser, make_building, make_device, make_person, phone

pytestmark = pytest.mark.django_db

CODES = "/api/v1/people/pairing-codes/"
DEVICES = "/api/v1/people/devices/"


def pair(code: str, name: str = "Door 1", **headers: Any) -> Any:
    return browser().post(DEVICES, {"code": code, "name": name}, **headers)


def test_a_manager_makes_a_code_for_the_team() -> None:
    answer = browser(make_person("Maud", "manager")).post(CODES, {"roles": ["host"]})
    code = answer.json()
    assert (answer.status_code, code["roles"], len(code["code"])) == (201, ["host"], 8)
    assert code["link"].endswith(f"/appairer/#{code['code']}")


def test_the_whole_team_uses_the_same_code() -> None:
    code = pairing.make_code(roles=["host"], spaces=["CANT"])
    tokens = {pair(code.code, f"Door {number}").json()["token"] for number in (1, 2, 3)}
    assert len(tokens) == 3
    assert sorted(Device.objects.values_list("name", "roles", "spaces")) == [
        (f"Door {number}", ["host"], ["CANT"]) for number in (1, 2, 3)
    ]


def test_a_paired_phone_is_known_by_its_token() -> None:
    token = pair(pairing.make_code(roles=["host"]).code).json()["token"]
    answer = phone(token).get("/api/v1/people/me/").json()
    assert (answer["kind"], answer["device_name"], answer["roles"]) == ("device", "Door 1", ["host"])


def test_a_code_may_be_typed_as_it_is_heard() -> None:
    code = pairing.make_code(roles=["host"]).code
    assert pair(f" {code[:4].lower()}-{code[4:]} ").status_code == 201


@pytest.mark.parametrize("typed", ["ABCDEFGH", "", "é", "AAAA 0000"])
def test_an_unknown_code_pairs_nothing(typed: str) -> None:
    answer = pair(typed or " x ")
    assert (answer.status_code, answer.json()["code"], Device.objects.count()) == (422, "unknown_code", 0)


def test_a_code_that_is_over_pairs_nothing() -> None:
    code = pairing.make_code(roles=["host"])
    PairingCode.objects.update(valid_until=timezone.now())
    answer = pair(code.code)
    assert (answer.status_code, answer.json()["code"]) == (422, "code_expired")


def test_a_code_cannot_outlive_a_week() -> None:
    until = (timezone.now() + timedelta(days=8)).isoformat()
    answer = browser(make_person("Maud", "manager")).post(CODES, {"roles": ["host"], "valid_until": until})
    assert (answer.status_code, answer.json()["code"]) == (422, "valid_too_long")


@pytest.mark.parametrize("role", ["manager", "accountant", "auditor", "prescriber"])
def test_no_phone_holds_a_role_that_sees_amounts_or_persons(role: str) -> None:
    answer = browser(make_person("Maud", "manager")).post(CODES, {"roles": [role]})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_guessing_codes_stops_soon_and_pairing_does_not(settings: Settings) -> None:
    settings.GUESSES = {"pairing": (3, 600)}
    code = pairing.make_code(roles=["host"]).code
    assert [pair(code).status_code for _ in range(5)] == [201] * 5
    assert [pair("ABCDEFGH").status_code for _ in range(4)] == [422, 422, 422, 429]
    assert pair(code, REMOTE_ADDR="192.0.2.9").status_code == 201


def test_a_manager_sees_the_phones_without_their_tokens() -> None:
    device, token = make_device("Door 1", "host")
    answer = browser(make_person("Maud", "manager")).get(DEVICES)
    assert [(row["id"], row["name"], row["state"]) for row in answer.json()["results"]] == [
        (str(device.pk), "Door 1", "active")
    ]
    assert token not in answer.content.decode()


def test_a_revoked_phone_is_out_with_its_next_request_and_its_socket_closes(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    closed: list[str] = []
    monkeypatch.setattr(pairing, "close_on_commit", closed.append)
    device, token = make_device()
    manager = browser(make_person("Maud", "manager"))
    assert manager.post(f"{DEVICES}{device.pk}/revocation/").json()["state"] == "revoked"
    assert manager.post(f"{DEVICES}{device.pk}/revocation/").status_code == 200
    assert phone(token).get("/api/v1/people/me/").json()["code"] == "device_revoked"
    assert closed == [f"device:{device.pk}"]


def test_a_code_taken_back_pairs_no_further_phone_and_leaves_the_others() -> None:
    code = pairing.make_code(roles=["host"])
    token = pair(code.code).json()["token"]
    assert browser(make_person("Maud", "manager")).delete(f"{CODES}{code.pk}/").status_code == 204
    assert pair(code.code).json()["code"] == "unknown_code"
    assert phone(token).get("/api/v1/people/me/").status_code == 200


def test_the_code_can_be_looked_at_by_a_camera() -> None:
    code = pairing.make_code(roles=["host"])
    answer = browser(make_person("Maud", "manager")).get(f"{CODES}{code.pk}.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")


def test_a_manager_of_one_building_makes_codes_for_that_one_only() -> None:
    here = make_building()
    client = browser(make_person("Maud", "manager", building=here))
    make_building("annexe")
    answers = [client.post(CODES, {"roles": ["host"], "building": place}) for place in ("preau", "annexe", None)]
    assert [answer.status_code for answer in answers] == [201, 403, 403]


def test_the_same_code_is_made_once_for_the_same_key() -> None:
    client = browser(make_person("Maud", "manager"))
    key: Any = {"HTTP_IDEMPOTENCY_KEY": "0b9e7a52-5b0b-4d8e-9a7f-5f6a4c0a9a10"}
    answers = [client.post(CODES, {"roles": ["host"]}, **key).json() for _ in range(2)]
    assert (answers[0], PairingCode.objects.count()) == (answers[1], 1)


def test_the_command_prints_a_token_that_works() -> None:
    out, said = StringIO(), StringIO()
    call_command("pair_device", "--role", "host", "--name", "Door 1", stdout=out, stderr=said)
    assert phone(out.getvalue().strip()).get("/api/v1/people/me/").json()["device_name"] == "Door 1"
