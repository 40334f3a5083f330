"""All that can be asked of the canteen."""

from django.urls import URLPattern, path

from canteen.views import board

urlpatterns: list[URLPattern] = [
    path("sittings/", board.SittingsView.as_view(), name="sittings"),
    path("sittings/<int:pk>/", board.SittingView.as_view(), name="sitting"),
]
