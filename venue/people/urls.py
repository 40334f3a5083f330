"""What can be asked of people, below /api/v1/people/."""

from django.urls import path

from venue.people import views

urlpatterns = [
    path("me/", views.MeView.as_view()),
    path("browser/", views.BrowserView.as_view()),
    path("me/stay/", views.StayView.as_view()),
    path("me/data/", views.OwnDataView.as_view()),
    path("me/erasure/", views.ErasureView.as_view()),
    path("devices/", views.DevicesView.as_view()),
    path("devices/<uuid:device>/revocation/", views.RevocationView.as_view()),
    path("pairing-codes/", views.PairingCodesView.as_view()),
    path("pairing-codes/<uuid:code>/", views.PairingCodeView.as_view()),
    path("pairing-codes/<uuid:code>.svg", views.PairingCodePicture.as_view()),
    path("", views.PeopleView.as_view()),
    path("<uuid:person>/", views.PersonView.as_view()),
    path("<uuid:person>/roles/", views.RolesView.as_view()),
    path("<uuid:person>/roles/<slug:role>/", views.RoleView.as_view()),
    path("<uuid:person>/departure/", views.DepartureView.as_view()),
]
