"""The day itself: run sheet, contacts, go or no-go, what went wrong, and how many people came by."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import Event, EventDate


class RunSheetLine(models.Model):
    """What happens at a quarter of an hour, who does it, where."""

    date = models.ForeignKey(EventDate, on_delete=models.CASCADE, related_name="run_sheet", verbose_name=_("date"))
    at = models.DateTimeField(_("when"))
    what = models.CharField(_("what"), max_length=160)
    who = models.CharField(_("who"), max_length=80, blank=True)
    where = models.CharField(_("where"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("line of the run sheet")
        verbose_name_plural = _("run sheet")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%H:%M} {self.what}"


is_phone = RegexValidator(
    r"\A(?=.*[0-9])[0-9+().\s-]+\Z", _("A phone number has digits, and + - . ( ) at most."), code="phone"
)


class EventContact(models.Model):
    """Whom the site lead calls: the town on call, the police, the neighbours' delegate. For the team alone."""

    class Kind(models.TextChoices):
        TOWN = "town", _("town, on call")
        POLICE = "police", _("police")
        RESCUE = "rescue", _("rescue")
        NEIGHBOURS = "neighbours", _("neighbours")
        TEAM = "team", _("team")
        OTHER = "other", _("other")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    name = models.CharField(_("name"), max_length=80)
    # A page makes a link of it.
    phone = models.CharField(_("phone"), max_length=20, blank=True, validators=[is_phone])
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("contact of an event")
        verbose_name_plural = _("contacts of events")
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """Go or no-go, at an hour that is known before; what was decided is never edited, it is decided again."""

    append_only = True

    class Answer(models.TextChoices):
        GO = "go", _("go")
        PLAN_B = "plan_b", _("plan B")
        NO_GO = "no_go", _("no-go")

    date = models.ForeignKey(EventDate, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("date"))
    answer = models.CharField(_("decision"), max_length=8, choices=Answer)
    why = models.CharField(_("why"), max_length=300, blank=True)
    by = models.CharField(_("by"), max_length=60)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("go or no-go")
        verbose_name_plural = _("go or no-go")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.date_id} {self.answer}"


class Incident(models.Model):
    """What went wrong, in the words of whoever was there. No names of guests."""

    append_only = True

    class Gravity(models.TextChoices):
        MINOR = "minor", _("minor")
        SERIOUS = "serious", _("serious")
        RESCUE = "rescue", _("rescue was called")

    date = models.ForeignKey(EventDate, on_delete=models.PROTECT, related_name="incidents", verbose_name=_("date"))
    gravity = models.CharField(_("gravity"), max_length=8, choices=Gravity, default=Gravity.MINOR)
    what = models.CharField(_("what happened"), max_length=500)
    request_id = models.UUIDField(default=uuid.uuid4)
    by = models.CharField(_("by"), max_length=60)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("incident at an event")
        verbose_name_plural = _("incidents at events")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "request_id"], name="one_incident_per_request"),
        ]

    def __str__(self) -> str:
        return self.what[:60]


class Passage(models.Model):
    """People counted who came by without registering: `step` of them, by one tap or many, never who (REQ-S5).

    `at` is the tap's own moment, so that a phone without network counts on and uploads later; `request_id` keeps it
    from counting twice. A mistake is taken back by a negative step; people who go, where somebody counts them too, are
    a negative step that is `leaving`.
    """

    append_only = True
    forgettable = True

    class Method(models.TextChoices):
        COUNTED = "counted", _("counted")
        TICKETS = "tickets", _("by tickets")
        ESTIMATED = "estimated", _("estimated")

    date = models.ForeignKey(EventDate, on_delete=models.PROTECT, related_name="passages", verbose_name=_("date"))
    step = models.SmallIntegerField(_("people"))
    method = models.CharField(_("method"), max_length=9, choices=Method, default=Method.COUNTED)
    leaving = models.BooleanField(_("going"), default=False)
    request_id = models.UUIDField(default=uuid.uuid4)
    by = models.CharField(_("by"), max_length=60)
    at = models.DateTimeField(_("when"))
    heard_at = models.DateTimeField(_("heard on"), default=timezone.now)

    class Meta:
        verbose_name = _("people counted")
        verbose_name_plural = _("people counted")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "request_id"], name="one_passage_per_request"),
            models.CheckConstraint(condition=~Q(step=0), name="a_passage_counts_somebody"),
        ]
        indexes = [models.Index(fields=["date", "at"], include=["step", "method"], name="passages_of_a_date")]

    def __str__(self) -> str:
        return f"{self.step:+d} {self.at:%H:%M}"
