"""How many people are expected where and when."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from venue.spaces.models.places import Layout, Space


class CapacityClaim(models.Model):
    """`people` are expected in `space` from `starts_at` (included) to `ends_at` (not included), because of `source`.

    A claim given back keeps its row, with the moment.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="claims")
    people = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    layout = models.ForeignKey(Layout, on_delete=models.PROTECT, null=True, blank=True)
    source = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    claimed_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
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
