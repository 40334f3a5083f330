"""What the product's database role may do: everything but rewrite what happened.

`preau_owner` owns the tables and migrates; `preau_app` runs the house. A model that declares `append_only = True`
may be read and added to by the application, never updated, deleted or truncated (DESIGN §4 Money, §7); one that is also
`forgettable = True` may be deleted when its time is over, still never rewritten.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from psycopg import sql


def append_only_tables() -> dict[str, str]:
    """Their names, and what the application may not do to them."""
    return {
        model._meta.db_table: "UPDATE, TRUNCATE" if getattr(model, "forgettable", False) else "UPDATE, DELETE, TRUNCATE"
        for model in apps.get_models()
        if getattr(model, "append_only", False)
    }


def after_migrate(using: str, **kwargs: Any) -> None:
    del kwargs
    grant(using)


def grant(using: str) -> None:
    """Give `DATABASE_APP_ROLE` its rights, when we are the owner and the role exists; else leave everything alone."""
    connection = connections[using]
    role = sql.Identifier(settings.DATABASE_APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s AND rolname <> current_user)"
            " AND EXISTS (SELECT FROM pg_tables WHERE tablename = 'django_migrations' AND tableowner = current_user)",
            [settings.DATABASE_APP_ROLE],
        )
        if not cursor.fetchone()[0]:
            return
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=role).as_string(cursor.connection))
        existing = set(connection.introspection.table_names(cursor))
        for table, rights in sorted(append_only_tables().items()):
            if table in existing:
                revoke = sql.SQL("REVOKE {rights} ON {table} FROM {role}")
                names = {"rights": sql.SQL(rights), "table": sql.Identifier(table), "role": role}
                cursor.execute(revoke.format(**names).as_string(cursor.connection))
