"""Keys rotate, old ones stay readable, and the private half never lies open."""

import io
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from canteen import door_paper, scans, tickets
from tests import cast
from tests.race import race
from venue.codes import keys, tokens
from venue.codes.models import SigningKey

pytestmark = pytest.mark.django_db


def a_token() -> str:
    return tokens.mint(uuid.uuid4(), purpose=tokens.MEAL, about=1, covers=1)


def test_the_first_token_makes_the_first_key():
    a_token()
    assert SigningKey.objects.filter(retired_at=None).count() == 1


def test_a_token_signed_before_a_rotation_stays_readable():
    token = a_token()
    old = tokens.read(token).key_id
    call_command("rotate_ticket_key", stdout=io.StringIO())
    keys._known.clear()
    assert tokens.read(token).key_id == old
    assert keys.current()[0] != old


def test_what_a_revoked_key_signed_is_good_no_longer_and_new_tickets_are():
    stolen = a_token()
    call_command("revoke_ticket_key", tokens.read(stolen).key_id.hex(), stdout=io.StringIO())
    with pytest.raises(tokens.Withdrawn) as refused:
        tokens.read(stolen)
    assert (refused.value.code, refused.value.status) == ("forged_ticket", 422)
    assert tokens.read(a_token()).key_id == keys.current()[0]


def test_an_older_key_can_be_revoked_alone():
    old, _rotated, new = a_token(), keys.rotate(), a_token()
    keys.revoke(tokens.read(old).key_id)
    assert keys.current()[0] == tokens.read(new).key_id
    with pytest.raises(tokens.Withdrawn):
        tokens.read(old)


def test_a_revocation_made_elsewhere_is_known_within_five_seconds(monkeypatch):
    stolen = a_token()
    tokens.read(stolen)
    keys.rotate()
    SigningKey.objects.exclude(retired_at=None).update(revoked_at=timezone.now())
    assert tokens.read(stolen)
    monkeypatch.setattr(keys, "_FRESH_SECONDS", -1)
    with pytest.raises(tokens.Withdrawn):
        tokens.read(stolen)


@pytest.mark.parametrize("key", ["00000000", "not hexadecimal"])
def test_a_key_that_nobody_knows_is_not_revoked(key):
    keys.current()
    with pytest.raises(CommandError, match="no such key"):
        call_command("revoke_ticket_key", key)


def test_a_stolen_ticket_scans_as_forged_and_its_page_shows_it_signed_anew():
    ticket = cast.ticket()
    stolen = door_paper.token(ticket)
    keys.revoke(tokens.read(stolen).key_id)

    def scan(token):
        attempt = scans.Attempt(token=token, request_id=uuid.uuid4())
        return tickets.redeem(attempt, by="device:1").result

    assert [scan(stolen), scan(door_paper.token(ticket))] == ["forged_ticket", "redeemed"]


def test_scanners_no_longer_fetch_a_revoked_key(client):
    revoked = keys.revoke(keys.current()[0])
    answer = client.get(reverse("code-keys")).json()
    assert str(revoked) not in [key["key_id"] for key in answer["results"]]


def test_the_database_refuses_a_second_signing_key():
    keys.current()
    with pytest.raises(IntegrityError, match="one_key_signs_at_a_time"), transaction.atomic():
        keys._fresh().save()


@pytest.mark.django_db(transaction=True)
def test_many_first_tokens_at_once_agree_on_one_key():
    signed_with = race(6, lambda: keys.current()[0])
    assert set(signed_with) == {bytes(SigningKey.objects.get().key_id)}


@pytest.mark.django_db(transaction=True)
def test_rotations_at_once_leave_one_key_signing():
    keys.current()
    race(4, keys.rotate)
    assert SigningKey.objects.filter(retired_at=None).count() == 1


def test_the_private_half_is_sealed_with_the_secret_of_the_house():
    _key_id, private = keys.current()
    assert private.private_bytes_raw() not in bytes(SigningKey.objects.get().sealed_private_key)


def test_a_replaced_secret_can_still_open_what_its_fallback_sealed(settings):
    before = keys.current()[0]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert keys.current()[0] == before


def test_a_lost_secret_begins_a_new_key_and_old_tickets_stay_good(settings):
    token = a_token()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "lost and replaced", []
    assert tokens.read(a_token()).key_id != tokens.read(token).key_id


def test_scanners_can_fetch_every_public_key_and_no_private_one(client):
    keys.current()
    keys.rotate()
    answer = client.get(reverse("code-keys")).json()
    assert [set(key) for key in answer["results"]] == [{"key_id", "public_key", "created_at", "retired_at"}] * 2
    assert [key["retired_at"] is None for key in answer["results"]] == [True, False]


def test_fetching_the_keys_is_one_query_however_many_there_are(client, django_assert_num_queries):
    keys.current()
    for _ in range(3):
        with django_assert_num_queries(1):
            client.get(reverse("code-keys"))
        keys.rotate()
