"""Rooms and the ways in which they can be set up."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from venue.house.models import Building


class Space(models.Model):
    """A room, or the yard. `shape` draws it: metres, y downwards, one origin for all floors of a building."""

    class Kind(models.TextChoices):
        CANTEEN = "canteen", _("canteen")
        CAFE = "cafe", _("café")
        KITCHEN = "kitchen", _("kitchen")
        HALL = "hall", _("hall")
        COWORKING = "coworking", _("coworking")
        STUDY = "study", _("study room")
        ROOM = "room", _("meeting room")
        WORKSHOP = "workshop", _("workshop")
        YARD = "yard", _("yard")

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="spaces", verbose_name=_("building"))
    code = models.CharField(
        _("short code"), max_length=12, unique=True, help_text=_("Short and upper-case; unique in the deployment.")
    )
    name = models.CharField(_("name"), max_length=60, help_text=_("In French."))
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    short_name = models.CharField(
        _("name on the plan"), max_length=20, help_text=_("As it is set inside the room on the plan, in French.")
    )
    short_name_en = models.CharField(_("name on the plan, in English"), max_length=20, blank=True)
    kind = models.CharField(_("kind of room"), max_length=12, choices=Kind)
    floor = models.SmallIntegerField(_("floor"), default=0)
    area_m2 = models.PositiveIntegerField(_("area (m²)"))
    erp_type = models.CharField(
        _("type of public building (ERP)"),
        max_length=4,
        blank=True,
        help_text=_("Type of public building: N, L, S, W, PA."),
    )
    public = models.BooleanField(_("open to guests"), default=True, help_text=_("Open to guests; a kitchen is not."))
    counts_in_building_cap = models.BooleanField(
        _("counts for the building"), default=True, help_text=_("The yard and the kitchen do not.")
    )
    has_bookable_seats = models.BooleanField(
        _("seats can be booked"), default=False, help_text=_("The public is told how many seats are free.")
    )
    shape = models.JSONField(
        _("drawing on the plan"),
        default=dict,
        blank=True,
        help_text=_('{"floor": 0, "polygon": [[x, y], …], "label": [x, y]} in metres.'),
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["building", "position", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def clean(self) -> None:
        if self.shape and not is_shape(self.shape):
            raise ValidationError({"shape": _("The plan cannot draw this. Leave {} and it draws a plain rectangle.")})

    @property
    def local_name(self) -> str:
        """The name in the language of the request."""
        return self.name_en if self.name_en and not speaks_french() else self.name

    @property
    def local_short_name(self) -> str:
        return self.short_name_en if self.short_name_en and not speaks_french() else self.short_name

    @property
    def default_layout(self) -> "Layout":
        """How the room usually stands; raises `Layout.DoesNotExist` for a room without one."""
        return self.layouts.get(is_default=True)

    def layout(self, name: str | None) -> "Layout":
        """The layout called `name`, or the default one; raises `Layout.DoesNotExist`."""
        return self.layouts.get(name=name) if name else self.default_layout


class Layout(models.Model):
    """A way to set up a room, with the people that it then holds (REQ-E1)."""

    class Name(models.TextChoices):
        SEATED = "seated", _("seated")
        STANDING = "standing", _("standing")
        ROWS = "rows", _("rows of chairs")
        TABLES = "tables", _("tables")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="layouts", verbose_name=_("room"))
    name = models.CharField(_("layout"), max_length=10, choices=Name)
    capacity = models.PositiveIntegerField(_("most people at once"), help_text=_("People at once."))
    is_default = models.BooleanField(_("the usual one"), default=False, help_text=_("How the room usually stands."))

    class Meta:
        verbose_name = _("layout")
        verbose_name_plural = _("layouts")
        ordering = ["space", "-is_default", "name"]
        constraints = [
            models.UniqueConstraint(fields=["space", "name"], name="one_layout_of_a_name_per_space"),
            models.UniqueConstraint(
                fields=["space"], condition=Q(is_default=True), name="one_default_layout_per_space"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} ({self.capacity})"


def speaks_french() -> bool:
    return (get_language() or "fr").startswith("fr")


def is_shape(drawn: Any) -> bool:
    """Whether the plan can draw it: a floor, three corners at least, in metres; perhaps where its name stands."""
    if not isinstance(drawn, dict) or not drawn.keys() <= {"floor", "polygon", "label"}:
        return False
    corners: Any = drawn.get("polygon")
    whole = isinstance(drawn.get("floor"), int) and isinstance(corners, list) and len(corners) >= 3
    return whole and all(is_point(point) for point in [*corners, drawn.get("label", [0, 0])])


def is_point(point: Any) -> bool:
    return isinstance(point, list) and len(point) == 2 and all(type(metres) in {int, float} for metres in point)


def shape(floor: int, polygon: list[list[float]], label: list[float] | None = None) -> dict[str, Any]:
    """A room's drawing as the plan wants it."""
    return {"floor": floor, "polygon": polygon} | ({"label": label} if label else {})
