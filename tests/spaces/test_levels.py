"""How full a place feels, in words (REQ-E3)."""

import pytest

from venue.spaces.levels import Thresholds, free, level, warns

LIMITS = Thresholds(lively=50, almost_full=80, warn=90)


WORDS = {
    0: "calm",
    49: "calm",
    50: "lively",
    79: "lively",
    80: "almost_full",
    99: "almost_full",
    100: "full",
    130: "full",
}


@pytest.mark.parametrize(("present", "word"), WORDS.items())
def test_a_level_begins_at_its_percentage(present: int, word: str) -> None:
    assert level(present, 100, LIMITS) == word


def test_a_place_that_holds_nobody_is_full() -> None:
    assert level(0, 0, LIMITS) == "full"


@pytest.mark.parametrize(("present", "warned"), [(48, False), (49, True), (54, True)])
def test_the_crew_is_warned_from_ninety_percent(present: int, warned: bool) -> None:
    assert warns(present, 54, LIMITS) is warned


@pytest.mark.parametrize(("present", "told"), [(24, 0), (30, 0), (15, 9), (14, 10), (13, "10+"), (0, "10+")])
def test_the_public_is_told_how_many_seats_are_free_up_to_ten(present: int, told: int | str) -> None:
    assert free(present, 24) == told
