from datetime import date

import pytest

from venue import rules
from venue.house.models import Building
from venue.rules.models import RuleOverride
from venue.rules.registry import RULES
from venue.rules.words import WORDS

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
