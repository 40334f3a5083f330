"""All that can be asked of the house."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView

from venue.house.views import healthz, readyz
from venue.people.demo_mail import mailbox

api: list[URLPattern | URLResolver] = [
    path("canteen/", include("canteen.urls")),
    path("codes/", include("venue.codes.urls")),
    path("", include("venue.money.urls")),
    path("people/", include("venue.people.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("admin/", admin.site.urls),
    path("demo/mail/", mailbox),
    path("_allauth/browser/v1/", include("venue.people.sign_in_urls")),
    path("api/v1/", include(api)),
]
