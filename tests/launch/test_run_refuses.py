"""`make run` says in one sentence why it cannot start, before it starts anything."""

import socket
from pathlib import Path

from tests.launch.conftest import launch


def said(house: Path, **env: str) -> tuple[int, list[str]]:
    with launch("run", house, **env) as started:
        words, _ = started.communicate(timeout=60)
    return started.returncode, words.split("\n")


def test_taken_port_is_named_with_a_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        sentence = f"Port {port} is taken by another program. Close it, or choose another: make run PORT={port + 1}"
        assert said(tmp_path, PORT=str(port)) == (1, ["", sentence, ""])
    assert not (tmp_path / "postgres").exists()


def test_port_that_is_no_port_is_refused(tmp_path: Path) -> None:
    assert said(tmp_path, PORT="eight") == (1, ["", "PORT must be a number between 1 and 65535, not 'eight'.", ""])
