"""Passkeys for the crew, a second lock for managers.

A passkey is another door: who uses it needs no code, and who has none may still come in by code. An authenticator
app (TOTP) is a second lock: from the day when a manager sets it up, a code by e-mail alone does not let her in.
"""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest


class SecondFactor(AuthenticateStage):
    def _should_handle(self, request: HttpRequest) -> bool:
        locked: bool = is_mfa_enabled(self.login.user, [Authenticator.Type.TOTP])
        return locked and bool(super()._should_handle(request))


class Adapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are sealed with a key made from SECRET_KEY: a copy of the database is no use."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = (hashlib.sha256(b"preau second factor" + secret.encode()).digest() for secret in map(str, secrets))
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
