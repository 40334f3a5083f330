from __future__ import annotations

import base64

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from venue.codes.models import SigningKey
from venue.codes.tokens import DOMAIN, VERSION


class PublicKeySerializer(serializers.Serializer[SigningKey]):
    key_id = serializers.CharField(source="__str__", help_text="Bytes 3–6 of a token, in hexadecimal.")
    public_key = serializers.SerializerMethodField(help_text="Ed25519, 32 bytes, base64url without padding.")
    created_at = serializers.DateTimeField()
    retired_at = serializers.DateTimeField(allow_null=True)

    def get_public_key(self, key: SigningKey) -> str:
        return base64.urlsafe_b64encode(bytes(key.public_key)).rstrip(b"=").decode()


class KeyListSerializer(serializers.Serializer[dict[str, object]]):
    version = serializers.IntegerField()
    domain = serializers.CharField(help_text="Signed in front of the first 31 bytes of a token; hexadecimal.")
    results = PublicKeySerializer(many=True)


class KeysView(APIView):
    """Every public key of the house that still counts, so that a scanner can check a ticket with no network."""

    permission_classes = [AllowAny]

    @extend_schema(responses=KeyListSerializer, operation_id="codes_keys")
    def get(self, request: Request) -> Response:
        keys = SigningKey.objects.filter(revoked_at=None).defer("sealed_private_key")
        return Response(KeyListSerializer({"version": VERSION, "domain": DOMAIN.hex(), "results": keys}).data)
