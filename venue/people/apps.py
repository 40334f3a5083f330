from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "venue.people"
    label = "people"

    def ready(self) -> None:
        import_module("venue.people.described")  # it registers itself with drf-spectacular
