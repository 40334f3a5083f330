"""A passkey is another door, an authenticator app a second lock."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from pytest_django import Settings

from venue.people.models import Person

from .cast import make_person
from .soft_key import SoftKey
from .test_signing_in import ALLAUTH, ask, code_sent, enter, who

pytestmark = pytest.mark.django_db

KEYS = f"{ALLAUTH}/account/authenticators"


@pytest.fixture(autouse=True)
def strict_origin(settings: Settings) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, body, content_type="application/json")


def signed_in(person: Person) -> Client:
    client = Client()
    ask(client, str(person.email))
    enter(client, code_sent())
    return client


def add_passkey(client: Client, key: SoftKey) -> Any:
    options = client.get(f"{KEYS}/webauthn?passwordless").json()["data"]["creation_options"]
    return post(client, f"{KEYS}/webauthn", {"name": "Phone", "credential": key.make(options)})


def come_in_with(client: Client, key: SoftKey) -> Any:
    options = client.get(f"{ALLAUTH}/auth/webauthn/login").json()["data"]["request_options"]
    return post(client, f"{ALLAUTH}/auth/webauthn/login", {"credential": key.use(options)})


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def add_app(client: Client) -> str:
    secret = client.get(f"{KEYS}/totp").json()["meta"]["secret"]
    assert post(client, f"{KEYS}/totp", {"code": totp_code(secret)}).status_code == 200
    return str(secret)


def test_a_passkey_signs_in_without_an_address_or_a_code() -> None:
    chidi, key = make_person("Chidi", "host"), SoftKey()
    assert add_passkey(signed_in(chidi), key).status_code == 200
    client = Client()
    assert come_in_with(client, key).status_code == 200
    assert (who(client)["id"], who(client)["roles"]) == (str(chidi.pk), ["host"])


def test_a_passkey_of_another_site_opens_nothing() -> None:
    key = SoftKey("evil.example")
    assert add_passkey(signed_in(make_person("Chidi")), key).status_code == 400
    assert Authenticator.objects.count() == 0


def test_an_unknown_passkey_opens_nothing() -> None:
    client, stranger = Client(), SoftKey()
    stranger.user = b"x"
    assert (come_in_with(client, stranger).status_code, who(client)["kind"]) == (400, "guest")


def test_a_passkey_of_somebody_who_left_opens_nothing() -> None:
    chidi, key = make_person("Chidi"), SoftKey()
    add_passkey(signed_in(chidi), key)
    Person.objects.update(is_active=False)
    client = Client()
    come_in_with(client, key)
    assert who(client)["kind"] == "guest"


def test_who_has_a_passkey_may_still_come_in_by_code() -> None:
    chidi = make_person("Chidi")
    add_passkey(signed_in(chidi), SoftKey())
    assert who(signed_in(chidi))["id"] == str(chidi.pk)


def test_nobody_adds_a_passkey_to_her_own_without_showing_one() -> None:
    client, key = signed_in(make_person("Chidi")), SoftKey()
    add_passkey(client, key)
    assert client.get(f"{KEYS}/webauthn?passwordless").status_code == 401
    options = client.get(f"{ALLAUTH}/auth/webauthn/reauthenticate").json()["data"]["request_options"]
    assert post(client, f"{ALLAUTH}/auth/webauthn/reauthenticate", {"credential": key.use(options)}).status_code == 200
    assert add_passkey(client, SoftKey()).status_code == 200


def test_an_authenticator_app_is_asked_for_after_the_code() -> None:
    maud = make_person("Maud", "manager")
    secret = add_app(signed_in(maud))
    client = signed_in(maud)
    assert who(client)["kind"] == "guest"
    wrong = "000000" if totp_code(secret) != "000000" else "111111"
    assert post(client, f"{ALLAUTH}/auth/2fa/authenticate", {"code": wrong}).status_code == 400
    assert post(client, f"{ALLAUTH}/auth/2fa/authenticate", {"code": totp_code(secret)}).status_code == 200
    assert who(client)["id"] == str(maud.pk)


def test_the_apps_secret_is_sealed_in_the_database() -> None:
    secret = add_app(signed_in(make_person("Maud", "manager")))
    assert secret not in str(Authenticator.objects.get(type=Authenticator.Type.TOTP).data)


def test_a_lost_phone_is_forgotten_by_a_manager() -> None:
    chidi, key = make_person("Chidi"), SoftKey()
    his = signed_in(chidi)
    add_passkey(his, key)
    office = Client()
    office.force_login(make_person("Maud", "manager"))
    office.post("/admin/people/person/", {"action": "forget_keys", "_selected_action": [str(chidi.pk)]})
    client = Client()
    assert (come_in_with(client, key).status_code, who(client)["kind"], who(his)["kind"]) == (400, "guest", "guest")
