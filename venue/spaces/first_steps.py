"""The rooms and the hours, among the first steps of a new house."""

from venue.house.first_steps import Step, in_the_office
from venue.house.models import Building
from venue.spaces.models import OpeningHours, Space


def steps(building: Building | None) -> list[Step]:
    """A room to eat in that says how many it holds; the usual hours of the house."""
    canteens = Space.objects.filter(building=building, kind=Space.Kind.CANTEEN, layouts__is_default=True)
    return [
        in_the_office("rooms", canteens),
        in_the_office("hours", OpeningHours.objects.filter(building=building, space=None, period=None)),
    ]
