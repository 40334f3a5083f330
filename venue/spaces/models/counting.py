"""What was counted: movements and recounts are facts that nobody edits; heartbeats say that somebody is looking."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from venue.spaces.models.places import Space


class Movement(models.Model):
    """`step` people came in (+) or went out (−) at `at`. No device identifier, no name, no amount (REQ-E4).

    Whoever came for something that ends carries `leaves_at`: from then on the reader takes them to have left.
    """

    class Kind(models.TextChoices):
        SCAN = "scan", _("scan")
        MANUAL = "manual", _("counted by hand")
        CHECKIN = "checkin", _("check-in")
        ESTIMATE = "estimate", _("estimated leaving")

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="movements", verbose_name=_("room"))
    step = models.SmallIntegerField(_("people in or out"))
    at = models.DateTimeField(_("when"), help_text=_("When it happened, as the phone saw it."))
    kind = models.CharField(_("how it was counted"), max_length=8, choices=Kind, default=Kind.MANUAL)
    about = models.CharField(
        _("what for"), max_length=60, blank=True, help_text=_("What they came for, as in sitting:12.")
    )
    leaves_at = models.DateTimeField(_("leaves at"), null=True, blank=True)
    trial = models.BooleanField(
        _("trial"), default=False, help_text=_("Of a trial sitting: the closing reset leaves it alone.")
    )
    by = models.CharField(_("counted by"), max_length=60)
    request_id = models.UUIDField(_("request"))
    recorded_at = models.DateTimeField(_("written down on"), default=timezone.now)

    # Whether this answer repeats an earlier one; not a column.
    repeated: ClassVar[bool] = False

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "request_id"], name="one_movement_per_actor_and_request"),
            models.UniqueConstraint(
                fields=["space", "about"], condition=Q(kind="estimate"), name="one_estimated_leaving_per_cause"
            ),
            models.CheckConstraint(condition=~Q(step=0), name="a_movement_moves_somebody"),
        ]
        indexes = [
            models.Index(fields=["space", "at"], name="movement_of_space"),
            models.Index(fields=["space", "recorded_at"], name="movement_news"),
            models.Index(fields=["about"], condition=~Q(about=""), name="movement_about"),
        ]

    def __str__(self) -> str:
        return f"{self.space_id} {self.step:+d} {self.at:%H:%M}"


class Recount(models.Model):
    """Somebody looked: `present` people were there at `at`. What was counted before no longer matters (REQ-E3)."""

    append_only = True

    CLOSING = "closing"
    BASELINE = "baseline"

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="recounts", verbose_name=_("room"))
    present = models.PositiveIntegerField(_("people present"))
    at = models.DateTimeField(_("when"))
    by = models.CharField(
        _("counted by"), max_length=60, help_text=_("Who counted; “closing” for the reset at closing time.")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("written down on"), default=timezone.now)

    class Meta:
        verbose_name = _("recount")
        verbose_name_plural = _("recounts")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["space", "at"], condition=Q(by="closing"), name="one_reset_per_closing")
        ]
        indexes = [
            models.Index(fields=["space", "-at"], name="recount_of_space"),
            models.Index(fields=["space", "recorded_at"], name="recount_news"),
        ]

    def __str__(self) -> str:
        return f"{self.space_id} = {self.present} {self.at:%H:%M}"


class Heartbeat(models.Model):
    """The last whole minute in which a device (or the worker) had its eye on a room."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="heartbeats")
    by = models.CharField(max_length=60)
    minute = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "by"], name="one_heartbeat_per_space_and_device")]

    def __str__(self) -> str:
        return f"{self.space_id} {self.minute:%H:%M}"


class QuarterHour(models.Model):
    """What is kept of movements older than `occupancy.raw_keep_days`: who came and left per quarter (REQ-P2)."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="quarters")
    starts_at = models.DateTimeField()
    came = models.PositiveIntegerField()
    left = models.PositiveIntegerField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["space", "starts_at"], name="one_total_per_space_and_quarter")]

    def __str__(self) -> str:
        return f"{self.space_id} {self.starts_at:%Y-%m-%d %H:%M} +{self.came} −{self.left}"
