"""Letters to whoever asked for a room: what has become of it, with the paper that belongs to it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from coworking import hire_prices
from coworking.models import HireRequest, HireState, Invoice
from venue.people import mailboxes

patiently = RetryStrategy(max_attempts=8, exponential_wait=4)
INVOICE = "invoice"


def tell(asked: HireRequest, about: str = "", *, invoice: int | None = None) -> None:
    """Leave a letter about the state that it is in now, or about an invoice, to the worker; none without an address."""
    if asked.email:
        send.defer(request=asked.pk, about=about or asked.state, invoice=invoice)


@app.task(name="coworking.hire_letter", retry=patiently)
def send(request: int, about: str, invoice: int | None = None) -> None:
    """Write to the requester about a state of the request, or an invoice; nothing to do once the address is forgotten.

    A letter that would be old news (the request has moved on) is not sent.
    """
    asked = HireRequest.objects.select_related("booking__resource__space__building").filter(pk=request).first()
    if asked is None or not asked.email or mailboxes.is_full(asked.email):
        return
    if about not in (asked.state, INVOICE):
        return
    with translation.override(asked.language):
        message = EmailMessage(subject=_subject(asked, about), body=_body(asked, about), to=[asked.email])
        for name, paper in _papers(asked, about, invoice):
            message.attach(name, paper, "application/pdf")
        message.send()
    mailboxes.drop_in(asked.email)


SUBJECTS = {
    HireState.REQUESTED: gettext_lazy("Your request: %(room)s, %(day)s"),
    HireState.QUOTED: gettext_lazy("Your quote: %(room)s, %(day)s"),
    HireState.ACCEPTED: gettext_lazy("Thank you for your yes: %(room)s, %(day)s"),
    HireState.APPROVED: gettext_lazy("It is yours: %(room)s, %(day)s"),
    HireState.REFUSED: gettext_lazy("Not possible this time: %(room)s, %(day)s"),
    HireState.CANCELLED: gettext_lazy("Cancelled: %(room)s, %(day)s"),
    HireState.EXPIRED: gettext_lazy("No longer kept: %(room)s, %(day)s"),
    INVOICE: gettext_lazy("Your invoice: %(room)s, %(day)s"),
}
SENTENCES = {
    HireState.REQUESTED: gettext_lazy(
        "We have your request and keep the room for you meanwhile. You will hear from us soon."
    ),
    HireState.QUOTED: gettext_lazy(
        "Here is our quote. The room is kept for you until its last day; say yes on the page below."
    ),
    HireState.ACCEPTED: gettext_lazy(
        "You have accepted our quote. We check that everything fits into the house, then we confirm."
    ),
    HireState.APPROVED: gettext_lazy("The room is yours. We look forward to seeing you."),
    HireState.REFUSED: gettext_lazy("We are sorry: we cannot give you the room this time."),
    HireState.CANCELLED: gettext_lazy("Your booking is cancelled and the room is free again. Nothing is owed."),
    HireState.EXPIRED: gettext_lazy(
        "The time to answer is over, so the room is free for others again. You are welcome to ask anew."
    ),
    INVOICE: gettext_lazy("Here is your invoice. The page below tells how it can be paid."),
}


def _subject(asked: HireRequest, about: str) -> str:
    return str(SUBJECTS[about]) % {"room": asked.booking.resource.local_name, "day": _day(asked)}


def _body(asked: HireRequest, about: str) -> str:
    building = asked.booking.resource.space.building
    hello = _("Hello %(name)s,") % {"name": asked.name} if asked.name else _("Hello,")
    what = f"{asked.booking.resource.local_name}, {_day(asked)}, {_clock(asked)}"
    parts = [hello, str(SENTENCES[about]), what, _answer(asked), _link(asked), building.name]
    return "\n\n".join(filter(None, parts)) + "\n"


def _answer(asked: HireRequest) -> str:
    return asked.answer if asked.state == HireState.REFUSED else ""


def _link(asked: HireRequest) -> str:
    return _("Your request: %(link)s") % {"link": page_of(asked)}


def page_of(asked: HireRequest) -> str:
    """The bearer's page. The key stays after `#`, out of logs."""
    prefix = "" if asked.language == "fr" else f"/{asked.language}"
    return f"{settings.PUBLIC_URL}{prefix}/travailler/demande/#{asked.key}"


def _day(asked: HireRequest) -> str:
    starts = hire_prices.local(asked.booking.starts_at, asked.booking.resource)
    return date_format(starts, "l j F Y")


def _clock(asked: HireRequest) -> str:
    starts, ends = (
        hire_prices.local(at, asked.booking.resource) for at in (asked.booking.starts_at, asked.booking.ends_at)
    )
    if asked.language == "fr":
        return f"{hire_prices.clock(starts)} – {hire_prices.clock(ends)}"
    return f"{starts:%H:%M} – {ends:%H:%M}"


def _papers(asked: HireRequest, about: str, invoice: int | None) -> list[tuple[str, bytes]]:
    from coworking import hire_paper  # noqa: PLC0415  fpdf and its fonts: slow to start with

    if about == HireState.QUOTED and (quote := asked.quote):
        return [(f"devis-{quote.number}.pdf", hire_paper.quote_pdf(quote))]
    made = Invoice.objects.filter(pk=invoice).select_related("credits", "replaces").first() if invoice else None
    return [(f"facture-{made.number}.pdf", hire_paper.invoice_pdf(made))] if made else []
