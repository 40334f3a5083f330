"""What is done with a sitting: planned, opened, changed, closed, cancelled; and the trial of the demo.

An opened sitting claims its covers in the house's capacity until its end; a cancelled one gives them back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canteen import costs, orders
from canteen.costs import NoCosts
from canteen.models import CostVersion, Menu, Sitting, SittingChange, State
from canteen.models.sittings import released_by
from venue import rules
from venue.errors import Refused
from venue.house.models import Building, OperatingEntity
from venue.live import announce_on_commit
from venue.spaces import capacity, hours
from venue.spaces.models import Space

# The *Essai* of the demo: long enough to order, pay and be scanned, and begun every other hour.
TRIAL_COVERS = 48
TRIAL_LASTS = timedelta(hours=3)
TRIAL_NEEDS = timedelta(minutes=15)

# What may still change once guests have ordered: never the hour or the room that their tickets name.
CHANGEABLE_WHEN_OPEN = frozenset({"covers", "walk_in_reserve", "menu", "title_fr", "title_en"})


class WrongState(Refused):
    """Carries the `state` that the sitting is in."""

    code = "wrong_state"
    status: ClassVar[int] = 409
    message = _("This sitting is no longer in a state that allows this.")


class SittingIsOver(Refused):
    code = "sitting_over"
    message = _("This sitting would already be over.")


class OutsideOpeningHours(Refused):
    code = "outside_opening_hours"
    message = _("The house is closed at that time.")


class CoversAlreadyOrdered(Refused):
    """Carries `covers_ordered`."""

    code = "covers_already_ordered"
    status: ClassVar[int] = 409
    message = _("Guests have already booked more covers than that.")


def usual_reserve(covers: int, *, building: int | None = None) -> int:
    """Covers to keep for people who cannot book: a share, half-up, never fewer than a few (`meal.walkin_reserve_*`)."""
    percent: int = rules.get("meal.walkin_reserve_pct", building=building)
    fewest: int = rules.get("meal.walkin_reserve_min", building=building)
    return min(covers, max((covers * percent + 50) // 100, fewest))


def plan(
    *,
    entity: OperatingEntity,
    space: Space,
    starts_at: datetime,
    ends_at: datetime,
    covers: int,
    walk_in_reserve: int | None = None,
    menu: Menu | None = None,
    title_fr: str = "",
    title_en: str = "",
) -> Sitting:
    """A draft, with the usual reserve unless another is given; nobody sees it before it is opened."""
    if walk_in_reserve is None:
        walk_in_reserve = usual_reserve(covers, building=space.building_id)
    return Sitting.objects.create(
        entity=entity,
        space=space,
        menu=menu,
        title_fr=title_fr,
        title_en=title_en,
        starts_at=starts_at,
        ends_at=ends_at,
        covers=covers,
        walk_in_reserve=walk_in_reserve,
    )


@transaction.atomic
def change(sitting: Sitting, facts: Mapping[str, Any], *, by: str) -> Sitting:
    """Other facts for a draft, or what can still move in an open sitting.

    Raises WrongState, CoversAlreadyOrdered, and capacity's refusal when more covers do not fit the house.
    """
    sitting = _locked(sitting, State.DRAFT, State.OPEN)
    if sitting.state == State.OPEN and not facts.keys() <= CHANGEABLE_WHEN_OPEN:
        raise WrongState(state=sitting.state)
    for name, value in facts.items():
        setattr(sitting, name, value)
    if sitting.state == State.OPEN:
        _keep_what_is_ordered(sitting)
        _claim(sitting)
    sitting.save(update_fields=list(facts))
    _announce(sitting)
    return sitting


@transaction.atomic
def throw_away(sitting: Sitting) -> None:
    """Forget a draft, which no guest has seen. Raises WrongState for what has been opened: that can be cancelled."""
    _locked(sitting, State.DRAFT).delete()


@transaction.atomic
def open(sitting: Sitting, *, by: str) -> Sitting:
    """Let guests order: fixes the price of the day and claims the covers. Opening twice changes nothing.

    Raises WrongState, SittingIsOver, NoCosts, OutsideOpeningHours, and capacity's refusal with its figures.
    """
    sitting = _locked(sitting, State.DRAFT, State.OPEN)
    if sitting.state == State.OPEN:
        return sitting
    if sitting.ends_at <= timezone.now():
        raise SittingIsOver
    _fix_price(sitting)
    if not sitting.trial and not hours.covers(sitting.space, sitting.starts_at, sitting.ends_at):
        raise OutsideOpeningHours
    _enter(sitting, State.OPEN, by=by)
    _claim(sitting)
    return sitting


@transaction.atomic
def close(sitting: Sitting, *, by: str) -> Sitting:
    """No more orders; who has a ticket is still expected and served. Closing twice changes nothing.

    It is *done* once it has ended: `canteen.closing` counts it and gives back what was not served.
    """
    sitting = _locked(sitting, State.OPEN, State.CLOSED)
    if sitting.state == State.OPEN:
        _enter(sitting, State.CLOSED, by=by)
    return sitting


@transaction.atomic
def cancel(sitting: Sitting, *, because: str, by: str) -> Sitting:
    """It does not take place: its orders are cancelled and paid back, its room is free. Twice changes nothing."""
    sitting = _locked(sitting, State.DRAFT, State.OPEN, State.CLOSED, State.CANCELLED)
    if sitting.state == State.CANCELLED:
        return sitting
    sitting.cancelled_because = because
    sitting.save(update_fields=["cancelled_because"])
    _enter(sitting, State.CANCELLED, by=by)
    capacity.release(_source(sitting))
    orders.cancel_all(sitting)
    return sitting


def ensure_trial(now: datetime | None = None) -> Sitting | None:
    """See to it that the demo can be tried at this moment; the *Essai* that had to be begun, or None.

    Nothing to do while a sitting with free covers is served and stays for a while, or in a house without costs.
    """
    now = now or timezone.now()
    space = Space.objects.filter(kind=Space.Kind.CANTEEN).first()
    version = CostVersion.objects.filter(valid_from__lte=timezone.localdate(now)).select_related("entity").first()
    if space is None or version is None or _can_be_tried(space, now):
        return None
    hour = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    usual_start = hour - timedelta(hours=hour.hour % 2)
    # The usual *Essai* of these two hours may already be full: then another, begun a few minutes ago.
    for starts_at in (usual_start, hour + timedelta(minutes=now.minute // 5 * 5)):
        begun = _begin_trial(space, version.entity, starts_at)
        if begun or _can_be_tried(space, now):
            return begun
    return None


def _can_be_tried(space: Space, now: datetime) -> bool:
    served = Sitting.objects.served_at(now).filter(space=space, ends_at__gt=now + TRIAL_NEEDS)
    return served.with_free_covers(now).exists()


def _begin_trial(space: Space, entity: OperatingEntity, starts_at: datetime) -> Sitting | None:
    trial = Sitting(
        entity=entity,
        space=space,
        menu=_menu_to_try(space.building, timezone.localdate(starts_at)),
        title_fr="Essai",
        title_en="Trial",
        starts_at=starts_at,
        ends_at=starts_at + TRIAL_LASTS,
        covers=TRIAL_COVERS,
        walk_in_reserve=usual_reserve(TRIAL_COVERS),
        trial=True,
    )
    try:
        with transaction.atomic():
            trial.save(force_insert=True)
            return open(trial, by="house")
    except IntegrityError:
        # Two processes have looked at once: the database keeps the first one's trial.
        return None


def _menu_to_try(building: Building, day: date) -> Menu | None:
    """Something to read that day: its own menu, else the next one, else the last one."""
    shown = Menu.objects.filter(building=building, dishes__published_at__isnull=False).distinct()
    return shown.filter(served_on__gte=day).order_by("served_on", "pk").first() or shown.order_by("-served_on").first()


def _locked(sitting: Sitting, *states: State) -> Sitting:
    # Against the order that is being placed while somebody closes: one of them waits, and then sees the other.
    locked = Sitting.objects.select_for_update(of=("self",)).select_related("space", "entity").get(pk=sitting.pk)
    if locked.state not in states:
        raise WrongState(state=locked.state)
    return locked


def _enter(sitting: Sitting, state: State, *, by: str) -> None:
    sitting.state = state
    sitting.save(update_fields=["state"])
    SittingChange.objects.create(sitting=sitting, state=state, at=timezone.now(), by=by)
    _announce(sitting)


def tell_released() -> int:
    """Tell again each minute of the sittings whose reserve and unclaimed covers are released; how many there are.

    Nothing is written when time releases a cover, so nobody would be told (REQ-C10).
    """
    now = timezone.now()
    released = Sitting.objects.filter(state=State.OPEN, starts_at__lte=released_by(now), ends_at__gt=now)
    for sitting in released:
        with transaction.atomic():
            _announce(sitting)
    return len(released)


def _announce(sitting: Sitting) -> None:
    Sitting.objects.filter(pk=sitting.pk).update(revision=F("revision") + 1)
    announce_on_commit(f"sitting:{sitting.pk}")


def _fix_price(sitting: Sitting) -> None:
    building = sitting.space.building_id
    price = costs.price_on(sitting.entity, timezone.localdate(sitting.starts_at), building=building)
    if price is None:
        raise NoCosts
    sitting.cost_version, sitting.equilibrium_cents = price
    sitting.save(update_fields=["cost_version", "equilibrium_cents"])


def _keep_what_is_ordered(sitting: Sitting) -> None:
    ordered = Sitting.objects.with_covers_left().get(pk=sitting.pk).covers_taken
    if sitting.covers < ordered:
        raise CoversAlreadyOrdered(covers_ordered=ordered)


def _claim(sitting: Sitting) -> None:
    if not sitting.trial:
        capacity.claim(
            sitting.space,
            sitting.covers,
            sitting.starts_at,
            sitting.ends_at,
            source=_source(sitting),
            title=_title(sitting),
        )


def _source(sitting: Sitting) -> str:
    return f"sitting:{sitting.pk}"


def _title(sitting: Sitting) -> str:
    """For whom reads it in a conflict, whose hours stand beside it; stored, hence in the language of the house."""
    return sitting.title_fr or "Repas"
