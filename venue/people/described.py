"""How the API's description (OpenAPI) names our two ways of saying who one is."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class DevicesDescribed(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "venue.people.authentication.Devices"
    name = "device"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Device <token>`"}


class PersonsDescribed(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "venue.people.authentication.Persons"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
