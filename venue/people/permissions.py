"""Who may: deny by default, then a word."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:  # rest_framework.views reads our settings while it loads
    from rest_framework.views import APIView


class Nobody(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return False


class Anyone(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return True
