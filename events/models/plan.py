"""The back-plan of an event: what must be done by when, by whom (REQ-S2)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.rulesets import Deadline
from venue.people.models import Person
from venue.spaces.models.places import speaks_french


class TaskQuerySet(models.QuerySet["Task"]):
    def to_do(self) -> TaskQuerySet:
        return self.filter(state=Task.State.TO_DO)

    def unproven(self) -> TaskQuerySet:
        """Done, they say, but a paper must prove it, and neither that is here nor a word of where it lies."""
        ticked = self.filter(state=Task.State.DONE, deadline__needs_file=True, note="")
        return ticked.exclude(Exists(Paper.objects.filter(task=OuterRef("pk"))))


class Task(models.Model):
    """One thing to do. `due_on` moves with the event, and with the rules in force, as long as it is not done.

    Where its rule says that a paper proves it (`Deadline.needs_file`), it is done with the paper, or with a `note` that
    says where the paper lies.
    """

    class State(models.TextChoices):
        TO_DO = "to_do", _("to do")
        DONE = "done", _("done")
        NOT_NEEDED = "not_needed", _("not needed")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("event"))
    deadline = models.ForeignKey(
        Deadline, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("deadline")
    )
    title = models.CharField(_("what"), max_length=120, help_text=_("In French."))
    title_en = models.CharField(_("what, in English"), max_length=120, blank=True)
    due_on = models.DateField(_("at the latest on"))
    earliest_on = models.DateField(_("at the earliest on"), null=True, blank=True)
    mandatory = models.BooleanField(_("mandatory"), default=False)
    owner = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="event_tasks", verbose_name=_("owner")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.TO_DO)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "deadline"], condition=Q(deadline__isnull=False), name="one_task_per_deadline"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on=None)),
                name="what_is_done_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(earliest_on=None) | Q(earliest_on__lte=F("due_on")), name="a_task_opens_before_it_is_due"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="to_do"), name="tasks_to_do_by_their_day"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.due_on})"

    @property
    def local_title(self) -> str:
        """What it is, in the language of the request."""
        return self.title_en if self.title_en and not speaks_french() else self.title

    @property
    def needs_paper(self) -> bool:
        """Whether the rule that asks for it wants a paper as proof; the team's own tasks never do."""
        return self.deadline is not None and self.deadline.needs_file

    @property
    def lacks_paper(self) -> bool:
        """Whether that paper is neither here nor said to lie somewhere."""
        return self.needs_paper and not self.note.strip() and not self.papers.all()


class Paper(models.Model):
    """A file of the team's: a permit, a receipt, an insurance. Served apart, to the team alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="papers", verbose_name=_("event"))
    task = models.ForeignKey(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="papers", verbose_name=_("task")
    )
    file = models.FileField(_("file"), upload_to="papers/")
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("kind of file"), max_length=40)
    size = models.PositiveIntegerField(_("size (bytes)"))
    by = models.CharField(_("by"), max_length=60)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name
