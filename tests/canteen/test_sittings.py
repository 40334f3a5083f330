"""A sitting is planned, opened, changed, closed or cancelled, and claims its room only while it is open (REQ-C1)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from canteen import orders, sittings
from canteen.models import Sitting, SittingChange
from tests.canteen import kitchen
from venue.rules.models import RuleOverride
from venue.rules.reading import forget
from venue.spaces import capacity
from venue.spaces.models import CapacityClaim

pytestmark = pytest.mark.django_db
MONDAY = kitchen.TUESDAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def left(sitting, at=None):
    return Sitting.objects.with_covers_left(at).get(pk=sitting.pk).covers_left


def test_opening_fixes_the_price_of_the_day():
    sitting = kitchen.opened()
    kitchen.costs(valid_from=kitchen.TUESDAY.date(), food_cents=9_000_000)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.equilibrium_cents) == ("open", 750)


def test_a_sitting_without_costs_cannot_be_opened():
    with pytest.raises(sittings.NoCosts):
        sittings.open(kitchen.draft(), by=kitchen.MANAGER)


def test_a_sitting_that_is_over_cannot_be_opened():
    kitchen.costs()
    with pytest.raises(sittings.SittingIsOver):
        sittings.open(kitchen.draft(starts_at=MONDAY - timedelta(hours=2)), by=kitchen.MANAGER)


def test_a_sitting_cannot_be_opened_while_the_house_is_closed():
    kitchen.costs()
    late = kitchen.TUESDAY.replace(hour=21, minute=30)
    with pytest.raises(sittings.OutsideOpeningHours):
        sittings.open(kitchen.draft(starts_at=late), by=kitchen.MANAGER)


def test_an_open_sitting_is_expected_in_its_room_unless_it_is_cancelled():
    def expected():
        return list(CapacityClaim.objects.filter(released_at=None).values_list("source", "people"))

    first = kitchen.opened()
    second = kitchen.opened(starts_at=kitchen.TUESDAY + timedelta(hours=1))
    assert expected() == [(f"sitting:{first.pk}", 48), (f"sitting:{second.pk}", 48)]
    sittings.close(first, by=kitchen.MANAGER)
    sittings.cancel(second, because="La chaudière est en panne.", by=kitchen.MANAGER)
    assert expected() == [(f"sitting:{first.pk}", 48)]


def test_a_sitting_that_does_not_fit_its_room_stays_a_draft():
    kitchen.opened()
    overlapping = kitchen.draft(starts_at=kitchen.TUESDAY + timedelta(minutes=40))
    with pytest.raises(capacity.OverCapacity):
        sittings.open(overlapping, by=kitchen.MANAGER)
    overlapping.refresh_from_db()
    assert overlapping.state == "draft"


def test_more_covers_must_fit_the_room_too():
    with pytest.raises(capacity.OverCapacity):
        sittings.change(kitchen.opened(), {"covers": 55}, by=kitchen.MANAGER)


def test_a_trial_ignores_hours_and_claims():
    kitchen.costs()
    night = kitchen.TUESDAY.replace(hour=3)
    sittings.open(kitchen.draft(starts_at=night, covers=60, trial=True), by="house")
    assert not CapacityClaim.objects.exists()


def test_opening_twice_is_opening_once():
    sitting = kitchen.opened()
    sittings.open(sitting, by=kitchen.MANAGER)
    assert list(SittingChange.objects.values_list("state", "by")) == [("open", kitchen.MANAGER)]


def test_the_reserve_for_people_who_cannot_book_is_released_some_minutes_after_the_start():
    sitting = kitchen.opened()
    start = kitchen.TUESDAY
    assert [left(sitting, start + timedelta(minutes=late)) for late in (-60, 0, 14, 15)] == [41, 41, 41, 48]


def test_the_usual_reserve_is_a_share_and_never_fewer_than_four():
    assert [sittings.usual_reserve(covers) for covers in (48, 40, 20, 3)] == [7, 6, 4, 3]


def test_the_share_is_a_rule():
    RuleOverride.objects.create(key="meal.walkin_reserve_pct", value=25, valid_from=MONDAY.date())
    forget()
    assert sittings.usual_reserve(48) == 12


def test_a_closed_sitting_takes_no_other_change():
    sitting = kitchen.opened()
    sittings.close(sitting, by=kitchen.MANAGER)
    for verb in (sittings.open, sittings.change):
        with pytest.raises(sittings.WrongState) as refused:
            verb(sitting, by=kitchen.MANAGER, **({"facts": {"covers": 50}} if verb is sittings.change else {}))
        assert refused.value.figures == {"state": "closed"}


def test_a_cancelled_sitting_says_why():
    sitting = sittings.cancel(kitchen.opened(), because="La chaudière est en panne.", by=kitchen.MANAGER)
    assert (sitting.state, sitting.cancelled_because) == ("cancelled", "La chaudière est en panne.")


def ordered(sitting, covers):
    return orders.place(orders.Wish(sitting=sitting.pk, covers=covers, email="amina@example.org"))


def test_a_cancelled_sitting_cancels_what_was_ordered():
    sitting = kitchen.opened()
    order = ordered(sitting, 3)
    sittings.cancel(sitting, because="La chaudière est en panne.", by=kitchen.MANAGER)
    order.refresh_from_db()
    assert (order.state, order.tickets.get().voided_at is None) == ("cancelled", False)


def test_covers_that_are_ordered_stay():
    sitting = kitchen.opened(covers=10, walk_in_reserve=4)
    ordered(sitting, 5)
    with pytest.raises(sittings.CoversAlreadyOrdered) as refused:
        sittings.change(sitting, {"covers": 4, "walk_in_reserve": 0}, by=kitchen.MANAGER)
    assert refused.value.figures == {"covers_ordered": 5}


def test_the_hour_on_the_tickets_cannot_move_once_guests_have_them():
    with pytest.raises(sittings.WrongState):
        sittings.change(kitchen.opened(), {"starts_at": MONDAY}, by=kitchen.MANAGER)


def test_a_draft_may_move():
    later = kitchen.TUESDAY + timedelta(minutes=30)
    assert sittings.change(kitchen.draft(), {"starts_at": later}, by=kitchen.MANAGER).starts_at == later


def test_every_change_is_another_revision():
    sitting = kitchen.opened()
    sitting.refresh_from_db()
    before = sitting.revision
    sittings.change(sitting, {"covers": 50}, by=kitchen.MANAGER)
    assert Sitting.objects.get().revision == before + 1


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"ends_at": kitchen.TUESDAY}, "a_sitting_ends_after_it_starts"),
        ({"covers": 0, "walk_in_reserve": 0}, "a_sitting_has_covers"),
        ({"walk_in_reserve": 49}, "the_walk_in_reserve_is_part_of_the_covers"),
        ({"state": "open"}, "an_opened_sitting_has_its_price"),
    ],
)
def test_the_database_refuses_a_sitting_that_makes_no_sense(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        kitchen.draft(**facts)
