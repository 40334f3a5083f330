"""What the team of an event does, below /api/v1/planning/."""

from django.urls import URLPattern

app_name = "planning"

urlpatterns: list[URLPattern] = []
