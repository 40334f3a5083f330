"""The demo's desks, study seats and rooms (DOMAIN §11.2), each where it stands on the plan of `venue.spaces.demo_plan`.

A seat is about 1.2 m apart from the next, so that a finger finds it on a phone that shows one room. The middle of each
room is left free: its name stands there, and people pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from coworking.models import Kind
from venue.people.demo import RESIDENTS


class Seat(NamedTuple):
    code: str
    space: str
    name: str
    name_en: str
    facts: dict[str, Any]


class Thing(NamedTuple):
    """Something that a room has."""

    french: str
    english: str


SCREEN = Thing("écran 27 pouces", "27-inch screen")
STANDING = Thing("bureau assis-debout", "sit-stand desk")
LAMP = Thing("lampe de lecture", "reading lamp")
BOARD = Thing("tableau blanc", "whiteboard")
DISPLAY = Thing("grand écran, câble HDMI", "large screen, HDMI cable")
CALLS = Thing("visioconférence", "video calls")
PROJECTOR = Thing("vidéoprojecteur", "projector")
SOUND = Thing("sonorisation, deux micros", "sound system, two microphones")
LOOP = Thing("boucle magnétique", "hearing loop")
CHAIRS = Thing("80 chaises, 12 tables", "80 chairs, 12 tables")
BENCHES = Thing("quatre établis", "four workbenches")
TOOLS = Thing("outils à main", "hand tools")
SINK = Thing("point d’eau", "sink")

# Four islands of six desks, three facing three, round the crossing in the middle of the room.
DESK_COLUMNS = (1.2, 2.5, 3.8, 5.6, 6.9, 8.2)
DESK_ROWS = (1.1, 2.4, 6.6, 7.9)
FIRST_RESIDENT = 19

# A counter under the windows, then two tables for six and, past the door on the left, two more.
SEAT_COLUMNS = (16.95, 18.1, 19.25, 20.95, 22.1, 23.25)
SEAT_ROWS = (0.8, 2.4, 3.55, 6.2, 7.35)
FIRST_WALK_IN = 22
WITH_PLUG, ACCESSIBLE = {1, 2, 3, 19}, {19, 25}


def seats() -> Iterator[Seat]:
    yield from desks()
    yield from study_seats()
    yield from rooms()


def desks() -> Iterator[Seat]:
    """COWO-01…18 for whoever books, 19…24 for residents; numbered island by island, as one walks round."""
    for number, spot in enumerate(islands(), start=1):
        things = [SCREEN] if number in {7, 8, 9, 13} else [STANDING] if number in {1, 4} else []
        facts: dict[str, Any] = {
            "kind": Kind.DESK,
            "spot": spot,
            "plug": True,
            "accessible": number in {12, 15},  # on the crossing, with room to turn
            "quiet": number <= 6,
            **equipment(*things),
        }
        if number >= FIRST_RESIDENT:
            facts["resident_email"] = RESIDENTS[number - FIRST_RESIDENT].email
        yield Seat(f"COWO-{number:02}", "COWO", f"Bureau {number}", f"Desk {number}", facts)


def islands() -> Iterator[list[float]]:
    for rows in (DESK_ROWS[:2], DESK_ROWS[2:]):
        for columns in (DESK_COLUMNS[:3], DESK_COLUMNS[3:]):
            for y in rows:
                for x in columns:
                    yield [x, y]


def study_seats() -> Iterator[Seat]:
    """STUD-01…21 can be booked; 22…30, nearest to the door, are for who comes without booking (REQ-W4)."""
    spots = [[x, y] for y in SEAT_ROWS for x in SEAT_COLUMNS]
    for number, spot in enumerate(spots, start=1):
        facts = {
            "kind": Kind.STUDY_SEAT,
            "spot": spot,
            "bookable": number < FIRST_WALK_IN,
            "plug": number in WITH_PLUG,
            "accessible": number in ACCESSIBLE,
            "quiet": True,
            **equipment(*[LAMP] if number <= len(SEAT_COLUMNS) else []),
        }
        yield Seat(f"STUD-{number:02}", "STUD", f"Place {number}", f"Seat {number}", facts)


def rooms() -> Iterator[Seat]:
    step_free = {"plug": True, "accessible": True}
    yield Seat("MR1", "MR1", "Salle Gergovie", "Gergovie room", whole(14, DISPLAY, CALLS, BOARD) | step_free)
    yield Seat("MR2", "MR2", "Salle Sancy", "Sancy room", whole(8, DISPLAY, BOARD) | step_free)
    yield Seat("WORK", "WORK", "Atelier", "Workshop", whole(19, BENCHES, TOOLS, SINK) | {"plug": True})
    hall = whole(80, PROJECTOR, SOUND, LOOP, CHAIRS) | step_free | {"kind": Kind.HALL, "on_approval": True}
    yield Seat("HALL", "HALL", "Grande salle Blaise-Pascal", "Blaise-Pascal hall", hall)


def whole(people: int, *things: Thing) -> dict[str, Any]:
    """A room as one resource, with a quarter of an hour before and after each booking (REQ-W5)."""
    return {"kind": Kind.ROOM, "seats": people, "setup_min": 15, "cleanup_min": 15, **equipment(*things)}


def equipment(*things: Thing) -> dict[str, list[str]]:
    return {"equipment": [it.french for it in things], "equipment_en": [it.english for it in things]}
