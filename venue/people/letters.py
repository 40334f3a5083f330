"""Letters: e-mails written inside the transaction that causes them, and taken to the post by a job.

A lost mail server delays a letter, it never breaks a page; a delivered letter is not kept.
"""

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from venue.people.models import Letter


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
