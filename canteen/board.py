"""The board at the door: what anybody may read about the coming sittings, quickly.

A sitting's row counts its revisions, its orders' included, and a menu counts those of its dishes. So one small
statement tells whether anything has changed; what has not is told again as this process wrote it before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from canteen.models import Allergen, Answer, CostVersion, Dish, Order, OrderState, PricePage, Sitting, State
from canteen.models.costs import COSTS
from canteen.models.sittings import SittingQuerySet
from venue import rules
from venue.house.models import Building
from venue.money import payments
from venue.wording import in_language

COLUMNS: Final = (
    "pk",
    "starts_at",
    "ends_at",
    "space__code",
    "space__name",
    "space__name_en",
    "title_fr",
    "title_en",
    "state",
    "trial",
    "covers",
    "covers_left",
    "equilibrium_cents",
    "cost_version_id",
    "menu_id",
    "menu__revision",
    "revision",
    "cancelled_because",
    "walk_in_reserve",
    "next_hold_ends",
)

FULL: Final = "full"  # an open sitting with no cover left; never stored
# What has no revision here (a room's name) is read again at least this often.
KEPT: Final = timedelta(minutes=1)
MOST_KEPT: Final = 1024

Row = dict[str, Any]


class Page(NamedTuple):
    """One sitting as it is told, in JSON, and until when that is true if nothing is done to it."""

    text: str
    good_until: datetime


# What a page depends on, beside the clock: a new revision is a new key, so an old page is never told again.
Key = tuple[int, int, int | None, str]
_kept: dict[Key, Page] = {}


def pages(building: Building, starts: datetime, ends: datetime) -> list[str]:
    """The public sittings of a period as they stand now, each in JSON. One statement when nothing has changed."""
    now, language = timezone.now(), get_language() or ""
    sittings = Sitting.objects.public().between(starts, ends).filter(space__building=building)
    known = sittings.order_by("starts_at", "pk").values_list("pk", "revision", "menu__revision")
    keys: list[Key] = [(pk, revision, menu, language) for pk, revision, menu in known]
    kept = {key[0]: page for key in keys if (page := _kept.get(key)) and now < page.good_until}
    missing = [key[0] for key in keys if key[0] not in kept]
    told = {pk: page.text for pk, page in (kept | (_written(missing, now, language) if missing else {})).items()}
    return [told[key[0]] for key in keys if key[0] in told]


def _written(missing: list[int], now: datetime, language: str) -> dict[int, Page]:
    """These sittings read in full and written down. Kept under the revision that was read, not the one looked for."""
    found = _standing(Sitting.objects.public().filter(pk__in=missing), now)
    written = {}
    for row, told in zip(found, tell(found), strict=True):
        page = Page(as_json(told), _good_until(row, now))
        written[row["pk"]] = _kept[row["pk"], row["revision"], row["menu__revision"], language] = page
    for key in list(_kept)[: max(0, len(_kept) - MOST_KEPT)]:
        del _kept[key]
    return written


def _good_until(row: Row, now: datetime) -> datetime:
    """The next moment at which time alone changes what is told: a hold ends, the reserve is released, the meal ends."""
    released: datetime = row["starts_at"] + timedelta(minutes=rules.get("meal.release_after_start_min", at=now))
    moments: list[datetime | None] = [now + KEPT, row["next_hold_ends"], released, row["ends_at"]]
    return min(moment for moment in moments if moment and moment > now)


def row(building: Building, pk: int) -> Row | None:
    """One public sitting as it stands now; None when there is none here."""
    found = _standing(Sitting.objects.public().filter(space__building=building, pk=pk), timezone.now())
    return found[0] if found else None


def _standing(sittings: SittingQuerySet, now: datetime) -> list[Row]:
    holds = Order.objects.filter(Q(sitting=OuterRef("pk")), state=OrderState.AWAITING_PAYMENT, expires_at__gt=now)
    next_end = Subquery(holds.order_by("expires_at").values("expires_at")[:1])
    counted = sittings.with_covers_left(now).annotate(next_hold_ends=next_end)
    found: list[Row] = list(counted.order_by("starts_at", "pk").values(*COLUMNS))
    for each in found:
        if each["state"] != State.OPEN:
            each["covers_left"] = 0
        elif each["ends_at"] <= now:
            each["state"], each["covers_left"] = State.CLOSED.value, 0
        elif each["covers_left"] == 0:
            each["state"] = FULL
    return found


def fingerprint(*parts: object) -> str:
    """An entity tag for what a reader would get, in the language that it is told in."""
    seen = repr((get_language(), parts)).encode()
    return f'"{hashlib.blake2b(seen, digest_size=12).hexdigest()}"'


def as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def tell(found: list[Row]) -> list[dict[str, Any]]:
    """The rows with their dishes and prices, as the API tells them."""
    dishes = dishes_of({(each["menu_id"], each["menu__revision"]) for each in found if each["menu_id"]})
    return [_told(each, dishes.get(each["menu_id"], [])) for each in found]


def _told(found: Row, dishes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": found["pk"],
        "starts_at": timezone.localtime(found["starts_at"]).isoformat(),
        "ends_at": timezone.localtime(found["ends_at"]).isoformat(),
        "space": found["space__code"],
        "space_name": in_language(found["space__name"], found["space__name_en"]),
        "title": in_language(found["title_fr"], found["title_en"]),
        "state": found["state"],
        "trial": found["trial"],
        "covers": found["covers"],
        "covers_left": found["covers_left"],
        "walk_in_reserve": found["walk_in_reserve"],
        "equilibrium_cents": found["equilibrium_cents"],
        "cost_breakdown": cost_breakdown(found["cost_version_id"], found["equilibrium_cents"]),
        "cancelled_because": found["cancelled_because"],
        "dishes": dishes,
    }


def cost_breakdown(version: int | None, price_cents: int | None) -> list[dict[str, Any]]:
    """The lengths of the price's bar, or nothing for a sitting that never had a price."""
    if version is None or price_cents is None:
        return []
    return [{"key": key, "cents": cents} for key, cents in _parts(version, price_cents)]


@lru_cache(maxsize=256)
def _parts(version: int, price_cents: int) -> tuple[tuple[str, int], ...]:
    return tuple(CostVersion.objects.get(pk=version).breakdown(price_cents=price_cents))


# (menu, revision, language) → its dishes; served at two sittings, made up once. The oldest go.
_made_up: dict[tuple[int, int, str], list[dict[str, Any]]] = {}


def dishes_of(menus: Iterable[tuple[int, int]]) -> dict[int, list[dict[str, Any]]]:
    """The public dishes of menus, each named with the revision that was read; two statements for those not yet made."""
    language = get_language() or ""
    missing = [menu for menu in menus if (*menu, language) not in _made_up]
    if missing:
        fresh: dict[int, list[dict[str, Any]]] = {menu: [] for menu, _revision in missing}
        for dish in Dish.objects.published().filter(menu__in=fresh).in_order().prefetch_related("allergens"):
            fresh[dish.menu_id].append(_dish(dish))
        for key in list(_made_up)[: max(0, len(_made_up) + len(missing) - 512)]:
            del _made_up[key]
        _made_up.update({(menu, revision, language): fresh[menu] for menu, revision in missing})
    return {menu: _made_up[menu, revision, language] for menu, revision in menus}


def _dish(dish: Dish) -> dict[str, Any]:
    answers = dish.answers()
    return {
        "id": dish.pk,
        "course": dish.course,
        "name": dish.name,
        "tags": dish.tags,
        "allergens": {
            "contains": [allergen for allergen, answer in answers.items() if answer == Answer.CONTAINS],
            "may_contain": [allergen for allergen, answer in answers.items() if answer == Answer.MAY_CONTAIN],
        },
    }


def allergen_names() -> list[dict[str, str]]:
    """The fourteen, in the order of the law, with their names in the reader's language."""
    return [{"code": code, "name": str(label)} for code, label in Allergen.choices]


def allergen_sheet(menu: int | None) -> list[dict[str, Any]]:
    """All fourteen answers of every public dish of a menu, for the page that one can print."""
    dishes = Dish.objects.published().filter(menu=menu).in_order().prefetch_related("allergens")
    return [
        {
            "dish": dish.pk,
            "answers": dish.answers(),
            "answered_at": timezone.localtime(max(row.answered_at for row in dish.allergens.all())).isoformat(),
        }
        for dish in dishes
    ]


def price(building: Building, found: Row) -> dict[str, Any]:
    """What stands beside the free field: never a minimum, an average, or what anybody gave (REQ-C3)."""
    page = PricePage.of(building)
    parts = cost_breakdown(found["cost_version_id"], found["equilibrium_cents"])
    told: dict[str, Any] = {
        "sentence": page.sentence,
        "online": payments.available(),
        "full_cost_cents": sum(part["cents"] for part in parts if part["key"] in COSTS) if parts else None,
    }
    if rules.get("price.marks_shown", building=building.pk) and found["equilibrium_cents"] is not None:
        told["marks"] = page.marks(equilibrium_cents=found["equilibrium_cents"])
    return told
