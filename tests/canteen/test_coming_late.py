"""What nobody has come for some minutes after the start is free again; who comes late still sits down if there is
a place (REQ-C10)."""

from datetime import date, timedelta
from itertools import cycle
from threading import Lock
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from canteen import door_paper, orders, reversals, scans, sittings, tickets
from canteen.models import MealTicket, Order, Redemption, Sitting
from canteen.topics import SittingTopic
from tests import cast
from tests.race import race
from venue.rules.models import RuleOverride

pytestmark = pytest.mark.django_db


def lunch(*booked: int, begun_min: int = 16, covers: int = 4) -> tuple[Sitting, list[MealTicket]]:
    """A sitting that began so many minutes ago, with orders of so many covers made the day before; no reserve."""
    sitting = cast.sitting(covers=covers, walk_in_reserve=0)
    shown = [cast.order(sitting, each).tickets.get() for each in booked]
    began = timezone.now() - timedelta(minutes=begun_min)
    Sitting.objects.filter(pk=sitting.pk).update(starts_at=began, ends_at=began + timedelta(minutes=50))
    Order.objects.update(confirmed_at=began - timedelta(days=1))
    sitting.refresh_from_db()
    return sitting, shown


def scan(ticket: MealTicket, covers: int | None = None) -> str:
    attempt = scans.Attempt(token=door_paper.token(ticket), covers=covers, request_id=cast.request_id())
    return tickets.redeem(attempt, by="device:1").result


def walk_in() -> str:
    return scan(cast.open_ticket())


def crew_sees(sitting: Sitting) -> dict[str, int]:
    truth = SittingTopic().read(str(sitting.pk), crew=True)
    assert truth
    return {name: truth.data[name] for name in ("expected", "served", "left", "unclaimed", "free")}


def test_until_then_a_place_waits_for_who_booked_it() -> None:
    lunch(4, begun_min=14)
    assert walk_in() == "sitting_full"


def test_after_that_who_comes_without_a_ticket_sits_down() -> None:
    _sitting, (_nobody, amina) = lunch(3, 1)
    assert (scan(amina), [walk_in() for _ in range(4)]) == ("redeemed", ["redeemed"] * 3 + ["sitting_full"])


def test_it_can_be_ordered_again_from_the_street() -> None:
    sitting, _shown = lunch(3, 1)
    with transaction.atomic():
        order = orders.place(orders.Wish(sitting=sitting.pk, covers=4))
    assert order.state == "confirmed"


def test_the_minutes_are_a_rule_of_the_house() -> None:
    RuleOverride.objects.create(key="meal.release_after_start_min", value=25, valid_from=date(2000, 1, 1))
    lunch(4)
    assert walk_in() == "sitting_full"


def test_who_orders_during_the_meal_has_as_many_minutes_to_come() -> None:
    sitting, _shown = lunch(3)
    cast.order(sitting, 1)
    assert crew_sees(sitting)["unclaimed"] == 3


def test_the_crew_sees_what_is_unclaimed_and_what_is_free() -> None:
    sitting, (two, _one) = lunch(2, 1)
    scan(two, covers=1)
    assert crew_sees(sitting) == {"expected": 3, "served": 1, "left": 2, "unclaimed": 2, "free": 3}
    walk_in()
    assert crew_sees(sitting) == {"expected": 4, "served": 2, "left": 2, "unclaimed": 2, "free": 2}


def test_who_comes_late_sits_down_while_there_is_a_place() -> None:
    sitting, (late, _nobody) = lunch(2, 2)
    assert ([walk_in(), walk_in()], scan(late)) == (["redeemed"] * 2, "redeemed")
    assert crew_sees(sitting) == {"expected": 6, "served": 4, "left": 2, "unclaimed": 2, "free": 0}


def test_who_comes_late_to_a_full_room_is_told_so_and_keeps_the_ticket() -> None:
    _sitting, (late,) = lunch(4)
    assert [walk_in() for _ in range(3)] == ["redeemed"] * 3
    assert [scan(late), scan(late, covers=1), scan(late, covers=1)] == ["sitting_full", "redeemed", "sitting_full"]


def test_the_board_and_the_socket_hear_of_what_only_time_has_released() -> None:
    sitting, _shown = lunch(4)
    before = SittingTopic().read(str(sitting.pk), crew=False)
    assert (sittings.tell_released(), before and before.data["covers_left"]) == (1, 4)
    after = SittingTopic().read(str(sitting.pk), crew=False)
    assert after
    assert before
    assert after.revision == before.revision + 1


@pytest.mark.parametrize("state", ["cancelled", "closed"])
def test_what_is_not_open_has_no_covers_left_on_the_socket_either(state: str) -> None:
    sitting = cast.serving(state=state)
    truth = SittingTopic().read(str(sitting.pk), crew=False)
    assert truth
    assert truth.data == {"sitting": sitting.pk, "state": state, "covers_left": 0}


def test_a_meal_that_is_over_is_closed_on_the_socket_before_any_job_has_come() -> None:
    sitting = cast.serving(ends_at=timezone.now() - timedelta(minutes=1))
    truth = SittingTopic().read(str(sitting.pk), crew=False)
    assert truth
    assert (truth.data["state"], truth.data["covers_left"]) == ("closed", 0)


def test_a_place_taken_back_is_news_for_everybody() -> None:
    sitting, (late,) = lunch(4)
    scan(late)
    assert Sitting.objects.get(pk=sitting.pk).revision > sitting.revision


def test_a_place_taken_back_and_given_up_again_is_news_too() -> None:
    sitting, (late,) = lunch(4)
    said = cast.request_id()
    tickets.redeem(scans.Attempt(token=door_paper.token(late), request_id=said), by="device:1")
    before = Sitting.objects.get(pk=sitting.pk).revision
    reversals.undo(cast.request_id(), undoing=said, by="device:1")
    assert Sitting.objects.get(pk=sitting.pk).revision > before
    assert crew_sees(sitting)["free"] == 4


def crowd() -> int:
    """Ten who come late and ten without a ticket, at once, for five places; how many meals were served."""
    _sitting, late = lunch(*[1] * 10, covers=10)
    for _ in range(5):
        assert walk_in() == "redeemed"
    turns, lock = cycle([*late, *[cast.open_ticket() for _ in range(10)]]), Lock()

    def come() -> str:
        with lock:
            mine = next(turns)
        return scan(mine)

    race(20, come)
    return sum(Redemption.objects.values_list("covers", flat=True))


@pytest.mark.django_db(transaction=True)
def test_the_last_places_are_given_once_to_the_late_and_to_those_without_a_ticket() -> None:
    assert crowd() == 10


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_more_would_sit_down_than_there_are_places() -> None:
    def no_lock(self: QuerySet[Any], **kwargs: Any) -> QuerySet[Any]:
        return self

    with patch.object(QuerySet, "select_for_update", no_lock):
        assert crowd() > 10
