"""The API's description and the browser's types made from it: `check` that they agree, `make types` to renew them."""

import tempfile
from pathlib import Path

from venue.launch import install, places
from venue.launch.processes import ask
from venue.launch.telling import Sorry, say
from venue.launch.without_engines import environment

ADVICE = "The browser's types are not those of the API: run `make types` and commit what it writes."
TYPES = places.FRONTEND / "src/lib/api/schema.d.ts"


def main(arguments: list[str]) -> int:
    """`types`: write the browser's types anew."""
    del arguments
    install.everything()
    TYPES.write_text(types())
    say(f"{TYPES.relative_to(places.CHECKOUT)} is in step with the API.")
    return 0


def is_in_step() -> bool:
    """Whether the committed types are those of the API. Raises Sorry when the API cannot describe itself."""
    now = types()
    return not TYPES.exists() or TYPES.read_text() == now


def types() -> str:
    """TypeScript made from the API's description. Raises Sorry when that has an error or a warning."""
    with tempfile.TemporaryDirectory() as name:
        schema, written = Path(name) / "openapi.json", Path(name) / "schema.d.ts"
        _must(
            "manage.py",
            "spectacular",
            "--validate",
            "--fail-on-warn",
            "--format=openapi-json",
            "--lang=en",
            f"--file={schema}",
        )
        if not (places.FRONTEND / "package.json").exists():
            return ""
        npm, env = install.npm_command()
        done = ask([*npm, "exec", "--", "openapi-typescript", schema, "-o", written], folder=places.FRONTEND, env=env)
        if done.returncode:
            raise Sorry(done.stdout)
        return written.read_text()


def _must(*words: str) -> None:
    done = ask([places.PYTHON, *words], folder=places.CHECKOUT, env=environment())
    if done.returncode:
        raise Sorry(done.stdout.rstrip())
