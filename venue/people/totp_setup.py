"""Setting up the second lock: allauth's answers, with what a person needs to see beside them."""

import json
from typing import Any

from allauth.headless.mfa.views import ManageTOTPView
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse

from venue.codes import pictures


class TotpSetup(ManageTOTPView):
    """GET is 404 while no app is set up, with `meta`: the secret, its link, and `picture`, an SVG of that link.

    POST answers with `meta.rescue_codes`, shown this once: allauth would ask for another code of the app first.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().get(request, *args, **kwargs)
        if link := json.loads(answer.content).get("meta", {}).get("totp_url"):
            return with_meta(answer, picture=pictures.svg(link, any_text=True))
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(request, *args, **kwargs)
        made = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
        if answer.status_code != 200 or made is None or made.wrap().did_view:
            return answer
        rescue = made.wrap()
        rescue.mark_as_viewed()
        return with_meta(answer, rescue_codes=rescue.get_unused_codes())


def with_meta(answer: HttpResponse, **more: Any) -> HttpResponse:
    body = json.loads(answer.content)
    answer.content = json.dumps(body | {"meta": body.get("meta", {}) | more}).encode()
    answer["Cache-Control"] = "no-store"
    return answer
