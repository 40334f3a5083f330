"""The ways in which the guests of a world come by their meals; nothing else differs between worlds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from canteen import door_paper
from tests import cast

Body = dict[str, Any]
Way = Callable[[Body], Body]


def online(cents: int) -> Way:
    """So many cents by card, through Stripe's page; with 0 there is nothing to pay."""
    return lambda body: body | {"contribution_cents": cents}


def at_the_canteen(body: Body) -> Body:
    return body | {"payment": "on_site"}


def by_open_ticket(body: Body) -> Body:
    """A voucher, a carnet's coupon or an invitation, exchanged on the order page."""
    return body | {"open_ticket": door_paper.token(cast.open_ticket(covers=body["covers"]))}
