"""The paper ticket: one A5 page, the same whoever paid, with all that a person without a phone needs."""

import io
import uuid
from datetime import date, timedelta

import pytest
import time_machine
from pypdf import PdfReader

from canteen.models import Sitting
from canteen.pdf import ticket_pdf
from tests.canteen import kitchen
from venue.codes import tokens
from venue.house.models import Building
from venue.spaces.models import Space
from venue.ticket_paper import MARGIN

HOUSE = Building(
    code="preau",
    name="Le Préau",
    address="12 rue Rabanesse",
    postcode="63000",
    city="Clermont-Ferrand",
    directions="Arrêt de tram Universités, puis trois minutes à pied par la rue Kessler. "
    "Entrée de plain-pied par la cour, la porte bleue.",
    directions_en="Tram stop Universités, then three minutes on foot along rue Kessler. "
    "Step-free entrance through the yard, the blue door.",
)
LUNCH = Sitting(starts_at=kitchen.TUESDAY, space=Space(code="CANT", name="Cantine"))
TOKEN = "W" * tokens.LENGTH

pytestmark = pytest.mark.django_db


def paper(language="en", token=TOKEN, covers=2, **what):
    what = what or {"sitting": LUNCH}
    made = ticket_pdf(building=HOUSE, token=token, short_code="K7PQWX94", covers=covers, language=language, **what)
    return PdfReader(io.BytesIO(made))


def words(of):
    return " ".join(of.pages[0].extract_text().split()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["fr", "en", "uk"])
@pytest.mark.parametrize("what", [{"sitting": LUNCH}, {"valid_until": date(2027, 2, 26)}])
def test_a_ticket_is_one_a5_page(language, what):
    made = paper(language, **what)
    size = [round(float(side) / 72 * 25.4) for side in made.pages[0].mediabox[2:]]
    assert (len(made.pages), size) == (1, [148, 210])


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("what", [{"sitting": LUNCH}, {"valid_until": date(2027, 2, 26)}])
def test_nothing_runs_off_the_page(language, what):
    lowest = []

    def look(text, _cm, matrix, *_font):
        if text.strip():
            lowest.append(matrix[5])

    paper(language, **what).pages[0].extract_text(visitor_text=look)
    assert min(lowest) > MARGIN / 25.4 * 72 * 0.6


def test_it_says_when_where_for_how_many_how_to_come_and_the_code():
    told = words(paper())
    for said in [
        "mardi 24 novembre, 12 h",
        "Tuesday 24 November, 12:00",
        "Cantine · 12 rue Rabanesse, 63000 Clermont-Ferrand",
    ]:
        assert said in told
    for said in ["For 2 people", "K7PQ WX94", "the blue door", "12:15"]:
        assert said in told


def test_whoever_ordered_during_the_meal_has_as_many_minutes_to_come():
    told = words(paper(sitting=LUNCH, kept_from=kitchen.TUESDAY + timedelta(minutes=40)))
    assert ("12:55" in told, "12:15" in told) == (True, False)


def test_an_open_ticket_says_until_when():
    told = words(paper(valid_until=date(2027, 2, 26)))
    assert "Until Friday 26 February 2027" in told
    assert "12:15" not in told


def test_it_says_nothing_about_money():
    assert not {"€", "EUR", "euro", "Stripe", "voucher", "free"} & set(words(paper()).split())


def test_two_tickets_of_a_kind_weigh_nearly_the_same():
    with time_machine.travel(kitchen.TUESDAY, tick=False):
        weights = [
            len(
                ticket_pdf(
                    building=HOUSE,
                    token=tokens.mint(uuid.uuid4(), purpose=purpose, about=1, covers=1),
                    short_code="K7PQWX94",
                    covers=1,
                    language="en",
                    sitting=LUNCH,
                )
            )
            for purpose in (tokens.MEAL, tokens.OPEN_MEAL)
        ]
    assert max(weights) - min(weights) < 400


def test_a_ticket_is_for_a_sitting_or_until_a_day():
    with pytest.raises(ValueError, match="a ticket is for a sitting or until a day"):
        paper(valid_until=None)
