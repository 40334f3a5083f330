"""The team's phones, among the first steps of a new house."""

from django.conf import settings

from venue.house.first_steps import Step, on_a_page
from venue.house.models import Building
from venue.people.models import Device


def steps(building: Building | None) -> list[Step]:
    del building
    if settings.DEMO:  # whoever tries the demo pairs a phone when she wants to see it
        return []
    return [on_a_page("phones", Device.objects.all(), "/maison/telephones/")]
