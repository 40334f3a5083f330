"""What remains of an event: complete, or saying what is missing (issue 4 §9)."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import box, passages, states
from events.models import Event, EventChange, EventDate, EventReport, EventState, KitReservation
from events.models.events import DateState
from venue.errors import Refused
from venue.live import announce_on_commit

# What only people can say; the rest is counted from its own rows.
FIELDS: Final = (
    "weather",
    "temperature_c",
    "peak",
    "total",
    "went_well",
    "went_wrong",
    "photo_consent",
    "no_incident",
    "spent_cents",
)


class ReportIncomplete(Refused):
    """Figures: `dates` (date, missing)."""

    code = "incomplete"
    status: ClassVar[int] = 409
    message = _("The report is not complete yet.")


class NotYet(Refused):
    code = "not_yet"
    message = _("This has not begun: its report can wait.")


class Contradiction(Refused):
    """Figure: `errors`, by field."""

    code = "contradiction"
    message = _("The report contradicts itself, or what was written down.")


@transaction.atomic
def write(date: EventDate, *, by: str, **said: Any) -> EventReport:
    """What is said, on top of what was said before. Raises NotYet, Contradiction, and of an event that is reported
    already ReportIncomplete: its report may be corrected, never emptied.
    """
    if date.starts_at > timezone.now():
        raise NotYet
    known, _new = EventReport.objects.get_or_create(date=date, defaults={"by": by})
    known = EventReport.objects.select_for_update().get(pk=known.pk)
    for name, value in said.items():
        setattr(known, name, value)
    counted = passages.count(date)
    refuse_contradictions(known, said, counted)
    known.by, known.changed_at = by, timezone.now()
    was_complete = not missing(date, counted)
    known.save()
    if was_complete and date.event.state == EventState.REPORTED and (names := missing(date, counted)):
        raise ReportIncomplete(dates=[{"date": date.pk, "missing": names}])
    announce_on_commit(f"day:{date.pk}")
    return known


def refuse_contradictions(known: EventReport, said: dict[str, Any], counted: passages.Count) -> None:
    """Only what is said now is questioned. Raises Contradiction."""
    errors = {}
    peak, total = known.peak, known.total
    if peak is not None and total is not None and peak > total and said.keys() & {"peak", "total"}:
        errors["peak"] = [_("More people at once than in all.")]
    if (most := said.get("total")) is not None and most < counted.admitted:
        errors["total"] = [_("More people than that came in with their tickets.")]
    if said.get("no_incident") and known.date.incidents.exists():
        errors["no_incident"] = [_("Incidents were written down on the day.")]
    if errors:
        raise Contradiction(
            errors={
                name: [{"message": str(it), "code": Contradiction.code} for it in them] for name, them in errors.items()
            }
        )


def missing(date: EventDate, counted: passages.Count | None = None) -> list[str]:
    """What is still to be told of a date, by the name of the field or of the thing; none: the report is complete."""
    said, counted = of(date), counted or passages.count(date)
    lessons = said.went_well.strip() or said.went_wrong.strip() or date.event.lessons.exists()
    told = {
        "attendance": counted.total or said.total is not None,
        "weather": said.weather.strip(),
        "kit": not date.kit.filter(state=KitReservation.State.OUT).exists(),
        "incidents": said.no_incident or date.incidents.exists(),
        "lessons": lessons,
        "photo_consent": said.photo_consent,
    }
    return [name for name, is_told in told.items() if not is_told]


def of(date: EventDate) -> EventReport:
    """What was said so far; an empty one where nobody has begun."""
    return EventReport.objects.filter(date=date).first() or EventReport(date=date)


def tell(date: EventDate) -> dict[str, Any]:
    """With what is counted from rows: people who came, kit that is missing, incidents."""
    said, counted = of(date), passages.count(date)
    kit = date.kit.filter(missing__gt=0).select_related("item")
    lacking = missing(date, counted)
    return {
        **{name: getattr(said, name) for name in FIELDS},
        "counted": passages.tell(date, counted),
        "kit_missing": [
            {"item": it.item.code, "name": it.item.local_name, "missing": it.missing, "note": it.note} for it in kit
        ],
        "kit_out": date.kit.filter(state=KitReservation.State.OUT).aggregate(n=Sum("quantity"))["n"] or 0,
        "incidents": date.incidents.count(),
        "lessons": [lesson.text for lesson in date.event.lessons.order_by("at", "pk")[:20]],
        "cash_counted": box.is_counted(date),
        "complete": not lacking,
        "missing": lacking,
    }


@transaction.atomic
def close(event: Event, *, by: str) -> None:
    """The event is reported: each date that was held has its whole report. The caller holds the event's lock.

    Raises WrongState, ReportIncomplete.
    """
    states.refuse_unless_follows(event, EventState.REPORTED)
    held = event.dates.filter(state=DateState.HELD).select_related("event").order_by("starts_at", "pk")
    lacking = [{"date": date.pk, "missing": names} for date in held if (names := missing(date))]
    if lacking:
        raise ReportIncomplete(dates=lacking)
    states.step(event, EventState.REPORTED, EventChange.What.REPORTED, by=by)
