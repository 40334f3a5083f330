from django.apps import AppConfig


class CodesConfig(AppConfig):
    name = "venue.codes"
    label = "codes"
