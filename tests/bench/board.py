"""The one row whose changes are pushed. `python -m tests.bench.board <a second> <seconds>` changes it for a while."""

import json
import os
import sys
from time import monotonic, sleep

import psycopg
import redis

# About what `occupancy` says of a house of ten spaces.
DATA = {
    "building": {"level": "lively", "updated_at": "2026-11-23T12:00:00+00:00"},
    "spaces": [
        {"space": f"SPACE{number}", "level": "calm", "free": "10+", "revision": 1204, "updated_at": "2026-11-23T12:00Z"}
        for number in range(10)
    ],
}


class Board:
    def __init__(self) -> None:
        self.broker = redis.Redis.from_url(os.environ["REDIS_URL"])
        self.channel = os.environ.get("REDIS_PREFIX", "preau:") + "changed"
        self.database = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
        # The speed of this disk is not what is measured.
        self.database.execute("SET synchronous_commit = off")

    def make(self) -> None:
        self.unmake()
        self.database.execute("CREATE TABLE bench_board (revision bigint, changed_at timestamptz, data jsonb)")
        self.database.execute("INSERT INTO bench_board VALUES (0, now(), %s)", [json.dumps(DATA)])
        self.database.execute("GRANT SELECT ON bench_board TO PUBLIC")

    def unmake(self) -> None:
        self.database.execute("DROP TABLE IF EXISTS bench_board")

    def change(self) -> None:
        """As a verb does: change the truth, commit, say what changed."""
        self.database.execute("UPDATE bench_board SET revision = revision + 1, changed_at = now()")
        self.broker.publish(self.channel, "board")

    @property
    def revision(self) -> int:
        return int(self.database.execute("SELECT revision FROM bench_board").fetchall()[0][0])


def storm(a_second: int, seconds: int) -> None:
    """Print when, on the clock that all processes of a machine share, the last change was said."""
    board, began = Board(), monotonic()
    for number in range(a_second * seconds):
        board.change()
        sleep(max(0.0, began + number / a_second - monotonic()))
    print(monotonic(), flush=True)


if __name__ == "__main__":
    storm(int(sys.argv[1]), int(sys.argv[2]))
