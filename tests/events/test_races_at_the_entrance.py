"""One ticket, many phones: each place lets one person in."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from events import admissions, registrations
from events.models import Admission, AdmissionScan, EventDate, Registration
from tests.events import guests
from tests.events.test_the_entrance import inside, scan
from tests.race import abreast, race
from venue.rows import Together

pytestmark = pytest.mark.django_db(transaction=True)
UNGUARDED = Together(Admission, AdmissionScan, once="SELECT FROM (VALUES (%s::int, %s::uuid, %s::int)) as_it_was_read")


def opened_now(places: int) -> Registration:
    return guests.registered(guests.gig(capacity=9, starts_at=timezone.now() + timedelta(minutes=10)), places)


@pytest.mark.parametrize("guarded", [True, False])
def test_eight_phones_with_one_ticket(guarded: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control lets in whoever read that there was room."""
    made = opened_now(places=3)
    monkeypatch.setattr(admissions, "look", abreast(8, admissions.look))
    if not guarded:
        monkeypatch.setattr(admissions, "LET_IN", UNGUARDED)
    results = race(8, lambda: scan(made, by=f"device:{uuid.uuid4()}", people=1).result)
    came_in = Admission.objects.filter(registration=made).count()
    if guarded:
        assert (sorted(results), came_in, inside(made)) == (["admitted"] * 3 + ["already_admitted"] * 5, 3, (3, 3))
    else:
        assert came_in == 8


def test_one_comes_in_or_gives_it_back_never_both() -> None:
    made = opened_now(places=1)
    turns = iter([lambda: scan(made).result, lambda: registrations.cancel(made.key).state])

    def act() -> str:
        return next(turns)()

    race(2, act)
    found, date = Registration.objects.get(pk=made.pk), EventDate.objects.get()
    assert (found.admitted, found.state, date.places_taken) in {(1, "registered", 1), (0, "cancelled", 0)}
