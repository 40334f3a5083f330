"""When the house and its rooms are open: the usual week, periods with hours of their own, closures.

Hours are wall times of the building's zone, so that both clock changes leave 8:30 at 8:30.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from venue.house.models import Building
from venue.spaces.models.places import Space

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class CalendarEntry(models.Model):
    """For the whole building, or for one of its rooms."""

    building = models.ForeignKey(Building, on_delete=models.CASCADE, verbose_name=_("building"))
    space = models.ForeignKey(
        Space,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        help_text=_("Empty: the whole building."),
        verbose_name=_("room"),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.space is not None and self.space.building_id != self.building_id:
            raise ValidationError({"space": _("This room is in another building.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget_calendar()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        forget_calendar()
        return deleted


class Period(CalendarEntry):
    """Days with other hours than usual (exams, a summer rhythm). A weekday without hours in it is closed."""

    name = models.CharField(_("name"), max_length=80, help_text=_("In French."))
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), help_text=_("Included."))
    seat_week_hours = models.PositiveSmallIntegerField(
        _("seat hours a week"),
        null=True,
        blank=True,
        help_text=_("Hours of bookable seats per person and week, where the period has its own."),
    )
    seat_ahead_days = models.PositiveSmallIntegerField(
        _("days ahead for seats"),
        null=True,
        blank=True,
        help_text=_("How many days ahead a seat can be booked, where the period has its own."),
    )
    seat_max_hours = models.PositiveSmallIntegerField(
        _("longest seat booking in hours"),
        null=True,
        blank=True,
        help_text=_("Hours of one booking of a seat, where the period has its own."),
    )
    seat_open = models.PositiveSmallIntegerField(
        _("open seat bookings"),
        null=True,
        blank=True,
        help_text=_("Bookings of seats that a person may have before her at once, where the period has its own."),
    )

    class Meta:
        verbose_name = _("period with other hours")
        verbose_name_plural = _("periods with other hours")
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="a_period_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.first_day} – {self.last_day})"


class OpeningHours(CalendarEntry):
    """One stretch of a weekday, several a day allowed; closing at or before opening means the next day."""

    period = models.ForeignKey(
        Period,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="hours",
        help_text=_("Empty: usual hours."),
        verbose_name=_("period"),
    )
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=WEEKDAYS)
    opens = models.TimeField(_("opens at"))
    closes = models.TimeField(_("closes at"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["building", "space", "period", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "space", "period", "weekday", "opens"],
                nulls_distinct=False,
                name="one_opening_per_place_weekday_and_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Closure(CalendarEntry):
    """Closed from `starts` (included) to `ends` (not included), whatever the hours say."""

    starts = models.DateTimeField(_("closed from"))
    ends = models.DateTimeField(_("open again from"))
    reason = models.CharField(
        _("reason"), max_length=120, help_text=_("In French, as it would be written on the door.")
    )
    reason_en = models.CharField(_("reason in English"), max_length=120, blank=True)
    surprise = models.BooleanField(
        _("unexpected"), default=False, help_text=_("Nobody knew beforehand: people must be told.")
    )

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["starts"]
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_closure_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.reason} ({self.starts:%Y-%m-%d %H:%M} – {self.ends:%Y-%m-%d %H:%M})"


def forget_calendar() -> None:
    from venue.spaces.calendar import forget  # noqa: PLC0415  the calendar reads these models

    forget()
