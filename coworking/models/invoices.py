"""Invoices for rooms: numbered without gaps, never edited, corrected by a credit note (DOMAIN §4.2, REQ-W5)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking.models.hire import HireRequest
from venue.house.models import OperatingEntity

PAPERS = ["invoice", "credit_note"]


class Numbering(models.Model):
    """The last number that a legal body has given in a year. Its lock lasts until COMMIT, so that no number is lost.

    A database sequence would not do: it does not take back what a failed transaction has drawn.
    """

    class Series(models.TextChoices):
        INVOICE = "invoice", _("invoices")
        QUOTE = "quote", _("quotes")

    entity = models.ForeignKey(OperatingEntity, on_delete=models.PROTECT, related_name="numberings")
    series = models.CharField(max_length=8, choices=Series)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entity", "series", "year"], name="one_numbering_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class Invoice(models.Model):
    """An invoice or, with `credits`, the credit note that takes one back. All that is printed on it stands in its row.

    `seller` and `customer` are as they were that day; amounts of a credit note are positive too: the paper says which.
    """

    append_only: ClassVar = True
    forgettable: ClassVar = True  # after `invoice.keep_years`

    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("legal body")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("number in the year"), help_text=_("From 1, without gaps."))
    request = models.ForeignKey(
        HireRequest, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("request to hire")
    )
    credits = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credited_by",
        verbose_name=_("takes back"),
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_on = models.DateField(_("date"))
    due_on = models.DateField(_("to be paid by"))
    served_from = models.DateTimeField(_("hired from"))
    served_until = models.DateTimeField(_("hired until"))
    seller = models.JSONField(_("seller"))
    customer = models.JSONField(_("customer"))
    lines = models.JSONField(_("lines"))
    net_cents = models.PositiveIntegerField(_("net (cents)"))
    vat_cents = models.PositiveIntegerField(_("VAT (cents)"))
    gross_cents = models.PositiveIntegerField(_("total with VAT (cents)"))
    by = models.CharField(_("written by"), max_length=60)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-year", "-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "year", "sequence"], name="one_invoice_per_number"),
            # A credit note has an invoice of its own; a second invoice must name the one that was taken back.
            models.UniqueConstraint(
                fields=["request"], condition=Q(credits=None, replaces=None), name="one_first_invoice_per_request"
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="invoices_count_from_one"),
            models.CheckConstraint(
                condition=Q(gross_cents=models.F("net_cents") + models.F("vat_cents")), name="net_and_vat_are_the_total"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As it is printed and as the journal knows it: 2026-0001."""
        return f"{self.year}-{self.sequence:04d}"

    @property
    def is_credit_note(self) -> bool:
        return self.credits_id is not None

    @property
    def paid_cents(self) -> int:
        return sum(payment.amount_cents for payment in self.payments.all())

    @property
    def is_credited(self) -> bool:
        """Whether a credit note has taken it back."""
        return hasattr(self, "credited_by")


class InvoicePayment(models.Model):
    """Money that came in for an invoice, or was given back. It leads to the journal by the invoice's number only."""

    append_only: ClassVar = True
    forgettable: ClassVar = True

    class Means(models.TextChoices):
        BANK = "bank", _("bank transfer")
        CARD = "card", _("card")
        CASH = "cash", _("cash")

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    amount_cents = models.IntegerField(_("amount (cents)"), help_text=_("Negative: given back."))
    means = models.CharField(_("paid by"), max_length=4, choices=Means)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("payment of an invoice")
        verbose_name_plural = _("payments of invoices")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(amount_cents=0), name="a_payment_is_an_amount")]

    def __str__(self) -> str:
        return f"{self.invoice}: {self.amount_cents}"
