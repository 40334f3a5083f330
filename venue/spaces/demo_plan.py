"""The plan of the demo house as one drawing, 24 m wide so that it fits a phone: metres, y downwards.

From top to bottom: first floor (0–9 m), ground floor (11–23), the yard that one enters by (23–30.6), basement (32.6).
What is left white between the rooms is entrance, landing and stairs. Areas are those of DOMAIN §11.2, to half a metre.
"""

from typing import Any

from venue.spaces.models.places import shape


def room(floor: int, left: float, top: float, right: float, bottom: float) -> dict[str, Any]:
    """A rectangular room, its name in the middle."""
    corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
    return shape(floor, corners, [round((left + right) / 2, 2), round((top + bottom) / 2, 2)])


SHAPES: dict[str, dict[str, Any]] = {
    "COWO": room(1, 0, 0, 9.4, 9),
    "MR1": room(1, 9.4, 0, 16.2, 4.4),
    "MR2": room(1, 9.4, 5.4, 13.9, 9),
    "STUD": room(1, 16.2, 0, 24, 9),
    "HALL": room(0, 0, 11, 14.8, 17.6),
    "CAFE": room(0, 0, 17.6, 4.8, 23),
    "KITC": room(0, 8.5, 17.6, 14.8, 23),
    "CANT": room(0, 14.8, 11, 24, 23),
    # The corner that is cut off is where the lime tree stands.
    "YARD": shape(0, [[0, 23], [24, 23], [24, 28.6], [21, 30.6], [0, 30.6]], [11.5, 26.8]),
    "WORK": room(-1, 0, 32.6, 9.4, 37.1),
}
