"""What a house remembers between two starts."""

import os
from pathlib import Path

from venue.launch import leftovers
from venue.launch.folder import HouseFolder, is_free


def test_keys_are_random_kept_and_private(tmp_path: Path) -> None:
    keys = HouseFolder(tmp_path / "one").keys()
    assert HouseFolder(tmp_path / "one").keys() == keys
    assert set(keys.values()).isdisjoint(HouseFolder(tmp_path / "two").keys().values())
    assert (tmp_path / "one/keys.json").stat().st_mode & 0o777 == 0o600


def test_port_is_remembered_while_it_is_free(tmp_path: Path) -> None:
    port = HouseFolder(tmp_path).port("postgres")
    assert HouseFolder(tmp_path).port("postgres") == port
    assert is_free(port)


def test_only_the_remembered_process_is_ever_ended(tmp_path: Path) -> None:
    folder = HouseFolder(tmp_path)
    folder.write(leftovers.FILE, {str(os.getpid()): "born at another time", "999999999": "long ago"})
    leftovers.end(folder)
    assert leftovers.birth(os.getpid())
    assert leftovers.birth(999999999) is None
