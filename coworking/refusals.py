"""What coworking says no to: a code for programs, a sentence for people, and what would be allowed (REQ-W3)."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from venue.errors import Refused


class SeatTaken(Refused):
    """Figures: `resource`, `starts_at`, `ends_at` of the first of them that is not free."""

    code = "seat_taken"
    status: ClassVar[int] = 409
    message = _("Somebody else has this place at that time.")


class OutsideOpeningHours(Refused):
    """Figures: `open` (the stretches of that day) and `reason` where a closure or a holiday says why."""

    code = "outside_opening_hours"
    message = _("This place is not open all that time.")


class OffGrid(Refused):
    """Figure: `grid_min`."""

    code = "off_grid"
    message = _("Bookings begin and end on the hour or the half hour.")


class EndsBeforeStart(Refused):
    code = "ends_before_start"
    message = _("A booking ends after it begins.")


class InThePast(Refused):
    code = "in_the_past"
    message = _("This time is over.")


class NoSuchHour(Refused):
    code = "no_such_hour"
    message = _("That night the clock leaves this hour out.")


class TooFarAhead(Refused):
    """Figures: `ahead_days`, and `last_day`, the last one that can be booked today."""

    code = "too_far_ahead"
    message = _("This day cannot be booked yet.")


class TooLong(Refused):
    """Figures: `max_hours`, and `asked_hours`."""

    code = "too_long"
    message = _("This is longer than one booking may be.")


class QuotaExceeded(Refused):
    """Figures: `rule` (its key), `allowed`, `used` and `asked`, in bookings or hours.

    That one may come without is true of study seats alone: `nothing_stays_free` is said of all else.
    """

    code = "quota_exceeded"
    message = _(
        "You have as many bookings as one person may have. Give one back, or come without: some seats stay free."
    )
    nothing_stays_free = _("You have as many bookings as one person may have. Give one back first.")


class TwoAtOnce(Refused):
    """Nobody sits on two chairs. Figures: `starts_at` and `ends_at` of what she has, or asks for, at that time."""

    code = "two_at_once"
    status: ClassVar[int] = 409
    message = _("You already have a place at that time. Give it back first if you would rather have another.")


class OverlapsItself(Refused):
    """Two of one request. Figures: `resource`, `starts_at`, `ends_at` of the later one."""

    code = "overlaps_itself"
    message = _("You are asking for the same place twice at that time. Leave one of the two out.")


class NotBookable(Refused):
    """A walk-in seat (REQ-W4), or the desk of a resident."""

    code = "not_bookable"
    message = _("This place is kept for people who come without booking.")


class NeedsApproval(Refused):
    code = "needs_approval"
    message = _("The team says yes to each booking of this room: please send a request.")


class TooManyPeople(Refused):
    """Figure: `seats`."""

    code = "too_many_people"
    message = _("This place is too small for so many people.")


class NotNow(Refused):
    """Figures: `from` and `until`, between which it is possible."""

    code = "not_now"
    status: ClassVar[int] = 409
    message = _("This is not possible at this moment.")


class TooLateToCancel(Refused):
    """Figure: `until`."""

    code = "too_late_to_cancel"
    status: ClassVar[int] = 409
    message = _("It is too late to cancel this.")


class IsOver(Refused):
    """Figure: `state`."""

    code = "booking_over"
    status: ClassVar[int] = 409
    message = _("This booking is over.")


class PlacesFree(Refused):
    """Figures: `resource`, the code of one that is free, and `free`, how many there are."""

    code = "places_free"
    status: ClassVar[int] = 409
    message = _("No need to wait: a place like that is free at this time. You can book it now.")


class AlreadyWaiting(Refused):
    """Figure: `id` of the place in line that stands already."""

    code = "already_waiting"
    status: ClassVar[int] = 409
    message = _("You already wait for a place at that time.")


class OfferOver(Refused):
    code = "offer_over"
    status: ClassVar[int] = 409
    message = _("This offer is over: the place went to the next in line. You may join the line again.")


class IsHired(Refused):
    """A contract, with its own way back: the customer and the manager learn of it there."""

    code = "is_hired"
    status: ClassVar[int] = 409
    message = _("This room is hired. It is called off where it was asked for, or by a manager.")
