"""Rows as text for spreadsheets: to paste, and as CSV. In neither is a stranger's text run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from math import isnan
from typing import TypeAlias

from liveapp.domain.number_texts import plain_number

Cell: TypeAlias = str | float | None
Rows: TypeAlias = Iterable[Sequence[Cell]]
"""A line of titles, then what stands below them. None and NaN are left empty."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a cell's text as a formula."""

BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def pasted_text(rows: Rows) -> str:
    """Text that pastes into a spreadsheet: cells parted by tabs, each in one line."""
    return "".join("\t".join(_text(_in_one_line(cell)) for cell in row) + "\n" for row in rows)


def csv_text(rows: Rows) -> str:
    """The rows as CSV (RFC 4180, CRLF)."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(map(_text, row) for row in rows)
    return text.getvalue()


def csv_file(rows: Rows) -> bytes:
    """The content of a CSV file in which texts of people stand: in UTF-8, with its mark."""
    return (BYTE_ORDER_MARK + csv_text(rows)).encode("utf-8", "replace")


def _in_one_line(cell: Cell) -> Cell:
    """To be done before it is made harmless: a formula may stand behind blanks, which go."""
    return " ".join(cell.split()) if isinstance(cell, str) else cell


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None or isnan(cell) else plain_number(cell)
