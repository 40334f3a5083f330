"""What the place and its legal bodies *are*: names, caps, SIRET, VAT regime. Nothing more."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class BuildingQuerySet(models.QuerySet["Building"]):
    def default(self) -> "Building":
        return self.order_by("position", "pk")[:1].get()


class Building(models.Model):
    """A house under one public cap (ERP). One deployment may hold several; the first by `position` is the default."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=60)
    directions = models.TextField(blank=True, help_text=_("How to come, in French, as one would tell a neighbour."))
    directions_en = models.TextField(blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    host_name = models.CharField(max_length=120, blank=True, help_text=_("The host name that chooses this building."))
    erp_category = models.PositiveSmallIntegerField(default=5)
    erp_types = models.CharField(max_length=40, blank=True)
    public_cap = models.PositiveIntegerField(help_text=_("People at once in the whole building."))
    basement_cap = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    objects = BuildingQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["host_name"], condition=~Q(host_name=""), name="one_building_per_host_name")
        ]

    def __str__(self) -> str:
        return self.name


class OperatingEntity(models.Model):
    """A legal body that sells, grants or gives (REQ-L1): each has its own VAT regime, journal and bar quota."""

    class LegalForm(models.TextChoices):
        ASSOCIATION = "association", _("Association (1901)")
        SCIC_SAS = "scic_sas", _("SCIC (SAS)")
        SCIC_SARL = "scic_sarl", _("SCIC (SARL)")
        SCIC_SA = "scic_sa", _("SCIC (SA)")
        PUBLIC = "public", _("Public body")

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    legal_form = models.CharField(max_length=20, choices=LegalForm)
    siret = models.CharField(max_length=14, blank=True)
    vat_registered = models.BooleanField(default=True)
    general_interest = models.BooleanField(default=False)
    may_issue_tax_receipt = models.BooleanField(default=False)
    bar_quota = models.PositiveSmallIntegerField(default=0, help_text=_("Temporary bars a year; 0 = none allowed."))
    stripe_account = models.CharField(
        max_length=20,
        blank=True,
        help_text=_("Suffix of the environment's STRIPE_SECRET_KEY_… for an entity with a Stripe account of its own."),
    )

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "operating entities"

    def __str__(self) -> str:
        return self.name
