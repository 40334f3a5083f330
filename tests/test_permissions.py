"""The permission matrix: every route × every method × everybody, on one's own row and on another's.

The routes are read from the URL list, so a new one fails here until somebody writes down who may use it.
"""

import copy
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings
from rest_framework.test import APIClient

from canteen import door_paper
from coworking import hire
from tests import cast
from tests.canteen import kitchen
from tests.coworking import cast as desk
from tests.coworking import hiring
from tests.events import cast as events
from tests.events import guests
from tests.people.cast import browser, make_building, make_device, make_person, phone
from venue.people import pairing
from venue.people.models import Role
from venue.people.office import OFFICE

pytestmark = pytest.mark.django_db

ROLES = [str(role) for role in Role.Name.values]
PHONES = ["host's phone", "cook's phone", "animator's phone"]
EVERYBODY = {"guest", "outsider", *ROLES, *PHONES}
PERSONS = {"outsider", *ROLES}


def holding(*roles: str) -> set[str]:
    """Persons and phones with one of these roles."""
    return EVERYBODY & ({*roles} | {f"{role}'s phone" for role in roles})


MANAGERS = holding("manager")
HOSTS = holding("host", "manager")
BOOKERS = PERSONS | HOSTS  # each for herself, a host for anyone
ENTRANCE = holding("animator", "manager", "host")
COOKS = holding("cook", "manager")
NAMED_COOKS = COOKS & PERSONS  # a named cook answers for each allergen (REQ-K1); a phone has no name
COUNTERS = holding("host", "manager", "animator") | set(PHONES)
CREW = holding("host", "cook", "animator", "prescriber", "manager")
KITCHEN = holding("cook", "host", "manager")
TEAM = holding("animator", "manager")  # of street events
KNOWN = PERSONS | set(PHONES)
BOOKKEEPERS = holding("manager", "accountant")

# Who may, below /api/v1/.
API: dict[str, dict[str, set[str]]] = {
    "codes/keys/": {"GET": EVERYBODY},
    "payments/stripe/webhook/": {"POST": EVERYBODY},  # it asks for Stripe's signature: tests/money
    "canteen/sittings/": {"GET": EVERYBODY},
    "canteen/sittings/<int:pk>/": {"GET": EVERYBODY},
    "canteen/sittings/<int:pk>/service/": {"GET": CREW},
    "canteen/sittings/<int:pk>/bursts/": {"GET": MANAGERS},
    "canteen/sittings/<int:pk>/bursts/release/": {"POST": MANAGERS},
    "canteen/sittings/<int:pk>/cash-counts/": {"GET": MANAGERS, "POST": MANAGERS},
    "canteen/fund/": {"GET": {"manager", "accountant", "auditor"}},  # sums of many, nobody's amount
    "canteen/orders/": {"POST": EVERYBODY},
    "canteen/orders/<str:key>/": {"GET": EVERYBODY},  # whoever bears the key: see the last tests
    "canteen/orders/<str:key>/cancellation/": {"POST": EVERYBODY},
    "canteen/orders/<str:key>/message/": {"POST": EVERYBODY},
    "canteen/orders/<str:key>/tickets/<slug:serial>.<slug:kind>": {"GET": EVERYBODY},
    "canteen/redemptions/": {"POST": HOSTS},
    "canteen/redemptions/<uuid:request_id>/reversal/": {"POST": HOSTS},
    "coworking/availability/": {"GET": EVERYBODY},
    "events/": {"GET": EVERYBODY},
    "events/news/": {"GET": EVERYBODY},
    "events/<slug:slug>/": {"GET": EVERYBODY},  # what the street was told; a plan is not found
    "planning/dates/<int:date>/slots/": {"GET": TEAM, "POST": TEAM},
    "planning/slots/<int:slot>/": {"PATCH": TEAM},
    "planning/slots/<int:slot>/removal/": {"POST": TEAM},
    "planning/slots/<int:slot>/invitations/": {"POST": TEAM},
    "planning/slots/<int:slot>/applications/": {"POST": PERSONS},  # each for herself
    "planning/crew-places/<int:place>/confirmation/": {"POST": KNOWN},  # one's own or the team's; else not found
    "planning/crew-places/<int:place>/refusal/": {"POST": KNOWN},
    "planning/crew-places/<int:place>/departure/": {"POST": KNOWN},
    "planning/my-shifts/": {"GET": PERSONS},
    "planning/kit/": {"GET": TEAM},
    "planning/dates/<int:date>/kit/": {"GET": TEAM, "POST": TEAM},
    "planning/kit-reservations/<int:reservation>/release/": {"POST": TEAM},
    "planning/kit-reservations/<int:reservation>/checkout/": {
        "POST": EVERYBODY - {"guest"}
    },  # and whoever leads it on site
    "planning/kit-reservations/<int:reservation>/return/": {"POST": EVERYBODY - {"guest"}},
    "planning/bars/": {"GET": TEAM},
    "planning/events/<slug:slug>/bar/": {"GET": TEAM, "POST": TEAM},
    "planning/events/<slug:slug>/bar/giving-up/": {"POST": TEAM},
    # The team's, and hers who leads the event on site; for others it is not found (tests/events/test_the_day.py).
    "planning/dates/<int:date>/sheet/": {"GET": KNOWN},
    "planning/dates/<int:date>/sheet.pdf": {"GET": KNOWN},
    "planning/dates/<int:date>/run-sheet/": {"PUT": KNOWN},
    "planning/events/<slug:slug>/contacts/": {"PUT": KNOWN},
    "planning/dates/<int:date>/decisions/": {"POST": KNOWN},
    "planning/dates/<int:date>/incidents/": {"POST": KNOWN},
    "planning/dates/<int:date>/passages/": {"GET": KNOWN, "POST": KNOWN},
    "planning/dates/<int:date>/report/": {"GET": KNOWN, "PUT": KNOWN},
    "planning/dates/<int:date>/bursts/": {"GET": MANAGERS},
    "planning/dates/<int:date>/bursts/release/": {"POST": MANAGERS},
    "planning/dates/<int:date>/cash-counts/": {"GET": holding("manager", "accountant", "auditor"), "POST": KNOWN},
    "planning/events/": {"GET": TEAM, "POST": TEAM},
    "planning/events/<slug:slug>/": {"GET": TEAM, "PATCH": TEAM},
    "planning/events/<slug:slug>/steps/": {"POST": TEAM},
    "planning/events/<slug:slug>/authorisation/": {"POST": TEAM},
    "planning/events/<slug:slug>/publication/": {"POST": TEAM},  # before the authorisation: a manager's word
    "planning/events/<slug:slug>/holding/": {"POST": TEAM},
    "planning/events/<slug:slug>/abandonment/": {"POST": TEAM},
    "planning/events/<slug:slug>/dates/": {"POST": TEAM},
    "planning/dates/<int:date>/": {"PATCH": TEAM},
    "planning/dates/<int:date>/removal/": {"POST": TEAM},
    "planning/events/<slug:slug>/reporting/": {"POST": TEAM},
    "planning/events/<slug:slug>/tasks/": {"POST": TEAM},
    "planning/tasks/<int:task>/": {"PATCH": TEAM},
    "planning/events/<slug:slug>/papers/": {"POST": TEAM},
    "planning/papers/<uuid:paper>/": {"GET": KNOWN},  # the team's and the site lead's; else not found
    "planning/papers/<uuid:paper>/removal/": {"POST": TEAM},
    "planning/events/<slug:slug>/photo/": {"PUT": TEAM},
    "planning/events/<slug:slug>/photo/removal/": {"POST": TEAM},
    "planning/sites/": {"GET": TEAM, "POST": MANAGERS},
    "planning/sites/<slug:code>/": {"GET": TEAM, "PATCH": TEAM},
    "planning/sites/<slug:code>/plan/": {"GET": KNOWN, "PUT": TEAM},  # the team's and the site lead's; else not found
    "planning/sites/<slug:code>/plan/removal/": {"POST": TEAM},
    "planning/sites/<slug:code>/lessons/": {"POST": TEAM},
    "planning/rule-sets/": {"GET": TEAM},
    "planning/people/": {"GET": TEAM},
    "planning/entities/": {"GET": TEAM},
    "planning/calendar/": {"GET": TEAM},
    # Of the team and who leads it on site, else it is not found: tests/events/test_changes.py.
    "planning/events/<slug:slug>/changes/": {"GET": EVERYBODY - {"guest"}, "POST": EVERYBODY - {"guest"}},
    "planning/events/<slug:slug>/changes/preview/": {"POST": EVERYBODY - {"guest"}},
    "planning/dates/<int:date>/poster.pdf": {"GET": EVERYBODY - {"guest"}},
    "planning/dates/<int:date>/change-poster.pdf": {"GET": EVERYBODY - {"guest"}},
    "planning/dates/<int:date>/neighbours.pdf": {"GET": EVERYBODY - {"guest"}},
    "planning/dates/<int:date>/door.pdf": {"GET": EVERYBODY - {"guest"}},
    "planning/days/": {"GET": EVERYBODY - {"guest"}},  # one's own: tests/events/test_days.py
    "planning/dates/<int:date>/registrations/": dict.fromkeys(("GET", "POST"), EVERYBODY - {"guest"}),  # tests/events
    "events/admissions/": {"POST": ENTRANCE},  # and whoever leads an event on site: tests/events
    "events/admissions/<uuid:request_id>/reversal/": {"POST": ENTRANCE},
    "events/<slug:slug>/registrations/": {"POST": EVERYBODY},
    "events/registrations/<str:key>/": {"GET": EVERYBODY},  # whoever bears the key: see the last tests
    "events/registrations/<str:key>/cancellation/": {"POST": EVERYBODY},
    "events/registrations/<str:key>/acceptance/": {"POST": EVERYBODY},
    "events/registrations/<str:key>/ticket.<slug:kind>": {"GET": EVERYBODY},
    "events/registrations/<str:key>/date.ics": {"GET": EVERYBODY},
    "coworking/bookings/": {"GET": PERSONS, "POST": BOOKERS},
    "coworking/bookings/<str:key>/": {"GET": BOOKERS},  # one's own, or any for a host; else it is not found
    "coworking/bookings/<str:key>.ics": {"GET": BOOKERS},
    "coworking/series/": {"POST": BOOKERS},
    "coworking/series/preview/": {"POST": BOOKERS},
    "coworking/series/<uuid:series>/": {"GET": BOOKERS},  # as a booking
    "coworking/series/<uuid:series>/cancellation/": {"POST": BOOKERS},
    "coworking/series/<uuid:series>/move/": {"POST": BOOKERS},
    "coworking/calendars/": {"GET": PERSONS, "POST": PERSONS},  # a room's is a manager's: tests/coworking
    "coworking/calendars/<str:token>.ics": {"GET": EVERYBODY},  # whoever bears the token
    "coworking/calendars/<uuid:feed>/revocation/": {"POST": PERSONS},
    "coworking/bookings/<str:key>.svg": {"GET": BOOKERS},
    "coworking/stickers/<str:key>/": {"GET": EVERYBODY},  # who stands at the desk has its key
    "coworking/bookings/<str:key>/cancellation/": {"POST": BOOKERS},
    "coworking/bookings/<str:key>/move/": {"POST": BOOKERS},
    "coworking/bookings/<str:key>/check-in/": {"POST": BOOKERS},
    "coworking/bookings/<str:key>/pause/": {"POST": BOOKERS},
    "coworking/bookings/<str:key>/resumption/": {"POST": BOOKERS},
    "coworking/bookings/<str:key>/extension/": {"POST": BOOKERS},
    "coworking/bookings/<str:key>/departure/": {"POST": BOOKERS},
    "coworking/bookings/<str:key>/release/": {"POST": HOSTS},
    "coworking/arrivals/": {"POST": BOOKERS},
    "coworking/desk/": {"GET": HOSTS},
    "manage/first-steps/": {"GET": MANAGERS},
    "venue/": {"GET": EVERYBODY},
    "occupancy/": {"GET": EVERYBODY},
    "occupancy/movements/": {"POST": COUNTERS},
    "occupancy/recounts/": {"POST": HOSTS},
    "occupancy/heartbeats/": {"POST": COUNTERS},
    "canteen/manage/sittings/": {"GET": KITCHEN, "POST": MANAGERS},
    "canteen/manage/sittings/<int:pk>/": {"GET": KITCHEN, "PATCH": MANAGERS, "DELETE": MANAGERS},
    "canteen/manage/bursts/": {"GET": MANAGERS},
    "canteen/manage/sittings/<int:pk>/opening/": {"POST": MANAGERS},
    "canteen/manage/sittings/<int:pk>/closing/": {"POST": MANAGERS},
    "canteen/manage/sittings/<int:pk>/cancellation/": {"POST": MANAGERS},
    "canteen/manage/menus/": {"GET": COOKS, "POST": COOKS},
    "canteen/manage/menus/<int:pk>/": {"GET": COOKS, "PATCH": COOKS, "DELETE": COOKS},
    "canteen/manage/menus/<int:pk>/dishes/": {"POST": COOKS},
    "canteen/manage/dishes/<int:pk>/": {"GET": COOKS, "PATCH": NAMED_COOKS, "DELETE": COOKS},
    "canteen/manage/dishes/<int:pk>/answers/": {"POST": NAMED_COOKS},
    "canteen/manage/dishes/<int:pk>/publication/": {"POST": NAMED_COOKS},
    "canteen/manage/dishes/<int:pk>/withdrawal/": {"POST": NAMED_COOKS},
    "canteen/manage/costs/": {"GET": MANAGERS, "POST": MANAGERS},
    "canteen/manage/costs/<int:pk>/": {"DELETE": MANAGERS},
    "canteen/manage/price-page/": {"GET": MANAGERS, "PATCH": MANAGERS},
    "coworking/rooms/<str:code>/door/": {"GET": EVERYBODY},  # no names
    "coworking/prints/day.pdf": {"GET": HOSTS},
    "coworking/prints/week.pdf": {"GET": HOSTS},
    "coworking/hire-rooms/": {"GET": EVERYBODY},
    "coworking/hire-requests/": {"GET": MANAGERS, "POST": EVERYBODY},
    "coworking/hire-requests/<int:pk>/": {"GET": MANAGERS},
    "coworking/hire-requests/<int:pk>/quote/": {"POST": MANAGERS},
    "coworking/hire-requests/<int:pk>/quote.pdf": {"GET": MANAGERS},
    "coworking/hire-requests/<int:pk>/approval/": {"POST": MANAGERS},
    "coworking/hire-requests/<int:pk>/arrangement/": {"POST": MANAGERS},
    "coworking/hire-requests/<int:pk>/refusal/": {"POST": MANAGERS},
    "coworking/hire-requests/<int:pk>/invoice/": {"POST": MANAGERS},
    "coworking/hire-requests/<slug:hire>/": {"GET": EVERYBODY},  # whoever bears the key: see the last tests
    "coworking/hire-requests/<slug:hire>/acceptance/": {"POST": EVERYBODY},
    "coworking/hire-requests/<slug:hire>/cancellation/": {"POST": EVERYBODY},
    "coworking/hire-requests/<slug:hire>/checkout/": {"POST": EVERYBODY},
    "coworking/hire-requests/<slug:hire>/quote.pdf": {"GET": EVERYBODY},
    "coworking/hire-requests/<slug:hire>/invoices/<slug:number>.pdf": {"GET": EVERYBODY},
    "coworking/invoices/": {"GET": BOOKKEEPERS},  # amounts without persons
    "coworking/invoices/<int:pk>.pdf": {"GET": BOOKKEEPERS},  # a voucher of the books, which names its customer
    "coworking/invoices/<int:pk>/credit-note/": {"POST": BOOKKEEPERS},
    "coworking/invoices/<int:pk>/payments/": {"POST": BOOKKEEPERS},
    "coworking/invoices/<int:pk>/repayments/": {"POST": BOOKKEEPERS},
    "coworking/offers/": {"GET": EVERYBODY},
    "coworking/passes/": {"GET": PERSONS, "POST": PERSONS},
    "coworking/passes/<uuid:id>/": {"GET": PERSONS},  # one's own; else it is not found
    "coworking/passes/<uuid:id>/cancellation/": {"POST": PERSONS},
    "coworking/passes/sales/": {"POST": MANAGERS},
    "coworking/cash-counts/": {"POST": MANAGERS},
    "coworking/waiting/": {"GET": PERSONS, "POST": PERSONS},
    "coworking/waiting/<int:pk>/": {"GET": PERSONS},  # one's own; else it is not found
    "coworking/waiting/<int:pk>/acceptance/": {"POST": PERSONS},
    "coworking/waiting/<int:pk>/departure/": {"POST": PERSONS},
    "coworking/report/": {"GET": {"manager", "accountant", "auditor"}},  # sums of many, as the fund
    "coworking/blocks/": {"GET": MANAGERS, "POST": MANAGERS},
    "coworking/blocks/<int:pk>/lifting/": {"POST": MANAGERS},
    "coworking/stickers.pdf": {"GET": MANAGERS},
    "coworking/report.csv": {"GET": {"manager", "accountant", "auditor"}},
    "people/": {"GET": MANAGERS, "POST": HOSTS},
    "people/me/": {"GET": EVERYBODY, "PATCH": PERSONS},
    "people/browser/": {"DELETE": EVERYBODY},  # this browser's own cookie and session, nobody else's
    "people/me/stay/": {"POST": PERSONS, "DELETE": PERSONS},
    "people/me/data/": {"GET": PERSONS},
    "people/me/erasure/": {"POST": PERSONS},
    "people/devices/": {"GET": MANAGERS, "POST": EVERYBODY},
    "people/devices/<uuid:device>/revocation/": {"POST": MANAGERS},
    "people/pairing-codes/": {"GET": MANAGERS, "POST": MANAGERS},
    "people/pairing-codes/<uuid:code>/": {"DELETE": MANAGERS},
    "people/pairing-codes/<uuid:code>.svg": {"GET": MANAGERS},
    "people/<uuid:person>/": {"GET": MANAGERS, "PATCH": MANAGERS},
    "people/<uuid:person>/roles/": {"POST": MANAGERS},
    "people/<uuid:person>/roles/<slug:role>/": {"DELETE": MANAGERS},
    "people/<uuid:person>/departure/": {"POST": MANAGERS, "DELETE": MANAGERS},
}

# Routes that ask nobody who she is.
UNASKED = {"payments/stripe/webhook/"}

# Pages for everybody: the browser's program decides what to show, the API what there is to see.
SHELL = ["", "manger/", "manger/<int:sitting>/", "manger/<int:sitting>/allergenes/", "tickets/", "connexion/",
         "travailler/", "travailler/reservations/", "travailler/ici/", "travailler/forfaits/",
         "travailler/demande/", "moi/", "appairer/", "equipe/scanner/", "equipe/salle/", "maison/",
         "salle/<str:room>/", "equipe/coworking/", "equipe/jour-j/", "equipe/jour-j/<int:date>/",
         "equipe/atelier/", "equipe/atelier/<slug:slug>/", "equipe/atelier/lieux/<slug:code>/",
         "coups-de-main/", "maison/<path:rest>", "dehors/", "dehors/<slug:slug>/", "inscriptions/"]  # fmt: skip
FEEDS = ["events.ics", "events.atom", "events.json", "events.openagenda.json", "dehors/<slug:slug>/<int:date>.ics"]
PAGES = {"healthz", "readyz", "demo/mail/", "api/v1/schema/"} | {
    prefix + page for prefix in ("", "en/") for page in (*SHELL, *FEEDS)
}

# Routes that answer for themselves, and where that is tested.
ELSEWHERE = {
    "admin/": "test_each_page_of_the_office_opens_to_its_roles_only below",
    "_allauth/browser/v1/": "tests/people/test_signing_in.py",
    "photos/<slug:folder>/<slug:name>.webp": "tests/coworking/test_coworking_in_the_office.py",
}


class Asking(NamedTuple):
    """Who is asking, and what is hers: a row of each kind that somebody can own."""

    client: APIClient
    person: uuid.UUID
    device: uuid.UUID
    code: uuid.UUID


@pytest.fixture(autouse=True)
def unhurried(settings: Settings) -> None:
    settings.WRITES_PER_MINUTE = dict.fromkeys(settings.WRITES_PER_MINUTE, 10**6)
    settings.GUESSES = dict.fromkeys(settings.GUESSES, (10**6, 60))


@pytest.fixture(scope="module")
def one_house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is made in it stands for all tests of this file; what each of them changes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def rows(one_house: None) -> dict[str, Any]:
    """One row of the house for each name that a route may hold; all of them exist, so that there is what to leak."""
    menu = kitchen.menu()
    order = cast.order()
    street = events.event(state="published", registers=True)
    help_wanted = events.slot(street.dates.get())
    invoice = hire.invoice(hiring.approved(hiring.asked(starts_at=hiring.coming())).pk, by="house")
    return {
        # The longer name first: a key of an order is not one of a booking.
        "events/registrations/<str:key>": guests.registered(street.dates.get()).key,
        "coworking/bookings/<str:key>": desk.booking(starts_at=tomorrow()).key,
        "<uuid:id>": cast.request_id(),
        "<str:key>": order.key,
        "<uuid:series>": uuid.uuid4(),
        "<uuid:feed>": uuid.uuid4(),
        "<str:token>": "x" * 22,
        "coworking/hire-requests": invoice.request_id,
        "coworking/invoices": invoice.pk,
        "coworking/waiting": 1,
        "coworking/blocks": 1,
        "<slug:slug>": street.slug,
        "<int:date>": street.dates.get().pk,
        "<int:slot>": help_wanted.pk,
        "<int:task>": street.tasks.create(title="Affiches", due_on=tomorrow().date()).pk,
        "<uuid:paper>": street.papers.create(name="a.pdf", content_type="application/pdf", size=1, by="x").pk,
        "<slug:code>": events.site().code,
        "<int:place>": events.confirmed(make_person("Helper"), help_wanted).pk,
        "<int:reservation>": events.reserved(street.dates.get(), events.item()).pk,
        "<slug:hire>": invoice.request.key,
        "<slug:number>": invoice.number,
        "<str:code>": desk.room().code,
        "<slug:serial>": order.tickets.get().serial,
        "<slug:kind>": "svg",
        "<uuid:request_id>": cast.request_id(),
        "<int:sitting>": order.sitting_id,
        "canteen/manage/sittings": kitchen.draft().pk,
        "canteen/sittings": kitchen.draft().pk,
        "canteen/manage/menus": menu.pk,
        "canteen/manage/dishes": kitchen.dish(menu).pk,
        "canteen/manage/costs": kitchen.costs().pk,
    }


@pytest.fixture(scope="module")
def known(rows: dict[str, Any]) -> dict[str, Asking]:
    """Everybody, made once for all routes: most of this file's time went into making them anew."""
    return {name: made(name) for name in [*sorted(EVERYBODY), "somebody else"]}


@pytest.fixture
def somebody(known: dict[str, Asking]) -> Callable[[str], Asking]:
    """One of everybody, with nothing in her browser of what an earlier test did with it."""

    def afresh(name: str) -> Asking:
        client = copy.copy(known[name].client)
        client.cookies = copy.deepcopy(client.cookies)
        return known[name]._replace(client=client)

    return afresh


def tomorrow() -> datetime:
    """Ten in the morning: two hours from then end on the same day, whenever the suite runs."""
    return timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)


def made(name: str) -> Asking:
    role, _, has_phone = name.partition("'")
    person = make_person(name.title(), *([role] if role in ROLES and not has_phone else []))
    device, token = make_device(name, role if has_phone else "host")
    client = phone(token) if has_phone else browser(None if name == "guest" else person)
    return Asking(client, person.pk, device.pk, pairing.make_code(roles=["host"], by=person).pk)


def revoked_phone() -> APIClient:
    device, token = make_device("Lost", "host", "cook", "animator")
    pairing.revoke(device)
    return phone(token)


def walk(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and route not in ELSEWHERE:
            yield from walk(pattern.url_patterns, route)
        else:
            yield route, getattr(pattern, "callback", None) or walk


ROUTES = dict(walk(get_resolver().url_patterns))


def methods_of(view: Callable[..., Any]) -> set[str]:
    viewed = getattr(view, "cls", None) or getattr(view, "view_class", None)
    return {method.upper() for method in ("get", "post", "put", "patch", "delete") if hasattr(viewed, method)}


def test_every_route_is_in_the_matrix() -> None:
    written_down = {f"api/v1/{route}" for route in API} | PAGES | set(ELSEWHERE)
    assert set(ROUTES) - written_down == set(), "say in this file who may"
    assert written_down - set(ROUTES) == set(), "these no longer exist"


@pytest.mark.parametrize("route", API)
def test_every_method_is_in_the_matrix(route: str) -> None:
    assert set(API[route]) == methods_of(ROUTES[f"api/v1/{route}"])


def path_of(route: str, rows: dict[str, Any], mine: Asking) -> str:
    """The route with a row of the house, or one of `mine`, in place of each name."""
    own = {"<uuid:person>": mine.person, "<uuid:device>": mine.device, "<uuid:code>": mine.code, "<slug:role>": "host"}
    path = route
    if "<int:pk>" in path:
        path = path.replace("<int:pk>", str(rows[path.partition("/<int:pk>")[0]]))
    for name, value in {**rows, **own}.items():
        path = path.replace(name, f"{name.partition('<')[0]}{value}" if "<" in name else name)
    assert "<" not in path, f"{route}: say in this file which row this means"
    return f"/api/v1/{path}"


def asked(client: APIClient, method: str, path: str, body: str = "{}") -> int:
    """The status, whatever it changed undone."""
    with transaction.atomic():
        status = client.generic(method, path, body, content_type="application/json").status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("route", API)
def test_who_may(route: str, rows: dict[str, Any], somebody: Callable[[str], Asking]) -> None:
    other = somebody("somebody else")
    let_in: dict[str, set[str]] = {method: set() for method in API[route]}
    for name in sorted(EVERYBODY):
        asking = somebody(name)
        for method in API[route]:
            paths = {path_of(route, rows, mine) for mine in (asking, other)}
            refused = {asked(asking.client, method, path) in {401, 403} for path in paths}
            assert len(refused) == 1, f"{name} {method}: her own row and another's are not answered alike"
            if refused == {False}:
                let_in[method].add(name)
    assert let_in == API[route]
    if route not in UNASKED:
        path = path_of(route, rows, other)
        assert {asked(revoked_phone(), method, path) for method in API[route]} == {401}


@pytest.mark.parametrize(
    "route",
    [
        route
        for route in API
        if "manage" in route or "planning/ev" in route or "bursts" in route or "cash" in route or "service" in route
    ],
)
def test_a_manager_of_another_building_may_nothing_here(
    route: str, rows: dict[str, Any], somebody: Callable[[str], Asking]
) -> None:
    elsewhere = make_person("Max", "manager", building=make_building("annexe"))
    path = path_of(route, rows, somebody("outsider"))
    assert {asked(browser(elsewhere), method, path) for method in API[route]} <= {403, 404}


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_page_for_everybody_asks_nobody_who_she_is(
    page: str, settings: Settings, rows: dict[str, Any], somebody: Callable[[str], Asking]
) -> None:
    settings.DEMO = True
    page = (
        page.replace("<int:sitting>", str(rows["<int:sitting>"]))
        .replace("<path:rest>", "sittings/")
        .replace("<str:room>", "MR1")
        .replace("<slug:slug>", str(rows["<slug:slug>"]))
        .replace("<slug:code>", "jaude")
        .replace("<int:date>", str(rows["<int:date>"]))
    )
    assert {somebody(name).client.get(f"/{page}").status_code for name in ("guest", "outsider", "host's phone")} == {
        200
    }


@pytest.mark.parametrize("name", ["guest", "outsider", *ROLES])
def test_each_page_of_the_office_opens_to_its_roles_only(name: str, somebody: Callable[[str], Asking]) -> None:
    client = somebody(name).client
    opened = set()
    for model, page in admin.site._registry.items():
        status = client.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/").status_code
        assert status in {200, 403} if name in OFFICE else status == 302, model._meta.label
        if status == 200:
            opened.add(model._meta.label)
        assert (status == 200) == (name in {*getattr(page, "readers", ()), *getattr(page, "editors", ())})
    assert bool(opened) == (name in OFFICE)


@pytest.mark.parametrize("route", [route for route in API if "orders/<str:key>" in route])
def test_an_order_is_found_by_its_key_only(route: str, rows: dict[str, Any], somebody: Callable[[str], Asking]) -> None:
    for key, found in ((rows["<str:key>"], True), ("A" * 22, False)):
        path = path_of(route, rows | {"<str:key>": key}, somebody("guest"))
        for method in API[route]:
            body = '{"email": "a@example.org"}' if route.endswith("message/") else "{}"
            assert (asked(browser(), method, path, body) != 404) == found


@pytest.mark.parametrize("route", [route for route in API if "registrations/<str:key>" in route])
def test_a_registration_is_found_by_its_key_only(
    route: str, rows: dict[str, Any], somebody: Callable[[str], Asking]
) -> None:
    known = rows["events/registrations/<str:key>"]
    for key, found in ((known, True), ("A" * 22, False)):
        path = path_of(route, rows | {"events/registrations/<str:key>": key}, somebody("guest"))
        for method in API[route]:
            assert (asked(browser(), method, path) != 404) == found


@pytest.mark.parametrize("route", [route for route in API if "<slug:hire>" in route])
def test_a_request_to_hire_is_found_by_its_key_only(
    route: str, rows: dict[str, Any], somebody: Callable[[str], Asking]
) -> None:
    for key, found in ((rows["<slug:hire>"], True), ("A" * 22, False)):
        path = path_of(route, rows | {"<slug:hire>": key}, somebody("guest"))
        assert {asked(browser(), method, path) != 404 for method in API[route]} == {found}


def test_a_scan_is_undone_by_the_phone_that_made_it_and_by_no_other() -> None:
    phones = [phone(make_device(name, "host")[1]) for name in ("Door 1", "Door 2")]
    scan = {"token": door_paper.token(cast.ticket()), "request_id": str(cast.request_id())}
    assert phones[0].post("/api/v1/canteen/redemptions/", scan).status_code == 201
    path = f"/api/v1/canteen/redemptions/{scan['request_id']}/reversal/"
    undone = [door.post(path, {"request_id": str(cast.request_id())}).status_code for door in reversed(phones)]
    assert undone == [404, 201]
