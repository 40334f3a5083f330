from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from canteen import door_paper, orders, reversals, scans, tickets
from canteen.models import MealTicket, Redemption, Scan, Sitting
from canteen.refusals import RequestIdReused, UndoTooLate
from tests import cast
from venue.errors import NotFound
from venue.spaces.models import Movement

pytestmark = pytest.mark.django_db


def scan(ticket: MealTicket, by: str = "device:1", **more: Any) -> Scan:
    more = {"token": door_paper.token(ticket), "request_id": cast.request_id()} | more
    return tickets.redeem(scans.Attempt(**more), by=by)


def test_a_ticket_is_served_and_the_room_fills() -> None:
    ticket = cast.ticket(covers=2)
    first = scan(ticket)
    ticket.refresh_from_db()
    assert (first.result, first.answer["covers"], first.answer["covers_left"]) == ("redeemed", 2, 0)
    assert (ticket.covers_redeemed, Redemption.objects.get().covers, Movement.objects.get().step) == (2, 2, 2)


def test_the_answer_says_what_the_door_needs_and_nothing_else() -> None:
    answer = scan(cast.ticket()).answer
    assert sorted(answer) == ["covers", "covers_left", "redeemed_at", "result", "serial", "sitting"]


def test_a_second_scan_says_when_the_first_was() -> None:
    ticket = cast.ticket()
    first, second = scan(ticket), scan(ticket)
    assert (second.result, second.status) == ("already_redeemed", 409)
    assert second.answer["first_redeemed_at"] == first.answer["redeemed_at"] == Redemption.objects.get().at.isoformat()
    assert Scan.objects.count() == 2
    assert first.pk != second.pk


def test_a_group_can_come_in_parts() -> None:
    ticket = cast.ticket(covers=3)
    assert scan(ticket, covers=2).answer["covers_left"] == 1
    assert scan(ticket, covers=2).answer["code"] == "not_enough_covers"
    assert scan(ticket).answer["covers"] == 1


def test_the_same_request_gets_the_same_answer() -> None:
    ticket, said = cast.ticket(), cast.request_id()
    assert scan(ticket, request_id=said).pk == scan(ticket, request_id=said).pk
    assert Redemption.objects.count() == 1
    with pytest.raises(RequestIdReused):
        scan(ticket, request_id=said, covers=1)


def test_another_sittings_ticket_is_not_for_this_door() -> None:
    ticket, other = cast.ticket(), cast.serving()
    assert scan(ticket, sitting=other.pk).result == "wrong_sitting"


def test_too_early_and_too_late() -> None:
    early = cast.ticket(cast.sitting(timezone.now() + timedelta(hours=2)))
    late = cast.ticket()
    Sitting.objects.filter(pk=late.sitting_id).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=2)
    )
    assert (scan(early).result, scan(late).result) == ("not_yet", "too_late")


def test_who_holds_a_void_ticket_is_not_asked_to_wait_for_its_hour() -> None:
    order = cast.order(cast.sitting(timezone.now() + timedelta(hours=4)))
    orders.cancel(order.key)
    assert scan(order.tickets.get()).result == "void_ticket"


def test_a_cancelled_ticket_is_void() -> None:
    sitting = cast.sitting(timezone.now() + timedelta(minutes=20))
    order = cast.order(sitting)
    orders.cancel(order.key)
    assert scan(order.tickets.get()).result == "void_ticket"


def test_forged_and_unknown_are_told_apart() -> None:
    ticket = cast.ticket()
    token = door_paper.token(ticket)
    other = "A" if token[50] != "A" else "B"
    unknown = MealTicket(sitting=ticket.sitting, covers=1)
    assert scan(ticket, token=token[:50] + other + token[51:]).result == "forged_ticket"
    assert scan(unknown).result == "unknown_ticket"


def test_a_short_code_is_good_on_its_day() -> None:
    ticket = cast.ticket()
    said = f"{ticket.short_code[:4]} {ticket.short_code[4:]}".lower()
    assert scan(ticket, token="", short_code=said).result == "redeemed"
    tomorrow = cast.ticket(cast.sitting(timezone.now() + timedelta(days=1)))
    assert scan(tomorrow, token="", short_code=tomorrow.short_code).result == "unknown_ticket"


def test_an_open_ticket_is_served_like_any_other() -> None:
    sitting = cast.serving()
    bought, given = scan(cast.ticket(sitting)).answer, scan(cast.open_ticket(), sitting=sitting.pk).answer
    assert sorted(bought) == sorted(given)
    assert bought | {"serial": "", "redeemed_at": ""} == given | {"serial": "", "redeemed_at": ""}


def test_an_open_ticket_finds_no_seat_in_a_full_house_and_stays_good() -> None:
    sitting = cast.serving(covers=1, walk_in_reserve=0)
    cast.order(sitting)
    ticket = cast.open_ticket()
    assert scan(ticket, sitting=sitting.pk).result == "sitting_full"
    ticket.refresh_from_db()
    assert ticket.covers_left == 1


def test_a_scan_can_be_undone_within_a_minute() -> None:
    ticket, said = cast.ticket(), cast.request_id()
    scan(ticket, request_id=said)
    undone = reversals.undo(cast.request_id(), undoing=said, by="device:1")
    ticket.refresh_from_db()
    assert (undone.answer["covers_left"], ticket.covers_redeemed) == (1, 0)
    assert sum(Movement.objects.values_list("step", flat=True)) == 0
    with pytest.raises(UndoTooLate):
        reversals.undo(cast.request_id(), undoing=said, by="device:1")
    assert scan(ticket).result == "redeemed"


def test_only_the_own_scan_can_be_undone_and_only_for_a_minute(time_machine: Any) -> None:
    ticket, said = cast.ticket(), cast.request_id()
    scan(ticket, request_id=said)
    with pytest.raises(NotFound):
        reversals.undo(cast.request_id(), undoing=said, by="device:2")
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    with pytest.raises(UndoTooLate):
        reversals.undo(cast.request_id(), undoing=said, by="device:1")


@pytest.mark.parametrize("minutes", [-3, 1])
def test_the_minute_is_that_of_the_house_whatever_the_phones_clock_says(time_machine: Any, minutes: int) -> None:
    said, now = cast.request_id(), timezone.now()
    scan(cast.ticket(), request_id=said, scanned_at=now + timedelta(minutes=minutes))
    time_machine.move_to(now + timedelta(seconds=55))
    assert reversals.undo(cast.request_id(), undoing=said, by="device:1").result == "undone"


def test_totals_agree_with_what_happened() -> None:
    ticket = cast.ticket(covers=4)
    said = cast.request_id()
    scan(ticket, covers=1)
    scan(ticket, covers=2, request_id=said)
    reversals.undo(cast.request_id(), undoing=said, by="device:1")
    ticket.refresh_from_db()
    assert ticket.covers_redeemed == sum(Redemption.objects.values_list("covers", flat=True)) == 1
