"""compose.yaml keeps its promises also where no docker client can read it."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from venue.launch import places
from venue.launch.check import COMPOSE_EXAMPLE

TEXT = (places.CHECKOUT / "compose.yaml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
CADDYFILE: str = COMPOSE["configs"]["caddyfile"]["content"].replace("$$", "$")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OWN_IMAGES = {"preau-house", "preau-edge"}  # the Dockerfile names their user


def test_every_part_of_the_design_is_a_service() -> None:
    assert set(SERVICES) == {"edge", "web", "live", "worker", "migrate", "postgres", "valkey"}


@pytest.mark.parametrize("name", SERVICES)
def test_service_runs_without_root_and_without_capabilities(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["image"] in OWN_IMAGES or service["user"] not in {"root", "0"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_service_that_stays_is_watched(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"
    image_watches = SERVICES[name]["image"] == "preau-house" and "HEALTHCHECK" in dockerfile()
    assert "healthcheck" in SERVICES[name] or image_watches


def test_every_secret_must_be_given() -> None:
    secrets = {name: value for service in SERVICES.values() for name, value in service.get("environment", {}).items()}
    for name in (
        "SECRET_KEY",
        "POSTGRES_PASSWORD",
        "OWNER_PASSWORD",
        "APP_PASSWORD",
        "DATABASE_URL",
        "DATABASE_OWNER_URL",
    ):
        assert re.search(r"\$\{[A-Z_]+:\?", secrets[name]), name


def test_what_it_insists_on_is_what_the_example_gives() -> None:
    assert set(re.findall(r"\$\{([A-Z_]+):\?", TEXT)) == set(COMPOSE_EXAMPLE)


def test_the_example_names_everything_that_can_be_set() -> None:
    example = (places.CHECKOUT / ".env.example").read_text()
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == set(re.findall(r"\$\{([A-Z_]+):", TEXT))


def test_no_log_grows_for_ever() -> None:
    assert {name for name, service in SERVICES.items() if service.get("logging", {}).get("options")} == set(SERVICES)


def test_only_migrate_knows_the_owner_of_the_tables() -> None:
    assert [name for name in SERVICES if "DATABASE_OWNER_URL" in SERVICES[name].get("environment", {})] == ["migrate"]


def test_data_lives_in_named_volumes_and_postgres_mounts_the_parent() -> None:
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    assert {mount.split(":")[0] for mount in mounts} == set(COMPOSE["volumes"])
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]


def test_only_the_edge_is_reached_from_outside() -> None:
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["edge"]


def test_edge_hides_keys_in_access_log_and_error_log() -> None:
    pattern, instead = re.findall(r'request>uri regexp "(.+?)" "(.+?)"', CADDYFILE)[0]
    path = "/api/v1/canteen/orders/0f3c/tickets/1.svg"
    assert re.sub(pattern, instead.replace("$1", r"\1"), path) == "/api/v1/canteen/orders/…/tickets/1.svg"
    assert CADDYFILE.count("import private") == 2


def test_edge_lets_browsers_keep_what_never_changes() -> None:
    assert settings.WHITENOISE_IMMUTABLE_FILE_TEST in CADDYFILE


def test_edge_waits_for_a_whole_request_before_it_lends_it_a_thread() -> None:
    largest = max(int(megabytes) for megabytes in re.findall(r"max_size (\d+)MB", CADDYFILE))
    assert re.findall(r"request_buffers (\d+)MB", CADDYFILE) == [str(largest)]


@pytest.mark.skipif(not shutil.which("caddy"), reason="no Caddy on this machine")
def test_caddy_understands_its_configuration(tmp_path: Path) -> None:
    written = tmp_path / "Caddyfile"
    written.write_text(CADDYFILE)
    command = ["caddy", "validate", "--adapter=caddyfile", f"--config={written}"]
    env = os.environ | {"SITE_ADDRESS": "localhost", "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_image_runs_as_a_user_of_its_own() -> None:
    stages = dockerfile().split("\nFROM ")
    assert [
        re.findall(r"^USER (.+)$", stage, re.MULTILINE)
        for stage in stages
        if " AS house" in stage or " AS edge" in stage
    ] == [
        ["10001"],
        ["10001"],
    ]


def dockerfile() -> str:
    return (places.CHECKOUT / "Dockerfile").read_text()
