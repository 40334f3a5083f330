"""The ways in which the guests of a world come by their meals and places; nothing else differs between worlds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from canteen import door_paper
from tests import cast

Body = dict[str, Any]
Said = Callable[[Body], Body]


@dataclass(frozen=True)
class Way:
    """What is said besides when a meal is ordered, and when places at an event are asked for."""

    meal: Said
    place: Said


def online(cents: int) -> Way:
    """So many cents by card, through Stripe's page; with 0 there is nothing to pay."""

    def said(body: Body) -> Body:
        return body | {"contribution_cents": cents}

    return Way(said, said)


def on_site(body: Body) -> Body:
    return body | {"payment": "on_site"}


def ticket(body: Body) -> Body:
    return body | {"open_ticket": door_paper.token(cast.open_ticket(covers=body["covers"]))}


# A voucher, a carnet's coupon or an invitation, exchanged on the order page. Events take none: one pays on site.
by_open_ticket = Way(ticket, on_site)


def in_turn(*ways: Way) -> Way:
    """One guest after another goes another of these ways."""
    meals, places = cycle(ways), cycle(ways)
    return Way(lambda body: next(meals).meal(body), lambda body: next(places).place(body))
