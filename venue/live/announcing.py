"""Telling the house that something changed: only what, never the value, and only once it is true."""

from django.db import transaction

from venue.live import broker

CHANGED = "changed"
CONTROL = "control"


class Announcement:
    """What one transaction will say: each word once, in one publish. A lost broker is forgiven: browsers read again."""

    # A robust hook that fails is logged by its __qualname__, which an instance lacks (DESIGN §7).
    __qualname__ = "Announcement"

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.words: dict[str, None] = {}

    def add(self, *words: str) -> None:
        self.words.update(dict.fromkeys(words))

    def __call__(self) -> None:
        said = " ".join(self.words)
        broker.fuse.attempt(lambda: broker.client().publish(broker.channel(self.channel), said), otherwise=None)


def announce_on_commit(*topics: str) -> None:
    """After COMMIT, say that these topics changed: `announce_on_commit("occupancy", f"sitting:{sitting.pk}")`.

    Their `crew:` twins hear it too. Nothing is said if the transaction rolls back; never raises, never waits for a
    broker that is away.
    """
    _say_on_commit(CHANGED, *topics)


def close_on_commit(who: str) -> None:
    """After COMMIT, close every socket of `device:<uuid>` or `person:<uuid>`: its rights have changed or ended."""
    _say_on_commit(CONTROL, who)


def _say_on_commit(channel: str, *words: str) -> None:
    if not words:
        return
    announcement = _pending(channel)
    if announcement is None:
        announcement = Announcement(channel)
        announcement.add(*words)
        transaction.on_commit(announcement, robust=True)
    else:
        announcement.add(*words)


def _pending(channel: str) -> Announcement | None:
    """The announcement that this transaction already holds, if whatever undoes it would undo us too.

    A hook belongs to the savepoints that were open when it was made: one made inside a savepoint that is closed
    could be rolled back without us, so it is not ours to join.
    """
    connection = transaction.get_connection()
    open_savepoints = set(connection.savepoint_ids)
    for savepoints, hook, _robust in connection.run_on_commit:
        if isinstance(hook, Announcement) and hook.channel == channel and set(savepoints) <= open_savepoints:
            return hook
    return None
