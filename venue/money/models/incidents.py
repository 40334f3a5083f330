"""What went wrong with a card payment and no program can put right: a person must look."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from venue.money.models.payments import Payment, Refund


class IncidentQuerySet(models.QuerySet["Incident"]):
    def open(self) -> "IncidentQuerySet":
        """Nobody has dealt with them yet."""
        return self.filter(settled_at=None)


class Incident(models.Model):
    """One row per fact, however often Stripe tells it. It names a payment, never an amount, an order or a person."""

    class Kind(models.TextChoices):
        REFUND_FAILED = "refund_failed", _("A refund failed: the guest does not have their money")
        REFUNDED_ELSEWHERE = "refunded_elsewhere", _("Given back on Stripe's own pages: not in our books")
        DISPUTED = "disputed", _("Disputed at the guest's bank: not in our books")

    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    payment = models.ForeignKey(Payment, models.PROTECT, verbose_name=_("payment"), related_name="incidents")
    refund = models.OneToOneField(
        Refund, models.PROTECT, null=True, blank=True, verbose_name=_("refund"), related_name="incident"
    )
    about = models.CharField(_("at Stripe's"), max_length=255, blank=True, help_text=_("Stripe's name of it."))
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    settled_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    settled_by = models.CharField(_("by"), max_length=60, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("card payment to look at")
        verbose_name_plural = _("card payments to look at")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=models.Q(refund=None), name="one_incident_for_one_fact"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
