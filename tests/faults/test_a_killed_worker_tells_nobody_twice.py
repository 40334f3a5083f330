"""A worker that is killed while it tells of a cancellation: everybody hears of it, nobody twice (issue 4, Speed)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from events import changes
from events.changes import Wish
from events.models import EventChange, EventDate, Notice, Registration, RegistrationContact
from tests.events.cast import ANIMATOR, event
from tests.faults.gates import Gate, done, killed_at, table
from tests.faults.nursery import Nursery
from tests.faults.post_office import PostOffice
from tests.faults.processes import environment
from tests.faults.takeover import another_takes_over
from venue.people.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 120  # more than one bundle of notices, and of letters


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    office = PostOffice()
    yield office
    office.shutdown()
    office.server_close()


@pytest.fixture(scope="module")
def nursery(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    office: PostOffice,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Nursery]:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    env = environment(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(office.port))
    nursery = Nursery(env, tmp_path_factory.mktemp("nursery") / "workers.log")
    yield nursery
    nursery.close()


WHILE_TELLING: dict[str, Callable[[PostOffice], Sequence[Gate]]] = {
    "the letters written, nobody marked as told": lambda _: [table("people_letter"), table("procrastinate_jobs")],
    "all told, but the job": lambda _: [table("people_letter"), done("events.send_notices")],
    "in the middle of a bundle of letters": lambda office: [office.closed_after(17)],
}


@pytest.mark.parametrize("moment", WHILE_TELLING)
def test_everybody_is_told_once(moment: str, nursery: Nursery, office: PostOffice) -> None:
    office.accepted.clear()
    office.ids.clear()
    date = crowded()
    change = changes.apply(date.event, Wish(what=EventChange.What.CANCELLED, words="Vent fort."), by=ANIMATOR)
    killed_at(WHILE_TELLING[moment](office), nursery)
    begun = "people.deliver_bundle" if "bundle" in moment else "events.send_notices"
    another_takes_over(nursery, begun, "events.send_notices", "people.deliver_bundle")
    assert office.accepted == {f"guest{number}@example.org": 1 for number in range(MANY)}
    assert len(office.ids) == MANY
    assert Notice.objects.filter(change=change, sent_at__isnull=False).count() == MANY
    assert not Letter.objects.exists()


def crowded() -> EventDate:
    date = event(state="published", registers=True, published_at=timezone.now()).dates.get()
    rows = [Registration(date=date, rank=number + 1, state="registered") for number in range(MANY)]
    Registration.objects.bulk_create(rows)
    RegistrationContact.objects.bulk_create(
        RegistrationContact(registration=row, email=f"guest{number}@example.org") for number, row in enumerate(rows)
    )
    EventDate.objects.filter(pk=date.pk).update(last_rank=MANY, places_taken=MANY)
    return date
