"""What the API says about itself is written once, however often and by whomever it is asked."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from venue import description

ADDRESS = "/api/v1/schema/"


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(description, "_written", {})
    made: list[str] = []
    make = SchemaGenerator.get_schema

    def counted(self: SchemaGenerator, *about: object, **more: object) -> object:
        made.append("made")
        return make(self, *about, **more)

    monkeypatch.setattr(SchemaGenerator, "get_schema", counted)
    return made


def test_it_is_made_once_for_each_language_and_format(makings: list[str]) -> None:
    asked = [{}, {}, {"lang": "fr"}, {"format": "json"}, {"format": "json"}]
    answers = [Client().get(ADDRESS, query) for query in asked]
    assert [answer.status_code for answer in answers] == [200] * len(asked)
    assert answers[0].content == answers[1].content
    assert json.loads(answers[4].content)["info"]["title"] == "Préau"
    assert len(makings) == len({(answer.headers["Content-Type"], answer.content) for answer in answers})


def test_another_version_is_not_kept_for_others(makings: list[str]) -> None:
    named = Client().get(ADDRESS, {"format": "json", "version": "9"}).json()
    plain = Client().get(ADDRESS, {"format": "json"}).json()
    assert (named["info"]["version"], plain["info"]["version"]) == ("1 (9)", "1")
