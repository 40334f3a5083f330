"""From the first word to the last: asked, quoted, agreed to, approved; refused, cancelled, expired (REQ-W5, REQ-E2)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from coworking import bookings, expected, hire, hire_requests, presence
from coworking.models import Booking, HireRequest, Quote, Release
from coworking.refusals import SeatTaken, TooLateToCancel, TooManyPeople
from tests import cast as house
from tests.coworking import cast, hiring
from tests.jobs import run_jobs_here
from venue.spaces.capacity import OverCapacity, UnknownLayout
from venue.spaces.models import CapacityClaim

pytestmark = pytest.mark.django_db

BY = hiring.MANAGER


@pytest.fixture(autouse=True)
def monday() -> object:
    with time_machine.travel(cast.MONDAY, tick=False):
        yield


def claims() -> list[tuple[str, int]]:
    return list(CapacityClaim.objects.filter(released_at=None).order_by("people").values_list("title", "people"))


def nobody_yet() -> str:
    """An address to which no letter went today."""
    return f"{uuid4()}@example.org"


def states() -> tuple[str, str]:
    request = HireRequest.objects.select_related("booking").get()
    return request.state, request.booking.state


def test_asking_holds_the_room_so_that_nobody_else_has_it() -> None:
    hiring.asked()
    with pytest.raises(SeatTaken):
        hiring.asked(email="other@example.org")
    assert states() == ("requested", "held")
    assert Booking.objects.get().expires_at == cast.MONDAY + timedelta(hours=72)


def test_the_booking_knows_nobody() -> None:
    hiring.asked()
    booking = Booking.objects.get()
    assert (booking.person, booking.first_name, booking.title, booking.by) == (None, "", "", "guest")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"email": ""}, hire_requests.ContactNeeded),
        ({"layout": "standing"}, UnknownLayout),
        ({"people": 81}, TooManyPeople),
        ({"layout": "tables", "people": 49}, TooManyPeople),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_held(facts: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        hiring.asked(**facts)
    assert Booking.objects.count() == 0


def test_one_address_cannot_hold_the_whole_house() -> None:
    room = cast.room("MR1")
    for day in range(3):
        hiring.asked(room, hiring.THURSDAY + timedelta(days=day))
    with pytest.raises(hire_requests.TooManyRequests) as refused:
        hiring.asked(room, hiring.THURSDAY + timedelta(days=3), email="DORA@example.org")
    assert refused.value.figures == {"allowed": 3}


@pytest.mark.parametrize(("customer", "cents"), [("association", 12_000), ("company", 24_000)])
def test_the_price_list_knows_who_asks(customer: str, cents: int) -> None:
    assert hire.quote(hiring.asked(customer=customer).pk, by=BY).gross_cents == cents


def test_half_days_count_whole_and_hours_by_the_half() -> None:
    room = cast.room("MR1")
    hiring.price(room, 1800)
    whole_day = hire.quote(hiring.asked(hours=4.5, starts_at=cast.TUESDAY).pk, by=BY)
    hours = hire.quote(hiring.asked(room, hours=1.5, email="other@example.org").pk, by=BY)
    assert (whole_day.gross_cents, hours.gross_cents) == (24_000, 2700)


def test_a_quote_holds_the_room_until_it_is_out_of_date_and_no_longer() -> None:
    soon, late = hiring.asked(), hiring.asked(starts_at=hiring.THURSDAY + timedelta(days=60), email="b@example.org")
    for request in (soon, late):
        hire.quote(request.pk, by=BY)
    until = [request.booking.expires_at for request in HireRequest.objects.order_by("pk").select_related("booking")]
    assert until[0] == hiring.THURSDAY
    assert until[1] == cast.MONDAY.replace(hour=0) + timedelta(days=15)


def test_another_price_is_another_quote() -> None:
    request = hiring.asked()
    numbers = [hire.quote(request.pk, by=BY).number for _ in range(2)]
    request.refresh_from_db()
    assert (numbers, request.quote) == (["D2026-0001", "D2026-0002"], Quote.objects.get(number="D2026-0002"))


def test_agreeing_twice_is_agreeing_once() -> None:
    request = hiring.accepted()
    assert hire.accept(request.key, by="guest").state == "accepted"


def test_a_quote_out_of_date_is_not_agreed_to() -> None:
    request = hiring.asked(starts_at=hiring.THURSDAY + timedelta(days=60))
    hire.quote(request.pk, by=BY, valid_until=cast.MONDAY.date())
    # The timer that lets the room go has not run yet.
    with time_machine.travel(cast.MONDAY + timedelta(days=1), tick=False), pytest.raises(hire.QuoteExpired):
        hire.accept(request.key, by="guest")


def test_approval_expects_the_people_and_gives_the_room() -> None:
    hiring.approved()
    assert (states(), claims()) == (("approved", "confirmed"), [("Grande salle", 80)])


def evening() -> None:
    """DOMAIN §11.2: dinner 40, study room 30, coworking 24, workshop 19."""
    for people, code in ((40, "CANT"), (30, "STUD"), (24, "COWO"), (19, "WORK")):
        hiring.dinner(people, code)


def test_a_party_that_would_break_the_caps_of_the_house_is_refused_with_the_figures() -> None:
    evening()
    request = hiring.accepted()
    with pytest.raises(OverCapacity) as refused:
        hire.approve(request.pk, by=BY)
    figures = refused.value.figures
    assert (figures["scope"], figures["expected"], figures["allowed"]) == ("building", 193, 190)
    assert {(it["space"], it["people"]) for it in figures["conflicts"]} == {
        ("CANT", 40), ("STUD", 30), ("COWO", 24), ("WORK", 19)
    }  # fmt: skip
    assert states() == ("accepted", "held")


def test_with_77_rows_it_fits() -> None:
    evening()
    assert hiring.approved(hiring.asked(people=77)).state == "approved"


def test_a_manager_cannot_override_the_cap_but_agree_on_fewer_people() -> None:
    evening()
    request = hiring.accepted()
    with pytest.raises(TooManyPeople):
        hire.arrange(request.pk, people=77, layout="tables")
    hire.arrange(request.pk, people=77, layout="rows")
    assert hire.approve(request.pk, by=BY).state == "approved"
    with pytest.raises(OverCapacity):
        hire.arrange(request.pk, people=78, layout="rows")
    assert ("Grande salle", 77) in claims()


def test_open_rooms_upstairs_count_with_all_their_seats() -> None:
    for number in range(30):
        cast.resource(f"STUD-{number:02d}")
    for people, code in ((40, "CANT"), (24, "COWO"), (19, "WORK")):
        hiring.dinner(people, code)
    with pytest.raises(OverCapacity) as refused:
        hire.approve(hiring.accepted().pk, by=BY)
    assert refused.value.figures["expected"] == 193


def test_expecting_the_seats_twice_changes_nothing_and_a_seat_less_is_told() -> None:
    seats = [cast.resource(f"STUD-{number:02d}") for number in range(3)]
    day, building = cast.TUESDAY.date(), house.building()
    assert [expected.expect_seated(building, day, day) for _ in range(2)] == [1, 0]
    seats[0].retired_at = cast.MONDAY
    seats[0].save()
    assert (expected.expect_seated(building, day, day), [people for _, people in claims()]) == (1, [2])


def test_a_refusal_frees_the_room_and_says_why() -> None:
    request = hire.refuse(hiring.asked(email=nobody_yet()).pk, by=BY, answer="Nous y dansons ce soir-là.")
    run_jobs_here()
    assert states() == ("refused", "released")
    assert "Nous y dansons" in mail.outbox[-1].body
    assert hiring.asked(email="other@example.org").pk != request.pk


def test_it_is_cancelled_freely_until_a_day_before() -> None:
    request = hiring.approved()
    with time_machine.travel(hiring.THURSDAY - timedelta(hours=24), tick=False), pytest.raises(TooLateToCancel):
        hire.cancel(request.key, by="guest")
    with time_machine.travel(hiring.THURSDAY - timedelta(hours=24, minutes=1), tick=False):
        hire.cancel(request.key, by="guest")
        hire.cancel(request.key, by="guest")
    assert (states(), claims()) == (("cancelled", "cancelled"), [])


def test_cancelling_takes_an_invoice_back() -> None:
    request = hiring.approved()
    hire.invoice(request.pk, by=BY)
    hire.cancel(request.key, by="guest")
    assert [it.is_credit_note for it in request.invoices.order_by("pk")] == [False, True]


def test_who_gets_no_answer_in_time_loses_the_room_and_is_told() -> None:
    hiring.asked(email=nobody_yet())
    with time_machine.travel(cast.MONDAY + timedelta(hours=73), tick=False):
        with transaction.atomic():
            bookings.lapse(Booking.objects.get().pk, timezone.now())
        assert hire.follow_bookings() == 1
        run_jobs_here()
    assert states() == ("expired", "released")
    assert "Grande salle" in mail.outbox[-1].subject


def test_a_host_who_frees_the_room_cancels_the_hire() -> None:
    request = hiring.approved()
    hire.invoice(request.pk, by=BY)
    with transaction.atomic():
        bookings.release(bookings.locked(request.booking_id), Release.HOST, by=cast.HOST)
    assert [hire.follow_bookings(), hire.follow_bookings()] == [1, 0]
    assert (states(), claims()) == (("cancelled", "released"), [])
    assert request.invoices.filter(credits=None, credited_by=None).count() == 0


def test_a_hired_room_is_used_from_its_hour_to_its_end_without_anybody_checking_in() -> None:
    hiring.approved()
    seen = []
    for minutes in (-1, 1, 211):
        with time_machine.travel(hiring.THURSDAY + timedelta(minutes=minutes), tick=False):
            hire.follow_bookings()
            seen.append(states())
    assert seen == [("approved", "confirmed"), ("approved", "checked_in"), ("approved", "finished")]


def test_public_interest_comes_before_private_hire() -> None:
    room = cast.room("MR1")
    hiring.price(room, 1000)
    for day, customer in enumerate(("company", "association", "public")):
        hiring.asked(room, hiring.THURSDAY + timedelta(days=day), customer=customer, email=f"{customer}@example.org")
    hire.quote(HireRequest.objects.get(customer="public").pk, by=BY)
    listed = HireRequest.objects.standing().in_our_order().values_list("customer", flat=True)
    assert list(listed) == ["association", "company", "public"]


def test_the_quote_goes_out_as_a_paper_with_the_way_back() -> None:
    request = hiring.asked(email=nobody_yet())
    hire.quote(request.pk, by=BY)
    run_jobs_here()
    [letter] = mail.outbox  # the first letter is old news by now
    assert (letter.to, letter.attachments[0][0]) == ([request.email], "devis-D2026-0001.pdf")
    assert f"/travailler/demande/#{request.key}" in letter.body


def test_a_hired_meeting_room_is_kept_although_nobody_checks_in_and_the_job_comes_late() -> None:
    room = cast.room()
    hiring.price(room, 2_000)
    asked = hiring.approved(hiring.asked(room))
    with time_machine.travel(hiring.THURSDAY + timedelta(minutes=20), tick=False):
        assert (presence.release_absent(), hire.follow_bookings()) == (0, 1)
    asked.booking.refresh_from_db()
    assert asked.booking.state == "checked_in"
