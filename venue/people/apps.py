from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "venue.people"
    label = "people"
    verbose_name = _("The team")

    def ready(self) -> None:
        import_module("venue.people.described")  # it registers itself with drf-spectacular
