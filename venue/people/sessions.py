"""A person's session: by default the machine is shared (DOMAIN REQ-H2), so it ends when the browser is closed or after
twenty minutes without use. On her own phone she may ask to stay connected.
"""

import time
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from venue import rules
from venue.rows import prepared

STAY_SECONDS = 14 * 24 * 3600
SEEN_EVERY_SECONDS = 60
SEEN = "seen_at"
# Each request of whoever is signed in pays for this one.
DATA = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's own, whose age is a rule of the house. The cookie itself lasts until the browser is closed."""

    @classmethod
    def get_model_class(cls) -> type:
        return db.SessionStore.get_model_class()

    def load(self) -> dict[str, Any]:
        with prepared() as cursor:
            cursor.execute(DATA, [self.session_key, timezone.now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None  # a key that nobody has is never taken over
            return {}
        return self.decode(found[0])

    def get_session_cookie_age(self) -> int:
        return int(rules.get("session.shared_device_min")) * 60


def keep_alive(session: SessionBase) -> None:
    """Call on each use: begins the session's minutes anew, with at most one write a minute."""
    now = int(time.time())
    if now - int(session.get(SEEN, 0)) >= SEEN_EVERY_SECONDS:
        session[SEEN] = now


def stay(session: SessionBase) -> None:
    session.set_expiry(STAY_SECONDS)


def stay_no_longer(session: SessionBase) -> None:
    session.set_expiry(0)  # 0 means until the browser is closed


def stays(session: SessionBase) -> bool:
    return not session.get_expire_at_browser_close()
