from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "venue.spaces"
    label = "spaces"
