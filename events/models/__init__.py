"""Street events: what is planned, where, with whom and with what, and what became of it."""

from events.models.cash import EventCash
from events.models.crew import CrewPlace, CrewSlot
from events.models.day import Decision, EventContact, Incident, Passage, RunSheetLine
from events.models.events import COMING, PUBLIC, DateState, Event, EventChange, EventDate, EventState
from events.models.kit import KitItem, KitReservation, TemporaryBar
from events.models.notices import Notice
from events.models.plan import Paper, Task
from events.models.registrations import (
    HOLDING,
    LIVE,
    Admission,
    AdmissionScan,
    Registration,
    RegistrationContact,
    RegistrationState,
)
from events.models.reports import EventReport
from events.models.rulesets import Deadline, RuleSet
from events.models.sites import Lesson, Site

__all__ = [
    "COMING",
    "HOLDING",
    "LIVE",
    "PUBLIC",
    "Admission",
    "AdmissionScan",
    "CrewPlace",
    "CrewSlot",
    "DateState",
    "Deadline",
    "Decision",
    "Event",
    "EventCash",
    "EventChange",
    "EventContact",
    "EventDate",
    "EventReport",
    "EventState",
    "Incident",
    "KitItem",
    "KitReservation",
    "Lesson",
    "Notice",
    "Paper",
    "Passage",
    "Registration",
    "RegistrationContact",
    "RegistrationState",
    "RuleSet",
    "RunSheetLine",
    "Site",
    "Task",
    "TemporaryBar",
]
