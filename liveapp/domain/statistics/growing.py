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

    A view that was given out keeps its rows, except that those behind a `cut` may become others; it is not to
    be written to. An array whose rows are all alike takes no memory.
    """

    def __init__(self, columns: Columns) -> None:
        """Begin with these rows, whose arrays are taken over as they are."""
        self._kind: type[Any] = type(columns)
        self._arrays = dict(_arrays(columns))
        self._alike: dict[str, NDArray[Any]] = {}
        self._rows = self._room = len(next(iter(self._arrays.values())))
        for name, array in self._arrays.items():
            if self._rows and array.strides == (0,):
                # What is not written costs no memory: it is there for when the rows differ.
                self._alike[name], self._arrays[name] = array[:1], np.empty(self._room, array.dtype)

    def __len__(self) -> int:
        return self._rows

    @property
    def view(self) -> Columns:
        """All rows."""
        rows = {name: array[: self._rows] for name, array in self._arrays.items()}
        alike = {name: np.broadcast_to(one, self._rows) for name, one in self._alike.items()}
        view: Columns = self._kind(**rows | alike)
        return view

    def extend(self, more: Columns) -> None:
        """Add rows."""
        new = dict(_arrays(more))
        end = self._rows + len(next(iter(new.values())))
        if end > self._room:
            self._make_room(int(end * GROWTH) + LEAST_ROOM)
        if end > self._rows:
            for name, array in new.items():
                self._put(name, array, end)
        self._rows = end

    def cut(self, rows: int) -> None:
        """Keep the first so many."""
        self._rows = rows

    def _put(self, name: str, new: NDArray[Any], end: int) -> None:
        """Add rows of one array."""
        one = self._alike.pop(name, None)
        if not self._rows:
            one = new[:1]
        if one is not None and bool((new == one).all()):
            self._alike[name] = one.copy()
            return
        if one is not None:
            self._arrays[name][: self._rows] = one
        self._arrays[name][self._rows : end] = new

    def _make_room(self, room: int) -> None:
        # One after the other, so that there are never two of all.
        for name, array in self._arrays.items():
            roomier = np.empty(room, array.dtype)
            if name not in self._alike:
                roomier[: self._rows] = array[: self._rows]
            self._arrays[name] = roomier
        self._room = room


def part_of(columns: Columns, rows: slice | NDArray[np.bool_] | NDArray[np.intp]) -> Columns:
    """These rows of parallel arrays."""
    part: Columns = type(columns)(**{name: array[rows] for name, array in _arrays(columns)})
    return part


def _arrays(columns: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    for field in fields(columns):
        yield field.name, getattr(columns, field.name)
