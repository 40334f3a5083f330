"""A token says what it says, always in the same length, and nobody else can write one."""

import uuid

import base45
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from venue.codes import keys, tokens

pytestmark = pytest.mark.django_db

in_one_database = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ids, covers, abouts = st.uuids(), st.integers(1, 255), st.integers(0, 2**63 - 1)
purposes = st.sampled_from([tokens.MEAL, tokens.OPEN_MEAL])

TICKET = uuid.UUID("6f0d4c1e-94a7-4a52-8f0c-1f6fd0a3b9d1")


def a_token(covers: int = 2, about: int = 12) -> str:
    return tokens.mint(TICKET, purpose=tokens.MEAL, about=about, covers=covers)


@in_one_database
@given(id=ids, purpose=purposes, about=abouts, covers=covers)
def test_what_was_minted_is_what_is_read(db, id, purpose, about, covers):
    token = tokens.mint(id, purpose=purpose, about=about, covers=covers)
    assert tokens.read(token) == tokens.Code(id, purpose, about, covers, keys.current()[0])


@in_one_database
@given(id=ids, purpose=purposes, about=abouts, covers=covers)
def test_every_token_has_the_same_length_and_nothing_that_a_form_would_trim(db, id, purpose, about, covers):
    token = tokens.mint(id, purpose=purpose, about=about, covers=covers)
    assert len(token) == tokens.LENGTH
    assert token.strip() == token


@in_one_database
@given(position=st.integers(0, 94), change=st.integers(1, 255))
def test_one_changed_byte_is_a_forgery(db, position, change):
    packed = bytearray(base45.b45decode(a_token()))
    packed[position] ^= change
    with pytest.raises(tokens.Forged):
        tokens.read(base45.b45encode(bytes(packed)).decode())


@in_one_database
@given(rubbish=st.one_of(st.text(max_size=200), st.text(base45.BASE45_CHARSET, min_size=143, max_size=143)))
def test_rubbish_is_a_forgery(db, rubbish):
    with pytest.raises(tokens.Forged):
        tokens.read(rubbish)


@pytest.mark.parametrize("cut", [1, 2, 3, 70, 142])
def test_a_truncated_token_is_a_forgery(cut):
    with pytest.raises(tokens.Forged):
        tokens.read(a_token()[:-cut])


def test_a_newline_does_not_hide_a_missing_sign():
    with pytest.raises(tokens.Forged):
        tokens.read(a_token()[:-1] + "\n")


def test_a_token_of_another_house_is_a_forgery():
    stranger = a_token()
    keys.SigningKey.objects.all().delete()
    keys._known.clear()
    with pytest.raises(tokens.Forged):
        tokens.read(stranger)


def test_a_signature_over_the_body_alone_is_a_forgery():
    """What this key signs elsewhere, without our domain, must not pass for a ticket."""
    packed = base45.b45decode(a_token())
    _key_id, key = keys.current()
    with pytest.raises(tokens.Forged):
        tokens.read(base45.b45encode(packed[:31] + key.sign(packed[:31])).decode())


def test_a_refusal_has_a_code_for_programs_and_is_not_a_fault():
    assert (tokens.Forged.code, tokens.Forged.status) == ("forged_ticket", 422)


def test_reading_costs_no_query_once_the_key_is_known(django_assert_num_queries):
    token = a_token()
    tokens.read(token)
    with django_assert_num_queries(0):
        tokens.read(token)
