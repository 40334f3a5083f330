"""What is to do for an event, and the papers that prove it: for the team alone, and only what they say they are."""

import io
from datetime import date as day
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from rest_framework.test import APIClient

from events import back_plan
from events.models import Event, Paper, Task
from tests.events.cast import MONDAY, SATURDAY, event, house
from tests.people.cast import browser, make_person

pytestmark = pytest.mark.django_db
PLANNING = "/api/v1/planning/"
PAPERS, TASKS, PHOTO = (f"{PLANNING}events/bal/{noun}/" for noun in ("papers", "tasks", "photo"))
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def album(settings: Settings, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def anna(album: Any) -> APIClient:
    house()
    return browser(make_person("Anna", "animator"))


@pytest.fixture
def bal(album: Any) -> Event:
    made = event("bal")
    back_plan.renew(made)
    return made


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "tomato").save(out, kind)
    return out.getvalue()


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def files_kept() -> list[str]:
    folder = Path(default_storage.path("private/papers"))
    return sorted(path.suffix for path in folder.iterdir()) if folder.exists() else []


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


# --- tasks ------------------------------------------------------------------------------------------------------------


def test_a_task_is_done_on_its_day_and_to_do_again_with_the_day_of_the_rules(anna: APIClient, bal: Event) -> None:
    task = bal.tasks.get(deadline__key="declaration")
    path = f"{PLANNING}tasks/{task.pk}/"
    zoe = make_person("Zoé")
    told = anna.patch(path, {"state": "done", "owner": str(zoe.pk), "note": "Récépissé n° 12"}).json()["tasks"]
    mine = next(it for it in told if it["id"] == task.pk)
    assert (mine["done_on"], mine["owner"]["first_name"], mine["lacks_paper"]) == ("2026-11-23", "Zoé", False)
    assert code(anna.patch(path, {"done_on": "2026-11-24"})) == (422, "in_the_future")
    Task.objects.filter(pk=task.pk).update(due_on=day(2026, 1, 1), earliest_on=None)
    told = anna.patch(path, {"state": "to_do"}).json()["tasks"]
    mine = next(it for it in told if it["id"] == task.pk)
    assert (mine["done_on"], mine["due_on"], mine["earliest_on"]) == (None, "2027-04-20", "2027-04-08")


def test_what_a_paper_proves_is_done_with_it_or_with_a_word_of_where_it_is(anna: APIClient, bal: Event) -> None:
    task = bal.tasks.get(deadline__key="declaration")
    path = f"{PLANNING}tasks/{task.pk}/"
    before = list(Task.objects.values())
    answer = anna.patch(path, {"state": "done", "note": " "})
    assert (code(answer), answer.json()["task"]) == ((422, "paper_missing"), task.pk)
    assert (list(Task.objects.values()), bal.changes.count()) == (before, 0)
    assert anna.patch(path, {"state": "done", "note": "Récépissé dans le classeur rouge."}).status_code == 200
    assert code(anna.patch(path, {"note": ""})) == (422, "paper_missing")
    (paper,) = keep(anna, task, "reçu.pdf")
    assert anna.patch(path, {"note": ""}).json()["tasks"][0]["needs_paper"] is True
    assert code(anna.post(f"{PLANNING}papers/{paper}/removal/")) == (422, "paper_missing")
    assert len(keep(anna, task, "scan.pdf")) == 2
    assert anna.post(f"{PLANNING}papers/{paper}/removal/").status_code == 200  # the other one still proves it
    anna.patch(path, {"state": "to_do"})
    last = Paper.objects.get()
    assert anna.post(f"{PLANNING}papers/{last.pk}/removal/").status_code == 200


def test_what_was_ticked_before_papers_were_asked_for_may_change_hands(anna: APIClient, bal: Event) -> None:
    task = bal.tasks.get(deadline__key="declaration")
    Task.objects.filter(pk=task.pk).update(state="done", done_on=day(2026, 11, 2))
    path, zoe = f"{PLANNING}tasks/{task.pk}/", make_person("Zoé")
    told = anna.patch(path, {"owner": str(zoe.pk)}).json()["tasks"]
    assert next((it["state"], it["lacks_paper"]) for it in told if it["id"] == task.pk) == ("done", True)


def keep(by: APIClient, task: Task, name: str) -> list[str]:
    """A paper of the task's; the ids of all the event's, the newest first."""
    said = {"file": file(name, PDF), "task": str(task.pk)}
    return [it["id"] for it in by.post(PAPERS, said, format="multipart").json()["papers"]]


def test_what_is_mandatory_is_not_needed_for_a_reason_only(anna: APIClient, bal: Event) -> None:
    path = f"{PLANNING}tasks/{bal.tasks.get(deadline__key='declaration').pk}/"
    assert code(anna.patch(path, {"state": "not_needed"})) == (422, "reason_missing")
    assert anna.patch(path, {"state": "not_needed", "note": "Dans la cour."}).status_code == 200
    assert code(anna.patch(path, {"due_on": "2027-01-01"})) == (409, "of_the_rules")


def test_the_team_writes_tasks_of_its_own_down(anna: APIClient, bal: Event) -> None:
    told = anna.post(TASKS, {"title": "Affiches", "due_on": "2027-04-01"}).json()["tasks"]
    own = next(it for it in told if it["title"] == "Affiches")
    assert (own["by_rule"], own["mandatory"], own["state"]) == (False, False, "to_do")
    assert anna.patch(f"{PLANNING}tasks/{own['id']}/", {"due_on": "2027-04-02"}).status_code == 200
    assert [
        anna.post(TASKS, {"title": "x"} | wrong).status_code
        for wrong in ({"due_on": "soon"}, {"due_on": "9999-01-01"}, {"due_on": "2027-04-01", "owner": "x"})
    ] == [400, 400, 400]


# --- papers -----------------------------------------------------------------------------------------------------------


def test_a_permit_is_kept_for_its_task_and_given_back_as_a_file(anna: APIClient, bal: Event) -> None:
    task = bal.tasks.get(deadline__key="authorisation")
    said = {"file": file("../../arrêté 2027.pdf", PDF), "task": str(task.pk)}
    told = anna.post(PAPERS, said, format="multipart").json()
    (paper,) = told["papers"]
    assert (paper["name"], paper["content_type"], paper["size"]) == ("arrêté 2027.pdf", "application/pdf", len(PDF))
    assert next(it["lacks_paper"] for it in told["tasks"] if it["id"] == task.pk) is False
    answer = anna.get(f"{PLANNING}papers/{paper['id']}/")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("page.pdf", b"<html><script>alert(1)</script>", (415, "wrong_file")),
        ("page.pdf", b"%PDF-1.7 and no end", (415, "wrong_file")),
        ("plan.pdf", picture(), (415, "wrong_file")),  # a picture that says it is a paper
        ("plan.html", picture(), (415, "wrong_file")),
        ("plan.svg", b"<svg onload='x()'/>", (415, "wrong_file")),
        ("plan.png", picture()[:60], (415, "wrong_file")),
        ("plan.jpg", b"\xff\xd8\xff" + b"x" * 99, (415, "wrong_file")),
        ("empty.pdf", b"", (400, "invalid")),
        ("large.pdf", PDF + b" " * (10 * 2**20), (413, "too_large")),
        ("huge.pdf", PDF + b" " * (11 * 2**20), (413, "too_large")),
    ],
)
def test_a_paper_that_is_not_what_it_says_is_not_kept(
    anna: APIClient, bal: Event, name: str, content: bytes, expected: tuple[int, str]
) -> None:
    answer = anna.post(PAPERS, {"file": file(name, content)}, format="multipart")
    assert (code(answer), Paper.objects.count(), files_kept()) == (expected, 0, [])


def test_what_is_no_form_is_refused(anna: APIClient, bal: Event) -> None:
    assert [
        anna.post(PAPERS, {"file": "x"}, format="json").status_code,
        anna.post(PAPERS, {}, format="multipart").status_code,
        anna.post(PAPERS, {"file": file("a.pdf", PDF), "x": "1"}, format="multipart").status_code,
        anna.post(PAPERS, {"file": file("a.pdf", PDF), "task": "1e9"}, format="multipart").status_code,
        anna.post(PAPERS, {"file": file("a.pdf", PDF), "task": "999999"}, format="multipart").status_code,
        anna.post(PAPERS, b"--x\r\n", content_type="multipart/form-data").status_code,
    ] == [415, 400, 400, 400, 404, 400]
    assert files_kept() == []


def test_the_browsers_own_protection_reads_no_form_that_is_too_large(bal: Event) -> None:
    strict = APIClient(enforce_csrf_checks=True)
    strict.force_login(make_person("Zoé", "animator"))
    large = {"file": file("a.pdf", PDF + b" " * (11 * 2**20))}
    assert code(strict.post(PAPERS, large, format="multipart")) == (413, "too_large")
    assert strict.post(PAPERS, {"file": file("a.pdf", PDF)}, format="multipart").status_code == 403


def test_a_paper_is_for_the_team_and_who_leads_on_site(anna: APIClient, bal: Event) -> None:
    anna.post(PAPERS, {"file": file("plan.png", picture())}, format="multipart")
    path = f"{PLANNING}papers/{Paper.objects.get().pk}/"
    lead = make_person("Lou")
    Event.objects.update(site_lead=lead)
    dora, host = make_person("Dora"), make_person("Hugo", "host")
    who = [browser(), *map(browser, (dora, host, lead))]
    assert [it.get(path).status_code for it in who] == [401, 404, 404, 200]
    assert browser(lead).post(f"{path}removal/").status_code == 403
    (kept,) = Path(default_storage.path("private/papers")).iterdir()
    assert browser().get(f"/photos/papers/{kept.stem}.webp").status_code == 404
    assert browser().get(f"/photos/private/papers/{kept.name}").status_code == 404


def test_a_paper_that_is_taken_away_is_gone_from_the_disk(
    anna: APIClient, bal: Event, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    anna.post(PAPERS, {"file": file("photo.JPG", picture("JPEG"))}, format="multipart")
    assert files_kept() == [".jpg"]
    with django_capture_on_commit_callbacks(execute=True):
        told = anna.post(f"{PLANNING}papers/{Paper.objects.get().pk}/removal/").json()
    assert (told["papers"], files_kept()) == ([], [])


# --- the photo --------------------------------------------------------------------------------------------------------


def test_a_photo_is_drawn_anew_with_words_and_replaced(
    anna: APIClient, bal: Event, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def put(content: bytes, **words: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return anna.put(PHOTO, {"photo": file("bal.png", content)} | words, format="multipart")

    told = put(picture(), photo_alt="On danse.").json()
    first = Event.objects.get().photo.name
    assert (told["photo_alt"], told["missing"]) == ("On danse.", [])
    assert anna.get(Event.objects.get().photo.url)["Content-Type"] == "image/webp"
    assert put(b"<svg/>").status_code == 415
    assert put(picture("JPEG")).json()["photo_alt"] == ""
    assert default_storage.exists(first) is False
    with django_capture_on_commit_callbacks(execute=True):
        told = anna.post(f"{PHOTO}removal/").json()
    assert (told["photo"], told["photo_alt"]) == (None, "")


# --- by the clock -----------------------------------------------------------------------------------------------------


def test_what_is_over_was_held_by_the_next_morning() -> None:
    from events.planning_jobs import put_over

    over, coming, cancelled = event("over", state="published"), event("coming", state="moved"), event("no")
    cancelled.dates.update(state="cancelled")
    Event.objects.filter(pk=cancelled.pk).update(state="published", published_at=MONDAY, authorised_at=MONDAY)
    coming.dates.update(starts_at=SATURDAY.replace(day=26), ends_at=SATURDAY.replace(day=26, hour=18))
    with time_machine.travel(SATURDAY.replace(day=25, hour=6), tick=False):
        for _twice in range(2):
            put_over.func(timestamp=0)  # type: ignore[attr-defined]
    assert dict(Event.objects.values_list("slug", "state")) == {
        "over": "held",
        "coming": "moved",
        "no": "published",
    }
    assert over.changes.get(what="held").by == "house"


def test_who_leaves_is_told_what_was_hers_and_gives_it_up(bal: Event) -> None:
    from events.own_data import planning

    lou = make_person("Lou")
    Event.objects.update(animator=lou, site_lead=lou)
    task = bal.tasks.create(title="Affiches", due_on=day(2027, 4, 1), owner=lou)
    told = planning.told_to(lou, "")
    assert [(it["planned"], it["led_on_site"]) for it in told["events"]] == [(True, True)]
    assert [it["what"] for it in told["tasks"]] == ["Affiches"]
    planning.forget(lou, "")
    task.refresh_from_db()
    assert (task.owner, planning.told_to(lou, "")) == (None, {"events": [], "tasks": []})
