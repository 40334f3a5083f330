"""One double-entry journal per legal body (DESIGN §4 Money; DOMAIN REQ-T1–T4). `ledger.py` alone writes these rows.

Entries, lines and closings are facts: the application may add them, nobody may change them; triggers in the
migration say so to the owner of the tables too. Nothing here says who paid.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from venue.house.models import OperatingEntity

NOTHING_YET = "0" * 64  # what the first link of a chain holds on to


class Account(models.Model):
    """A line of the chart of accounts. The accountant may change number and names; `role` is what code says."""

    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="accounts", verbose_name=_("legal body")
    )
    role = models.SlugField(_("role in the house"), max_length=30, editable=False)
    number = models.CharField(_("number"), max_length=12, help_text=_("Number in the French chart of accounts (PCG)."))
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("chart of accounts")
        ordering = ["number", "role"]
        constraints = [models.UniqueConstraint(fields=["entity", "role"], name="one_account_per_role")]

    def __str__(self) -> str:
        return f"{self.number} {self.name_here}"

    @property
    def name_here(self) -> str:
        """The name in the language of whoever is reading."""
        return self.name_en if self.name_en and (get_language() or "fr").startswith("en") else self.name


class JournalEntry(models.Model):
    """Something that happened, in money. `about` is an opaque reference, never a person and never an order's key."""

    append_only: ClassVar = True

    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="entries", verbose_name=_("legal body")
    )
    number = models.BigIntegerField(_("number"), help_text=_("From 1, without gaps, per legal body."))
    at = models.DateTimeField(_("when"))
    day = models.DateField(_("day"), help_text=_("The accounting day, in the house's time zone."))
    kind = models.CharField(_("kind of entry"), max_length=30)
    about = models.CharField(_("reference"), max_length=80, blank=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("reverses")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    previous_hash = models.CharField(_("fingerprint of the entry before"), max_length=64)
    hash = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["entity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="one_entry_per_number"),
            models.UniqueConstraint(
                fields=["entity", "kind", "about"],
                condition=~Q(about="") & Q(reverses=None),
                name="one_entry_per_fact",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="entries_count_from_one"),
            # The canonical text is one field per line: no field may hold a line break.
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z_]+$"), name="kind_is_a_word"),
            models.CheckConstraint(condition=Q(about__regex=r"^[A-Za-z0-9:._-]*$"), name="about_is_opaque"),
            models.CheckConstraint(condition=~Q(reason__regex=r"[\n\r]"), name="reason_is_one_line"),
            models.CheckConstraint(condition=Q(reverses=None) | ~Q(reason=""), name="a_reversal_has_a_reason"),
        ]
        indexes = [models.Index(fields=["entity", "day"], name="entries_by_day")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class JournalLine(models.Model):
    """One side of an entry, in cents. A line of collected VAT also says its rate and the net amount that it is of."""

    append_only: ClassVar = True

    entry = models.ForeignKey(
        JournalEntry, on_delete=models.PROTECT, related_name="lines", db_index=False, verbose_name=_("journal entry")
    )
    position = models.PositiveSmallIntegerField(_("line number"))
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="lines", db_index=False, verbose_name=_("account")
    )
    debit_cents = models.BigIntegerField(_("debit (cents)"), default=0)
    credit_cents = models.BigIntegerField(_("credit (cents)"), default=0)
    vat_bp = models.PositiveSmallIntegerField(
        _("VAT rate"), null=True, blank=True, help_text=_("VAT rate in basis points.")
    )
    vat_base_cents = models.BigIntegerField(_("net amount (cents)"), null=True, blank=True)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["entry", "position"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="one_line_per_position"),
            models.CheckConstraint(
                condition=Q(debit_cents__gt=0, credit_cents=0) | Q(debit_cents=0, credit_cents__gt=0),
                name="a_line_has_one_side",
            ),
            models.CheckConstraint(
                condition=Q(vat_bp=None, vat_base_cents=None) | Q(vat_bp__gt=0, vat_base_cents__gte=0),
                name="vat_says_rate_and_base",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.debit_cents or -self.credit_cents}"


class JournalHead(models.Model):
    """Where a journal stands: its last number and hash. The one money row that changes; its lock orders writers."""

    entity = models.OneToOneField(
        OperatingEntity,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="journal",
        verbose_name=_("legal body"),
    )
    number = models.BigIntegerField(_("last entry"), default=0)
    hash = models.CharField(_("fingerprint"), max_length=64, default=NOTHING_YET)
    day = models.DateField(_("day"), null=True, help_text=_("The day of the last entry."))
    closed_through = models.DateField(
        _("closed through"), null=True, help_text=_("Up to and including this day, nothing more is accepted.")
    )
    closings = models.BigIntegerField(_("closings"), default=0)
    closing_hash = models.CharField(_("fingerprint of the last closing"), max_length=64, default=NOTHING_YET)

    class Meta:
        verbose_name = _("state of a journal")
        verbose_name_plural = _("state of the journals")

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class Closing(models.Model):
    """A day, month or year that is over (DOMAIN §4.2): its totals, chained like the entries.

    `totals`: `{"accounts": {role: [debit, credit]}, "means": {role: net}, "vat": {rate_bp: [base, vat]},
    "kinds": {kind: entries}, "received": {kind: entries that brought money}, "balances": {role: credit − debit since
    the books were opened}}`, amounts in cents.
    `perpetual_cents`: all debits since the books were opened; it can only grow.
    """

    append_only: ClassVar = True

    class Period(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="closings", verbose_name=_("legal body")
    )
    number = models.BigIntegerField(_("number"))
    period = models.CharField(_("period"), max_length=5, choices=Period)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    at = models.DateTimeField(_("when"))
    first_entry = models.BigIntegerField(_("first entry"))
    last_entry = models.BigIntegerField(_("last entry"))
    journal_hash = models.CharField(
        _("fingerprint of the journal"), max_length=64, help_text=_("Hash of the last entry of the period.")
    )
    entries = models.BigIntegerField(_("entries"))
    totals = models.JSONField(_("totals"))
    perpetual_cents = models.BigIntegerField(_("perpetual total (cents)"))
    previous_hash = models.CharField(_("fingerprint of the closing before"), max_length=64)
    hash = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("closing")
        verbose_name_plural = _("closings")
        ordering = ["entity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="one_closing_per_number"),
            models.UniqueConstraint(fields=["entity", "period", "first_day"], name="a_period_closes_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="a_period_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.first_day}"
