"""The shell of every page: the built browser program, and what a link shows when it is shared in a messenger.

French stands at `/…`, English at `/en/…`. What a page says of itself (title, description, schema.org data) comes from
the room that it belongs to, by the dotted names of `settings.PAGES`.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from venue.errors import BadRequest, NotFound, Refused, type_of_content
from venue.first_answers import first_answers
from venue.house.choosing import NoBuildingYet, building_of
from venue.house.models import Building


class Feed(NamedTuple):
    """What a program may read of a page's subject instead of the page."""

    type: str
    address: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a shared link shows. `data` are schema.org objects; `listed` says whether search engines may keep it.

    `asks` are the addresses of the API that the page reads first, in its own spelling: their answers go with it.
    `picture` is the address of a photo; empty: the sign of the house.
    """

    title: str
    description: str
    data: list[dict[str, Any]] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    feeds: list[Feed] = field(default_factory=list)
    picture: str = ""
    listed: bool = True
    status: int = 200


OPENS_SOON = 503
ASK_AGAIN_SECONDS = 3600

CONTENT_SECURITY_POLICY = (
    "default-src 'self'",
    "media-src 'self' blob:",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "connect-src 'self' ws: wss:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)


def content_security_policy() -> str:
    """Nothing comes from elsewhere but the tiles of a map, where a house wants them."""
    tiles = urlsplit(settings.MAP_TILES_URL)
    pictures = ["'self'", "data:", "blob:", *([f"{tiles.scheme}://{tiles.netloc}"] if tiles.netloc else [])]
    return "; ".join((*CONTENT_SECURITY_POLICY, f"img-src {' '.join(pictures)}"))


def page(request: HttpRequest, page: str, language: str = "fr", **about: Any) -> HttpResponse:
    """The shell for `page`; a page that describes nothing (None) is a 404 with the same shell."""
    with translation.override(language):
        building, card = describe(request, page, language, about)
        path = request.path.removeprefix("/en") or "/"
        response = render(
            request,
            "page.html",
            {
                "building": building,
                "card": card,
                "opens_soon": card.status == OPENS_SOON,
                "tiles": settings.MAP_TILES_URL,
                "tiles_by": settings.MAP_TILES_ATTRIBUTION,
                "language": language,
                "french": settings.PUBLIC_URL + path,
                "english": settings.PUBLIC_URL + "/en" + path,
                "here": settings.PUBLIC_URL + request.path,
                "picture": card.picture or settings.PUBLIC_URL + "/icon-512.png",
                "assets": assets(path, language),
                "json_ld": [as_script(json.dumps(one, ensure_ascii=False)) for one in card.data],
                "answers": as_script(first_answers(request, asks)) if (asks := asked_by(card)) else "",
            },
            status=card.status,
        )
    response["Content-Language"] = language
    response["Content-Security-Policy"] = content_security_policy()
    response["Cache-Control"] = "no-cache"
    if card.status == OPENS_SOON:
        response["Retry-After"] = str(ASK_AGAIN_SECONDS)
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django takes each 503 for an accident
    return response


def asked_by(card: Card) -> list[str]:
    """What the page reads first, and what every page says; not one that phones keep, which would say it for ever."""
    return [*card.asks, *settings.ASKED_BY_EVERY_PAGE] if card.listed else card.asks


def describe(request: HttpRequest, page: str, language: str, about: dict[str, Any]) -> tuple[Building | None, Card]:
    dotted = settings.PAGES.get(page)
    building: Building | None = None
    try:
        building = building_of(request)
        card = import_string(dotted)(building, language=language, **about) if dotted else None
    except NoBuildingYet:
        return None, before_the_opening(dotted)
    except (Refused, Http404):
        building, card = building or Building.objects.first(), None
    return building, card or Card(
        title=building.name if building else "Préau", description="", listed=False, status=404
    )


def before_the_opening(dotted: str | None) -> Card:
    """A house that nobody has described yet. Its team comes in; guests read that it opens soon.

    With 503, not 200: it is true for a while only, so search engines keep nothing of it and ask again, and whoever
    watches the address sees that the house is not open.
    """
    if dotted is None:
        return Card(title="Préau", description="", listed=False, status=404)
    if dotted == "venue.pages.plain_page":
        return Card(title="Préau", description="", listed=False)
    words = _("It has no name and no hours here yet. Please come back in a few days.")
    return Card(title=str(NoBuildingYet.message), description=words, listed=False, status=OPENS_SOON)


def plain_page(building: Building, *, language: str, **about: Any) -> Card:
    """A page for those who already know why they are here: sign-in, crew, manager."""
    del language, about
    return Card(title=building.name, description="", listed=False)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Any address that nobody knows: for programs a problem, for people a page in the look of the house."""
    del exception
    if request.path.startswith(("/api/", "/_allauth/")):
        return JsonResponse(NotFound().as_problem(), status=404, content_type=type_of_content)
    return page(request, "not_found", language="en" if request.path.startswith("/en/") else "fr")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What no view could be asked, as with a Host that is no name: in the words and the look of the house too."""
    del exception
    if request.path.startswith(("/api/", "/_allauth/")):
        return JsonResponse(BadRequest().as_problem(), status=400, content_type=type_of_content)
    # The page asks which house it belongs to; a nonsense name would be refused a second time.
    request.META["HTTP_HOST"] = urlsplit(settings.PUBLIC_URL).netloc
    answer = not_found(request)
    answer.status_code = 400
    return answer


def as_script(text: str) -> SafeString:
    """JSON that cannot end the script element it stands in."""
    return mark_safe(text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}))  # noqa: S308


@dataclass(frozen=True)
class Assets:
    """Built files by address: the entry script, its styles, what to fetch meanwhile, the fonts."""

    script: str = ""
    styles: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()


def assets(path: str, language: str) -> Assets:
    """What the page at `path` (without its language) needs, as the build wrote it into preload.json."""
    built = read_build() if settings.DEBUG else read_build_once()
    if built is None:
        return Assets()
    page = next((one for one in built["pages"] if re.match(one["path"], path)), built["not_found"])
    parts = [built["entry"], built["languages"].get(language, {"modules": [], "css": []}), page]
    script, *modules = dict.fromkeys(file for part in parts for file in part["modules"])
    return Assets(
        script=url(script),
        styles=tuple(url(file) for file in dict.fromkeys(file for part in parts for file in part["css"])),
        modules=tuple(url(file) for file in modules),
        fonts=tuple(url(file) for file in built["fonts"]),
    )


def read_build() -> dict[str, Any] | None:
    try:
        built: dict[str, Any] = json.loads((settings.FRONTEND_DIST / "preload.json").read_text())
    except FileNotFoundError:
        return None
    return built


read_build_once = functools.cache(read_build)


def url(file: str) -> str:
    return settings.STATIC_URL + file
