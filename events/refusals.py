"""What an event's team, or whoever would come, is refused, with stable codes and figures."""

from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from venue.errors import Refused


class WrongState(Refused):
    """Figures: `state`, and `allowed`, the states that can follow it."""

    code = "wrong_state"
    status: ClassVar[int] = 409
    message = _("The event is not in a state from which this can be done.")


class TasksOverdue(Refused):
    """Figures: `tasks` (task, title, due_on)."""

    code = "tasks_overdue"
    status: ClassVar[int] = 409
    message = _("Something mandatory is overdue: do it, or say why it is not needed, then publish.")


class NeedsAuthorisation(Refused):
    """Nobody published it *sous réserve d'autorisation* either, which is a manager's word (REQ-S1)."""

    code = "needs_authorisation"
    status: ClassVar[int] = 409
    message = _("The authorisation is not here yet. A manager may announce the event with that reservation.")


class Incomplete(Refused):
    """Figures: `missing`, the fields without which the street cannot be told."""

    code = "incomplete"
    message = _("Something is missing before the street can be told.")


class SiteTaken(Refused):
    """Figure: `conflicts` (slug, title, starts_at, ends_at), the other dates there meanwhile."""

    code = "site_taken"
    status: ClassVar[int] = 409
    message = _("Something else is planned there at that time.")


class SiteTooSmall(Refused):
    """Figures: `expected` and `allowed` people."""

    code = "site_too_small"
    status: ClassVar[int] = 409
    message = _("More people are expected than this place holds.")


class OutsideTheDay(Refused):
    """Figures: `from`, `until`."""

    code = "outside_the_day"
    message = _("This is not on the day of the event.")

    @classmethod
    def between(cls, first: datetime, last: datetime, zone: ZoneInfo) -> "OutsideTheDay":
        return cls(**{"from": first.astimezone(zone).isoformat(), "until": last.astimezone(zone).isoformat()})
