"""How a request says who it is: a device's token or a person's session cookie. Both set `request.actor`."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from venue.people import devices, sessions
from venue.people.actors import GUEST, Actor, actor_of_device, actor_of_person


def let_in(request: Request, actor: Actor) -> None:
    # On Django's own request, so that middleware and DRF's wrapper see the same.
    request._request.actor = actor  # type: ignore[attr-defined]


class Devices(BaseAuthentication):
    """`Authorization: Device <token>`; raises 401 `unknown_device`, `device_revoked` or `device_lease_over`."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "device":
            return None
        device = devices.recognise(token.strip())
        let_in(request, actor_of_device(device))
        return AnonymousUser(), device

    def authenticate_header(self, request: Request) -> str:
        return 'Device realm="preau"'


class Persons(SessionAuthentication):
    """The session cookie with its CSRF token; the last to be asked, so whoever it does not know is a guest."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        let_in(request, GUEST)
        known = super().authenticate(request)
        if known is not None:
            let_in(request, actor_of_person(known[0]))
            sessions.keep_alive(request._request.session)
        return known

    def enforce_csrf(self, request: Request) -> None:
        """Raises 403 `csrf_failed` with the sentence that pages outside the API have, too."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise PermissionDenied(_("Please load the page again, then try once more."), code="csrf_failed") from None
