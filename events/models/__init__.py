"""Street events: what is planned, where, and what must be done by when."""

from events.models.events import COMING, PUBLIC, DateState, Event, EventChange, EventDate, EventState
from events.models.plan import Task
from events.models.rulesets import Deadline, RuleSet
from events.models.sites import Site

__all__ = [
    "COMING",
    "PUBLIC",
    "DateState",
    "Deadline",
    "Event",
    "EventChange",
    "EventDate",
    "EventState",
    "RuleSet",
    "Site",
    "Task",
]
