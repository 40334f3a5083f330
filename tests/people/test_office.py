"""Django's admin: entered with the same code, and showing to each role only what its pages say."""

from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from venue.people import office
from venue.people.models import Person

from .cast import make_building, make_person

OURS = ("venue.", "canteen.", "coworking.", "events.")
pytestmark = pytest.mark.django_db
OURS = ("venue.", "canteen.", "coworking.", "events.")


def at_the_office(*roles: str) -> Client:
    client = Client()
    client.force_login(make_person("Maud", *roles))
    return client


@pytest.mark.parametrize("roles", [[], ["host"], ["cook", "animator"], ["prescriber"]])
def test_who_has_no_role_in_the_office_is_sent_to_the_door(roles: list[str]) -> None:
    answer: Any = at_the_office(*roles).get("/admin/", follow=False)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/?next=/admin/")


def test_the_door_is_the_same_as_everywhere() -> None:
    answer = Client().get("/admin/login/?next=/admin/people/person/")
    assert answer["Location"] == "/connexion/?vers=%2Fadmin%2Fpeople%2Fperson%2F"


def test_the_door_speaks_the_language_of_who_knocks() -> None:
    answer = Client(headers={"accept-language": "en"}).get("/admin/login/?next=/admin/")
    assert answer["Location"] == "/en/connexion/?vers=%2Fadmin%2F"


def test_nobody_signs_in_with_a_password() -> None:
    Person.objects.create(first_name="Eve", email="eve@example.org", password="x")
    client = Client()
    client.post("/admin/login/", {"username": "eve@example.org", "password": "x"})
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("role", ["manager", "accountant", "auditor"])
def test_the_office_opens_to_its_roles(role: str) -> None:
    assert at_the_office(role).get("/admin/").status_code == 200


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("accountant", 403), ("auditor", 403)])
def test_persons_are_for_managers(role: str, status: int) -> None:
    client = at_the_office(role)
    dora = make_person("Dora")
    paths = ["/admin/people/person/", f"/admin/people/person/{dora.pk}/change/", "/admin/people/device/"]
    assert [client.get(path).status_code for path in paths] == [status] * 3


def test_an_auditor_reads_and_changes_nothing() -> None:
    client, house = at_the_office("auditor"), make_building()
    path = f"/admin/house/building/{house.pk}/change/"
    assert client.get(path).status_code == 200
    assert (client.post(path, {"name": "X"}).status_code, make_building().name) == (403, "Le Préau")


def test_a_page_that_names_nobody_is_open_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_the_office("manager")
    page = admin.site.get_model_admin(Person)
    monkeypatch.setattr(type(page), "editors", set())
    assert client.get("/admin/people/person/").status_code == 403


def test_every_page_of_ours_says_who_may_see_it() -> None:
    silent = [
        model._meta.label
        for model, page in admin.site._registry.items()
        if model.__module__.startswith(OURS) and not (hasattr(page, "readers") or hasattr(page, "editors"))
    ]
    assert silent == []


def test_no_page_of_others_is_open() -> None:
    maud = make_person("Maud", "manager", "accountant", "auditor")
    request = HttpRequest()
    request.user = maud
    open_pages = {
        model._meta.app_label
        for model, page in admin.site._registry.items()
        if page.has_view_permission(request) and not model.__module__.startswith(OURS)
    }
    assert open_pages == set()


def test_a_manager_gives_a_role_and_cannot_take_the_last_managers() -> None:
    client = at_the_office("manager")
    page = client.get(f"/admin/people/person/{Person.objects.get().pk}/change/").content.decode()
    assert ("roles-0-DELETE" in page, "roles-TOTAL_FORMS" in page) == (False, True)


@pytest.mark.parametrize(("held", "given", "roles"), [("manager", "accountant", 1), ("accountant", "auditor", 2)])
def test_the_office_gives_nobody_amounts_and_persons_together(held: str, given: str, roles: int) -> None:
    client, dora = at_the_office("manager"), make_person("Dora", held)
    about = {"first_name": "Dora", "language": "fr", "is_active": "on"}
    count = {"roles-TOTAL_FORMS": "2", "roles-INITIAL_FORMS": "1", "roles-MIN_NUM_FORMS": "0"}
    rows = {
        "roles-0-id": str(dora.roles.get().pk),
        "roles-0-person": str(dora.pk),
        "roles-1-name": given,
        "roles-1-person": str(dora.pk),
        "roles-1-building": "",
    }
    client.post(f"/admin/people/person/{dora.pk}/change/", about | count | rows)
    assert dora.roles.count() == roles


@pytest.mark.parametrize("year", ["9999", "10000", "x"])
def test_an_impossible_year_is_an_odd_question_only(year: str) -> None:
    answer: Any = at_the_office("manager").get(f"/admin/canteen/menu/?served_on__year={year}")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/canteen/menu/?e=1")


def test_leaving_the_office_closes_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    monkeypatch.setattr(office, "close_on_commit", closed.append)
    client = at_the_office("manager")
    client.post("/admin/logout/")
    assert (client.get("/admin/").status_code, closed) == (302, [f"person:{Person.objects.get().pk}"])


def test_every_page_of_the_office_names_its_fields_in_words_that_can_be_translated() -> None:
    shown = [model for model, page in admin.site._registry.items() if office._said_by(page)]
    inline = [each.model for model in shown for each in admin.site._registry[model].inlines]
    english_only = [
        f"{model._meta.label}.{field.name}"
        for model in [*shown, *inline]
        for field in model._meta.fields
        if field.editable and not field.auto_created and not isinstance(field.verbose_name, Promise)
    ]
    names = [model for model in [*shown, *inline] if not isinstance(model._meta.verbose_name_plural, Promise)]
    rooms = {model._meta.app_config.verbose_name for model in shown}
    assert (sorted(english_only), names, {type(room) for room in rooms}) == ([], [], {type(gettext_lazy(""))})


def test_the_office_bears_the_name_of_the_house() -> None:
    make_building()
    assert "| Le Préau</title>" in " ".join(at_the_office("manager").get("/admin/").text.split())


def test_a_house_without_a_building_has_an_office_all_the_same() -> None:
    assert "| Préau</title>" in " ".join(at_the_office("manager").get("/admin/").text.split())


def test_the_office_begins_with_what_a_house_is_opened_with() -> None:
    rooms = [room["app_label"] for room in at_the_office("manager").get("/admin/").context["app_list"]]
    assert rooms == ["house", "spaces", "canteen", "coworking", "events", "people", "rules", "money", "codes"]


def test_a_manager_reads_why_the_accounts_are_not_hers() -> None:
    answer = at_the_office("manager").get("/admin/money/journalentry/")
    assert (answer.status_code, "nul n’apprend" in answer.text or "nobody learns" in answer.text) == (403, True)


def test_the_way_back_to_the_house_speaks_the_language_of_the_office() -> None:
    manager = at_the_office("manager")
    english = manager.get("/admin/", headers={"accept-language": "en"}).text
    assert ('href="/maison/"' in manager.get("/admin/").text, 'href="/en/maison/"' in english) == (True, True)
