"""Setting up the second lock: allauth's answer, with the secret as a picture for the app's camera."""

import json
from typing import Any

from allauth.headless.mfa.views import ManageTOTPView
from django.http import HttpRequest, HttpResponse

from venue.codes import pictures


class TotpSetup(ManageTOTPView):
    """While no app is set up, GET is 404 with `meta`: the secret, its link, and `picture`, an SVG of that link."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().get(request, *args, **kwargs)
        body = json.loads(answer.content)
        if link := body.get("meta", {}).get("totp_url"):
            body["meta"]["picture"] = pictures.svg(link, any_text=True)
            answer.content = json.dumps(body).encode()
        answer["Cache-Control"] = "no-store"
        return answer
