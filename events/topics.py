"""What the socket tells of an event: `event:<slug>`; the same as over HTTP."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from events import agenda
from events.models import EventChange, EventDate
from venue.live.topics import Truth


class EventTopic:
    """How it stands, when and where, and how many places are left; the words are the page's."""

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        del actor
        return bool(key) and not crew

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        del crew
        news = EventChange.objects.filter(event=OuterRef("event"), what__in=agenda.NEWS).order_by("-at", "-pk")
        told = JSONObject(what="what", words="words", words_en="words_en", at="at")
        rows: list[Any] = list(
            EventDate.objects.public()
            .filter(event__slug=key)
            .select_related("event", "site", "space__building")
            .annotate(news=ArraySubquery(news.values(told=told)[:1]))
            .order_by("starts_at", "pk")
        )
        if not rows:
            return None
        event = rows[0].event
        zone = agenda.zone(event)
        data = {
            "slug": event.slug,
            "state": event.state,
            "conditional": event.is_conditional,
            "news": (rows[0].news or [None])[0],
            "dates": [agenda.tell_date(date, zone) for date in rows],
        }
        return Truth(event.revision + sum(date.revision for date in rows), timezone.now(), data)
