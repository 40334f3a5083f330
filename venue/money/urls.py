from django.urls import path

from venue.money.views import StripeWebhook

urlpatterns = [
    path("payments/stripe/webhook/", StripeWebhook.as_view(), name="stripe-webhook"),
]
