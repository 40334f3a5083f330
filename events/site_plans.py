"""The plan of a site: put(), remove(), opened(). A picture is drawn anew and shown like all photos of the house; a PDF
is kept apart, for the team and whoever leads an event there.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from events import papers, photos, placing, sites
from events.models import EventDate, Site
from events.team import TEAM
from venue.errors import NotFound
from venue.people.actors import Actor

PICTURES: Final = "sites"
# Not a single word that follows /photos/: nothing in it has an address there.
PDFS: Final = "private/plans"


def put(code: str, upload: Any) -> Site:
    """Instead of the one before. Raises NotFound, PaperTooLarge, WrongFile, WrongPhoto."""
    kind, content = papers.looked_at(upload)
    if kind == papers.PDF:
        return keep(code, f"{PDFS}/{uuid.uuid4().hex}.pdf", content)
    upload.seek(0)
    picture = photos.drawn(upload)
    return keep(code, f"{PICTURES}/{picture.name}", picture.read())


def remove(code: str) -> Site:
    """Raises NotFound."""
    return keep(code, "")


@transaction.atomic
def keep(code: str, name: str, content: bytes = b"") -> Site:
    # The race: two who put a plan at once, and the file of the first would never go.
    site = placing.lock_site(sites.find(code).pk)
    before, site.plan = site.plan.name, ""
    photos.forget_later(before)
    if name:
        site.plan = default_storage.save(name, ContentFile(content))
    site.save(update_fields=["plan", "changed_at"])
    return site


def address(site: Site) -> str | None:
    """Of a picture anybody's; of a PDF the API's, which asks who wants it."""
    if not site.plan:
        return None
    return reverse("planning:site-plan", args=[site.code]) if is_pdf(site) else str(site.plan.url)


def is_pdf(site: Site) -> bool:
    return str(site.plan.name).endswith(".pdf")


def shown_to(actor: Actor, code: str) -> Site:
    """For the team, and for whoever leads an event there, or would by plan B. Raises NotFound."""
    site = sites.find(code)
    if actor.has(*TEAM):
        return site
    there = EventDate.objects.filter(Q(site=site) | Q(fallback_site=site), event__dropped_at=None)
    if actor.kind == "person" and there.filter(event__site_lead=actor.id).exists():
        return site
    raise NotFound


def opened(site: Site) -> HttpResponse:
    """The plan under the name of its site, a PDF to be kept. Raises NotFound: none, or the disk has lost it."""
    try:
        with site.plan.open("rb") as file:
            content = file.read()
    except (FileNotFoundError, ValueError) as error:
        raise NotFound from error
    kind, ending = ("application/pdf", "pdf") if is_pdf(site) else ("image/webp", "webp")
    disposition = content_disposition_header(as_attachment=True, filename=f"plan-{site.code}.{ending}")
    return HttpResponse(content, content_type=kind, headers=papers.HEADERS | {"Content-Disposition": str(disposition)})
