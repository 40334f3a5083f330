from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HouseConfig(AppConfig):
    name = "venue.house"
    label = "house"
    verbose_name = "House"

    def ready(self) -> None:
        from venue.house import grants  # noqa: PLC0415

        post_migrate.connect(grants.after_migrate, sender=self, dispatch_uid="grants")
