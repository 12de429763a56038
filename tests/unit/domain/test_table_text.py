"""Rows as text for spreadsheets."""

import csv
import io
from math import nan

import pytest

from liveapp.domain.table_text import csv_file, csv_text, pasted_text

NUMBERS = [("nonce", "profit"), (9223372036854775807, -0.1), (2, None), (3, nan), (4.0, 1e-08)]
FORMULAS = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1")


def test_numbers_have_every_digit_and_what_is_not_known_is_empty() -> None:
    assert pasted_text(NUMBERS) == "nonce\tprofit\n9223372036854775807\t-0.1\n2\t\n3\t\n4\t1e-08\n"
    assert list(csv.reader(io.StringIO(csv_text(NUMBERS), newline=""))) == [
        ["nonce", "profit"], ["9223372036854775807", "-0.1"], ["2", ""], ["3", ""], ["4", "1e-08"],
    ]  # fmt: skip


def test_pasted_cells_stay_in_their_places_whatever_stands_in_them() -> None:
    assert pasted_text([("one\ttwo\r\nthree", "a\u2028b")]) == "one two three\ta b\n"


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("before", ["", " ", "\n"])
def test_no_pasted_text_is_run(formula: str, before: str) -> None:
    assert pasted_text([(before + formula,)]).startswith("'")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_in_a_file_is_run(formula: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_text([(formula,)]), newline=""))
    assert row == [f"'{formula}"]


def test_a_file_of_any_text_is_utf_8_that_spreadsheets_know_as_such() -> None:
    content = csv_file([("zürich, 1", "half \ud800")])
    assert content == b'\xef\xbb\xbf"z\xc3\xbcrich, 1",half ?\r\n'
