"""What a shared link shows, and what a search engine may keep."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tests import cast
from venue.people.models import Person, Role
from venue.settings import tiles

pytestmark = pytest.mark.django_db


def described(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    html = answer.content.decode()
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    title = re.search(r"<title>(.*?)</title>", html)
    words = re.search(r'<meta name="description" content="(.*?)">', html)
    return {
        "status": answer.status_code,
        "html": html,
        "title": title and title[1],
        "description": words and words[1],
        "data": [json.loads(one) for one in data],
        "answer": answer,
    }


def test_the_first_page_says_what_and_where_the_house_is(client: Client) -> None:
    cast.building(city="Clermont-Ferrand", address="12 rue Rabanesse", postcode="63000")
    page = described(client, "/")
    assert (page["status"], page["title"], page["description"][:11]) == (
        200,
        "Le Préau, Clermont-Ferrand",
        "Une cantine",
    )
    assert page["data"][0]["address"]["addressLocality"] == "Clermont-Ferrand"
    assert 'hreflang="en" href="http://localhost:8000/en/"' in page["html"]


def test_english_stands_below_en(client: Client) -> None:
    cast.building()
    page = described(client, "/en/manger/")
    assert (page["title"], page["answer"]["Content-Language"]) == ("Eat at Le Préau", "en")
    assert '<html lang="en">' in page["html"]


def test_a_meal_shows_its_day_and_no_price(client: Client) -> None:
    sitting = cast.sitting()
    page = described(client, f"/manger/{sitting.pk}/")
    [event] = page["data"]
    assert (page["status"], event["@type"]) == (200, "FoodEvent")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert page["title"].startswith("Manger ")
    assert "7.5" not in page["html"]


def test_a_name_cannot_end_the_script_it_stands_in(client: Client) -> None:
    cast.building(name="Le </script><b>Préau")
    page = described(client, "/")
    assert page["data"][0]["name"] == "Le </script><b>Préau"
    assert "<b>" not in page["html"]


@pytest.mark.parametrize("path", ["/manger/999999/", "/nowhere/", "/en/nowhere/", "/manger/1/allergenes/"])
def test_what_is_not_there_is_a_404_in_the_look_of_the_house(client: Client, path: str) -> None:
    cast.building()
    page = described(client, path)
    assert (page["status"], '<meta name="robots" content="noindex">' in page["html"]) == (404, True)


def test_a_program_gets_its_404_as_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/nowhere/")
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (
        404,
        "application/problem+json",
        "not_found",
    )


@pytest.mark.parametrize("path", ["/tickets/", "/connexion/", "/equipe/scanner/", "/maison/"])
def test_pages_for_those_who_know_are_not_listed(client: Client, path: str) -> None:
    cast.building()
    page = described(client, path)
    assert (page["status"], '<meta name="robots" content="noindex">' in page["html"]) == (200, True)


def test_no_page_may_run_foreign_code(client: Client) -> None:
    cast.building()
    assert "default-src 'self'" in described(client, "/")["answer"]["Content-Security-Policy"]


def test_pictures_come_from_a_tile_server_only_where_the_house_names_one(client: Client, settings: Any) -> None:
    cast.building()
    told = client.get("/dehors/")
    assert (directive(told, "img-src"), "data-tiles" in told.content.decode()) == ("'self' data: blob:", False)
    settings.MAP_TILES_URL = "https://tiles.example.org/v1/{z}/{x}/{y}.png"
    settings.MAP_TILES_ATTRIBUTION = "© les voisins"
    told = client.get("/dehors/")
    assert directive(told, "img-src") == "'self' data: blob: https://tiles.example.org"
    page = 'data-tiles="https://tiles.example.org/v1/{z}/{x}/{y}.png" data-tiles-by="© les voisins"'
    assert page in told.content.decode()


def directive(answer: Any, name: str) -> str:
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    return str(policy[name])


@pytest.mark.parametrize(
    "wrong", ["tiles.example.org", "https://a.org/{z}/{x}.png", "https://a.org; script-src *; /{z}/{x}/{y}"]
)
def test_a_house_does_not_start_with_tiles_that_are_no_address(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("MAP_TILES_URL", wrong)
    with pytest.raises(ImproperlyConfigured, match="MAP_TILES_URL"):
        tiles("MAP_TILES_URL")


def brought(client: Client, path: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="answers">(.*?)</script>', client.get(path).content.decode())
    return json.loads(found[1]) if found else {}


def test_a_page_brings_the_answers_that_it_would_ask_for(client: Client) -> None:
    sitting = cast.sitting()
    for path, asked in (("/", 5), ("/manger/", 2), (f"/manger/{sitting.pk}/", 2), ("/tickets/", 0)):
        answers = brought(client, path)
        assert (path, len(answers)) == (path, asked)
        assert answers == {address: client.get(address).json() for address in answers}


def test_a_page_in_english_brings_answers_in_english(client: Client) -> None:
    cast.sitting(space=cast.space("HALL", name="Préau couvert", name_en="Covered yard"))
    [week, _news] = brought(client, "/en/manger/").values()
    assert [sitting["space_name"] for sitting in week["results"]] == ["Covered yard"]


def test_a_page_brings_the_crew_no_more_than_a_guest(client: Client) -> None:
    cast.space()
    host = Person.objects.create_user(first_name="Chidi")
    Role.objects.create(person=host, name="host")
    client.force_login(host)
    assert "present" in client.get("/api/v1/occupancy/").json()["building"]
    assert "present" not in brought(client, "/")["/api/v1/occupancy/"]["building"]
