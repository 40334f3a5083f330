"""What passes know of a person: told to her, forgotten when she asks or when they are long over (REQ-P2, P3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from coworking import buying, passes
from coworking.models import Pass
from venue import rules
from venue.money import subscriptions
from venue.people.models import Person


def told_to(person: Person, address: str) -> dict[str, Any]:
    """What she bought and when she used it. No amounts: a pass holds none."""
    del address
    hers = Pass.objects.filter(person=person).select_related("offer").prefetch_related("uses").order_by("made_at")
    return {
        "passes": [
            {
                "offer": held.offer.name,
                "state": held.state,
                "bought_at": held.made_at,
                "valid_from": held.valid_from,
                "valid_until": held.valid_until,
                "tickets_left": held.units_left,
                "renews": held.renews,
                "used": [use.day for use in held.uses.all() if use.gives_back_id is None],
            }
            for held in hers
        ]
    }


def forget(person: Person, address: str) -> None:
    """Her subscriptions are stopped at Stripe at once, and no pass names her any more."""
    del address
    hers = Pass.objects.filter(person=person)
    for pk in hers.order_by("pk").values_list("pk", flat=True):
        held = buying.locked(str(pk))
        if held.state == Pass.State.AWAITING_PAYMENT:
            buying.give_up(held)
        elif not held.is_over:
            if subscription := buying.subscription_of(held):
                subscriptions.stop(subscription, at_once=True)
            passes.end(held)
    hers.update(person=None)


def forget_old() -> int:
    """Passes that have been over for `pass.unlink_days`; how many."""
    over = timezone.now() - timedelta(days=int(rules.get("pass.unlink_days")))
    return Pass.objects.filter(ended_at__lt=over).exclude(person=None).update(person=None)
