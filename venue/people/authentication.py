"""How a request says who it is: a device's token or a person's session cookie."""

from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.request import Request


class Devices(BaseAuthentication):
    def authenticate(self, request: Request) -> None:
        return None


class Persons(SessionAuthentication):
    pass
