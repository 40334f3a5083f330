"""What the socket tells of the canteen: `sitting:<id>`, `crew:sitting:<id>`, `order:<key>`; the same as over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from canteen.board import FULL
from canteen.models import Order, Redemption, Sitting
from canteen.models.sittings import State
from venue.live.topics import Truth


def served() -> Coalesce:
    """Covers served at the outer sitting: redemptions less those undone."""
    rows = Redemption.objects.filter(sitting=OuterRef("pk")).order_by().values("sitting")
    return Coalesce(Subquery(rows.annotate(n=Sum("covers")).values("n")), Value(0), output_field=IntegerField())


def redemption_rows() -> Coalesce:
    """How many redemption rows the outer sitting has: only grows."""
    rows = Redemption.objects.filter(sitting=OuterRef("pk")).order_by().values("sitting")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), Value(0), output_field=IntegerField())


class SittingTopic:
    """Covers left for anyone; expected and served for the crew."""

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        return bool(key and key.isascii() and key.isdigit() and len(key) < 16 and (actor.is_crew or not crew))

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        now = timezone.now()
        if not crew:
            public = Sitting.objects.counted(int(key or 0), now)
            if public is None or public.state == State.DRAFT:
                return None
            return Truth(public.revision, now, public_counts(public, now))
        sittings = Sitting.objects.filter(pk=int(key or 0)).with_covers_left(now)
        sitting: Any = sittings.annotate(served=served(), redeemings=redemption_rows()).first()
        return sitting and Truth(sitting.revision + sitting.redeemings, now, crew_counts(sitting, now))


def public_counts(sitting: Any, now: datetime) -> dict[str, Any]:
    """As the board tells it: what is over or not open has no covers left for anybody."""
    state, left = sitting.state, sitting.covers_left
    if state != State.OPEN:
        left = 0
    elif sitting.ends_at <= now:
        state, left = State.CLOSED.value, 0
    elif left == 0:
        state = FULL
    return {"sitting": sitting.pk, "state": state, "covers_left": left}


def crew_counts(sitting: Any, now: datetime) -> dict[str, Any]:
    """`expected` are the covers of confirmed orders, `left` those not yet served, `free` what a walk-in may have.

    `unclaimed` are, of those left, the ones that were released because nobody came in time (REQ-C10).
    """
    return public_counts(sitting, now) | {
        "covers": sitting.covers,
        "expected": sitting.expected,
        "held": sitting.held,
        "served": sitting.served,
        "left": max(0, sitting.expected - sitting.served),
        "unclaimed": sitting.unclaimed,
        "free": sitting.covers_free,
    }


class OrderTopic:
    """An order for the bearer of its key: paid, cancelled, redeemed."""

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        del actor
        return not crew and bool(key) and Order.objects.filter(key=key).exists()

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        del crew
        rows = Redemption.objects.filter(order=OuterRef("pk")).order_by().values("order")
        redeemings = Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())
        found = Order.objects.filter(key=key or "").annotate(
            redeemings=redeemings,
            serial=F("tickets__serial"),
            redeemed=Coalesce(F("tickets__covers_redeemed"), 0),
            voided_at=F("tickets__voided_at"),
        )
        order: Any = found.first()
        return order and Truth(order.revision + order.redeemings, timezone.now(), order_state(order))


def order_state(order: Any) -> dict[str, Any]:
    """The order and its ticket in short; a change of either makes the bearer's page read the whole again."""
    ticket = {
        "serial": order.serial,
        "state": "void" if order.voided_at else "redeemed" if order.redeemed == order.covers else "valid",
        "covers": order.covers,
        "covers_redeemed": order.redeemed,
    }
    return {"state": order.state, "tickets": [ticket] if order.serial else []}
