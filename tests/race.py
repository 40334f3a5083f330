"""Threads released together, each on its own connection: the proof that a lock works."""

import threading
from collections.abc import Callable
from itertools import count as numbers
from typing import Any

from django.db import connection


def race(count: int, act: Callable[[], Any]) -> list[Any]:
    """Run `act` in `count` threads, released together; their results or errors."""
    gate = threading.Barrier(count)
    results: list[Any] = []

    def run() -> None:
        try:
            gate.wait(timeout=30)
            results.append(act())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def abreast(count: int, act: Callable[..., Any]) -> Callable[..., Any]:
    """`act`, whose first `count` calls wait for one another: all have read what it begins with before any writes."""
    gate, number = threading.Barrier(count), numbers()

    def acted(*args: Any, **named: Any) -> Any:
        if next(number) < count:
            gate.wait(timeout=20)
        return act(*args, **named)

    return acted
