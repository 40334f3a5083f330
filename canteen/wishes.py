"""What somebody asks for when ordering, and why the house may say no (DESIGN §4 Bookings, Nuisance)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from canteen.models import Sitting
from canteen.models.sittings import State
from canteen.refusals import (
    ContactNeeded,
    OneChannel,
    SittingClosed,
    SittingFull,
    TooManyCovers,
    TooManyOrders,
    UseTheBox,
)
from venue import rules
from venue.errors import NotFound
from venue.house.models import Building, OperatingEntity
from venue.money import payments
from venue.rows import Rows
from venue.spaces.models import Space


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for. 0 cents is as ordinary an answer as any; `open_ticket` is a QR's text or a short code."""

    sitting: int
    covers: int
    contribution_cents: int = 0
    payment: str = "online"
    open_ticket: str = ""
    diets: list[str] = field(default_factory=list)
    first_name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "fr"
    browser: str = ""

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.phone)


def refuse_early(wish: Wish) -> None:
    """Say no where a look is enough, before any lock and any transaction: when a sitting sells out, most hear this.

    Raises NotFound, TooManyCovers, OneChannel, UseTheBox, SittingClosed, SittingFull.
    """
    refuse_impossible(wish)
    orderable(wish, timezone.now())


def refuse_impossible(wish: Wish) -> None:
    """What no sitting could change: too many covers, two ways to give, or a card payment that Stripe must refuse."""
    if wish.covers > (most := rules.get("order.max_covers")):
        raise TooManyCovers(max_covers=most)
    amount = wish.contribution_cents
    if amount and (wish.payment == "on_site" or wish.open_ticket):
        raise OneChannel
    if amount and not (payments.payable_online(amount) and payments.available()):
        raise UseTheBox


def orderable(wish: Wish, now: datetime) -> Sitting:
    """The sitting that is wished for, if it has the covers now; NotFound (a draft too), SittingClosed, SittingFull."""
    sitting = Sitting.objects.counted(wish.sitting, now)
    if sitting is None or sitting.state == State.DRAFT:
        raise NotFound
    if sitting.state != State.OPEN or sitting.ends_at <= now:
        raise SittingClosed
    if sitting.starts_at > now + timedelta(days=rules.get("order.book_ahead_days")):
        raise SittingClosed
    if wish.covers > sitting.covers_left:
        raise SittingFull(covers_left=sitting.covers_left)
    return sitting


# The lock, the next revision that everybody sees, and all that an order's answer says of its sitting, in one trip.
CHANGING = Rows(
    """
UPDATE canteen_sitting sitting SET revision = sitting.revision + 1
FROM house_operatingentity entity, spaces_space space, house_building building
WHERE sitting.id = %s
    AND entity.id = sitting.entity_id AND space.id = sitting.space_id AND building.id = space.building_id
RETURNING {sitting}, {entity}, {space}, {building}""",
    sitting=Sitting,
    entity=OperatingEntity,
    space=Space,
    building=Building,
)


def changing(pk: int) -> Sitting:
    """The sitting at its next revision, locked until the end of the transaction, with its room, house and legal body.

    Raises NotFound.
    """
    found = CHANGING.one(pk)
    if found is None:
        raise NotFound
    sitting: Sitting = found["sitting"]
    sitting.entity, sitting.space = found["entity"], found["space"]
    sitting.space.building = found["building"]
    return sitting


# Orders at the door (`walk_in`) are nobody's nuisance.
LIVE_BOOKED = """
SELECT
    COUNT(*) FILTER (WHERE browser = %(browser)s) AS of_browser,
    COALESCE(SUM(covers) FILTER (WHERE COALESCE(contact.email, '') = '' AND COALESCE(contact.phone, '') = ''), 0)
        AS nameless
FROM canteen_order "order" LEFT JOIN canteen_contact contact ON contact.order_id = "order".id
WHERE sitting_id = %(sitting)s AND NOT walk_in
    AND (state = 'confirmed' OR (state = 'awaiting_payment' AND expires_at > %(now)s))"""
NUISANCE = Rows(LIVE_BOOKED)


def refuse_nuisance(sitting: Sitting, wish: Wish, now: datetime) -> None:
    """A script could empty a house of free bookings (DESIGN §4 Nuisance). Counted under the sitting's lock."""
    name_is_asked = not wish.reachable and now < no_name_needed_from(sitting)
    if not (wish.browser or name_is_asked):
        return
    live = NUISANCE.one(sitting=sitting.pk, browser=wish.browser, now=now) or {}
    if wish.browser and live["of_browser"] >= rules.get("order.max_live_per_browser"):
        raise TooManyOrders
    if name_is_asked:
        share = (live["nameless"] + wish.covers) * 100
        if share > sitting.bookable * rules.get("order.no_contact_pct"):
            raise ContactNeeded


def no_name_needed_from(sitting: Sitting) -> datetime:
    return sitting.starts_at - timedelta(hours=rules.get("order.no_contact_until_h"))
