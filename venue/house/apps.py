from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HouseConfig(AppConfig):
    name = "venue.house"
    label = "house"
    verbose_name = _("The house")

    def ready(self) -> None:
        from venue.house import grants  # noqa: PLC0415

        post_migrate.connect(grants.after_migrate, sender=self, dispatch_uid="grants")
