from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from venue import rules
from venue.house.models import Building
from venue.rules.models import RuleOverride
from venue.rules.registry import RULES
from venue.rules.words import WORDS
from venue.spaces import calendar

pytestmark = pytest.mark.django_db


def test_a_rule_has_its_default() -> None:
    assert rules.get("order.max_covers") == 6


def test_an_override_counts_from_its_day() -> None:
    RuleOverride.objects.create(key="order.max_covers", value=4, valid_from=date(2020, 1, 1))
    RuleOverride.objects.create(key="order.max_covers", value=2, valid_from=date(2100, 1, 1))
    assert rules.get("order.max_covers") == 4


def test_a_building_has_the_last_word_about_itself() -> None:
    house = Building.objects.create(code="preau", name="Le Préau", public_cap=190)
    RuleOverride.objects.create(key="order.max_covers", value=4, valid_from=date(2020, 1, 1))
    RuleOverride.objects.create(key="order.max_covers", value=8, valid_from=date(2019, 1, 1), building=house)
    assert (rules.get("order.max_covers", building=house.pk), rules.get("order.max_covers")) == (8, 4)


def test_an_unregistered_rule_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        rules.get("order.max_cover")


def test_each_rule_says_what_it_is_about() -> None:
    assert list(WORDS) == list(RULES)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("order.max_covers", "4"),
        ("order.max_covers", True),
        ("order.max_covers", -1),
        ("order.no_contact_pct", 101),
        ("event.offer_night_until_h", 24),
        ("event.crew_red_days", 10**9),
        ("event.go_nogo_hours", ["x"]),
        ("event.go_nogo_hours", [24, -4]),
        ("event.go_nogo_hours", 4),
        ("price.display_step_cents", 0),
    ],
)
def test_a_value_by_which_no_house_can_go_is_refused_and_where_it_stands_already_it_counts_for_nothing(
    key: str, value: Any
) -> None:
    odd = RuleOverride(key=key, value=value, valid_from=date(2020, 1, 1))
    with pytest.raises(ValidationError) as refused:
        odd.full_clean()
    odd.save()
    assert (list(refused.value.message_dict), rules.get(key)) == (["value"], RULES[key].default)


@pytest.mark.parametrize(("key", "value"), [("hours.holidays_country", "ZZ"), ("hours.holidays_subdivision", "Puy")])
def test_holidays_that_nobody_knows_are_refused_and_never_stop_the_house(key: str, value: str) -> None:
    house = Building.objects.create(code="preau", name="Le Préau", public_cap=190)
    odd = RuleOverride(key=key, value=value, valid_from=date(2020, 1, 1))
    with pytest.raises(ValidationError):
        odd.full_clean()
    odd.save()
    assert (calendar.holiday(house.pk, date(2027, 7, 14)) is None) == (value == "ZZ")


def test_the_office_may_write_every_default() -> None:
    assert [key for key, rule in RULES.items() if not rule.accepts(rule.default)] == []
