"""The team's phones, among the first steps of a new house."""

from venue.house.first_steps import Step, on_a_page
from venue.house.models import Building
from venue.people.models import Device


def steps(building: Building | None) -> list[Step]:
    del building
    return [on_a_page("phones", Device.objects.all(), "/maison/telephones/")]
