"""The demo house has no mail server: letters show in the terminal and on /demo/mail/, the last fifty of them."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from venue.people.models import DemoLetter

KEPT = 50


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for address in message.to:
                show(address, str(message.subject), str(message.body))
        return len(email_messages)


class Phones:
    """The demo's gateway for short messages (`SMS_GATEWAY`): they show where its letters do."""

    def send(self, number: str, text: str) -> None:
        show(number, "SMS", text)


def show(to: str, subject: str, body: str) -> None:
    DemoLetter.objects.create(to=to, subject=subject, body=body)
    print(f"\n✉  {to}\n   {subject}\n\n{indented(body)}\n", flush=True)  # noqa: T201
    newest = DemoLetter.objects.values_list("pk", flat=True)[:KEPT]
    DemoLetter.objects.exclude(pk__in=list(newest)).delete()


def indented(text: str) -> str:
    return "\n".join(f"   {line}".rstrip() for line in text.splitlines())


def mailbox(request: HttpRequest) -> HttpResponse:
    """Every letter that the demo house sent; a real house has no such page."""
    if not settings.DEMO:
        raise Http404
    answer = render(request, "people/demo_mail.html", {"letters": DemoLetter.objects.all()[:KEPT]})
    answer["Cache-Control"] = "no-store"
    return answer
