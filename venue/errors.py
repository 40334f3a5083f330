"""Refusals: a code for programs, a sentence for people, figures where they help; told as problem+json (RFC 9457)."""

import logging
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg_pool import PoolTimeout
from rest_framework import exceptions, status
from rest_framework.response import Response

log = logging.getLogger(__name__)

type_of_content = "application/problem+json"


class Refused(Exception):
    """The house says no. Subclasses stand beside their verb and carry `code`, `status` and `message`.

    Keyword figures become members of the answer: `SittingFull(covers_left=2)`.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = status.HTTP_422_UNPROCESSABLE_ENTITY
    message: ClassVar[Any] = gettext_lazy("This is not possible.")

    def __init__(self, message: Any = None, **figures: Any) -> None:
        self.sentence = message or self.message
        self.figures = figures
        super().__init__(self.code)

    def as_problem(self) -> dict[str, Any]:
        return problem_body(self.status, self.code, str(self.sentence), **self.figures)


class NotFound(Refused):
    """The row does not exist, or is not yours: the two are told alike."""

    code = "not_found"
    status = status.HTTP_404_NOT_FOUND
    message = gettext_lazy("There is nothing here.")


class TooLarge(Refused):
    code = "too_large"
    status = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    message = gettext_lazy("This is too large to be read.")


class LengthRequired(Refused):
    code = "length_required"
    status = status.HTTP_411_LENGTH_REQUIRED
    message = gettext_lazy("Please say how long your message is (Content-Length).")


class BadRequest(Refused):
    code = "bad_request"
    status = status.HTTP_400_BAD_REQUEST
    message = gettext_lazy("This request cannot be understood.")


# What the framework refuses by itself, in the house's words, by its code.
SENTENCES: dict[str, Any] = {
    "not_authenticated": gettext_lazy("Please sign in first."),
    "authentication_failed": gettext_lazy("We do not recognise you. Please sign in again."),
    "permission_denied": gettext_lazy("This is not open to you."),
    "not_found": NotFound.message,
    "method_not_allowed": gettext_lazy("This cannot be done at this address."),
    "not_acceptable": gettext_lazy("We cannot answer in the form that you ask for."),
    "unsupported_media_type": gettext_lazy("A message of this form cannot be read here."),
    "throttled": gettext_lazy("That is a lot at once. Please wait a little, then try again."),
}


def problem_body(status_code: int, code: str, detail: str, **figures: Any) -> dict[str, Any]:
    return {"type": "about:blank", "title": detail, "status": status_code, "code": code, "detail": detail, **figures}


def answer(error: Refused) -> Response:
    headers = {"WWW-Authenticate": 'Device realm="preau"'} if error.status == 401 else None
    return Response(error.as_problem(), status=error.status, headers=headers, content_type=type_of_content)


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal becomes problem+json; what is not a refusal stays a bug."""
    del context
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    if isinstance(error, Refused):
        return answer(error)
    if isinstance(error, Http404 | ObjectDoesNotExist):
        return answer(NotFound())
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, exceptions.ValidationError):
        body = problem_body(400, "invalid", _("Some fields need another look."), errors=error.get_full_details())
        return Response(body, status=400, content_type=type_of_content)
    if isinstance(error, exceptions.APIException):
        headers = {}
        if getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
        if getattr(error, "wait", None):
            headers["Retry-After"] = str(int(error.wait))  # type: ignore[attr-defined]
        codes = error.get_codes()
        code = codes if isinstance(codes, str) else error.default_code
        body = problem_body(error.status_code, code, str(SENTENCES.get(code, error.detail)))
        return Response(body, status=error.status_code, headers=headers, content_type=type_of_content)
    if lost(error):
        return Response(lost_body(), status=503, headers={"Retry-After": "2"}, content_type=type_of_content)
    return None


def lost(error: BaseException) -> bool:
    """Whether the database went away, as opposed to having refused a statement."""
    return isinstance(error, InterfaceError | PoolTimeout) or (
        isinstance(error, OperationalError) and "deadlock" not in str(error).lower()
    )


def lost_body() -> dict[str, Any]:
    return problem_body(503, "database_lost", _("The house has lost its memory for a moment. Please try again."))


class SayHowLong:
    """A body of unknown length would be read as an empty one: WSGI knows no other end than Content-Length."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower() and not request.headers.get(
            "Content-Length"
        ):
            return JsonResponse(LengthRequired().as_problem(), status=411, content_type=type_of_content)
        return self.get_response(request)


class RefuseNul:
    """A path can hold %00, which no text of PostgreSQL can: nothing has such an address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        return self.get_response(request)


class LostDependency:
    """Outside the API too, a lost database is 503 with a plain sentence, never a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        del request
        if isinstance(error, DatabaseError | InterfaceError | PoolTimeout) and lost(error):
            log.error("database lost: %s", type(error).__name__)
            return JsonResponse(lost_body(), status=503, content_type=type_of_content)
        return None
