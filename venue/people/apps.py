from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "venue.people"
    label = "people"
