"""Desks, study seats and rooms, who booked them, and what keeps them from being booked."""

from coworking.models.bookings import ACTIVE, Booking, BookingChange, BookingState, Release
from coworking.models.calendars import CalendarFeed
from coworking.models.resources import Block, Kind, Resource
from coworking.models.series import Series

__all__ = [
    "ACTIVE",
    "Block",
    "Booking",
    "BookingChange",
    "BookingState",
    "CalendarFeed",
    "Kind",
    "Release",
    "Resource",
    "Series",
]
