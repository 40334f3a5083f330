"""The house, and beside it what it is measured against, in the same processes. Named by tests/bench/settings.py."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework import permissions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from canteen.models import Sitting
from canteen.serializers.orders import NewOrderSerializer
from venue.urls import urlpatterns as ours


def plain(request: HttpRequest) -> HttpResponse:
    """Django's plain view, with the ordinary middleware."""
    return HttpResponse("Bonjour")


class SittingRow(serializers.ModelSerializer[Sitting]):
    class Meta:
        model = Sitting
        fields = ["id", "starts_at", "ends_at", "covers", "state"]


class ReadOne(APIView):
    """A DRF view that validates the body of an order and reads one row."""

    authentication_classes = ()
    permission_classes = [permissions.AllowAny]
    throttle_classes = ()

    def post(self, request: Request) -> Response:
        wish = NewOrderSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        return Response(SittingRow(Sitting.objects.get(pk=wish.validated_data["sitting"])).data)


urlpatterns = [path("bench/plain/", plain), path("bench/order/", ReadOne.as_view()), *ours]
