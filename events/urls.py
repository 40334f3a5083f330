"""What can be asked of events, below /api/v1/events/."""

from django.urls import URLPattern, path

from events.views import admissions, agenda, news, registrations

app_name = "events"

urlpatterns: list[URLPattern] = [
    path("", agenda.EventsView.as_view(), name="events"),
    path("news/", news.NewsView.as_view(), name="news"),
    path("admissions/", admissions.AdmissionsView.as_view(), name="admissions"),
    path(
        "admissions/<uuid:request_id>/reversal/", admissions.AdmissionReversalView.as_view(), name="admission-reversal"
    ),
    path("registrations/<str:key>/", registrations.RegistrationView.as_view(), name="registration"),
    path(
        "registrations/<str:key>/cancellation/",
        registrations.CancellationView.as_view(),
        name="registration-cancellation",
    ),
    path("registrations/<str:key>/acceptance/", registrations.AcceptanceView.as_view(), name="registration-acceptance"),
    path(
        "registrations/<str:key>/ticket.<slug:kind>",
        registrations.RegistrationPictureView.as_view(),
        name="registration-ticket",
    ),
    path("registrations/<str:key>/date.ics", registrations.RegistrationDateView.as_view(), name="registration-date"),
    path("<slug:slug>/registrations/", registrations.RegistrationsView.as_view(), name="registrations"),
    path("<slug:slug>/", agenda.EventView.as_view(), name="event"),
]
