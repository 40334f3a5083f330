"""What chance gives each world (ids, tokens, keys, serials, codes) is replaced by its order of appearance."""

from __future__ import annotations

import re

from canteen import door_paper
from canteen.models import MealTicket, Order
from events import told
from events.models import Registration
from venue.codes import short

UUID = r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
CSRF = r'(?<=name="csrfmiddlewaretoken" value=")\w+'
# A revision counts what happened to a row, the hold of a card payment included; an ETag is made of it. Once a day is
# settled nobody can tell five from six.
COUNTS = re.compile(r'(?<="revision":)\d+|(?<=ETag: )\S+|(?<=revision=)\d+')


def drawn_by_lot() -> set[str]:
    """Everything in the database that chance chose and that somebody might be shown."""
    found = set(Order.objects.values_list("key", flat=True))
    for ticket in MealTicket.objects.all():
        found |= {door_paper.token(ticket), ticket.serial, ticket.short_code, short.spelled(ticket.short_code)}
    for place in Registration.objects.all():
        found |= {place.key, told.token(place), place.short_code, short.spelled(place.short_code)}
    return found


class Blur:
    """Remembers through a whole transcript: the same ticket has the same name wherever it appears."""

    def __init__(self, drawn: set[str]) -> None:
        # On paper the two halves of a short code may stand below each other.
        words = [re.escape(word).replace(r"\ ", r"\s") for word in sorted(drawn, key=len, reverse=True)]
        self.drawn = re.compile("|".join([*words, UUID, CSRF]))
        self.names: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        text = COUNTS.sub("⟨count⟩", text)
        return self.drawn.sub(lambda found: self.names.setdefault(found[0], f"⟨{len(self.names)}⟩"), text)
