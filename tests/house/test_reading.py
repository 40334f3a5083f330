"""Forms share their fields within a process: no word and no value of one request may reach the next."""

import pytest
from django.utils import translation
from rest_framework import serializers

from tests.race import race
from venue.reading import DayField, StrictSerializer, prepared, tell


class Guest(StrictSerializer):
    name = serializers.CharField(max_length=5)
    diets = serializers.ListField(child=serializers.CharField(), required=False, default=list)


def fault(language: str) -> str:
    with translation.override(language):
        form = prepared(Guest, data={"name": "Amélie-Rose"})
        assert not form.is_valid()
        return str(form.errors["name"][0])


@pytest.mark.parametrize("languages", [("fr", "en"), ("en", "fr")])
def test_a_fault_is_told_in_the_language_of_whoever_made_it(languages: tuple[str, str]) -> None:
    told = {language: fault(language) for language in languages}
    assert told == {
        "fr": "Assurez-vous que ce champ comporte au plus 5\xa0caractères.",
        "en": "Ensure this field has no more than 5 characters.",
    }


def test_a_form_forgets_what_it_read() -> None:
    first = prepared(Guest, data={"name": "Amina", "diets": ["vegan"]})
    second = prepared(Guest, data={"name": "Bruno"})
    assert [form.is_valid() for form in (first, second)] == [True, True]
    second.validated_data["diets"].append("no_pork")
    assert [form.validated_data["diets"] for form in (first, second, prepared_for("Chidi"))] == [
        ["vegan"],
        ["no_pork"],
        [],
    ]


def test_many_threads_read_with_the_same_fields() -> None:
    names = iter([f"g{number}" for number in range(16)])
    assert sorted(form.validated_data["name"] for form in race(16, lambda: prepared_for(next(names)))) == sorted(
        f"g{number}" for number in range(16)
    )


def test_telling_is_a_plain_dictionary() -> None:
    assert tell(Guest, {"name": "Dora", "diets": []}) == {"name": "Dora", "diets": []}


class Odd(StrictSerializer):
    day = DayField(required=False)
    request_id = serializers.UUIDField(required=False)


@pytest.mark.parametrize(
    "body",
    [
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"request_id": 5},
        {"request_id": "urn:uuid:8b9f0a52-3f0e-4c57-9d0c-3a9a1f0a6d11"},
        {"request_id": "{8b9f0a52-3f0e-4c57-9d0c-3a9a1f0a6d11}"},
    ],
)
def test_what_is_almost_a_day_or_an_id_is_neither(body: dict[str, object]) -> None:
    form = Odd(data=body)
    assert (form.is_valid(), {name: faults[0].code for name, faults in form.errors.items()}) == (
        False,
        dict.fromkeys(body, "invalid"),
    )


def test_a_day_and_an_id_are_read() -> None:
    form = Odd(data={"day": "2026-11-24", "request_id": "8B9F0A52-3f0e-4c57-9d0c-3a9a1f0a6d11"})
    assert form.is_valid(), form.errors


def prepared_for(name: str) -> Guest:
    form = prepared(Guest, data={"name": name})
    form.is_valid(raise_exception=True)
    return form
