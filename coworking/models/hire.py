"""Hiring a room (REQ-W5): what it costs, who asks for it, and what the house answers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking.models.bookings import Booking, new_key
from coworking.models.resources import Resource
from venue.people.models import Person
from venue.spaces.models import Layout


class Customer(models.TextChoices):
    """Who hires. The order is that of the house: what is for everybody comes before what is private (REQ-W5)."""

    PUBLIC = "public", _("public body")
    ASSOCIATION = "association", _("association")
    PERSON = "person", _("person")
    COMPANY = "company", _("company")


class PriceQuerySet(models.QuerySet["RoomPrice"]):
    def valid_on(self, day: date) -> PriceQuerySet:
        """The latest price of each room, customer and unit that has begun by `day`."""
        begun = self.filter(valid_from__lte=day)
        return begun.order_by("resource_id", "customer", "unit", "-valid_from").distinct(
            "resource_id", "customer", "unit"
        )


class RoomPrice(models.Model):
    """What a room costs, VAT included, from a day on; a newer row replaces it. No customer: everybody else's price."""

    class Unit(models.TextChoices):
        HOUR = "hour", _("hour")
        HALF_DAY = "half_day", _("half-day")

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="prices", verbose_name=_("room"))
    customer = models.CharField(_("for whom"), max_length=12, choices=Customer, blank=True)
    unit = models.CharField(_("by"), max_length=8, choices=Unit)
    amount_cents = models.PositiveIntegerField(_("price (cents, VAT included)"))
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)

    objects = PriceQuerySet.as_manager()

    class Meta:
        verbose_name = _("price of a room")
        verbose_name_plural = _("prices of rooms")
        ordering = ["resource", "customer", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "customer", "unit", "valid_from"], name="one_price_from_a_day"),
            models.CheckConstraint(condition=Q(unit__in=["hour", "half_day"]), name="a_price_is_by_a_known_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.customer} {self.amount_cents}/{self.unit}"


class HireState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    QUOTED = "quoted", _("quoted")
    ACCEPTED = "accepted", _("accepted")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")


# Whose room is kept: nobody else can have it.
STANDING = [HireState.REQUESTED, HireState.QUOTED, HireState.ACCEPTED, HireState.APPROVED]
# Those that wait for a manager's word.
WAITING_FOR_US = [HireState.REQUESTED, HireState.ACCEPTED]


class HireRequestQuerySet(models.QuerySet["HireRequest"]):
    def standing(self) -> HireRequestQuerySet:
        return self.filter(state__in=STANDING)

    def in_our_order(self) -> HireRequestQuerySet:
        """What waits for the house first, public interest before private hire (REQ-W5), the soonest first."""
        waits = models.When(state__in=WAITING_FOR_US, then=0)
        rank = [models.When(customer=kind, then=at) for at, kind in enumerate(Customer.values)]
        return self.annotate(
            is_settled=models.Case(waits, default=1, output_field=models.IntegerField()),
            rank=models.Case(*rank, default=len(rank), output_field=models.IntegerField()),
        ).order_by("is_settled", "rank", "booking__starts_at", "pk")


class HireRequest(models.Model):
    """Somebody asks to hire a room; its `booking` holds it meanwhile. Whoever bears the `key` may look and answer."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="hire")
    customer = models.CharField(_("kind"), max_length=12, choices=Customer)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    siret = models.CharField(_("SIRET number"), max_length=14, blank=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    layout = models.CharField(_("layout"), max_length=10, choices=Layout.Name, blank=True)
    wishes = models.CharField(_("equipment"), max_length=200, blank=True)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="hire_requests")
    language = models.CharField(max_length=5, default="fr")
    state = models.CharField(_("state"), max_length=9, choices=HireState, default=HireState.REQUESTED)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = HireRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to hire")
        verbose_name_plural = _("requests to hire")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=HireState.values), name="a_request_has_a_known_state"),
            models.CheckConstraint(condition=Q(customer__in=Customer.values), name="a_request_is_of_a_known_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def customer_name(self) -> str:
        """As a letter would be addressed; empty once forgotten."""
        return self.organisation or self.name

    @property
    def quote(self) -> Quote | None:
        """The latest one; those before it no longer count."""
        return next(iter(self.quotes.all()), None)  # latest first


class Quote(models.Model):
    """A price in writing, until a day. Never edited: another price is another quote.

    `lines` are those of `coworking.hire_prices.Item`; the seller is written down as it was that day.
    """

    append_only: ClassVar = True
    forgettable: ClassVar = True

    request = models.ForeignKey(HireRequest, on_delete=models.PROTECT, related_name="quotes")
    number = models.CharField(_("number"), max_length=12)
    issued_on = models.DateField(_("date"))
    valid_until = models.DateField(_("valid until"))
    lines = models.JSONField(_("lines"))
    gross_cents = models.PositiveIntegerField(_("total with VAT (cents)"))
    by = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.number
