"""What the canteen knows of a person: bookings that name her address, and dishes that bear her name (REQ-P3)."""

from typing import Any

from canteen.models import Contact, Dish, DishAllergen, Postcard
from venue.people.models import Person


def told_to(person: Person, address: str) -> dict[str, Any]:
    """No amounts: a booking holds none."""
    booked = Contact.objects.filter(email=address) if address else Contact.objects.none()
    return {
        "bookings": [
            {
                "meal": contact.order.sitting.starts_at,
                "covers": contact.order.covers,
                "state": contact.order.state,
                "diets": contact.order.diets,
                "ordered_at": contact.order.ordered_at,
                "first_name": contact.first_name,
                "email": contact.email,
            }
            for contact in booked.select_related("order__sitting").order_by("pk")
        ],
        "dishes_published": list(
            Dish.objects.filter(published_by=person)
            .order_by("published_at")
            .values("name_fr", "menu__served_on", "published_at")
        ),
        "allergens_answered": list(
            DishAllergen.objects.filter(answered_by=person)
            .order_by("answered_at", "pk")
            .values("dish__name_fr", "allergen", "answer", "answered_at")
        ),
    }


def forget(person: Person, address: str) -> None:
    """Cut the bookings off her address; tickets stay good for whoever holds them."""
    del person
    if address:
        Contact.objects.filter(email=address).delete()
        Postcard.objects.filter(email=address).delete()
