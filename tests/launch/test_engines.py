"""The engines start, keep what they were given, and leave nothing behind, however their start ends."""

import os
import signal
import socket
from pathlib import Path

import psycopg
import pytest
import redis

from tests.launch.conftest import children, ends, engines, launch
from venue.launch import places, postgres
from venue.launch.telling import Sorry

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


def test_product_and_owner_reach_the_database_with_their_own_rights(house: Path) -> None:
    with engines(house) as (_, reach):
        with psycopg.connect(reach["DATABASE_OWNER_URL"]) as owner:
            owner.execute("CREATE TABLE kept (word text)")
            owner.execute("GRANT SELECT, INSERT ON kept TO preau_app")
            owner.execute("SET session_replication_role = replica")
        with psycopg.connect(reach["DATABASE_URL"]) as product:
            product.execute("INSERT INTO kept VALUES ('soup')")
            product.commit()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                product.execute("DROP TABLE kept")
        assert redis.Redis.from_url(reach["REDIS_URL"]).ping()


def test_text_is_sorted_by_code_point_whatever_the_persons_locale(house: Path) -> None:
    with engines(house) as (_, reach), psycopg.connect(reach["DATABASE_URL"]) as product:
        answer = product.execute(
            "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'preau'"
        )
        assert answer.fetchone() == ("C.UTF-8", "UTF8")


def test_second_start_finds_what_the_first_one_kept(house: Path) -> None:
    with engines(house) as (_, reach), psycopg.connect(reach["DATABASE_URL"]) as product:
        assert product.execute("SELECT word FROM kept").fetchall() == [("soup",)]


@pytest.mark.parametrize("numbers", [["INT"], ["TERM"], ["HUP"], ["HUP", "TERM"], ["INT", "INT", "INT"]], ids="+".join)
def test_every_way_to_close_ends_every_child_in_order_and_says_success(house: Path, numbers: list[str]) -> None:
    with engines(house) as (started, _):
        pids = children(started.pid)
        for number in numbers:
            started.send_signal(signal.Signals[f"SIG{number}"])
        assert (started.wait(60), [ends(pid, 5) for pid in pids]) == (0, [True, True])
    assert not (house / "postgres/data/postmaster.pid").exists()


def test_killing_the_parent_ends_the_children_and_the_next_start_finds_its_data(house: Path) -> None:
    with engines(house) as (started, _):
        pids = children(started.pid)
        started.kill()
        started.wait()
        with engines(house) as (_, reach), psycopg.connect(reach["DATABASE_URL"]) as product:
            assert product.execute("SELECT word FROM kept").fetchall() == [("soup",)]
        assert [ends(pid, 5) for pid in pids] == [True, True]


def test_crash_of_everything_at_once_is_recovered_from(house: Path) -> None:
    with engines(house) as (started, reach):
        with psycopg.connect(reach["DATABASE_URL"]) as product:
            product.execute("INSERT INTO kept VALUES ('bread')")
        for pid in [started.pid, *children(started.pid)]:
            os.kill(pid, signal.SIGKILL)
        started.wait()
        with engines(house) as (_, again), psycopg.connect(again["DATABASE_URL"]) as product:
            assert product.execute("SELECT word FROM kept ORDER BY 1").fetchall() == [("bread",), ("soup",)]


def test_pid_file_that_names_somebody_elses_process_is_forgotten_and_they_live_on(house: Path) -> None:
    pid_file = house / "postgres/data/postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{house}/postgres/data\n")
    os.chown(pid_file, pid_file.parent.stat().st_uid, -1)
    with engines(house) as (_, reach), psycopg.connect(reach["DATABASE_URL"]) as product:
        assert product.execute("SELECT 1").fetchone() == (1,)


def test_engine_that_dies_is_started_again_with_its_data(house: Path) -> None:
    with engines(house) as (started, reach):
        for pid in children(started.pid):
            os.kill(pid, signal.SIGKILL)
        assert started.stdout
        said = {started.stdout.readline().split(" stopped by itself")[0] for _ in range(2)}
        assert said == {"PostgreSQL", "Valkey"}
        for _ in range(200):
            try:
                with psycopg.connect(reach["DATABASE_URL"]) as product:
                    assert product.execute("SELECT count(*) FROM kept").fetchone() == (2,)
                break
            except psycopg.OperationalError:
                signal.sigtimedwait([], 0.05)
        else:
            pytest.fail("the database did not come back")


def test_two_starts_at_once_say_so_instead_of_fighting(house: Path) -> None:
    with engines(house) as (started, _):
        second = launch("engines", house)
        words, _ = second.communicate(timeout=60)
        assert (second.returncode, started.poll()) == (1, None)
        assert f"already open: its engines only (process {started.pid})" in words


def test_taken_port_is_exchanged_for_another_and_remembered(house: Path) -> None:
    with engines(house) as (_, before):
        pass
    taken = int(before["REDIS_URL"].rpartition(":")[2].split("/")[0])
    with socket.create_server(("127.0.0.1", taken)), engines(house) as (_, after):
        assert after["REDIS_URL"] != before["REDIS_URL"]
        assert after["DATABASE_URL"] == before["DATABASE_URL"]


def test_missing_wheel_names_the_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "packages", lambda: tmp_path)
    with pytest.raises(Sorry, match="set DATABASE_URL"):
        postgres.programs()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")
def test_root_runs_the_database_as_another_user_and_opens_no_folder(house: Path) -> None:
    with engines(house) as (started, _):
        owners = {Path(f"/proc/{pid}").stat().st_uid for pid in children(started.pid)}
    data = (house / "postgres").resolve()
    assert data.is_relative_to("/var/lib/preau")
    assert owners == {0, data.stat().st_uid}
    assert data.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")
def test_root_in_a_closed_folder_gives_the_user_a_copy_of_the_programs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(postgres, "ROOTS_OWN", tmp_path / "open")
    monkeypatch.setattr(postgres, "_may_run", lambda program, user: str(program).startswith(str(tmp_path)))
    assert (postgres.reachable_programs(postgres.own_user()) / "postgres").is_relative_to(tmp_path / "open")
