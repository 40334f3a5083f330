from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "venue.rules"
    label = "rules"
