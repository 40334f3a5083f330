"""The agenda as Atom (RFC 4287), what changed last first; an entry's id never changes."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from events import agenda
from events.agenda import Status
from events.models import Event, EventDate
from venue.house.models import Building
from venue.wording import day, hour, in_language

LONGEST = 200  # entries: who reads a feed wants the news


def make(building: Building) -> bytes:
    language = translation.get_language() or "fr"
    prefix = "" if language.startswith("fr") else "/en"
    feed = Atom1Feed(
        title=_("Events – %(house)s") % {"house": building.name},
        link=f"{settings.PUBLIC_URL}{prefix}/dehors/",
        description="",
        language=language,
        feed_url=f"{settings.PUBLIC_URL}{prefix}/events.atom",
        feed_guid=guid(f"agenda/{building.code}"),
        author_name=building.name,
    )
    for event in agenda.public(building).order_by("-changed_at", "pk")[:LONGEST]:
        feed.add_item(
            title=headline(event),
            link=agenda.address(event, language),
            description=summary(event, language),
            unique_id=guid(f"events/{event.pk}"),
            pubdate=event.published_at,
            updateddate=event.changed_at,
            categories=event.keywords,
        )
    return feed.writeString("utf-8").encode()


def headline(event: Event) -> str:
    word = {
        "cancelled": _("Cancelled: %(title)s"),
        "postponed": _("Postponed: %(title)s"),
        "moved": _("Moved: %(title)s"),
    }.get(event.state, "%(title)s")
    return word % {"title": event.local_title}


def summary(event: Event, language: str) -> str:
    """When and where, then what it is, as one reads them: HTML, which is how Django marks a summary."""
    lines = [line(date, language) for date in agenda.of(event)]
    if event.is_conditional:
        lines.append(_("Subject to authorisation."))
    lines.append(in_language(event.summary, event.summary_en))
    return "<br>".join(escape(line) for line in lines)


def line(date: EventDate, language: str) -> str:
    """A date with its place, and whether it is off."""
    where = agenda.zone(date.event)
    starts, ends = date.starts_at.astimezone(where), date.ends_at.astimezone(where)
    hours = f"{hour(starts, language)} – {hour(ends, language)}"
    told = f"{day(starts.date(), language)} {starts.year}, {hours}, {agenda.tell_place(date)['name']}"
    word = {Status.CANCELLED: _("Cancelled: %(title)s"), Status.POSTPONED: _("Postponed: %(title)s")}.get(
        agenda.status(date), "%(title)s"
    )
    return word % {"title": told}


def guid(name: str) -> str:
    """A tag: URI (RFC 4151), stable whatever the address of the page becomes."""
    return f"tag:{settings.FEED_DOMAIN},2026:{name}"
