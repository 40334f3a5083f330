"""The rooms of the house: what they are, when they are open, what was counted in them, what is expected in them."""

from venue.spaces.models.calendar import Closure, OpeningHours, Period
from venue.spaces.models.claims import CapacityClaim
from venue.spaces.models.counting import Heartbeat, Movement, QuarterHour, Recount
from venue.spaces.models.places import Layout, Space

__all__ = [
    "CapacityClaim",
    "Closure",
    "Heartbeat",
    "Layout",
    "Movement",
    "OpeningHours",
    "Period",
    "QuarterHour",
    "Recount",
    "Space",
]
