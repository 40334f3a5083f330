"""Managers write down in the office what can be booked; a photo is drawn anew before it is kept."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from rest_framework.test import APIClient

from coworking.models import Kind, Resource
from tests.cast import entity, space
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db
ORIENTATION, GPS = 0x0112, 0x8825


@pytest.fixture
def manager() -> APIClient:
    return browser(make_person("Maud", "manager"))


@pytest.fixture(autouse=True)
def album(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def form(**facts: Any) -> dict[str, Any]:
    room = space("STUD", 30, kind="study").pk
    plain = {"space": room, "entity": entity().pk, "kind": Kind.STUDY_SEAT, "code": "STUD-01", "name": "Place 1"}
    numbers = {"seats": 1, "setup_min": 0, "cleanup_min": 0, "position": 0, "spot": "[17, 0.8]"}
    return plain | numbers | facts


def write(client: APIClient, **facts: Any) -> Any:
    known = Resource.objects.filter(code="STUD-01").first()
    page = f"{known.pk}/change" if known else "add"
    return client.post(f"/admin/coworking/resource/{page}/", form(**facts), format="multipart")


def photo(kind: str = "JPEG", side: int = 2000) -> SimpleUploadedFile:
    """A picture that says where it was taken, lying on its side."""
    told = Image.Exif()
    told[ORIENTATION] = 6
    told.get_ifd(GPS)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (side, side // 2), "tomato").save(out, kind, exif=told)
    return SimpleUploadedFile("rue-rabanesse.jpg", out.getvalue())


def test_a_seat_alone_in_its_room_is_for_who_just_comes(manager: APIClient) -> None:
    refused = write(manager, bookable="on")
    assert list(refused.context["adminform"].form.errors) == ["bookable"]
    assert (write(manager).status_code, Resource.objects.get().bookable) == (302, False)


def test_a_photo_is_kept_small_upright_and_without_its_place(manager: APIClient) -> None:
    assert write(manager, photo=photo()).status_code == 302
    with Resource.objects.get().photo.open() as file, Image.open(file) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (800, 1600), {})


def test_what_is_no_photo_is_not_kept(manager: APIClient) -> None:
    page = SimpleUploadedFile("desk.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")
    assert list(write(manager, photo=page).context["adminform"].form.errors) == ["photo"]
    assert list(write(manager, photo=photo("GIF")).context["adminform"].form.errors) == ["photo"]


def test_a_new_photo_takes_the_place_of_the_old(
    manager: APIClient, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            write(manager, photo=photo(side=20))
    assert default_storage.listdir("resources")[1] == [Path(Resource.objects.get().photo.name).name]


def test_anybody_sees_the_photo_and_a_browser_takes_it_for_nothing_else(manager: APIClient) -> None:
    write(manager, photo=photo(side=20))
    shown = browser().get(Resource.objects.get().photo.url)
    told = [shown.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")]
    assert (shown.status_code, told) == (200, ["image/webp", "nosniff", "default-src 'none'; sandbox"])
    assert browser().get("/photos/resources/none.webp").status_code == 404


@pytest.mark.parametrize("spot", ["[1]", '["a", 2]', "7", "[0.5, 3]"])
def test_a_seat_stands_on_a_point_of_the_plan(manager: APIClient, spot: str) -> None:
    assert (write(manager, spot=spot).status_code == 302) == (spot == "[0.5, 3]")


def test_nothing_that_can_be_booked_is_deleted(manager: APIClient) -> None:
    write(manager)
    page = f"/admin/coworking/resource/{Resource.objects.get().pk}/delete/"
    assert manager.get(page).status_code == 403
