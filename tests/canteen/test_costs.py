"""The price of a meal is arithmetic that everybody can redo (DOMAIN REQ-C2, §11.4)."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from canteen.costs import price_on
from canteen.models import CostVersion, Part
from canteen.models.costs import half_up, largest_remainder
from tests.canteen import kitchen

cents = st.integers(0, 10**9)


@st.composite
def versions(draw):
    food, pay, house, supplies = (draw(cents) for _ in range(4))
    return CostVersion(
        covers=draw(st.integers(1, 10**6)),
        food_cents=food,
        pay_cents=pay,
        house_cents=house,
        supplies_cents=supplies,
        grants_cents=draw(st.integers(0, food + pay + house + supplies)),
        vat_bp=draw(st.sampled_from([0, 550, 1000, 2000])),
    )


@pytest.mark.django_db
def test_the_demo_year_costs_9_71_and_shows_7_50():
    year = kitchen.costs()
    assert (year.full_cost_cents, year.raw_equilibrium_cents, year.equilibrium_cents(step_cents=10)) == (971, 754, 750)


@pytest.mark.django_db
def test_the_demo_price_is_told_in_parts_that_anybody_can_add_up():
    assert kitchen.costs().breakdown(price_cents=750) == [
        Part("food", 308),
        Part("people", 481),
        Part("house", 132),
        Part("supplies", 50),
        Part("grants", -217),
        Part("rounding", -4),
    ]


def test_an_entity_without_vat_adds_none():
    year = CostVersion(covers=100, food_cents=10_000, pay_cents=0, house_cents=0, supplies_cents=0, vat_bp=0)
    assert (year.full_cost_cents, year.breakdown(price_cents=100)[0]) == (100, Part("food", 100))


@given(versions(), st.sampled_from([1, 5, 10, 50]))
def test_the_parts_add_up_to_the_price_and_the_costs_to_the_full_cost(version, step):
    price = version.equilibrium_cents(step_cents=step)
    parts = version.breakdown(price_cents=price)
    assert sum(part.cents for part in parts) == price
    assert sum(part.cents for part in parts[:4]) == version.full_cost_cents


@given(versions(), st.sampled_from([1, 5, 10, 50]))
def test_the_price_is_a_whole_number_of_steps_never_further_than_half_a_step_from_the_truth(version, step):
    price = version.equilibrium_cents(step_cents=step)
    exact = version._per_cover(version._costs() - version.grants_cents)
    assert price % step == 0
    assert Fraction(-step, 2) <= exact - price < Fraction(step, 2)


@given(st.dictionaries(st.text(max_size=3), st.fractions(0, 1000), min_size=1, max_size=6))
def test_no_part_is_more_than_a_cent_from_its_exact_value(exact):
    shared = largest_remainder(exact, total=half_up(sum(exact.values(), Fraction(0))))
    assert all(abs(shared[key] - exact[key]) < 1 for key in exact)


def test_a_half_cent_goes_up():
    assert [half_up(Fraction(value, 10)) for value in (4, 5, 14, 15)] == [0, 1, 1, 2]


def test_the_price_is_rounded_once_from_the_exact_figure():
    """744.6 is nearer to 740 than 750; by way of 745 cents it would end at 750."""
    year = CostVersion(
        covers=10, food_cents=7446, pay_cents=0, house_cents=0, supplies_cents=0, grants_cents=0, vat_bp=0
    )
    assert year.equilibrium_cents(step_cents=10) == 740


@pytest.mark.django_db
def test_the_version_of_a_day_is_the_latest_that_had_begun():
    old, new = kitchen.costs(), kitchen.costs(valid_from=date(2026, 12, 1), food_cents=4_500_000)
    on = [price_on(kitchen.entity(), day).version for day in (date(2026, 11, 30), date(2026, 12, 1))]
    assert on == [old, new]
    assert price_on(kitchen.entity(), date(2025, 12, 31)) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"covers": 0}, "costs_are_spread_over_covers"),
        ({"grants_cents": 99_000_000}, "grants_carry_no_more_than_the_costs"),
        ({"vat_bp": 10_001}, "vat_is_at_most_the_price"),
    ],
)
def test_the_database_refuses_costs_that_make_no_sense(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        kitchen.costs(**facts)
