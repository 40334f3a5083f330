"""The price of time at a desk is the cheapest combination of tickets."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coworking.prices import DAY, Tariff, cheapest

LIST = [Tariff(60, 300), Tariff(240, 800), Tariff(DAY, 1_400)]


@pytest.mark.parametrize(
    ("hours", "cents"), [(0.5, 300), (1, 300), (2.5, 800), (4, 800), (4.5, 1_100), (5, 1_100), (6, 1_400), (13, 1_400)]
)
def test_nobody_has_to_know_which_ticket_suits_her(hours: float, cents: int) -> None:
    assert cheapest(int(hours * 60), LIST) == cents


tariffs = st.lists(
    st.builds(Tariff, st.sampled_from([30, 60, 240, 480]), st.integers(1, 2_000)), min_size=1, max_size=3
)


@given(st.integers(1, 20).map(lambda halves: halves * 30), tariffs)
def test_it_is_what_trying_all_of_them_finds(minutes: int, known: list[Tariff]) -> None:
    most = range(-(-minutes // 30) + 1)
    counts = itertools.product(*(range(min(-(-minutes // it.minutes), most.stop) + 1) for it in known))
    enough = (
        sum(n * it.cents for n, it in zip(count, known, strict=True))
        for count in counts
        if sum(n * it.minutes for n, it in zip(count, known, strict=True)) >= minutes
    )
    assert cheapest(minutes, known) == min(enough)


def test_without_a_price_list_nothing_has_a_price() -> None:
    with pytest.raises(ValueError, match="nothing to pay with"):
        cheapest(60, [])
