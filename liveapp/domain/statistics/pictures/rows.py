"""A picture's numbers as rows of a table, for a file or the clipboard: a header first, every digit kept."""

from collections.abc import Iterator, Mapping
from math import isnan

from liveapp.domain.statistics.columns import Floats, Integers
from liveapp.domain.table_text import Cell

Row = tuple[Cell, ...]
"""What is not known is None."""


def rows_of(columns: Mapping[str, Floats | Integers]) -> Iterator[Row]:
    """The header, then a row for each place of the arrays, which are all as long as one another."""
    yield tuple(columns)
    yield from zip(*(map(_known, column.tolist()) for column in columns.values()), strict=True)


def _known(value: float) -> float | None:
    return None if isnan(value) else value
