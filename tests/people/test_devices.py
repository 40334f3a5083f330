"""A paired phone works while its lease lasts and nobody has revoked it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from venue import rules
from venue.people.actors import actor_from_device_token
from venue.people.devices import recognise
from venue.people.models import Device

from .cast import make_device, phone

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.routes")]


def test_an_unknown_token_is_told_so() -> None:
    answer = phone("A" * 43).get("/who/")
    assert (answer.status_code, answer.json()["code"]) == (401, "unknown_device")


def test_a_revoked_phone_is_out_with_its_next_request() -> None:
    device, token = make_device()
    assert phone(token).get("/who/").status_code == 200
    Device.objects.filter(pk=device.pk).update(revoked_at=timezone.now())
    answer = phone(token).get("/who/")
    assert (answer.status_code, answer.json()["code"]) == (401, "device_revoked")


def test_a_phone_that_was_away_too_long_is_out() -> None:
    _, token = make_device(lease_until=timezone.now() - timedelta(seconds=1))
    answer = phone(token).get("/who/")
    assert (answer.status_code, answer.json()["code"]) == (401, "device_lease_over")


def test_a_lease_is_prolonged_by_use() -> None:
    device, token = make_device()
    later = device.seen_at + timedelta(hours=11)
    recognise(token, at=later)
    device.refresh_from_db()
    assert (device.seen_at, device.lease_until) == (later, later + timedelta(hours=12))


def test_a_busy_door_costs_one_select_and_no_update() -> None:
    device, token = make_device()
    rules.get("device.lease_h")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        recognise(token, at=device.seen_at + timedelta(minutes=4))
    assert len(queries) == 1


def test_the_database_never_holds_the_token() -> None:
    device, token = make_device()
    assert token.encode() not in bytes(device.token_hash)


@pytest.mark.parametrize("token", ["", "é", "\x00", "x" * 5000])
def test_nonsense_is_nobodys_token(token: str) -> None:
    assert actor_from_device_token(token) is None


def test_the_socket_learns_the_actor_from_the_token() -> None:
    device, token = make_device("Door 1", "host")
    actor = actor_from_device_token(token)
    assert actor is not None
    assert (actor.ref, actor.name, actor.roles) == (f"device:{device.pk}", "Door 1", frozenset({"host"}))
