"""What a ticket looks like outside the browser: its token, its pictures, its page to print, its letter."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from canteen.models import MealTicket, Order, Sitting
from venue import wording
from venue.codes import short, tokens
from venue.house.models import Building


def token(ticket: MealTicket) -> str:
    """The signed text in the QR code: the same for every kind of ticket but for the id and what it is for."""
    if ticket.sitting_id:
        return tokens.mint(ticket.id, purpose=tokens.MEAL, about=ticket.sitting_id, covers=ticket.covers)
    last_day = ticket.valid_until.toordinal() if ticket.valid_until else 0
    return tokens.mint(ticket.id, purpose=tokens.OPEN_MEAL, about=last_day, covers=ticket.covers)


def pdf(ticket: MealTicket) -> bytes:
    """One A5 page in French and in the language in force."""
    from canteen.pdf import ticket_pdf  # noqa: PLC0415  fpdf and its fonts: a fifth of a web process's start

    building = ticket.sitting.space.building if ticket.sitting else Building.objects.default()
    return ticket_pdf(
        building=building,
        sitting=ticket.sitting,
        kept_from=kept_from(ticket),
        valid_until=ticket.valid_until,
        token=token(ticket),
        short_code=ticket.short_code,
        covers=ticket.covers,
        language=translation.get_language() or "fr",
    )


def kept_from(ticket: MealTicket) -> datetime | None:
    """When its covers began to wait. The moment of ordering, not of payment: two papers must not tell who paid."""
    if ticket.order is None or ticket.sitting is None:
        return None
    return max(ticket.sitting.starts_at, ticket.order.ordered_at)


def when(sitting: Sitting) -> dict[str, str]:
    """Its day and hour as they are said in the language in force."""
    at = sitting.starts_at.astimezone(ZoneInfo(sitting.space.building.time_zone))
    language = translation.get_language() or "fr"
    return {"day": wording.day(at.date(), language), "hour": wording.hour(at, language)}


def letter(order: Order, ticket: MealTicket, first_name: str) -> str:
    """The mail's text: place, hour, code, and where to change one's mind. Nothing about money."""
    building = order.sitting.space.building
    prefix = "" if order.language == "fr" else f"/{order.language}"
    lines = [
        _("Hello %(name)s,") % {"name": first_name} if first_name else _("Hello,"),
        "",
        _("You are expected on %(day)s at %(hour)s.") % when(order.sitting),
        f"{building.name}, {building.address}, {building.postcode} {building.city}",
        "",
        _("Your code: %(code)s") % {"code": short.spelled(ticket.short_code)},
        _("Show the attached ticket at the door, on paper or on a screen, or simply say the code."),
        "",
        _("If you cannot come, give your place back: somebody else can sit down."),
        f"{settings.PUBLIC_URL}{prefix}/tickets/#{order.key}",
        "",
        _("See you soon at the table!"),
    ]
    return "\n".join(lines)
