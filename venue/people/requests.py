"""The request as our views annotate it: DRF's own, with the actor that the authentication classes found."""

from rest_framework import request

from venue.people.actors import Actor


class Request(request.Request):
    actor: Actor
