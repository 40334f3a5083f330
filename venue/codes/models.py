from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SigningKey(models.Model):
    """An Ed25519 key that signs codes, or once did.

    Both halves live in the database: every process of every machine signs with the same key, a rotation is a row and
    not a new deployment, and a backup of the house brings its tickets back with it. The private half is sealed with a
    key derived from SECRET_KEY (see keys.py), so a stolen dump alone forges nothing. The public half is never thrown
    away: codes signed before a rotation stay readable, unless the key is revoked.
    """

    # The first four bytes of SHA-256 over the public key, so that a number can never come to mean another key.
    key_id = models.BinaryField(max_length=4, unique=True, editable=False)
    public_key = models.BinaryField(max_length=32, editable=False)
    sealed_private_key = models.BinaryField(editable=False)
    created_at = models.DateTimeField(_("made on"), auto_now_add=True)
    retired_at = models.DateTimeField(_("replaced on"), null=True, blank=True, editable=False)
    # A key that somebody else may hold: what it signed is good no longer.
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("key that signs tickets")
        verbose_name_plural = _("keys that sign tickets")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(retired_at__isnull=True), name="one_key_signs_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(retired_at__isnull=False), name="a_revoked_key_signs_no_more"
            ),
        ]

    def __str__(self) -> str:
        return bytes(self.key_id).hex()
