"""The agenda for programs, at the root: `/events.ics`, `/events.atom`, `/events.json`; English below /en/."""

from django.urls import URLPattern, path

from events.views.agenda import date_file, feed

FILES = {"ics": "events.ics", "atom": "events.atom", "json": "events.json", "openagenda": "events.openagenda.json"}
LANGUAGES = (("", "fr"), ("en/", "en"))

urlpatterns: list[URLPattern] = [
    *(
        path(prefix + file, feed, {"kind": kind, "language": language})
        for prefix, language in LANGUAGES
        for kind, file in FILES.items()
    ),
    *(
        path(prefix + "dehors/<slug:slug>/<int:date>.ics", date_file, {"language": language})
        for prefix, language in LANGUAGES
    ),
]
