"""Every operation of the API's description meets thousands of odd requests: refusals are problem+json, never a 500."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import settings as profile
from schemathesis.checks import not_a_server_error

from tests import cast
from venue.people import devices
from venue.people.models import Device
from venue.wsgi import application

# For each operation and each of the two callers: over two thousand by chance in all, beside those that its description
# suggests (each border of each value, some thirty an operation).
CASES = 8
CREW = "odd" * 12


schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def something_to_find(db, settings):
    """A house where odd requests can go wrong: with a sitting, an order and a ticket; all in the test's transaction."""
    cast.order(cast.serving())
    roles = ["host", "cook", "animator", "prescriber", "manager", "accountant", "auditor"]
    lease = timezone.now() + devices.lease()
    Device.objects.create(name="Odd", roles=roles, token_hash=devices.hash_of(CREW), lease_until=lease)
    settings.WRITES_PER_MINUTE = dict.fromkeys(("person", "device", "browser", "address"), 10**6)  # nobody is hurried
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


ODD = profile(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
)


@schema.parametrize()
@ODD
def test_odd_requests_of_a_guest_are_refused_in_words(case):
    refused_in_words(case, {})


@schema.parametrize()
@ODD
def test_odd_requests_of_the_crew_are_refused_in_words(case):
    refused_in_words(case, {"Authorization": f"Device {CREW}"})


def refused_in_words(case, caller):
    answer = case.call(headers=caller)
    case.validate_response(answer, checks=[not_a_server_error])
    assert answer.status_code != 503
    if answer.status_code >= 400:
        assert (answer.headers["content-type"], bool(answer.json().get("code"))) == (["application/problem+json"], True)
