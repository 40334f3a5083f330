from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "venue.money"
    label = "money"
