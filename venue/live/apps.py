from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "venue.live"
    label = "live"
