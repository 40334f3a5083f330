"""How many people are expected where and when."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue.spaces.models.places import Layout, Space


class CapacityClaim(models.Model):
    """`people` are expected in `space` from `starts_at` (included) to `ends_at` (not included), because of `source`.

    A claim given back keeps its row, with the moment.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="claims", verbose_name=_("room"))
    people = models.PositiveIntegerField(_("people expected"))
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    layout = models.ForeignKey(Layout, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("layout"))
    source = models.CharField(_("because of"), max_length=60)
    title = models.CharField(_("what for"), max_length=120)
    claimed_at = models.DateTimeField(_("expected since"), default=timezone.now)
    released_at = models.DateTimeField(_("given up on"), null=True, blank=True)

    class Meta:
        verbose_name = _("expected crowd")
        verbose_name_plural = _("expected crowds")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(released_at=None), name="one_standing_claim_per_source"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_claim_ends_after_it_begins"),
        ]
        indexes = [
            models.Index(fields=["space", "ends_at"], condition=Q(released_at=None), name="standing_claim_of_space")
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.people}"
