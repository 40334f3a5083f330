"""What the canteen's public addresses say of themselves when a link is shared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from canteen.models import Sitting
from venue.house.models import Building
from venue.pages import Card


def home(building: Building, *, language: str) -> Card:
    del language
    description = _(
        "A canteen where everyone gives what they can, places to work and study, street events: "
        "see how full the house is right now, and come in."
    )
    asks = ["/api/v1/venue/", "/api/v1/occupancy/", this_week(), soon_outside()]
    return Card(title=f"{building.name}, {building.city}", description=description, data=[place(building)], asks=asks)


def this_week() -> str:
    """What `readMeals(8)` of the browser asks for (frontend/src/lib/api/canteen.ts)."""
    today = timezone.localdate()
    return f"/api/v1/canteen/sittings/?from={today}&to={today + timedelta(days=7)}"


def soon_outside() -> str:
    """What `readSoon` of the browser asks for (frontend/src/lib/api/events.ts): the first page tells of every room."""
    return f"/api/v1/events/?from={timezone.localdate()}&page_size=3"


def week(building: Building, *, language: str) -> Card:
    del language
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    sittings = (
        Sitting.objects.public()
        .filter(space__building=building, trial=False, starts_at__range=(today, today + timedelta(days=7)))
        .select_related("menu", "space")
    )
    data = [place(building) | {"@type": "Restaurant", "priceRange": _("you choose"), "acceptsReservations": True}]
    return Card(
        title=_("Eat at %(house)s") % {"house": building.name},
        description=_("This week's menus. Everyone gives what they can, and 0 € is an answer like any other."),
        data=[*data, *(served(sitting, building) for sitting in sittings[:14])],
        asks=[this_week()],
    )


def sitting(building: Building, *, language: str, sitting: int) -> Card | None:
    del language
    found = Sitting.objects.public().filter(pk=sitting, space__building=building).select_related("menu").first()
    if found is None:
        return None
    data, asks = [served(found, building)], [f"/api/v1/canteen/sittings/{sitting}/"]
    return Card(title=title(found, building), description=menu_line(found), data=data, asks=asks)


def allergens(building: Building, *, language: str, sitting: int) -> Card | None:
    del language
    found = Sitting.objects.public().filter(pk=sitting, space__building=building).select_related("menu").first()
    if found is None:
        return None
    heading, asks = title(found, building), [f"/api/v1/canteen/sittings/{sitting}/"]
    return Card(title=_("Allergens: %(meal)s") % {"meal": heading}, description=menu_line(found), asks=asks)


def tickets(building: Building, *, language: str) -> Card:
    del language
    return Card(title=_("My tickets – %(house)s") % {"house": building.name}, description="", listed=False)


def title(sitting: Sitting, building: Building) -> str:
    at = timezone.localtime(sitting.starts_at)
    day, hour = formats.date_format(at, "l j F"), formats.date_format(at, "H:i")
    return _("Eat on %(day)s at %(hour)s – %(house)s") % {"day": day, "hour": hour, "house": building.name}


def menu_line(sitting: Sitting) -> str:
    dishes = sitting.menu.dishes.published() if sitting.menu else []
    return " · ".join(dish.name for dish in dishes) or _("The menu comes soon.")


def place(building: Building) -> dict[str, Any]:
    """schema.org Place with its address; the position when it is known."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "name": building.name,
        "url": settings.PUBLIC_URL + "/",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": building.address,
            "postalCode": building.postcode,
            "addressLocality": building.city,
            "addressCountry": "FR",
        },
    }
    if building.latitude is not None and building.longitude is not None:
        geo = {"latitude": float(building.latitude), "longitude": float(building.longitude)}
        data["geo"] = {"@type": "GeoCoordinates"} | geo
    return data


def served(sitting: Sitting, building: Building) -> dict[str, Any]:
    """schema.org FoodEvent for one sitting; its offer names no price, because the guest does."""
    status = "EventCancelled" if sitting.state == "cancelled" else "EventScheduled"
    return {
        "@context": "https://schema.org",
        "@type": "FoodEvent",
        "name": title(sitting, building),
        "description": menu_line(sitting),
        "startDate": timezone.localtime(sitting.starts_at).isoformat(),
        "endDate": timezone.localtime(sitting.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "location": place(building),
        "url": f"{settings.PUBLIC_URL}/manger/{sitting.pk}/",
    }
