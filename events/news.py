"""What the banner says on every page: which dates of the street were moved, put off or cancelled (REQ-S3).

One statement, so that the socket can tell it: topic `street`, the same as `GET /api/v1/events/news/`. A change is news
as long as somebody could still go to where it is not: until the day after the date, and of a date far ahead for
`event.banner_days` after the change.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, JSONObject
from django.utils import timezone

from events import agenda
from events.agenda import Status
from events.models import DateState, Event, EventChange, EventDate
from venue import rules
from venue.house.models import Building
from venue.live import announce_on_commit
from venue.live.topics import Truth
from venue.spaces.calendar import calendar

LONGEST: Final = 50  # a banner is read in passing
WHAT: Final = {
    Status.CANCELLED: EventChange.What.CANCELLED,
    Status.POSTPONED: EventChange.What.POSTPONED,
    Status.RESCHEDULED: EventChange.What.MOVED,
}
MOVED: Final = Q(was_starts_at__isnull=False) | ~Q(was_place="")
CHANGED: Final = Q(state__in=[DateState.CANCELLED, DateState.POSTPONED]) | MOVED


class News(NamedTuple):
    revision: int
    results: list[dict[str, Any]]


def topics(building: Building) -> list[str]:
    """What to announce when something changed there."""
    first = calendar().building(None)
    mine = [f"street:{building.code}"]
    return [*mine, "street"] if first and first.pk == building.pk else mine


def announce(building: Building) -> None:
    announce_on_commit(*topics(building))


def banner(building: Building, now: datetime | None = None) -> News:
    """The soonest first; dates that one change concerns are one piece of news."""
    now = now or timezone.now()
    zone = calendar(building.pk).zones[building.pk]
    day_after = (now.astimezone(zone) - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    said = EventChange.objects.filter(event=OuterRef("event"), what__in=agenda.NEWS).order_by("at", "pk")
    dates = (
        EventDate.objects.public()
        .filter(CHANGED, event__building=OuterRef("pk"))
        .alias(last=Greatest("ends_at", Coalesce("was_ends_at", "ends_at")))
        .filter(last__gte=day_after)
        .order_by("starts_at", "pk")
    )
    public = Event.objects.public().filter(building=OuterRef("pk")).order_by()
    found = (
        Building.objects.filter(pk=building.pk)
        .annotate(
            revision=Subquery(public.values("building").annotate(sum=Sum("revision")).values("sum")),
            told=ArraySubquery(dates.values(told=told(said))),
        )
        .values_list("revision", "told")
        .get()
    )
    rows = [row for row in map(read, found[1]) if row is not None and is_news(row, now, building)]
    return News(found[0] or 0, [tell(group, zone) for group in grouped(rows)[:LONGEST]])


def told(said: Any) -> JSONObject:
    """A date with all that is said of it, as the database writes it."""
    change = JSONObject(
        id="pk", what="what", date="date_id", dates=F("figures__dates"), words="words", words_en="words_en", at="at"
    )
    return JSONObject(
        id="pk",
        slug="event__slug",
        title="event__title",
        title_en="event__title_en",
        state="state",
        of_event="event__state",
        starts_at="starts_at",
        ends_at="ends_at",
        was_starts_at="was_starts_at",
        was_ends_at="was_ends_at",
        was_place="was_place",
        was_place_en="was_place_en",
        site="site__name",
        site_en="site__name_en",
        house="space__building__name",
        room="space__name",
        room_en="space__name_en",
        changes=ArraySubquery(said.values(told=change)),
    )


def read(row: dict[str, Any]) -> dict[str, Any] | None:
    """The row with its times and the change by which it came to stand as it does; None where nobody told one."""
    status = agenda.status_of(row["state"], row["of_event"], moved=bool(row["was_starts_at"] or row["was_place"]))
    what = WHAT.get(status)
    changes = [it for it in row["changes"] or [] if it["what"] == what and concerns(it, row["id"])]
    if not changes:
        return None
    times = {name: moment(row[name]) for name in ("starts_at", "ends_at", "was_starts_at", "was_ends_at")}
    return row | times | {"change": changes[-1] | {"at": moment(changes[-1]["at"])}}


def concerns(change: dict[str, Any], date: int) -> bool:
    """Whether the change is of this date: it names its dates, or is of the whole event."""
    if change["dates"]:
        return any(it["id"] == date for it in change["dates"])
    return change["date"] in (None, date)


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def is_news(row: dict[str, Any], now: datetime, building: Building) -> bool:
    """Whether it was said lately, or is so soon that it must be said again."""
    while_new = timedelta(days=int(rules.get("event.banner_days", building=building.pk)))
    soonest: datetime = min(it for it in (row["starts_at"], row["was_starts_at"]) if it)
    told_at: datetime = row["change"]["at"]
    return now < told_at + while_new or soonest < now + while_new


def grouped(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """By change, the soonest date first in each and overall."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["change"]["id"], []).append(row)
    return list(groups.values())


def tell(dates: list[dict[str, Any]], zone: ZoneInfo) -> dict[str, Any]:
    """One change, by the first of its dates; in both languages, since the socket does not know who reads."""
    first, change = dates[0], dates[0]["change"]

    def local(at: datetime | None) -> str | None:
        return at.astimezone(zone).isoformat() if at else None

    return {
        "id": change["id"],
        "slug": first["slug"],
        "title": first["title"],
        "title_en": first["title_en"],
        "what": change["what"],
        "words": change["words"],
        "words_en": change["words_en"],
        "at": local(change["at"]),
        "date": first["id"],
        "dates": len(dates),
        "starts_at": local(first["starts_at"]),
        "ends_at": local(first["ends_at"]),
        "was_starts_at": local(first["was_starts_at"]),
        "place": place(first, ""),
        "place_en": place(first, "_en"),
        "was_place": first["was_place"],
        "was_place_en": first["was_place_en"],
        "url": agenda.address_of(first["slug"], "fr"),
        "url_en": agenda.address_of(first["slug"], "en"),
    }


def place(row: dict[str, Any], language: str) -> str:
    if row["site"]:
        return str(row["site" + language] or row["site"])
    return f"{row['house']}, {row['room' + language] or row['room']}"


class StreetTopic:
    """`street`, or `street:<building>`: the banner."""

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        del actor
        return not crew and calendar().building(key) is not None

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        del crew
        building = calendar().building(key)
        if building is None:
            return None
        now = timezone.now()
        news = banner(building, now)
        return Truth(news.revision, now, {"results": news.results})
