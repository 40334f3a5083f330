"""Who comes to the demo's coworking in an ordinary week (DOMAIN §11.6): 30 bookings of desks and seats, among them
4 no-shows, 2 pauses overrun and 1 extension; beside them meetings, residents, and people who just come.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Fate(Enum):
    CAME = "came"
    NO_SHOW = "no_show"
    LONG_PAUSE = "long_pause"
    STAYED_ON = "stayed_on"


class Visit(NamedTuple):
    """`who` is one of the demo's guests, or the first name under which the team booked by telephone."""

    weekday: int
    hour: float
    hours: float
    place: str
    who: str
    fate: Fate = Fate.CAME
    people: int = 1
    title: str = ""


MON, TUE, WED, THU, FRI, SAT = range(6)
# The demo's visitors come as her: nobody checks her in for them.
VISITOR = "Nadia"
BOOKED = [
    Visit(MON, 9, 4, "COWO-03", "Émile"),
    Visit(MON, 9.5, 3, "COWO-08", "Rachid"),
    Visit(MON, 10, 4, "STUD-01", "Kenza"),
    Visit(MON, 14, 3, "STUD-04", "Jade", Fate.NO_SHOW),
    Visit(MON, 14, 4, "COWO-08", "Zoé"),
    Visit(TUE, 9, 4, "COWO-12", "Oscar"),
    Visit(TUE, 9, 3, "STUD-06", "Louis"),
    Visit(TUE, 10, 4, "STUD-02", "Manon", Fate.LONG_PAUSE),
    Visit(TUE, 13.5, 4, "COWO-04", "Samir"),
    Visit(TUE, 14, 2, "STUD-09", "Tomás"),
    Visit(TUE, 16, 2, "STUD-12", "Rose", Fate.NO_SHOW),
    Visit(WED, 9, 3, "COWO-01", "Rachid"),
    Visit(WED, 9.5, 2.5, "STUD-07", "Jade"),
    Visit(WED, 13, 4, "STUD-01", "Kenza", Fate.LONG_PAUSE),
    Visit(WED, 14, 3, "COWO-13", "Agathe"),
    Visit(WED, 14.5, 3, "STUD-15", "Ilan"),
    Visit(THU, 9, 3, "COWO-03", "Émile", Fate.STAYED_ON),
    Visit(THU, 10, 3, "COWO-07", "Zoé", Fate.NO_SHOW),
    Visit(THU, 14, 4, "STUD-03", "Manon"),
    Visit(THU, 17, 3, "STUD-10", "Tomás"),
    Visit(THU, 18.5, 3, "COWO-09", "Paulette"),
    Visit(FRI, 9, 4, "COWO-12", "Oscar"),
    Visit(FRI, 9.5, 2, "COWO-05", "Yanis"),
    Visit(FRI, 10, 3, "STUD-06", "Louis", Fate.NO_SHOW),
    Visit(FRI, 13.5, 3.5, "STUD-18", "Clara"),
    Visit(FRI, 14, 4, "STUD-05", VISITOR),
    Visit(FRI, 15, 3, "COWO-16", "Samir"),
    Visit(SAT, 10, 3, "STUD-08", "Rose"),
    Visit(SAT, 10.5, 4, "COWO-02", "Agathe"),
    Visit(SAT, 13, 3, "STUD-11", "Yanis"),
]
MEETINGS = [
    Visit(MON, 9, 2, "MR2", "Maud", people=6, title="Réunion d’équipe"),
    Visit(WED, 9.5, 2, "MR1", "Noé", people=9, title="Préparation des fêtes de rue"),
    Visit(FRI, 10, 1.5, "MR2", "Hélène", people=5, title="Permanence sociale"),
]
# Sold at the desk and seated by the team: nobody booked.
CAME_TO_WORK = [
    Visit(MON, 13, 4, "COWO-17", "Lina"),
    Visit(TUE, 9.5, 2, "COWO-18", "Marc"),
    Visit(WED, 10, 4, "COWO-17", "Lina"),
    Visit(THU, 14, 4, "COWO-18", "Aya"),
    Visit(THU, 9, 4, "COWO-17", "Marc"),
    Visit(FRI, 9, 3, "COWO-18", "Aya"),
    Visit(SAT, 11, 3, "COWO-17", "Lina"),
]
# From Monday to Saturday alike, as far as the house is open: residents at their own desks, students at walk-in seats.
EACH_DAY = [
    *(
        Visit(day, hour + number % 3 / 2, 3.5, f"COWO-{19 + number}", name)
        for day in range(6)
        for number, name in enumerate(("Anouk", "Basile", "Céleste", "Driss", "Elif", "Florian"))
        for hour in (8.5, 14)
        if (day + number) % 3
    ),
    *(
        Visit(day, hour, 2, f"STUD-{22 + (number + day) % 9}", "")
        for day in range(6)
        for number, hour in enumerate((9, 10.5, 12.5, 14, 15, 16.5, 20))
    ),
]
WALK_INS = [*CAME_TO_WORK, *EACH_DAY]
# Each took a ticket of her book, in the weeks before the last.
AT_A_DESK = Visit(WED, 9, 4, "COWO-06", VISITOR)
