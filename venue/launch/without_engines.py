"""Settings for commands that look at the code alone."""

import os


def environment() -> dict[str, str]:
    """An environment in which Django starts and reaches nothing."""
    nowhere = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "only for looking at the code",
        "DEMO": "0",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "venue.settings",
    }
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    return kept | nowhere
