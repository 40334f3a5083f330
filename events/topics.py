"""What the socket tells of events (`event:<slug>`), of registrations (`registration:<key>`), and of the day itself to
whoever has it in hand (`day:<date id>`); as over HTTP.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, IntegerField, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from events import agenda, passages, registrations, team, told
from events.models import Admission, Decision, EventChange, EventDate, Incident, Passage, Registration
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


class DayTopic:
    """How many people came by, what was decided, how many incidents: for the other phones of a date.

    For the team and for whoever leads the date on site, who may have no role: hence no `crew:` topic.
    """

    def may_join(self, actor: Any, key: str | None, *, crew: bool) -> bool:
        if crew or not (key and key.isascii() and key.isdecimal() and len(key) < DIGITS):
            return False
        try:
            team.led(actor, int(key))
        except NotFound:
            return False
        return True

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        del crew
        known = passages.with_counts(EventDate.objects.filter(pk=int(key or 0))).select_related("event")
        rows = known.annotate(
            all_taps=counted(Passage),
            all_scans=counted(Admission),
            incidents_told=counted(Incident),
            decided=ArraySubquery(Decision.objects.filter(date=OuterRef("pk")).order_by("at", "pk").values("answer")),
        )
        date = rows.first()
        if date is None:
            return None
        data = {
            "date": date.pk,
            "count": passages.tell(date, passages.tally(date)),
            "incidents": date.incidents_told,
            "decision": date.decided[-1] if date.decided else None,
        }
        return Truth(date.all_taps + date.all_scans + date.incidents_told + len(date.decided), timezone.now(), data)


# As many as a bigint always holds.
DIGITS = 18


def counted(rows: type[Model]) -> Coalesce:
    """How many rows of a date there are."""
    of_date = rows._default_manager.filter(date=OuterRef("pk")).order_by().values("date")
    return Coalesce(Subquery(of_date.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
