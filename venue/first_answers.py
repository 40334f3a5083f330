"""What a page will ask the API first, answered within its shell: one way to the house and back less on a slow phone.

A room's page names the addresses (`Card.asks`); each is answered by its own view, exactly as a guest would be, so that
the two cannot differ. Nothing of whoever asks travels along: a shell may be kept or shared.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import resolve
from rest_framework.response import Response

PERSONAL: Final = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "QUERY_STRING")


def first_answers(request: HttpRequest, addresses: list[str]) -> str:
    """A JSON object of answers by address; what is refused is left out, and the page asks for it as ever."""
    answers = ((address, answer(request, address)) for address in addresses)
    told = ",".join(f'"{address}":{said}' for address, said in answers if said is not None)
    return "{" + told + "}"


def answer(request: HttpRequest, address: str) -> str | None:
    """The body that `GET address` would give a guest, or None when it would be no plain 200."""
    path, query = urlsplit(address).path, urlsplit(address).query
    asked = HttpRequest()
    asked.method = "GET"
    asked.path = asked.path_info = path
    asked.META = {name: value for name, value in request.META.items() if name not in PERSONAL} | {"QUERY_STRING": query}
    asked.GET = QueryDict(query)
    view = resolve(path)
    response = view.func(asked, *view.args, **view.kwargs)
    if isinstance(response, Response):
        response.render()
    return response.content.decode() if response.status_code == 200 else None
