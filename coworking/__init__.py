"""Desks, study seats and rooms: booked, sat at, paused, given on; passes, waiting list, calendars."""
