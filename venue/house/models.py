"""What the place and its legal bodies *are*: names, caps, SIRET, VAT regime. Nothing more."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def check_time_zone(name: str) -> None:
    """Every hour of a house is counted in its zone: an unknown one must not get in. Raises ValidationError."""
    if name not in available_timezones():
        raise ValidationError(_("Nobody knows this time zone. It is called for example Europe/Paris."))


class BuildingQuerySet(models.QuerySet["Building"]):
    def default(self) -> "Building":
        return self.order_by("position", "pk")[:1].get()


class Building(models.Model):
    """A house under one public cap (ERP). One deployment may hold several; the first by `position` is the default."""

    code = models.SlugField(
        _("short code"),
        max_length=20,
        unique=True,
        help_text=_("A short word without spaces or accents, as in addresses: preau."),
    )
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("street and number"), max_length=120)
    postcode = models.CharField(_("postcode"), max_length=10)
    city = models.CharField(_("town"), max_length=60)
    directions = models.TextField(
        _("how to come, in French"), blank=True, help_text=_("How to come, in French, as one would tell a neighbour.")
    )
    directions_en = models.TextField(_("how to come, in English"), blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("In degrees, as maps show it."),
    )
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris", validators=[check_time_zone])
    host_name = models.CharField(
        _("address on the web"), max_length=120, blank=True, help_text=_("The host name that chooses this building.")
    )
    erp_category = models.PositiveSmallIntegerField(_("category of public building (ERP)"), default=5)
    erp_types = models.CharField(_("types of public building (ERP)"), max_length=40, blank=True)
    public_cap = models.PositiveIntegerField(
        _("most people at once"), help_text=_("People at once in the whole building.")
    )
    basement_cap = models.PositiveIntegerField(_("most people at once in the basement"), default=0)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = BuildingQuerySet.as_manager()

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
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

    code = models.SlugField(
        _("short code"),
        max_length=20,
        unique=True,
        help_text=_("A short word without spaces or accents, as in addresses: preau."),
    )
    name = models.CharField(_("name"), max_length=80)
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm)
    siret = models.CharField(_("SIRET number"), max_length=14, blank=True)
    address = models.CharField(
        _("registered office"), max_length=200, blank=True, help_text=_("As on its invoices, on one line.")
    )
    legal_mention = models.CharField(
        _("legal mention"),
        max_length=160,
        blank=True,
        help_text=_("As on its invoices: capital and place of registration."),
    )
    iban = models.CharField(_("IBAN"), max_length=34, blank=True, help_text=_("Where its invoices are paid to."))
    vat_registered = models.BooleanField(_("charges VAT"), default=True)
    general_interest = models.BooleanField(_("of general interest"), default=False)
    may_issue_tax_receipt = models.BooleanField(_("may issue tax receipts"), default=False)
    bar_quota = models.PositiveSmallIntegerField(
        _("temporary bars a year"), default=0, help_text=_("Temporary bars a year; 0 = none allowed.")
    )
    stripe_account = models.CharField(
        _("Stripe account"),
        max_length=20,
        blank=True,
        help_text=_("Suffix of the environment's STRIPE_SECRET_KEY_… for an entity with a Stripe account of its own."),
    )

    class Meta:
        verbose_name = _("legal body")
        verbose_name_plural = _("legal bodies")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def vat_number(self) -> str:
        """Its French VAT number, which follows from the SIREN; empty for who charges none or has no SIRET yet."""
        siren = self.siret[:9]
        if not self.vat_registered or len(siren) != 9 or not siren.isdigit():
            return ""
        return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"
