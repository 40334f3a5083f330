"""Telephone numbers as people read them."""

import pytest

from venue.phone_numbers import in_pairs


@pytest.mark.parametrize("written", ["0473000001", "04 73 00 00 01", "04.73.00-00.01", "+33473000001"])
def test_a_french_number_is_read_in_pairs(written: str) -> None:
    assert in_pairs(written) == "04\u00a073\u00a000\u00a000\u00a001"


@pytest.mark.parametrize("written", ["", "18", "+49 30 901820", "04 73 00 00", "à l’accueil"])
def test_any_other_stays_as_it_was_written(written: str) -> None:
    assert in_pairs(written) == written
