"""Letters: e-mails written inside the transaction that causes them, and taken to the post by a job.

A lost mail server delays a letter, it never breaks a page; a delivered letter is not kept.
"""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from venue.people import texting
from venue.people.models import Letter

IN_A_BUNDLE: Final = 50


@transaction.atomic
def post(*, to: str, template: str, context: dict[str, Any], language: str) -> Letter:
    """Write `template` (a plain text whose first line is the subject) in `language` and hand it to the worker."""
    from venue.people.jobs import deliver  # noqa: PLC0415  procrastinate's app is ready only after the models

    with translation.override(language):
        text = render_to_string(template, context)
    subject, _, body = text.strip().partition("\n")
    letter = Letter.objects.create(to=to, subject=subject.strip(), body=body.strip() + "\n")
    deliver.defer(letter_id=letter.pk)
    return letter


def post_all(letters: Sequence[Letter]) -> None:
    """Hand many letters, already written, to the worker; in the caller's transaction, so that whatever it writes beside
    them (who was told) is as true as they are. They travel in bundles: one call at the mail server for fifty of them.
    """
    from venue.people.jobs import deliver_bundle  # noqa: PLC0415  as above

    for way in Letter.Way:
        made = Letter.objects.bulk_create([letter for letter in letters if letter.way == way])
        for first in range(0, len(made), IN_A_BUNDLE):
            bundle = [letter.pk for letter in made[first : first + IN_A_BUNDLE]]
            deliver_bundle.defer(letters=bundle, way=str(way))


def carry(letter_id: int, connection: Any = None) -> None:
    """Take one letter to the post and forget it, in one transaction. Two workers with the same job send it once.

    A worker that is killed between the server's "accepted" and our COMMIT leaves the letter, and it is sent again:
    no mail server can be part of a transaction. It has the same Message-ID then, by which mailboxes know it.
    """
    with transaction.atomic():
        # The race: a worker that was only slow is taken for dead, and another has its job. Nobody else wants this row.
        letter = Letter.objects.select_for_update(skip_locked=True).filter(pk=letter_id).first()
        if letter is None:
            return
        if letter.way == Letter.Way.SMS:
            texting.gateway().send(letter.to, letter.body)
        else:
            headers = {"Message-ID": message_id(letter)}
            EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers, connection=connection).send()
        letter.delete()


def message_id(letter: Letter) -> str:
    at = int(letter.written_at.timestamp() * 1_000_000)
    return f"<letter-{letter.pk}.{at}@{urlsplit(settings.PUBLIC_URL).hostname}>"
