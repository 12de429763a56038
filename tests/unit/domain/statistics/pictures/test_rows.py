"""Rows of numbers for a file."""

from math import nan

import numpy as np
import pytest

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.statistics.pictures.rows import rows_of


def test_the_header_stands_first_and_no_digit_is_lost() -> None:
    rows = rows_of({"nonce": np.array([1, MAX_NONCE]), "value": np.array([0.1, 1e-8])})
    assert list(rows) == [("nonce", "value"), (1, 0.1), (MAX_NONCE, 1e-8)]


def test_what_is_not_known_is_none() -> None:
    assert list(rows_of({"value": np.array([nan])})) == [("value",), (None,)]


def test_columns_of_different_lengths_are_a_bug() -> None:
    with pytest.raises(ValueError, match="shorter"):
        list(rows_of({"a": np.array([1.0]), "b": np.zeros(0)}))
