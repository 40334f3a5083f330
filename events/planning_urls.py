"""What the team of an event does, below /api/v1/planning/."""

from django.urls import URLPattern, path

from events.views import days

app_name = "planning"

urlpatterns: list[URLPattern] = [
    path("days/", days.DaysView.as_view(), name="days"),
]
