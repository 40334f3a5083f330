"""Whoever is signed in reads what the house knows of her, takes it along, and is forgotten when she asks (REQ-P3)."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp_auth

from canteen.models import Contact, DishAllergen
from tests import cast
from tests.canteen import kitchen
from tests.people.cast import browser, make_person
from venue.people.models import Person

pytestmark = pytest.mark.django_db
ME = "/api/v1/people/me/"


def proven(person: Person) -> Person:
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def booked(email: str) -> None:
    Contact.objects.update_or_create(order=cast.order(), defaults={"email": email})


def test_she_is_told_what_leads_to_her_and_nothing_of_others() -> None:
    bruno, dora = proven(make_person("Bruno", "cook")), make_person("Dora")
    kitchen.published(kitchen.menu(), bruno, "Dahl")
    told = browser(bruno).get(f"{ME}data/").json()
    people, canteen = told["people"], told["canteen"]
    assert (people["email"], [role["role"] for role in people["roles"]]) == ("bruno@example.org", ["cook"])
    assert [dish["name_fr"] for dish in canteen["dishes_published"]] == ["Dahl"]
    assert len(canteen["allergens_answered"]) == 14
    assert browser(dora).get(f"{ME}data/").json()["canteen"]["dishes_published"] == []


def test_bookings_are_hers_once_she_has_shown_that_she_reads_their_address() -> None:
    amina = make_person("Amina")
    booked("amina@example.org")
    client = browser(amina)
    assert client.get(f"{ME}data/").json()["canteen"]["bookings"] == []
    proven(amina)
    assert [one["covers"] for one in client.get(f"{ME}data/").json()["canteen"]["bookings"]] == [1]


def test_who_asks_to_be_forgotten_is_and_what_she_answered_for_stays() -> None:
    make_person("Maud", "manager")
    bruno = proven(make_person("Bruno", "cook"))
    kitchen.published(kitchen.menu(), bruno)
    booked("bruno@example.org")
    client = browser(bruno)
    assert client.post(f"{ME}erasure/").status_code == 204
    bruno.refresh_from_db()
    assert (bruno.first_name, bruno.email, bruno.is_active, bruno.roles.count()) == ("", None, False, 0)
    assert (Contact.objects.count(), DishAllergen.objects.count()) == (0, 14)
    assert client.get(ME).json()["kind"] == "guest"


def test_who_was_forgotten_is_in_no_list() -> None:
    manager = browser(make_person("Maud", "manager"))
    browser(make_person("Bruno", "cook")).post(f"{ME}erasure/")
    assert [one["first_name"] for one in manager.get("/api/v1/people/").json()["results"]] == ["Maud"]


def test_the_last_manager_cannot_be_forgotten_yet() -> None:
    answer = browser(make_person("Maud", "manager")).post(f"{ME}erasure/")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_manager")


def test_the_second_lock_comes_with_a_picture_for_the_app() -> None:
    maud = proven(make_person("Maud", "manager"))
    meta = browser(maud).get("/_allauth/browser/v1/account/authenticators/totp").json()["meta"]
    assert (meta["totp_url"].startswith("otpauth://totp/"), meta["picture"].startswith("<svg ")) == (True, True)


def test_whoever_sets_the_second_lock_is_shown_her_rescue_codes_once() -> None:
    client = browser(proven(make_person("Maud", "manager")))
    lock = "/_allauth/browser/v1/account/authenticators/totp"
    secret = client.get(lock).json()["meta"]["secret"]
    code = f"{totp_auth.hotp_value(secret, next(totp_auth.yield_hotp_counters_from_time())):06d}"
    told = client.post(lock, {"code": code}, format="json").json()
    assert (told["status"], len(told["meta"]["rescue_codes"])) == (200, 10)
    assert "meta" not in client.get(lock).json()
