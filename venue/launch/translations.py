"""`.venv/bin/python -m venue.launch.translations [update]`: is every sentence of the code there in French?

Sources are English. `update` writes what is missing into the .po file, empty, for a person to fill in. Needs Babel and
Django, unlike the rest of this folder.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from venue.launch import places

CATALOGUE = places.CHECKOUT / "venue/locale/fr/LC_MESSAGES/django.po"
ROOMS = ("venue", "canteen", "coworking", "events")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def main(arguments: list[str]) -> int:
    """Say which sentences have no French; 1 when there are any."""
    kept, found = _read(), in_the_code()
    if arguments == ["update"]:
        kept.update(found, no_fuzzy_matching=True)
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        with CATALOGUE.open("wb") as file:
            write_po(file, kept, width=120, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
        kept = _read()
    missing = [message for message in found if message.id and not _is_french(kept.get(message.id, message.context))]
    for message in missing:
        print(f"{message.locations[0][0]}: no French for {message.id!r}")
    return 1 if missing else 0


def in_the_code() -> Catalog:
    """Every sentence marked for translation in Python and in templates, with where it stands."""
    catalogue = Catalog(domain="django", project="Préau", charset="utf-8")
    for path in _sources():
        name = str(path.relative_to(places.CHECKOUT))
        for _, words, comments, context in extract("python", io.BytesIO(_as_python(path)), KEYWORDS, ["Translators:"]):
            catalogue.add(words, locations=[(name, 1)], auto_comments=comments, context=context)
    return catalogue


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted(path for path in (places.CHECKOUT / room).rglob("*.py") if "migrations" not in path.parts)
        yield from sorted((places.CHECKOUT / room).glob("**/templates/**/*.*"))


def _as_python(path: Path) -> bytes:
    """A Python file as it is; a template as Django turns it into calls of gettext."""
    text = path.read_text()
    if path.suffix == ".py":
        return text.encode()
    # A page's indentation means nothing to Python.
    return "\n".join(line.strip() for line in templatize(text).splitlines()).encode()


def _read() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="fr", domain="django", project="Préau", charset="utf-8", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fr", domain="django", charset="utf-8")


def _is_french(message: Message | None) -> bool:
    """Whether somebody has translated it, each plural form too, and stands by it."""
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


if __name__ == "__main__":
    settings.configure()
    sys.exit(main(sys.argv[1:]))
