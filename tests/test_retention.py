"""How long the house knows what about whom: every personal datum, the rule that ends it, and what must stay.

DOMAIN REQ-K2, REQ-P2, REQ-T4; DESIGN §4 *People's data*. A table that is in none of the lists fails
the test.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pytest
import time_machine
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model, QuerySet, Sum
from django.utils import timezone
from procrastinate.contrib.django import app

import canteen.jobs
import coworking.jobs
import events.jobs
import events.registration_jobs
import venue.money.jobs
import venue.people.jobs
import venue.spaces.jobs
from canteen import door_paper, fund, scans, tickets
from canteen.models import Contact, MealTicket, Order, Postcard, Redemption, Scan, Sitting
from coworking import bookings, hire, presence
from coworking.models import Booking, CalendarFeed, HireRequest, Offer, Pass, WaitingPlace
from events.models import (
    AdmissionScan,
    CrewPlace,
    EventContact,
    EventDate,
    Registration,
    RegistrationContact,
    RunSheetLine,
)
from tests import cast
from tests.coworking import cast as desk
from tests.coworking import hiring
from tests.events import cast as street
from tests.events import guests
from venue import rules
from venue.money import ledger
from venue.money.models import JournalEntry, Payment, StripeEvent
from venue.people import pairing, persons, sessions
from venue.people.models import Device, Letter, PairingCode, Person, Said
from venue.rules.models import RuleOverride
from venue.spaces import occupancy
from venue.spaces.models import Heartbeat, Movement, QuarterHour

pytestmark = pytest.mark.django_db

NIGHT: list[Any] = [
    canteen.jobs.erase,
    coworking.jobs.forget_hires,
    coworking.jobs.forget_passes,
    coworking.jobs.forget_bookings,
    coworking.jobs.forget_waiting,
    events.jobs.forget_crew,
    events.registration_jobs.forget_registrations,
    venue.people.jobs.forget_hourly,
    venue.spaces.jobs.shorten_counts,
    venue.money.jobs.forget_old_events,
]
SLACK = timedelta(minutes=16)  # raw counts are folded by whole quarters


def night() -> None:
    for job in NIGHT:
        job.func(timestamp=0)


# --- one row of each kind, which was last needed at `then` -----------------------------------------------------------


def order_served(then: datetime) -> Order:
    """An order by Amina, from her browser, for a sitting that ended at `then`."""
    order = cast.order(browser="a1b2c3", diets=["vegan"], first_name="Amina")
    Sitting.objects.update(starts_at=then - timedelta(minutes=50), ends_at=then)
    return order


def seat_booked(then: datetime, **wish: Any) -> None:
    """A seat that was booked until `then`, and given on because nobody came."""
    begins = then - timedelta(hours=1)
    with time_machine.travel(begins.replace(minute=0, second=0, microsecond=0), tick=False):
        who = None if wish else person(begins)
        wished = desk.wish(starts_at=timezone.now(), who=who, **wish)
        # Written down as it was: whether that day was a holiday is no matter here.
        made = bookings.booking_of(wished.items[0], wished, hold_until=None, now=timezone.now())
        made.save()
    Booking.objects.filter(pk=made.pk).update(starts_at=begins, ends_at=then, busy=(begins, then))
    assert presence.release_absent() == 1


def old_address(then: datetime) -> None:
    CalendarFeed.objects.create(person=person(timezone.now()), by="person:1", made_at=then, revoked_at=then)


def scan(then: datetime) -> None:
    said: dict[str, Any] = {"body_hash": "", "result": "unknown_ticket", "status": 404, "answer": {}}
    Scan.objects.create(actor="device:1", request_id=uuid.uuid4(), scanned_at=then, at=then, **said)


def movement(then: datetime) -> None:
    with time_machine.travel(then, tick=False):
        occupancy.move(cast.space(), 1, request_id=uuid.uuid4(), by="device:1")


def heartbeat(then: datetime) -> None:
    occupancy.beat(cast.space(), by="device:1", at=then)


def person(then: datetime, **facts: Any) -> Person:
    return Person.objects.create(**{"first_name": "Dora", "email": "dora@example.org", "joined_at": then} | facts)


def gone_host(then: datetime) -> None:
    """She was of the crew, and has left: her roles remain, to tell what she was."""
    persons.give_role(host := person(then, is_active=False), "host")
    Person.objects.filter(pk=host.pk).update(last_login=then)


def team_code(then: datetime) -> None:
    with time_machine.travel(then, tick=False):
        pairing.make_code(roles=["host"])


def phone(then: datetime) -> None:
    Device.objects.create(name="Dora’s phone", roles=["host"], token_hash=b"x" * 32, lease_until=then)


def session(then: datetime) -> None:
    with time_machine.travel(then, tick=False):
        sessions.SessionStore().create()


def heard(then: datetime) -> None:
    Said.objects.create(id=b"x" * 32, body_hash=b"", reference="", said_at=then)


def letter(then: datetime) -> None:
    Letter.objects.create(to="dora@example.org", subject="", body="", written_at=then)


def postcard(then: datetime) -> None:
    Postcard.objects.create(order=cast.order(), email="dora@example.org", asked_at=then)


def office_log(then: datetime) -> None:
    kind = ContentType.objects.get_for_model(Person)
    chidi = person(timezone.now(), first_name="Chidi")
    LogEntry.objects.create(
        user=chidi, content_type=kind, object_repr="Dora", action_flag=CHANGE, change_message="", action_time=then
    )


def event(then: datetime) -> None:
    StripeEvent.objects.create(id="evt_1", kind="x", about="cs_1", happened_at=then)
    StripeEvent.objects.update(received_at=then)


def payment_page(then: datetime) -> None:
    Payment.objects.create(
        entity=cast.entity(),
        purpose="meal_order",
        reference="1",
        amount_cents=400,
        state=Payment.State.EXPIRED,
        expires_at=then,
        success_url="http://localhost/tickets/#key",
        cancel_url="http://localhost/",
    )


def request_in_vain(then: datetime) -> None:
    """Dora asked for the hall, and could not have it."""
    request = hiring.asked(starts_at=hiring.coming())
    hire.refuse(request.pk, by="house", answer="Dora, it is full.")
    HireRequest.objects.update(changed_at=then)


def ended_pass(then: datetime) -> None:
    """A pass of a person who still comes."""
    offer = Offer.objects.create(entity=cast.entity(), code="day", name="Day", kind="ticket_book", price_cents=1)
    day = then.date()
    Pass.objects.create(
        person=person(timezone.now()), offer=offer, state="ended", ended_at=then, valid_from=day, valid_until=day
    )


def waited(then: datetime) -> None:
    start = then - timedelta(hours=2)
    facts: dict[str, Any] = {"kind": "desk", "starts_at": start, "ends_at": then, "made_at": start}
    WaitingPlace.objects.create(person=person(timezone.now()), building=cast.building(), **facts)


def registered(then: datetime) -> Registration:
    """Places for Dora, from her browser, at an event that ended at `then`."""
    made = guests.registered(guests.gig(), first_name="Dora", email="dora@example.org", browser="a1b2c3")
    EventDate.objects.update(starts_at=then - timedelta(hours=2), ends_at=then)
    return made


def put_off(then: datetime) -> None:
    registered(then)
    EventDate.objects.update(state="postponed")


def shown(then: datetime) -> None:
    said: dict[str, Any] = {"body_hash": "", "result": "unknown_ticket", "status": 404, "answer": {}}
    AdmissionScan.objects.create(actor="device:1", request_id=uuid.uuid4(), scanned_at=then, at=then, **said)


def called(then: datetime, who: str = "") -> None:
    """Of an event that ended at `then`: its contacts, and a line of its run sheet."""
    date = street.date(starts_at=then - timedelta(hours=4))
    EventContact.objects.create(event=date.event, name="Mme Roux", phone="+33600000000")
    RunSheetLine.objects.create(date=date, at=then, what="Rangement", who=who)


def helped(then: datetime) -> None:
    slot = street.slot(street.date(starts_at=then - timedelta(hours=4)))
    during = (slot.starts_at, slot.ends_at)
    CrewPlace.objects.create(slot=slot, person=person(timezone.now()), during=during, state="confirmed", by="house")


# --- the table -------------------------------------------------------------------------------------------------------


class Datum(NamedTuple):
    what: str
    make: Callable[[datetime], object]
    rule: str
    kept: timedelta
    known: Callable[[], QuerySet[Any]]


def days(number: float) -> timedelta:
    return timedelta(days=number)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


DATA = [
    Datum(
        "first name and address of an order",
        order_served,
        "ticket.contact_unlink_days",
        days(30),
        Contact.objects.all,
    ),
    Datum(
        "diets of an order",
        order_served,
        "diet.erase_hours_after_service",
        hours(24),
        lambda: Order.objects.exclude(diets=[]),
    ),
    Datum(
        "the browser that ordered",
        order_served,
        "browser.forget_hours_after_service",
        hours(24),
        lambda: Order.objects.exclude(browser=""),
    ),
    Datum(
        "whose a booking of a seat was",
        seat_booked,
        "booking.unlink_days",
        days(30),
        lambda: Booking.objects.filter(person__isnull=False),
    ),
    Datum(
        "the first name that a host booked under",
        lambda then: seat_booked(then, host=True, first_name="Dora"),
        "booking.unlink_days",
        days(30),
        lambda: Booking.objects.exclude(first_name=""),
    ),
    Datum("an address for one ticket", postcard, "letter.keep_h", hours(48), Postcard.objects.all),
    Datum("who scanned which ticket when", scan, "scan.keep_days", days(30), Scan.objects.all),
    Datum("who came and went", movement, "occupancy.raw_keep_days", days(30), Movement.objects.all),
    Datum("who watched a room", heartbeat, "occupancy.heartbeat_keep_h", hours(24), Heartbeat.objects.all),
    Datum(
        "a person who comes no more",
        person,
        "contact.inactive_erase_months",
        days(730),
        lambda: Person.objects.filter(email="dora@example.org"),
    ),
    Datum(
        "a host who left",
        gone_host,
        "contact.inactive_erase_months",
        days(730),
        lambda: Person.objects.exclude(first_name=""),
    ),
    Datum(
        "an address whose code nobody entered",
        lambda then: person(then, first_name=""),
        "person.unconfirmed_keep_h",
        hours(24),
        Person.objects.all,
    ),
    Datum(
        "a calendar's address that opens nothing any more",
        old_address,
        "calendar.revoked_keep_days",
        days(30),
        CalendarFeed.objects.all,
    ),
    Datum("a session", session, "session.shared_device_min", timedelta(minutes=20), Session.objects.all),
    Datum("a code for a team", team_code, "device.pairing_h", hours(12), PairingCode.objects.all),
    Datum("a phone of the team", phone, "device.forget_days", days(30), Device.objects.all),
    Datum("what was heard before", heard, "idempotency.keep_h", hours(48), Said.objects.all),
    Datum("a letter that nobody took", letter, "letter.keep_h", hours(48), Letter.objects.all),
    Datum(
        "what was changed in the office",
        office_log,
        "office_log.keep_months",
        days(365),
        LogEntry.objects.all,
    ),
    Datum("whom a site lead calls", called, "event.contacts_keep_days", days(30), EventContact.objects.all),
    Datum(
        "who did what by a run sheet",
        lambda then: called(then, who="Dora"),
        "event.contacts_keep_days",
        days(30),
        lambda: RunSheetLine.objects.exclude(who=""),
    ),
    Datum("who helped at an event", helped, "event.crew_keep_days", days(365), CrewPlace.objects.all),
    Datum(
        "what somebody waited for",
        waited,
        "waiting.keep_days",
        days(7),
        WaitingPlace.objects.all,
    ),
    Datum(
        "whose pass it was",
        ended_pass,
        "pass.unlink_days",
        days(90),
        lambda: Pass.objects.exclude(person=None),
    ),
    Datum("news from Stripe", event, "stripe_event.keep_days", days(90), StripeEvent.objects.all),
    Datum(
        "the addresses of a payment page",
        payment_page,
        "payment_page.keep_h",
        hours(24),
        lambda: Payment.objects.exclude(success_url="", cancel_url=""),
    ),
    Datum(
        "who asked for a room in vain",
        request_in_vain,
        "hire.contact_keep_days",
        days(90),
        lambda: HireRequest.objects.exclude(name="", email="", address="", answer="", organisation=""),
    ),
    Datum(
        "first name and address of a registration",
        registered,
        "ticket.contact_unlink_days",
        days(30),
        RegistrationContact.objects.all,
    ),
    Datum(
        "who waits for the new date of what was put off",
        put_off,
        "event.postponed_contact_days",
        days(180),
        RegistrationContact.objects.all,
    ),
    Datum(
        "the browser that registered",
        registered,
        "browser.forget_hours_after_service",
        hours(24),
        lambda: Registration.objects.exclude(browser=""),
    ),
    Datum("who let whom in to an event", shown, "scan.keep_days", days(30), AdmissionScan.objects.all),
]
each = pytest.mark.parametrize("datum", DATA, ids=[datum.what for datum in DATA])


@each
def test_it_is_known_as_long_as_the_rule_says_and_not_longer(datum: Datum) -> None:
    datum.make(timezone.now() - datum.kept + SLACK)
    night()
    assert datum.known().count() == 1


@each
def test_it_is_gone_the_night_after(datum: Datum) -> None:
    datum.make(timezone.now() - datum.kept - SLACK)
    assert datum.known().count() == 1
    night()
    assert datum.known().count() == 0


@each
def test_a_house_may_forget_sooner(datum: Datum) -> None:
    RuleOverride.objects.create(key=datum.rule, value=rules.get(datum.rule) // 2, valid_from=date(2000, 1, 1))
    datum.make(timezone.now() - datum.kept * 3 / 4)
    night()
    assert datum.known().count() == 0


def test_every_job_that_forgets_is_on_the_clock() -> None:
    assert {job.name for job in NIGHT} <= {name for name, _id in app.periodic_registry.periodic_tasks}


# --- what stays ------------------------------------------------------------------------------------------------------

STAYS = {
    "people.Role": "of a person who is known; erased with her",
    "account.EmailAddress": "of a person who is known; erased with her",
    "account.EmailConfirmation": "unused: codes are entered, no link is ever sent",
    "mfa.Authenticator": "of a person who is known; erased with her",
    "people.DemoLetter": "the demo house's mailbox, its last fifty; empty in a real one",
    "procrastinate.ProcrastinateJob": "its words are numbers of rows; a week, four when it failed (venue.house.jobs)",
    "procrastinate.ProcrastinateEvent": "goes with its job",
    "procrastinate.ProcrastinatePeriodicDefer": "goes with its job",
    "procrastinate.ProcrastinateWorker": "a process",
    "canteen.Order": "a key, covers and a language: nobody's, once the link above is cut",
    "canteen.MealTicket": "a bearer's",
    "canteen.Redemption": "covers served; its phone or person is a number whose name is forgotten with them",
    "canteen.CashCount": "an amount of a whole sitting, and who answers for it",
    "events.EventCash": "an amount of a whole date, and who answers for it",
    "canteen.SittingChange": "who answers for opening and closing",
    "canteen.DishAllergen": "a named cook answers for it (REQ-K1)",
    "canteen.DishChange": "a named cook answers for it (REQ-K1)",
    "canteen.Dish": "a named cook answers for it (REQ-K1)",
    "coworking.BookingChange": "what happened to a booking: by its owner, the house, or a host who answers for it",
    "coworking.Block": "who answers for it",
    "coworking.Series": "whose it was is cut off with its last booking",
    "events.Event": "who plans it and who leads it on site: of the team, cut off with them",
    "events.EventChange": "who answers for it",
    "events.Task": "who does it: of the team, cut off with them",
    "events.Paper": "who filed it: of the team",
    "events.Lesson": "who wrote it: of the team",
    "events.EventReport": "who wrote it: of the team",
    "events.Decision": "who answers for it",
    "events.Incident": "who answers for it",
    "events.Passage": "how many came by, never who",
    "events.Registration": "places at a date, without anybody",
    "events.Admission": "a registration, without anybody",
    "events.Notice": "to which registration; its address is never kept",
    "spaces.Recount": "how many were there; who counted is a number",
    "spaces.QuarterHour": "totals",
    "coworking.Quote": "prices of a request, without anybody",
    "coworking.Invoice": "a voucher of the books for `invoice.keep_years` (tests/coworking/test_hire_is_forgotten.py)",
    "coworking.InvoicePayment": "an amount of an invoice; goes with it",
    "coworking.PassUse": "of a pass",
    "coworking.FareReturn": "that the share of a booking went back",
    "coworking.Fare": "that some bookings were paid for, without an amount or anybody",
    "money.Subscription": "an amount, and Stripe's name of it; whose it is stands in the room that sells",
    "money.PaidInvoice": "an amount without anybody",
    "money.Refund": "an amount without anybody",
    "money.Incident": "who answers for having dealt with it",
    "money.JournalEntry": "no personal data in it (REQ-T4)",
    "money.JournalLine": "no personal data in it (REQ-T4)",
    "money.JournalHead": "no personal data in it (REQ-T4)",
    "money.Closing": "no personal data in it (REQ-T4)",
}
NOTHING_PERSONAL = {
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "canteen.CostVersion",
    "canteen.Menu",
    "canteen.PricePage",
    "canteen.Sitting",
    "codes.SigningKey",
    "contenttypes.ContentType",
    "coworking.Resource",
    "coworking.RoomPrice",
    "coworking.Numbering",
    "coworking.Offer",
    "events.CrewSlot",
    "events.Deadline",
    "events.EventDate",
    "events.KitItem",
    "events.KitReservation",
    "events.RuleSet",
    "events.Site",
    "events.TemporaryBar",
    "house.Building",
    "house.OperatingEntity",
    "money.Account",
    "rules.RuleOverride",
    "spaces.CapacityClaim",
    "spaces.Closure",
    "spaces.Layout",
    "spaces.OpeningHours",
    "spaces.Period",
    "spaces.Space",
}


def test_every_table_of_the_house_is_in_one_of_the_lists() -> None:
    ours: set[str] = {model._meta.label for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    ours = {label for label in ours if not label.startswith("tests.")}
    forgotten = {datum.known().model._meta.label for datum in DATA}
    assert ours - forgotten - set(STAYS) == NOTHING_PERSONAL


def lived() -> None:
    """A guest ordered and ate, another took an open ticket, a manager counted: three years ago."""
    order = cast.order(cast.serving(), covers=2, first_name="Amina", diets=["vegan"])
    for ticket, covers in ((order.tickets.get(), 2), (cast.open_ticket(), 1)):
        attempt = scans.Attempt(token=door_paper.token(ticket), covers=covers, request_id=uuid.uuid4())
        assert tickets.redeem(attempt, by="device:1").result == "redeemed"


def accounts() -> dict[str, Any]:
    """What must be the same before and after."""
    entity = cast.entity()
    return {
        "entries": list(JournalEntry.objects.order_by("number").values_list("number", "kind", "hash")),
        "fund": fund.balance(entity),
        "sound": ledger.verify(entity),
        "orders": list(Order.objects.order_by("pk").values_list("covers", "state", "walk_in", "posting_ref")),
        "tickets": MealTicket.objects.aggregate(covers=Sum("covers"), redeemed=Sum("covers_redeemed")),
        "served": Redemption.objects.aggregate(covers=Sum("covers")),
    }


def test_forgetting_moves_neither_the_books_nor_what_was_served() -> None:
    with time_machine.travel(timezone.now() - days(3 * 365), tick=False):
        lived()
    before = accounts()
    night()
    assert accounts() == before
    assert [model.objects.count() for model in (Contact, Scan, Movement)] == [0, 0, 0]
    assert QuarterHour.objects.aggregate(came=Sum("came")) == {"came": 3}


def test_erasing_a_person_leaves_her_name_nowhere() -> None:
    dora = person(timezone.now(), phone="+33600000000")
    kind = ContentType.objects.get_for_model(Person)
    said: dict[str, Any] = {"object_repr": "Dora", "change_message": "Dora", "action_flag": CHANGE}
    LogEntry.objects.create(user=dora, content_type=kind, object_id=str(dora.pk), **said)
    persons.erase(dora)
    assert all("dora" not in text.lower() and "+336" not in text for text in whole_rows(Person, LogEntry))


def test_no_job_holds_an_address() -> None:
    cast.order(first_name="Amina")
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        args = [words for (words,) in cursor.fetchall()]
    assert (len(args) > 0, [words for words in args if "@" in words or "Amina" in words]) == (True, [])


def whole_rows(*models: type[Model]) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"SELECT whole::text FROM {model._meta.db_table} whole")
            found += [words for (words,) in cursor.fetchall()]
    assert found
    return found
