"""Whoever paid for what is cancelled gets her money back, once, by itself; the preview has said how many (REQ-S3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from events import changes, paying
from events.changes import Wish
from events.models import EventChange, EventDate
from tests.events import guests
from tests.events.cast import ANIMATOR
from tests.jobs import run_jobs_here
from tests.money.post import carry
from tests.people.cast import browser
from tests.stripe_standin.standin import Standin
from venue.money.models import Payment, Refund

pytestmark = pytest.mark.django_db
WHAT = EventChange.What


@pytest.fixture(autouse=True)
def house(stripe_standin: Standin) -> Iterator[None]:
    """The clock is the stand-in's, which is a process of its own."""
    with time_machine.travel(timezone.now(), tick=True):
        yield


def concert() -> EventDate:
    return guests.gig(capacity=9, starts_at=timezone.now() + timedelta(days=9), price="fixed", price_cents=600)


def ask(places: int) -> dict[str, Any]:
    told: dict[str, Any] = browser().post("/api/v1/events/concert/registrations/", {"places": places}).json()
    return told


def test_each_payment_goes_back_once_and_the_preview_knew(stripe_standin: Standin) -> None:
    date = concert()
    for places in (1, 2, 1):
        told = ask(places)
        if places == 1:
            stripe_standin.pay(told["checkout_url"])
    assert carry(stripe_standin.events()) <= {200}
    run_jobs_here()
    event = EventDate.objects.select_related("event").get(pk=date.pk).event
    assert changes.preview(event, Wish(what=WHAT.POSTPONED))["refunds"] == 0
    assert changes.preview(event, Wish(what=WHAT.CANCELLED))["refunds"] == 2
    changes.apply(event, Wish(what=WHAT.CANCELLED, words="Vent fort."), by=ANIMATOR)
    run_jobs_here()
    assert paying.give_all_back(date.pk, reason="cancelled") == 0
    run_jobs_here()
    assert sorted(Refund.objects.values_list("amount_cents", "state")) == [(600, "accepted")] * 2
    paid = Payment.objects.filter(kept=True)
    assert [len(stripe_standin.list("refunds", payment_intent=it.payment_intent_id)) for it in paid] == [1, 1]
    assert changes.refunds([date]) == 0
