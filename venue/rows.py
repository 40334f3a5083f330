"""Rows that are read or written very often: by statements composed once per process and prepared by the database.

At the door of a full house Django's query builder takes several times what the database takes to answer, and the
database plans a statement for longer than it runs it.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache, cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DataError, connection, connections, models, transaction
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.base import ModelState
from psycopg.errors import DivisionByZero
from psycopg.types.json import Jsonb


def prepared() -> Any:
    """A cursor whose statements the database prepares once they have come again (`prepare_threshold` in settings).

    Django's usual cursor writes the parameters into the statement, which is then another one each time.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    bound_by_the_server: Any = ServerBindingCursor
    return database._prepare_cursor(bound_by_the_server(database.connection))


class Rows:
    """`Rows("SELECT {ticket}, {sitting} FROM … WHERE ticket.id = %s", ticket=MealTicket, sitting=Sitting)`.

    A name in braces becomes the columns of its model, under the table's alias of that name. What else is selected
    comes after these, each under a name.
    """

    def __init__(self, statement: str, **models: type[models.Model]) -> None:
        self._statement = statement
        self._models = models

    def one(self, *params: Any, **named: Any) -> dict[str, Any] | None:
        """The first row as instances by their names (None where an outer join found nothing); None without a row."""
        return next(iter(self.all(*params, **named)), None)

    def all(self, *params: Any, **named: Any) -> list[dict[str, Any]]:
        """Every row, as `one` gives it."""
        with prepared() as cursor:
            cursor.execute(self._composed, named or params)
            rows = cursor.fetchall()
            # The driver describes all columns or none, which takes as long as a small statement.
            described = cursor.description[self._width :] if rows and len(rows[0]) > self._width else ()
        return [self._found(row, [column.name for column in described]) for row in rows]

    def _found(self, row: Sequence[Any], names: Sequence[str]) -> dict[str, Any]:
        found, begin = {}, 0
        for table in self._tables:
            end = begin + len(table.names)
            found[table.alias] = table.instance(row[begin:end])
            begin = end
        return found | dict(zip(names, row[begin:], strict=True))

    @cached_property
    def _tables(self) -> "list[Table]":
        return [Table(alias, model) for alias, model in self._models.items()]

    @cached_property
    def _width(self) -> int:
        return sum(len(table.names) for table in self._tables)

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
            (field.attname, convert, field.cached_col)
            for field in fields
            for convert in (
                *connection.ops.get_db_converters(field.cached_col),
                *field.cached_col.get_db_converters(connection),
            )
        ]

    def instance(self, row: Sequence[Any]) -> models.Model | None:
        """As `Model.from_db`, but without a setattr for each column and signals that nobody hears."""
        if row[self._key] is None:
            return None
        instance = self.model.__new__(self.model)
        values = instance.__dict__
        values["_state"] = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        values.update(zip(self.names, row, strict=True))
        for name, convert, column in self._converters:
            values[name] = convert(values[name], column, connection)
        return instance


class Together:
    """New rows of these models, written by one statement: all of them, or none.

    `Together(Redemption, Scan, once="UPDATE canteen_mealticket SET … WHERE … RETURNING id")` writes them only if the
    UPDATE finds its row: counting down and writing down what was counted is one step, in one trip to the database.
    A foreign key to the model of an earlier row is a key to that row: `Together(Order, MealTicket)` is an order with
    its ticket.

    What only that statement knows comes from it: each name in `answers` is one that it returns. If it is a column of
    the first model it is written there, and in any case the first row has it afterwards.
    """

    def __init__(self, *models: type[models.Model], once: str = "SELECT", answers: Sequence[str] = ()) -> None:
        self._models = models
        self._once = once
        self._answers = answers

    def write(self, *rows: models.Model, once: Sequence[Any] = ()) -> bool:
        """Whether they were written; if so they have their keys. `once` are the parameters of that statement.

        A transaction of its own; inside another one a savepoint, so that an IntegrityError undoes nothing else.
        """
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return self.join(*rows, once=once)

    def join(self, *rows: models.Model, once: Sequence[Any] = ()) -> bool:
        """As `write`, as a part of the caller's transaction: an IntegrityError is the end of it."""
        with prepared() as cursor:
            cursor.execute(self._composed, self._params(rows, once))
            found = cursor.fetchone()
        if found is None:
            return False
        self._tell(rows, found)
        return True

    def finish(self, *rows: models.Model, once: Sequence[Any] = ()) -> bool:
        """As `join`, and the caller's transaction ends with it: COMMIT goes in the same trip, so that the locks which
        the statement takes are held no longer than the database needs, and never while this process waits for its turn
        (20 clients of two processes, all after one row, had 320 answers a second instead of 264).

        Afterwards nothing may be written or fail in that transaction. If the rows were not written, all that it wrote
        before is taken back: the caller may still read, and raises; `once` may not divide. A process that is killed
        while it waits has said COMMIT already. Inside another transaction it is `join`.
        """
        database: Any = connection
        if database.savepoint_ids or not database.in_atomic_block:
            return self.join(*rows, once=once)
        params = self._params(rows, once)
        try:
            with prepared() as cursor:
                with database.wrap_database_errors, database.connection.pipeline():
                    cursor.execute(self._or_fails, params)
                    database.connection.commit()
                found = cursor.fetchone()
        except DataError as error:
            if not isinstance(error.__cause__, DivisionByZero):
                raise
            database.connection.rollback()
            return False
        self._tell(rows, found[:-1])
        return True

    def _params(self, rows: Sequence[models.Model], once: Sequence[Any]) -> list[Any]:
        params = list(once)
        for row, own in zip(rows, self._own, strict=True):
            values = vars(row)
            params += [Jsonb(values[name]) if is_json else values[name] for name, is_json, _column in own]
        return params

    def _tell(self, rows: Sequence[models.Model], found: Sequence[Any]) -> None:
        """The rows learn their keys and what only the statement knew."""
        keys, answers = found[: len(rows)], found[len(rows) :]
        for row, key, references in zip(rows, keys, self._references, strict=True):
            row.pk = key
            row._state.adding = False
            for field, number in references.items():
                setattr(row, field.attname, keys[number])
        vars(rows[0]).update(zip(self._answers, answers, strict=True))

    @cached_property
    def _references(self) -> list[dict[Any, int]]:
        """For each model its foreign keys to earlier ones."""
        return [
            {
                field: self._models.index(field.related_model)
                for field in model._meta.concrete_fields
                if field.is_relation and field.related_model in self._models[:number]
            }
            for number, model in enumerate(self._models)
        ]

    @cached_property
    def _own(self) -> list[list[tuple[str, bool, str]]]:
        """For each model what comes with the row (not what is counted up or answered, nor the key of an earlier row):
        its name, whether it is JSON (all others are of a type that the driver knows), its column.
        """
        return [
            [
                (field.attname, isinstance(field, models.JSONField), str(field.column))
                for field in model._meta.concrete_fields
                if field is not model._meta.auto_field
                and field not in references
                and not (number == 0 and field.column in self._answers)
            ]
            for number, (model, references) in enumerate(zip(self._models, self._references, strict=True))
        ]

    @cached_property
    def _composed(self) -> str:
        """`WITH found AS (UPDATE …), row_0 AS (INSERT … SELECT %s, … FROM found RETURNING id) SELECT … FROM row_0`."""
        steps, told, sources = self._parts
        return f"WITH {', '.join(steps)} SELECT {', '.join(told)} FROM {', '.join(sources)}"  # noqa: S608

    @cached_property
    def _or_fails(self) -> str:
        """The same, but an error (a division by zero) where it would find nothing: only that keeps COMMIT from what
        was written before.
        """
        steps, told, sources = self._parts
        joined = " ".join(f"LEFT JOIN {source} ON true" for source in sources)
        told = [*told, "1 / (SELECT count(*) FROM found)"]
        return f"WITH {', '.join(steps)} SELECT {', '.join(told)} FROM (VALUES (1)) AS always {joined}"  # noqa: S608

    @cached_property
    def _parts(self) -> tuple[list[str], list[str], list[str]]:
        """The steps, what is told of them, and from which of them."""
        quote = connection.ops.quote_name
        steps = [f"found AS ({self._once})"]
        for number, (model, own, references) in enumerate(zip(self._models, self._own, self._references, strict=True)):
            answered = [name for name in self._answers if number == 0 and name in self._columns_of_first]
            names = [*(column for _name, _json, column in own), *answered, *(str(field.column) for field in references)]
            columns = ", ".join(map(quote, names))
            keys = [f"row_{earlier}.key" for earlier in references.values()]
            values = ", ".join(["%s"] * len(own) + [f"found.{name}" for name in answered] + keys)
            sources = ", ".join(["found", *(f"row_{earlier}" for earlier in dict.fromkeys(references.values()))])
            into = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) SELECT {values} FROM {sources}"  # noqa: S608
            steps.append(f"row_{number} AS ({into} RETURNING {quote(str(model._meta.pk.column))} AS key)")
        written = [f"row_{number}" for number in range(len(self._models))]
        told = [*(f"{row}.key" for row in written), *(f"found.{name}" for name in self._answers)]
        return steps, told, [*written, "found"] if self._answers else written

    @cached_property
    def _columns_of_first(self) -> set[str]:
        return {str(field.column) for field in self._models[0]._meta.concrete_fields}


def write_together(*rows: models.Model) -> None:
    """Write these new rows by one statement, as a part of the caller's transaction."""
    _together(*map(type, rows)).join(*rows)


@cache
def _together(*models: type[models.Model]) -> Together:
    return Together(*models)
