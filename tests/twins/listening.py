"""Everything that somebody can look at: each address of the house, each page of the office, each word of the socket."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.module_loading import import_string
from PIL import Image
from pypdf import PdfReader

from canteen.models import Dish, Menu, Order, Sitting
from events.models import Event, EventDate, Registration, Site
from tests.twins.house import House
from venue.people.actors import GUEST, Actor, actor_from_device_token, actor_of_person
from venue.people.models import PairingCode, Person

ELSEWHERE = ("admin/", "_allauth/", "^static")
MOST_ROWS = 12
# The first guests of the world of all sorts come by theirs in as many ways.
DIFFERENT_WAYS = 3
# Nobody books, hires or is photographed on these days: coworking stands empty in every world.
EMPTY_API = ("/api/v1/coworking/",)
EMPTY_PAGES = ("/photos/", "/salle/")
EMPTY = (*EMPTY_API, *EMPTY_PAGES, *(f"/en{path}" for path in EMPTY_PAGES))
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


class Unknown(LookupError):
    """An address has a part for which these tests know no value: say in `values` what may stand there."""


def values(name: str, path: str) -> list[str]:
    """What may stand at `<name>` of an address: everything there is."""
    if path.startswith(EMPTY):
        return []
    if name == "pk":
        model = next(model for word, model in (("dishes", Dish), ("menus", Menu), ("", Sitting)) if word in path)
        return [str(pk) for pk in model.objects.order_by("pk").values_list("pk", flat=True)]
    found: dict[str, Any] = {
        "sitting": Sitting.objects.order_by("pk").values_list("pk", flat=True),
        "person": Person.objects.order_by("first_name").values_list("pk", flat=True)[:1],
        "code": codes(path),
        "slug": Event.objects.order_by("pk").values_list("slug", flat=True),
        "date": EventDate.objects.order_by("pk").values_list("pk", flat=True),
        # Nothing is written down about these concerts.
        "paper": [],
        "rest": ["sittings/"],
        # Reached by a key, hence the same for everybody: see `papers`.
        "key": [],
        "serial": [],
        "kind": [],
    }
    if name not in found:
        raise Unknown(f"<{name}> of {path}")
    return [str(value) for value in found[name]]


def codes(path: str) -> Any:
    if "/planning/" in path or "/lieux/" in path:
        return Site.objects.order_by("pk").values_list("code", flat=True)
    return PairingCode.objects.values_list("pk", flat=True)


def routes(patterns: Any = None, before: str = "/") -> Iterator[str]:
    """Every address of the product that can be read, its parameters still open."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern)
        if path[1:].startswith(ELSEWHERE):
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        elif readable(pattern):
            yield path


def readable(pattern: URLPattern) -> bool:
    view = getattr(pattern.callback, "cls", None)
    return view is None or hasattr(view, "get")


def addresses() -> list[str]:
    found = []
    for route in routes():
        places = [values(name, route) for name in PARAMETER.findall(route)]
        found += [fill(route, chosen) for chosen in itertools.product(*places)]
    return found


def fill(route: str, chosen: tuple[str, ...]) -> str:
    given = iter(chosen)
    return PARAMETER.sub(lambda _: next(given), route)


def shown(answer: HttpResponse) -> str:
    """An answer as it goes over the line, without the cookies that each browser has of its own."""
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(answer.items()) if name != "Content-Length")
    return f"{answer.status_code}\n{headers}\n\n{words(answer)}"


def words(answer: HttpResponse) -> str:
    """The text of an answer, or of its paper."""
    if answer.get("Content-Type") == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return answer.content.decode()


def looks(clients: dict[str, Client]) -> Iterator[tuple[str, str]]:
    """What each of them is answered by the API, wherever it can be asked."""
    asked = [address for address in addresses() if address.startswith("/api/")]
    yield from read(clients, [address for address in asked if not address.endswith(".pdf")])
    # A paper takes a while to print; a manager may have each, and it is the same for whoever else may.
    printers = {who: clients[who] for who in clients if who in (next(iter(clients)), "manager's browser")}
    yield from read(printers, [address for address in asked if address.endswith(".pdf")])


def pages(clients: dict[str, Client]) -> Iterator[tuple[str, str]]:
    """What each of them is shown at every address that people have."""
    yield from read(clients, [address for address in addresses() if not address.startswith("/api/")])


def read(clients: dict[str, Client], asked: list[str]) -> Iterator[tuple[str, str]]:
    for who, client in clients.items():
        for address in asked:
            yield f"{who} reads {address}", shown(client.get(address))


def office(clients: dict[str, Client]) -> Iterator[tuple[str, str]]:
    """Every page of Django's admin: lists, and rows with what hangs on them."""
    for who, client in clients.items():
        yield f"{who} opens the office", shown(client.get("/admin/"))
        for model in sorted(admin.site._registry, key=lambda model: model._meta.label):
            place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            answer = client.get(place)
            yield f"{who} reads {place}", shown(answer)
            if answer.status_code == 200:
                for row in model._default_manager.order_by("pk")[:MOST_ROWS]:
                    yield f"{who} reads {place}{row.pk}/", shown(client.get(f"{place}{row.pk}/change/"))


def frames(house: House) -> Iterator[tuple[str, str]]:
    """What the socket would tell of every topic, and to whom."""
    ears: dict[str, Actor] = {"guest": GUEST}
    ears |= {role: actor_of_person(person) for role, person in house.persons.items()}
    ears |= {f"{role}'s phone": actor_from_device_token(token) or GUEST for role, token in house.phones.items()}
    keys: dict[str, list[str | None]] = {
        "occupancy": [None, "preau"],
        "sitting": [str(sitting.pk) for sitting in house.sittings.values()],
        "coworking": [f"CANT/{timezone.localdate()}"],
        "event": list(house.dates),
        "day": [str(date.pk) for date in house.dates.values()],
        "street": [None],
        "registration": list(Registration.objects.order_by("date", "rank").values_list("key", flat=True)),
        "order": list(Order.objects.filter(walk_in=False).order_by("pk").values_list("key", flat=True)),
    }
    for name, reader in settings.TOPICS.items():
        topic = import_string(reader)()
        for key, crew in itertools.product(keys.get(name, []), (False, True)):
            heard_by = [who for who, actor in ears.items() if topic.may_join(actor, key, crew=crew)]
            truth = topic.read(key, crew=crew) if heard_by else None
            yield f"the socket on {'crew:' if crew else ''}{name} {key}", f"{heard_by} {truth}"


def papers(client: Client) -> Iterator[tuple[str, str]]:
    """What a guest holds, read through her key: the order, the QR's length, its picture's size, the paper."""
    for number, order in enumerate(Order.objects.filter(walk_in=False).order_by("pk")):
        place = f"/api/v1/canteen/orders/{order.key}/"
        answer = client.get(place)
        yield f"order {number}", shown(answer)
        for ticket in answer.json()["tickets"]:
            of = f"{place}tickets/{ticket['serial']}"
            yield f"order {number}: the QR's text", str(len(ticket["token"]))
            yield f"order {number}: svg", drawn_size(client.get(f"{of}.svg"))
            yield f"order {number}: png", str(Image.open(io.BytesIO(client.get(f"{of}.png").content)).size)
            if number < DIFFERENT_WAYS:  # the paper takes a while to print
                yield f"order {number}: pdf", on_paper(client.get(f"{of}.pdf"))


def papers_of_concerts(client: Client) -> Iterator[tuple[str, str]]:
    """The same of who has places at a concert."""
    for number, registered in enumerate(Registration.objects.filter(state="registered").order_by("date", "rank")):
        of = f"/api/v1/events/registrations/{registered.key}/"
        answer = client.get(of)
        yield f"registration {number}", shown(answer)
        yield f"registration {number}: the QR's text", str(len(answer.json()["token"]))
        yield f"registration {number}: svg", drawn_size(client.get(f"{of}ticket.svg"))
        if number < DIFFERENT_WAYS:
            yield f"registration {number}: pdf", on_paper(client.get(f"{of}ticket.pdf"))


def drawn_size(answer: HttpResponse) -> str:
    return " ".join(re.findall(r'(?:width|height|viewBox)="[^"]*"', answer.content.decode()))


def on_paper(answer: HttpResponse) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return "\n".join(f"{page.mediabox} {page.extract_text()}" for page in pages)
