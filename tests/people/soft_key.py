"""A passkey in software: what a phone's secure element does, in thirty lines."""

import hashlib
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

Flag = AuthenticatorData.FLAG


class SoftKey:
    def __init__(self, site: str = "testserver") -> None:
        self.site, self.id, self.user = site, secrets.token_bytes(16), b""
        self.private = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer of `navigator.credentials.create()`."""
        asked = options["publicKey"]
        self.user = websafe_decode(asked["user"]["id"])
        public = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.private.public_key())
        )
        data = self.data(Flag.UP | Flag.UV | Flag.AT, public)
        said = self.said(CollectedClientData.TYPE.CREATE, asked["challenge"])
        attestation = AttestationObject.create("none", data, {})
        return self.credential(clientDataJSON=websafe_encode(said), attestationObject=websafe_encode(attestation))

    def use(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer of `navigator.credentials.get()`."""
        data = self.data(Flag.UP | Flag.UV)
        said = self.said(CollectedClientData.TYPE.GET, options["publicKey"]["challenge"])
        signature = self.private.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        return self.credential(
            clientDataJSON=websafe_encode(said),
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
            userHandle=websafe_encode(self.user),
        )

    def data(self, flags: Any, public: bytes = b"") -> AuthenticatorData:
        return AuthenticatorData.create(hashlib.sha256(self.site.encode()).digest(), flags, 0, public)

    def said(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, f"https://{self.site}")

    def credential(self, **response: str) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "type": "public-key", "id": name, "rawId": name, "response": response, "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
        }  # fmt: skip
