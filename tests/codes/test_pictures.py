"""A scanner reads the picture; a phone shows it sharp."""

import io
import uuid
import xml.etree.ElementTree as ET

import pytest
import zxingcpp
from PIL import Image

from venue.codes import pictures, tokens

pytestmark = pytest.mark.django_db


def a_token() -> str:
    return tokens.mint(uuid.uuid4(), purpose=tokens.OPEN_MEAL, about=740_000, covers=3)


def test_a_camera_reads_the_picture_back():
    token = a_token()
    [seen] = zxingcpp.read_barcodes(Image.open(io.BytesIO(pictures.png(token))).convert("L"))
    assert seen.text == token


def test_a_ticket_is_never_larger_than_41_modules():
    assert {len(pictures.modules(a_token())) for _ in range(5)} == {41}


def test_the_picture_has_four_modules_of_white_around_it():
    picture = Image.open(io.BytesIO(pictures.png(a_token(), scale=3))).convert("L")
    assert picture.size == (49 * 3, 49 * 3)
    assert picture.point(lambda value: 255 - value).getbbox() == (12, 12, 12 + 41 * 3, 12 + 41 * 3)


def test_the_drawing_fills_the_same_modules_as_the_picture():
    grid = pictures.modules(a_token())
    drawn = {(x + step, y) for x, y, width in pictures.runs(grid) for step in range(width)}
    assert drawn == {(x, y) for y, line in enumerate(grid) for x, dark in enumerate(line) if dark}


def test_the_drawing_is_a_well_formed_square_on_white():
    drawing = ET.fromstring(pictures.svg(a_token()))
    assert drawing.attrib["viewBox"] == "0 0 49 49"
    assert drawing[0].attrib == {"width": "49", "height": "49", "fill": "#fff"}


def test_what_would_need_a_larger_picture_is_refused():
    with pytest.raises(ValueError, match="mode"):
        pictures.svg("small letters")
