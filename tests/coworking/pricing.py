"""The price list of DOMAIN §11.6, a desk that it opens, and passes of it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from coworking.demo_offers import seed_offers
from coworking.models import Offer, Pass, Resource
from coworking.models.passes import new_pass
from tests.coworking import cast
from venue.people.models import Person


def price_list() -> None:
    cast.entity()
    seed_offers()


def desk(code: str = "DESK-01", **facts: Any) -> Resource:
    return cast.resource(code, **{"kind": "desk"} | facts)


def a_pass(person: Person, code: str = "carnet", **facts: Any) -> Pass:
    """An active pass of the price list, from today."""
    held = new_pass(Offer.objects.get(code=code), person, timezone.localdate())
    for name, value in ({"state": "active"} | facts).items():
        setattr(held, name, value)
    held.save()
    return held
