"""Eight signs that one can say over the noise of a kitchen."""

from venue.codes import short


def test_a_code_has_eight_signs_and_none_that_is_mistaken_for_another():
    signs = set("".join(short.make() for _ in range(500)))
    assert signs == set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    assert len(short.make()) == 8


def test_what_is_typed_with_spaces_dashes_or_small_letters_is_understood():
    assert short.clean(" k7pq-wx9 4 ") == "K7PQWX94"


def test_what_cannot_be_a_code_is_nothing():
    assert [short.clean(typed) for typed in ["", "K7PQWX9", "K7PQWX945", "K7PQWX9O", "ÉÉÉÉÉÉÉÉ"]] == [""] * 5


def test_a_code_is_spelled_in_groups_of_four():
    assert short.spelled("K7PQWX94") == "K7PQ WX94"
