"""Topics, announcements, a hub per process, one consumer. The only room that speaks to the broker."""

from venue.live.announcing import announce_on_commit, close_on_commit

__all__ = ["announce_on_commit", "close_on_commit"]
