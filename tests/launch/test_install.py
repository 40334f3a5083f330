"""A second start installs nothing; a change installs again."""

from pathlib import Path

import pytest

from venue.launch import install, places


def test_same_files_have_the_same_mark_and_any_change_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "CHECKOUT", tmp_path)
    (tmp_path / "src").mkdir()
    page = tmp_path / "src/page.svelte"
    page.write_text("<h1>Manger</h1>")
    before = install.fingerprint(install.sources(tmp_path))
    assert install.fingerprint(install.sources(tmp_path)) == before
    page.rename(tmp_path / "src/other.svelte")
    renamed = install.fingerprint(install.sources(tmp_path))
    (tmp_path / "src/other.svelte").write_text("<h1>Eat</h1>")
    assert len({before, renamed, install.fingerprint(install.sources(tmp_path))}) == 3


def test_what_is_built_or_fetched_is_no_source(tmp_path: Path) -> None:
    for name in ("node_modules/a.js", "dist/b.js", "src/c.ts"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    assert install.sources(tmp_path) == [tmp_path / "src/c.ts"]


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ("v18.20.1", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.0", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("", False),
    ],
)
def test_node_is_new_enough_for_the_build(version: str, good: bool, tmp_path: Path) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    assert install._is_new_enough(str(node)) is good
