"""What the house knows of who hired a room: told to her, forgotten when she asks or when its time is over (REQ-P2, P3).

An invoice stays as long as the law says (`invoice.keep_years`): it is a voucher of the books.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from coworking import hire
from coworking.models import HireRequest, HireState
from coworking.models.hire import STANDING
from venue import rules
from venue.people.models import Person

CONTACT = {
    "organisation": "", "siret": "", "name": "", "email": "", "phone": "", "address": "", "message": "", "wishes": "",
    "answer": "", "person": None,
}  # fmt: skip
CAME_TO_NOTHING = [HireState.REFUSED, HireState.CANCELLED, HireState.EXPIRED]


def told_to(person: Person, address: str) -> dict[str, Any]:
    """Her requests, and what an invoice says of her."""
    hers = of(person, address).select_related("booking__resource").prefetch_related("invoices")
    return {
        "requests": [
            {
                "room": request.booking.resource.name,
                "starts_at": request.booking.starts_at,
                "ends_at": request.booking.ends_at,
                "people": request.booking.people,
                "state": request.state,
                "asked_at": request.made_at,
                **{field: getattr(request, field) for field in CONTACT if field != "person"},
                "invoices": [
                    {"number": it.number, "customer": it.customer, "total_cents": it.gross_cents}
                    for it in request.invoices.all()
                ],
            }
            for request in hers.order_by("pk")
        ]
    }


def forget(person: Person, address: str) -> None:
    """What waits for an answer is cancelled and gives the room back; what was agreed stands without her name."""
    hers = of(person, address)
    waiting = hers.filter(state__in=[HireState.REQUESTED, HireState.QUOTED, HireState.ACCEPTED])
    for key in waiting.order_by("booking__resource_id", "pk").values_list("key", flat=True):
        try:
            hire.cancel(key, by="house")
        except hire.WrongState:
            continue  # its time was over in this moment
    hers.update(**CONTACT)


def of(person: Person, address: str) -> Any:
    mine = Q(person=person)
    return HireRequest.objects.filter(mine | Q(email__iexact=address) if address else mine)


@transaction.atomic
def forget_old(now: datetime) -> int:
    """Requests that came to nothing, and hires long over, forget who asked; how many."""
    kept_days = timedelta(days=int(rules.get("hire.contact_keep_days")))
    # Months as the rule of persons counts them: 30.44 days on average.
    kept = timedelta(days=30.44 * int(rules.get("contact.inactive_erase_months")))
    known = HireRequest.objects.exclude(**CONTACT)
    nothing = known.filter(state__in=CAME_TO_NOTHING, changed_at__lt=now - kept_days)
    over = known.filter(state__in=STANDING, booking__ends_at__lt=now - kept)
    return nothing.update(**CONTACT) + over.update(**CONTACT)
