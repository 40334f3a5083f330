"""Where Stripe's news arrive."""

from django.core.exceptions import RequestDataTooBig
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from venue.money import webhook
from venue.people.permissions import Anyone


class StripeWebhook(APIView):
    """The signature on the raw body says who speaks: no session, no throttle, no parser may stand before it."""

    authentication_classes = []
    permission_classes = [Anyone]
    throttle_classes = []

    @extend_schema(
        operation_id="stripe_webhook",
        request={"application/json": {"type": "object"}},
        responses={200: OpenApiResponse(description="Heard."), 400: OpenApiResponse(description="Bad signature.")},
    )
    def post(self, request: Request) -> Response:
        try:
            body = request.body
        except RequestDataTooBig as error:
            raise webhook.BadSignature from error
        webhook.hear(body, request.headers.get("Stripe-Signature", ""))
        return Response(status=200)
