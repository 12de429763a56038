"""Columns that grow at their end, without being copied for each piece that is added."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Columns = TypeVar("Columns")
"""A dataclass of parallel arrays."""

GROWTH = 1.25
"""How much room is made at a time: a row is copied four times on average, however many there are."""

LEAST_ROOM = 1024


class GrowingColumns(Generic[Columns]):
    """Parallel arrays with room behind them. `view` shows those rows that there are, without a copy.

    A view that was given out keeps its rows, except that those behind a `cut` may become others.
    """

    def __init__(self, columns: Columns) -> None:
        """Begin with these rows, whose arrays are taken over as they are."""
        self._kind: type[Any] = type(columns)
        self._arrays = dict(_arrays(columns))
        self._rows = self._room = len(next(iter(self._arrays.values())))

    def __len__(self) -> int:
        return self._rows

    @property
    def view(self) -> Columns:
        """All rows."""
        view: Columns = self._kind(**{name: array[: self._rows] for name, array in self._arrays.items()})
        return view

    def extend(self, more: Columns) -> None:
        """Add rows."""
        new = dict(_arrays(more))
        end = self._rows + len(next(iter(new.values())))
        if end > self._room:
            self._make_room(int(end * GROWTH) + LEAST_ROOM)
        for name, array in new.items():
            self._arrays[name][self._rows : end] = array
        self._rows = end

    def cut(self, rows: int) -> None:
        """Keep the first so many."""
        self._rows = rows

    def _make_room(self, room: int) -> None:
        # One after the other, so that there are never two of all. What is not written costs no memory.
        for name, array in self._arrays.items():
            roomier = np.empty(room, array.dtype)
            roomier[: self._rows] = array[: self._rows]
            self._arrays[name] = roomier
        self._room = room


def _arrays(columns: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    for field in fields(columns):
        yield field.name, getattr(columns, field.name)
