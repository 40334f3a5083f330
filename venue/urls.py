"""All that can be asked of the house."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from venue.description import Description
from venue.first_steps import FirstStepsView
from venue.health import healthz, readyz
from venue.pages import page
from venue.people.demo_mail import mailbox
from venue.photos import photo

api: list[URLPattern | URLResolver] = [
    path("canteen/", include("canteen.urls")),
    path("codes/", include("venue.codes.urls")),
    path("coworking/", include("coworking.urls")),
    path("events/", include("events.urls")),
    path("planning/", include("events.planning_urls")),
    path("", include("venue.money.urls")),
    path("manage/first-steps/", FirstStepsView.as_view(), name="first-steps"),
    path("people/", include("venue.people.urls")),
    path("", include("venue.spaces.urls")),
    path("schema/", Description.as_view(), name="schema"),
]

# Every page is the same shell; French at the root, English below /en/ (frontend/src/routes.ts has the same list).
pages: list[tuple[str, str]] = [
    ("", "home"),
    ("manger/", "manger"),
    ("manger/<int:sitting>/", "order"),
    ("manger/<int:sitting>/allergenes/", "allergens"),
    ("tickets/", "tickets"),
    ("travailler/demande/", "hire"),
    ("travailler/", "work"),
    ("travailler/reservations/", "bookings"),
    ("travailler/ici/", "here"),
    ("travailler/forfaits/", "passes"),
    ("dehors/", "outside"),
    ("dehors/<slug:slug>/", "event"),
    ("inscriptions/", "registrations"),
    ("connexion/", "sign_in"),
    ("moi/", "me"),
    ("appairer/", "pair"),
    ("equipe/scanner/", "scanner"),
    ("equipe/salle/", "room"),
    ("equipe/coworking/", "desk"),
    ("equipe/jour-j/", "day"),
    ("equipe/jour-j/<int:date>/", "day"),
    ("equipe/atelier/", "workshop"),
    ("equipe/atelier/<slug:slug>/", "workshop"),
    ("equipe/atelier/lieux/<slug:code>/", "workshop"),
    ("coups-de-main/", "helping"),
    ("salle/<str:room>/", "door"),
    ("maison/", "manager"),
    ("maison/<path:rest>", "manager"),
]
shells = [
    path(prefix + route, page, {"page": name, "language": language})
    for prefix, language in (("", "fr"), ("en/", "en"))
    for route, name in pages
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("admin/", admin.site.urls),
    path("demo/mail/", mailbox),
    path("photos/<slug:folder>/<slug:name>.webp", photo),
    path("_allauth/browser/v1/", include("venue.people.sign_in_urls")),
    path("api/v1/", include(api)),
    path("", include("events.feed_urls")),
    *shells,
]
handler400 = "venue.pages.bad_request"
handler403 = "venue.people.office.not_yours"
handler404 = "venue.pages.not_found"
