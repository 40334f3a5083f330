from django.urls import path

from venue.codes import views

urlpatterns = [
    path("keys/", views.KeysView.as_view(), name="code-keys"),
]
