"""`manage.py open_house`: what every start does before the doors open, in one process (imports cost over a second)."""

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Migrate as the owner; in a demo house also seed it, move its dates to today and say who its people are."""

    help = "Migrate, and in demo mode seed the house, roll its dates and print its people."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        alias = "owner" if "owner" in settings.DATABASES else "default"
        if has_pending_migrations(alias):
            call_command("migrate", database=alias, interactive=False, verbosity=0)
        if settings.DEMO:
            self._call("seed_demo")
            self._call("demo_people")

    def _call(self, name: str) -> None:
        if name in get_commands():
            call_command(name, stdout=self.stdout, stderr=self.stderr)


def has_pending_migrations(alias: str) -> bool:
    """Whether `migrate` would do anything; asking is much cheaper than calling it."""
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
