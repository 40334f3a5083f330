"""What the socket tells of events (`event:<slug>`) and of registrations (`registration:<key>`); as over HTTP."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from events import agenda, registrations, told
from events.models import EventChange, EventDate, Registration
from venue.errors import NotFound
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


class RegistrationTopic:
    """A registration for the bearer of its key: its turn, an offer, its ticket; a change makes the page read again."""

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        del actor
        return not crew and bool(key) and Registration.objects.filter(key=key).exists()

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        del crew
        try:
            registration = registrations.find(key or "")
        except NotFound:
            return None
        where = agenda.zone(registration.date.event)
        data = {
            "state": registration.state,
            "places": registration.places,
            "admitted": registration.admitted,
            "ahead": registration.ahead,
            "expires_at": registration.expires_at and registration.expires_at.astimezone(where).isoformat(),
            "status": agenda.status(registration.date).value,
        }
        return Truth(told.revision(registration), timezone.now(), data)
