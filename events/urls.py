"""What can be asked of events, below /api/v1/events/."""

from django.urls import URLPattern, path

from events.views import agenda, news

app_name = "events"

urlpatterns: list[URLPattern] = [
    path("", agenda.EventsView.as_view(), name="events"),
    path("news/", news.NewsView.as_view(), name="news"),
    path("<slug:slug>/", agenda.EventView.as_view(), name="event"),
]
