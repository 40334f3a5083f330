"""Desks, study seats and rooms, who booked them, and what keeps them from being booked."""

from coworking.models.bookings import ACTIVE, Booking, BookingChange, BookingState, Release
from coworking.models.resources import Block, Kind, Resource

__all__ = ["ACTIVE", "Block", "Booking", "BookingChange", "BookingState", "Kind", "Release", "Resource"]
