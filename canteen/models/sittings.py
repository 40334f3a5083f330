"""A sitting: so many covers, at an hour, in a room (REQ-C1). Two sittings in one lunch are two rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.apps import apps
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canteen.models.costs import CostVersion
from canteen.models.menus import Menu
from venue import rules
from venue.house.models import OperatingEntity
from venue.rows import Rows
from venue.wording import in_language


class State(models.TextChoices):
    """`full` is not stored: it is an open sitting with no cover left."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


# What `with_covers_left()` says, of one sitting and written out: composing that statement costs the ORM several times
# what the database takes to answer it, and when a sitting sells out everybody asks. A test holds the two together.
COUNTING = """
SELECT {sitting}, expected, held, expected + held AS covers_taken, unclaimed,
    GREATEST(sitting.covers - booked + unclaimed - GREATEST(
        CASE WHEN sitting.starts_at <= %(released)s THEN 0 ELSE sitting.walk_in_reserve END, walked_in
    ), 0) AS covers_left
FROM canteen_sitting sitting, LATERAL (
    SELECT
        COALESCE(SUM(covers) FILTER (WHERE state = 'confirmed'), 0) AS expected,
        COALESCE(SUM(covers) FILTER (WHERE state = 'awaiting_payment'), 0) AS held,
        COALESCE(SUM(covers) FILTER (WHERE walk_in), 0) AS walked_in,
        COALESCE(SUM(covers) FILTER (WHERE NOT walk_in), 0) AS booked
    FROM canteen_order
    WHERE sitting_id = sitting.id
        AND (state = 'confirmed' OR (state = 'awaiting_payment' AND expires_at > %(at)s))
) counted, LATERAL (
    SELECT CASE WHEN sitting.starts_at <= %(released)s THEN (
        SELECT COALESCE(SUM(ticket.covers - ticket.covers_redeemed), 0)
        FROM canteen_mealticket ticket JOIN canteen_order "order" ON "order".id = ticket.order_id
        WHERE ticket.sitting_id = sitting.id AND ticket.voided_at IS NULL
            AND "order".state = 'confirmed' AND NOT "order".walk_in AND "order".confirmed_at <= %(released)s
    ) ELSE 0 END AS unclaimed
) late
WHERE sitting.id = %(pk)s
"""


class SittingQuerySet(models.QuerySet["Sitting"]):
    def public(self) -> SittingQuerySet:
        return self.exclude(state=State.DRAFT)

    def between(self, starts: datetime, ends: datetime) -> SittingQuerySet:
        """Those that are served, even in part, from `starts` until before `ends`."""
        return self.filter(starts_at__lt=ends, ends_at__gt=starts)

    def served_at(self, at: datetime) -> SittingQuerySet:
        return self.filter(state=State.OPEN, starts_at__lte=at, ends_at__gt=at)

    def with_covers_left(self, at: datetime | None = None) -> SittingQuerySet:
        """Adds, in one statement, what is `expected` (confirmed covers), `held` (awaiting payment), `covers_taken`
        (both), `unclaimed` (of the expected: released, because nobody came for them in time) and `covers_left`: what
        can still be ordered at `at` (default now).
        """
        at = at or timezone.now()
        reserve = Greatest(reserve_at(at), covers_of(LIVE(at), walk_in=True))
        counted = self.annotate(  # type: ignore[no-redef]
            expected=covers_of(Q(state="confirmed")), held=covers_of(HELD(at)), unclaimed=unclaimed_at(at)
        )
        booked = covers_of(LIVE(at), walk_in=False)
        return counted.annotate(  # type: ignore[no-redef]
            covers_taken=F("expected") + F("held"),
            covers_left=Greatest(F("covers") - booked + F("unclaimed") - reserve, 0),
        )

    def counted(self, pk: int, at: datetime | None = None) -> Sitting | None:
        """The sitting with that key as `with_covers_left(at)` gives it, at a fraction of the cost; None if unknown."""
        at = at or timezone.now()
        found = COUNTED.one(pk=pk, at=at, released=released_by(at))
        if found is None:
            return None
        sitting: Sitting = found.pop("sitting")
        for name, covers in found.items():
            setattr(sitting, name, covers)
        return sitting

    def with_free_covers(self, at: datetime | None = None) -> SittingQuerySet:
        return self.with_covers_left(at).filter(covers_left__gt=0)  # type: ignore[misc]


def HELD(at: datetime) -> Q:  # noqa: N802  a condition with a moment
    """A hold past its time holds nothing, even if no job has said so yet."""
    return Q(state="awaiting_payment", expires_at__gt=at)


def LIVE(at: datetime) -> Q:  # noqa: N802
    return Q(state="confirmed") | HELD(at)


def covers_of(which: Q, **more: bool) -> Coalesce:
    """The covers of a sitting's orders, counted in the database from the index of live orders."""
    orders = apps.get_model("canteen", "Order").objects.filter(which, sitting=OuterRef("pk"), **more)
    total = orders.order_by().values("sitting").annotate(total=Sum("covers")).values("total")
    return Coalesce(Subquery(total), 0, output_field=models.IntegerField())


def reserve_at(at: datetime) -> models.Case:
    """Covers kept for people who come without booking, until some minutes after the start (REQ-C10)."""
    return models.Case(
        models.When(starts_at__lte=released_by(at), then=0),
        default=F("walk_in_reserve"),
        output_field=models.IntegerField(),
    )


def unclaimed_at(at: datetime) -> models.Case:
    """Covers that were ordered and that nobody has come for some minutes after the start (REQ-C10).

    Whoever orders during the meal has as many minutes to come.
    """
    late = {"order__state": "confirmed", "order__walk_in": False, "order__confirmed_at__lte": released_by(at)}
    tickets = apps.get_model("canteen", "MealTicket").objects.filter(sitting=OuterRef("pk"), voided_at=None, **late)
    left = tickets.order_by().values("sitting").annotate(left=Sum(F("covers") - F("covers_redeemed"))).values("left")
    return models.Case(
        models.When(starts_at__lte=released_by(at), then=Coalesce(Subquery(left), 0)),
        default=0,
        output_field=models.IntegerField(),
    )


def released_by(at: datetime) -> datetime:
    """What began, or was ordered, before this moment and was not claimed is released at `at`."""
    return at - timedelta(minutes=rules.get("meal.release_after_start_min", at=at))


class Sitting(models.Model):
    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="sittings", verbose_name=_("legal body")
    )
    space = models.ForeignKey("spaces.Space", on_delete=models.PROTECT, related_name="sittings", verbose_name=_("room"))
    menu = models.ForeignKey(
        Menu, on_delete=models.PROTECT, null=True, blank=True, related_name="sittings", verbose_name=_("menu")
    )
    title_fr = models.CharField(
        _("special name, in French"), max_length=60, blank=True, help_text=_("Empty, or what sets it apart: Brunch.")
    )
    title_en = models.CharField(_("special name, in English"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    covers = models.PositiveIntegerField(_("covers"))
    walk_in_reserve = models.PositiveIntegerField(_("kept for people who cannot book"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    # What was in force when it opened; orders and postings count with these and no later version moves them.
    cost_version = models.ForeignKey(
        CostVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="sittings",
        verbose_name=_("costs"),
    )
    equilibrium_cents = models.PositiveIntegerField(
        _("equilibrium price (cents)"), null=True, blank=True, editable=False
    )
    cancelled_because = models.CharField(_("why it is cancelled"), max_length=200, blank=True, editable=False)
    # Grows with every change that anybody can see, its orders' included; the live topic's revision.
    revision = models.PositiveBigIntegerField(_("revision"), default=1, editable=False)
    # *Essai* (DOMAIN §11): lets the demo be tried at any hour; ignored by opening hours, claims and the closing reset.
    trial = models.BooleanField(_("trial"), default=False, editable=False)

    # Only on rows that came from with_covers_left() or counted().
    expected: int
    held: int
    covers_taken: int
    unclaimed: int
    covers_left: int

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="sittings_by_time")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_sitting_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(covers__gte=1, covers__lte=1000), name="a_sitting_has_covers"),
            models.CheckConstraint(
                condition=Q(walk_in_reserve__lte=F("covers")), name="the_walk_in_reserve_is_part_of_the_covers"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_sitting_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.CANCELLED])
                | Q(cost_version__isnull=False, equilibrium_cents__isnull=False),
                name="an_opened_sitting_has_its_price",
            ),
            models.UniqueConstraint(
                fields=["space", "starts_at"], condition=Q(trial=True), name="one_trial_per_space_and_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H:%M} {self.title_fr}".strip()

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)

    @property
    def covers_free(self) -> int:
        """What a walk-in may have: covers that nobody holds, the reserve included, and those that nobody claimed."""
        return max(0, self.covers - self.covers_taken + self.unclaimed)

    @property
    def bookable(self) -> int:
        """Covers that can be ordered ahead."""
        return self.covers - self.walk_in_reserve


COUNTED = Rows(COUNTING, sitting=Sitting)


class SittingChange(models.Model):
    """Who opened, closed or cancelled a sitting, and when."""

    append_only = True

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="changes", verbose_name=_("sitting"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    at = models.DateTimeField(_("when"))
    by = models.CharField(_("by"), max_length=60)

    class Meta:
        verbose_name = _("change of a sitting")
        verbose_name_plural = _("changes of a sitting")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.sitting}: {self.state}"
