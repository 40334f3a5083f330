"""Figures and tables: several runs, medians, each thing beside its reference in the same run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

RUNS = 5


@dataclass
class Figure:
    """What several runs gave; told as their median, with the extremes beside it."""

    unit: str
    digits: int = 0
    runs: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.runs)

    def __str__(self) -> str:
        return f"{self._say(self.median)} {self.unit}  ({self._say(min(self.runs))} … {self._say(max(self.runs))})"

    def _say(self, value: float) -> str:
        return f"{value:,.{self.digits}f}".replace(",", " ")


@dataclass
class Table:
    title: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [tuple(self.head), *(tuple(row) for row in self.rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.head))]
        told = [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
        ]
        return "\n".join([f"\n{self.title}", told[0], "-" * max(map(len, told)), *told[1:], *self.notes])


def ratio(one: Figure, reference: Figure) -> str:
    """How many times the reference, run by run (both were measured side by side), as a median."""
    times = [mine / theirs for mine, theirs in zip(one.runs, reference.runs, strict=True)]
    return f"{median(times):.2f}×"


def print_all(tables: Iterable[Table]) -> None:
    for table in tables:
        print(table, flush=True)
