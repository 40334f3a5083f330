from django.urls import path

from venue.spaces import views

urlpatterns = [
    path("venue/", views.VenueView.as_view(), name="venue"),
    path("occupancy/", views.OccupancyView.as_view(), name="occupancy"),
    path("occupancy/movements/", views.MovementsView.as_view(), name="movements"),
    path("occupancy/recounts/", views.RecountsView.as_view(), name="recounts"),
    path("occupancy/heartbeats/", views.HeartbeatsView.as_view(), name="heartbeats"),
]
