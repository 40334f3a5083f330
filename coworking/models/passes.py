"""What gives a place at a desk: the offers on the price list, the passes that people hold, each use of one (REQ-W2).

Nothing here is shown to crew: which tariff somebody chose is hers to know (DESIGN §1.1).
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking.models.bookings import Booking
from coworking.models.resources import Kind
from venue import rules
from venue.house.models import OperatingEntity
from venue.people.models import Person
from venue.spaces.models.places import speaks_french


class Unit(models.TextChoices):
    """What one unit of a pass opens; a half-day and a day are told apart by `pass.half_day_h`."""

    HOUR = "hour", _("hour")
    HALF_DAY = "half_day", _("half-day")
    DAY = "day", _("day")


class OfferQuerySet(models.QuerySet["Offer"]):
    def sold(self) -> OfferQuerySet:
        return self.filter(on_sale=True)

    def by_the_stretch(self) -> OfferQuerySet:
        """Those that pay for one booking of a desk: their cheapest combination is its price."""
        return self.sold().filter(kind__in=Offer.STRETCHES, price_cents__gt=0, resource_kinds__contains=[Kind.DESK])

    def passes(self) -> OfferQuerySet:
        """Those that are bought ahead and then used."""
        return self.sold().filter(kind__in=Offer.PASSES)


class Offer(models.Model):
    """A line of the price list. Prices are in cents, VAT included; none means that everybody chooses her own."""

    class Sort(models.TextChoices):
        HOUR = "hour", _("hour")
        HALF_DAY = "half_day", _("half-day")
        DAY = "day", _("day")
        TICKET_BOOK = "ticket_book", _("book of tickets")
        PART_TIME = "part_time", _("part-time")
        RESIDENT = "resident", _("resident")
        STUDY = "study", _("study seat")
        SOLIDARITY = "solidarity", _("solidarity rate")

    STRETCHES = (Sort.HOUR, Sort.HALF_DAY, Sort.DAY)
    PASSES = (Sort.TICKET_BOOK, Sort.PART_TIME, Sort.RESIDENT, Sort.SOLIDARITY)

    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="offers", verbose_name=_("sold by")
    )
    code = models.SlugField(_("short code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60, help_text=_("In French."))
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Sort)
    price_cents = models.PositiveIntegerField(
        _("price"), null=True, blank=True, help_text=_("In cents, VAT included. Empty: everybody chooses her own.")
    )
    units = models.PositiveSmallIntegerField(
        _("tickets"), null=True, blank=True, help_text=_("How many; empty: no limit.")
    )
    unit = models.CharField(_("one ticket opens"), max_length=8, choices=Unit, blank=True)
    days_per_month = models.PositiveSmallIntegerField(
        _("days a month"), null=True, blank=True, help_text=_("Different days in one calendar month; empty: no limit.")
    )
    months = models.PositiveSmallIntegerField(_("valid for (months)"), default=1, validators=[MinValueValidator(1)])
    resource_kinds = ArrayField(
        models.CharField(max_length=12, choices=Kind), verbose_name=_("opens"), default=list, blank=True
    )
    renews = models.BooleanField(
        _("subscription"), default=False, help_text=_("Paid by card each month until it is ended.")
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    on_sale = models.BooleanField(_("on sale"), default=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["hour", "half_day", "day", "ticket_book", "part_time", "resident", "study", "solidarity"]
                ),
                name="an_offer_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(units=None) | (Q(units__gte=1) & ~Q(unit="")), name="tickets_open_something"
            ),
            models.CheckConstraint(condition=Q(months__gte=1), name="an_offer_is_valid_for_some_time"),
            models.CheckConstraint(condition=Q(renews=False) | Q(price_cents__gt=0), name="a_subscription_has_a_price"),
        ]

    def __str__(self) -> str:
        return self.local_name

    @property
    def local_name(self) -> str:
        """The name in the language of the request."""
        return self.name_en if self.name_en and not speaks_french() else self.name

    def opens(self, kind: str) -> bool:
        """Whether it gives a place at resources of that kind."""
        return kind in self.resource_kinds

    @property
    def own_choice(self) -> bool:
        """Everybody chooses what she pays, on trust; 0 is as ordinary as any amount."""
        return self.price_cents is None


class PassQuerySet(models.QuerySet["Pass"]):
    def usable(self, day: date) -> PassQuerySet:
        """Those that open a desk on the local `day`. One whose payment failed does through its grace."""
        grace = timedelta(days=rules.get("pass.grace_days"))
        return self.filter(
            Q(valid_until__gte=day) | Q(renews=True, valid_until__gte=day - grace),
            state__in=[Pass.State.ACTIVE, Pass.State.PAST_DUE],
            valid_from__lte=day,
        )

    def over(self, day: date) -> PassQuerySet:
        """Those that still say active, and opened no desk any more before `day`."""
        grace = timedelta(days=rules.get("pass.grace_days"))
        return self.filter(
            Q(renews=False, valid_until__lt=day) | Q(renews=True, valid_until__lt=day - grace),
            state__in=[Pass.State.ACTIVE, Pass.State.PAST_DUE],
        )


class Pass(models.Model):
    """What somebody bought ahead. It holds what its offer gave on that day, so that a new price list changes nothing.

    `units_left` goes down on use, not on booking, and only by the guarded update of `passes.use`. It holds no amount;
    `posting_ref` is random and on no page, so that nothing leads from the books to a person.
    """

    class State(models.TextChoices):
        AWAITING_PAYMENT = "awaiting_payment", _("waiting for payment")
        ACTIVE = "active", _("active")
        PAST_DUE = "past_due", _("payment failed")
        ENDED = "ended", _("ended")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="passes")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="passes")
    state = models.CharField(max_length=16, choices=State, default=State.AWAITING_PAYMENT)
    valid_from = models.DateField()
    valid_until = models.DateField(help_text=_("The last day; of a subscription, the last that is paid."))
    units = models.PositiveSmallIntegerField(null=True, blank=True)
    units_left = models.SmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=8, choices=Unit, blank=True)
    days_per_month = models.PositiveSmallIntegerField(null=True, blank=True)
    renews = models.BooleanField(default=False, help_text=_("Stripe charges the next month unless it is ended."))
    posting_ref = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PassQuerySet.as_manager()

    class Meta:
        verbose_name = _("pass")
        verbose_name_plural = _("passes")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["awaiting_payment", "active", "past_due", "ended", "cancelled"]),
                name="a_pass_has_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(units=None, units_left=None)
                | Q(units__isnull=False, units_left__gte=0, units_left__lte=F("units")),
                name="tickets_left_are_between_none_and_all",
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="a_pass_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(state__in=["ended", "cancelled"], ended_at__isnull=False)
                | (~Q(state__in=["ended", "cancelled"]) & Q(ended_at=None)),
                name="a_pass_that_is_over_has_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "state"], name="passes_of_a_person"),
            models.Index(
                fields=["valid_until"],
                condition=Q(state__in=["awaiting_payment", "active", "past_due"]),
                name="standing_passes",
            ),
        ]

    def __str__(self) -> str:
        return f"pass {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.ENDED, self.State.CANCELLED)

    def last_day(self) -> date:
        """The last day on which it opens a desk, if nothing more is paid."""
        return self.valid_until + timedelta(days=rules.get("pass.grace_days") if self.renews else 0)


def new_pass(offer: Offer, person: Person | None, day: date) -> Pass:
    """A pass as `offer` gives it from the local `day` on; not written yet, not paid yet."""
    return Pass(
        person=person,
        offer=offer,
        valid_from=day,
        valid_until=day + relativedelta(months=offer.months),
        units=offer.units,
        units_left=offer.units,
        unit=offer.unit,
        days_per_month=offer.days_per_month,
        renews=offer.renews,
    )


class PassUse(models.Model):
    """A booking that was taken from a pass, at its check-in; never edited. What is given back is another row.

    `units` is 0 when the day was counted before: two bookings of one day are one day of a part-time pass.
    """

    append_only = True
    forgettable = True

    held = models.ForeignKey(Pass, on_delete=models.PROTECT, related_name="uses")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="pass_uses")
    day = models.DateField(help_text=_("The local day that it counts for."))
    units = models.PositiveSmallIntegerField()
    gives_back = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="given")
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booking"], condition=Q(gives_back=None), name="a_booking_is_taken_from_one_pass_once"
            )
        ]
        indexes = [models.Index(fields=["held", "day"], name="days_of_a_pass")]

    def __str__(self) -> str:
        return f"{self.held_id} {self.day} {'+' if self.gives_back_id else '−'}{self.units}"


class Fare(models.Model):
    """That the bookings of one request are paid for by themselves, without a pass. The amount is the payment's alone.

    `posting_ref` is what the books call it; it changes when a part is given back, because then it is posted anew.
    """

    group = models.UUIDField(unique=True)
    posting_ref = models.UUIDField(default=uuid.uuid4, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    paid_at = models.DateTimeField(null=True, blank=True)
    given_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"fare {self.pk}"

    @property
    def stands(self) -> bool:
        """Whether the time is paid, and not all of it was given back."""
        return self.paid_at is not None and self.given_back_at is None


class FareReturn(models.Model):
    """The share of one booking went back, once however often its job runs; never edited."""

    append_only = True
    forgettable = True

    fare = models.ForeignKey(Fare, on_delete=models.PROTECT, related_name="returns")
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="fare_return")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.fare} {self.booking_id}"
