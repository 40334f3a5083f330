"""Taking a connection from psycopg's pool: never a dead one, and never waiting long for a database that is away.

Django looks for a database backend in a module of this name.
"""

import select
import threading
from time import monotonic
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, OperationalError
from psycopg_pool import ConnectionPool, PoolTimeout

# While the database is away, one request this often waits to see whether it is back.
LOOK_EVERY_S = 0.5


class Doubt:
    """Whether the database may be away. It begins when somebody waited for a connection in vain."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._look_at: float | None = None

    def begin(self) -> None:
        with self._lock:
            self._look_at = monotonic() + LOOK_EVERY_S

    def end(self) -> None:
        if self._look_at is not None:
            with self._lock:
                self._look_at = None

    def may_wait(self) -> bool:
        """Nobody doubts, or it is the caller's turn to look; the next turn comes a little later.

        The race: forty requests that all wait for a dead database take every thread, and nobody else is heard.
        """
        if self._look_at is None:
            return True
        with self._lock:
            now = monotonic()
            if self._look_at is None:
                return True
            if now < self._look_at:
                return False
            self._look_at = now + LOOK_EVERY_S
            return True


class DatabaseWrapper(base.DatabaseWrapper):
    """One thread's connection, lent by its process's pool for one request."""

    doubt = Doubt()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises PoolTimeout, at once while the database is known to be away."""
        pool: ConnectionPool[Any] | None = self.pool
        if pool is None:
            return super().get_new_connection(conn_params)
        if not self.doubt.may_wait() and not pool.get_stats()["pool_available"]:
            raise PoolTimeout("the database is away")
        try:
            connection = super().get_new_connection(conn_params)
            while hung_up(connection):
                connection.close()
                pool.putconn(connection)  # the pool makes another in its place
                connection = super().get_new_connection(conn_params)
        except PoolTimeout:
            self.doubt.begin()
            raise
        self.doubt.end()
        return connection


def hung_up(connection: "Connection[Any]") -> bool:
    """Whether the server has ended this idle connection, as it does with all when it starts again.

    It then has something to say, which an idle connection otherwise has not: looking costs 2 µs and no round trip
    (psycopg's own check, a statement, costs 150), so every request may look. Only if there is something do we ask.
    """
    if connection.closed:
        return True
    ear = select.poll()
    ear.register(connection.fileno(), select.POLLIN)
    if not ear.poll(0):
        return False
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        return True
    return False
