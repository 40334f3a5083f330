"""Names and titles hold no signs that turn other people's words around."""

import pytest
from rest_framework.serializers import ValidationError

from venue.reading import PlainField


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Ami\u202ena\u2066", "Amina"),
        ("  Anne\tMarie\n", "Anne Marie"),
        ("\ufeffZo\u200b\u0007é", "Zoé"),
        ("نگاه\u200cبان", "نگاه\u200cبان"),
        ("👩\u200d🍳", "👩\u200d🍳"),
    ],
)
def test_unseen_signs_are_taken_out_and_joiners_stay(said: str, kept: str) -> None:
    assert PlainField().run_validation(said) == kept


def test_a_name_of_unseen_signs_is_none() -> None:
    with pytest.raises(ValidationError) as refused:
        PlainField().run_validation("\u202e\u2069")
    assert refused.value.get_codes() == ["blank"]
