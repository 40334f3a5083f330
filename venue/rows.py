"""Rows that are read very often: by a statement that is composed once per process, not once per reading.

At the door of a full house Django's query builder takes several times what the database takes to answer.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db import connection, models


class Rows:
    """`Rows("SELECT {ticket}, {sitting} FROM … WHERE ticket.id = %s", ticket=MealTicket, sitting=Sitting)`.

    A name in braces becomes the columns of its model, under the table's alias of that name.
    """

    def __init__(self, statement: str, **models: type[models.Model]) -> None:
        self._statement = statement
        self._models = models

    def one(self, *params: Any) -> dict[str, Any] | None:
        """The first row as instances by their names (None where an outer join found nothing); None without a row."""
        with connection.cursor() as cursor:
            cursor.execute(self._composed, params)
            row = cursor.fetchone()
        if row is None:
            return None
        found, begin = {}, 0
        for table in self._tables:
            end = begin + len(table.names)
            found[table.alias] = table.instance(row[begin:end])
            begin = end
        return found

    @cached_property
    def _tables(self) -> "list[Table]":
        return [Table(alias, model) for alias, model in self._models.items()]

    @cached_property
    def _composed(self) -> str:
        return self._statement.format(**{table.alias: table.columns for table in self._tables})


class Table:
    """The columns of one model in a statement, and how they become an instance again, as the ORM would do it."""

    def __init__(self, alias: str, model: type[models.Model]) -> None:
        fields, quote = model._meta.concrete_fields, connection.ops.quote_name
        self.alias = alias
        self.model = model
        self.names = [field.attname for field in fields]
        self.columns = ", ".join(f"{quote(alias)}.{quote(str(field.column))}" for field in fields)
        self._key = next(place for place, field in enumerate(fields) if field.primary_key)
        self._converters = [
            (place, convert, column)
            for place, column in enumerate(field.cached_col for field in fields)
            for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
        ]

    def instance(self, row: Sequence[Any]) -> models.Model | None:
        if row[self._key] is None:
            return None
        values = list(row)
        for place, convert, column in self._converters:
            values[place] = convert(values[place], column, connection)
        return self.model.from_db(connection.alias, self.names, values)
