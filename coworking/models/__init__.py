"""Desks, study seats and rooms, who booked them, what keeps them from being booked, and what gives a place there."""

from coworking.models.bookings import ACTIVE, Booking, BookingChange, BookingState, Release
from coworking.models.calendars import CalendarFeed
from coworking.models.hire import Customer, HireRequest, HireState, Quote, RoomPrice
from coworking.models.invoices import Invoice, InvoicePayment, Numbering
from coworking.models.passes import Fare, FareReturn, Offer, Pass, PassUse, Unit
from coworking.models.resources import Block, Kind, Resource
from coworking.models.series import Series
from coworking.models.waiting import STANDING, WaitingPlace, WaitingState

__all__ = [
    "ACTIVE",
    "STANDING",
    "Block",
    "Booking",
    "BookingChange",
    "BookingState",
    "CalendarFeed",
    "Customer",
    "Fare",
    "FareReturn",
    "HireRequest",
    "HireState",
    "Invoice",
    "InvoicePayment",
    "Kind",
    "Numbering",
    "Offer",
    "Pass",
    "PassUse",
    "Quote",
    "Release",
    "Resource",
    "RoomPrice",
    "Series",
    "Unit",
    "WaitingPlace",
    "WaitingState",
]
