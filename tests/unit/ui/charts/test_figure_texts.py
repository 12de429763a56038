"""A stream's figures in words."""

from dataclasses import replace

import pytest

from liveapp.ui.charts.figure_texts import (
    Block,
    Figure,
    currency_blocks,
    more_currencies,
    rounds_block,
)
from tests.unit.ui.charts.figures import BTC, FIGURES


def told(block: Block) -> dict[str, tuple[str, str]]:
    return {one.name: (one.value, one.detail) for one in block.figures}


def test_rounds_runs_and_evidence_are_told_together() -> None:
    assert told(rounds_block(FIGURES)) == {
        "Rounds": ("20,000", "7 missing"),
        "Longest losing run": ("23 bets", "now 3 losses"),
        "Longest winning run": ("5 bets", ""),
        "Evidence": ("0.4", "highest so far 2.4"),
    }


def test_a_currency_tells_its_profit_beside_what_is_expected_of_it() -> None:
    (block,) = currency_blocks(FIGURES)
    assert block.name == "Bets in BTC"
    assert told(block) == {
        "Bets": ("20,000", ""),
        "Wagered": ("20,000 BTC", ""),
        "Profit": ("−412 BTC", "expected −440 ± 113"),
        "Return": ("97.94 %", "± 1 % takes some 24,600 bets"),
        "Deepest fall": ("412.5 BTC", ""),
    }


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"expected_over": 0}, ""),
        ({"expected_over": 19_000}, "expected −440 over 19,000 bets"),
        ({"expected_wins": 9.9}, "expected −440, too early to compare"),
        ({"expected_wins": 10.0}, "expected −440 ± 113"),
    ],
)
def test_a_deviation_is_told_once_ten_wins_are_expected(changes, detail) -> None:
    (block,) = currency_blocks(replace(FIGURES, totals=(replace(BTC, **changes),)))
    assert told(block)["Profit"] == ("−412 BTC", detail)


def test_without_stakes_nothing_came_back_and_nothing_is_needed() -> None:
    free = replace(BTC, wagered=0.0, paid_out=0.0, wagered_over=0.0)
    (block,) = currency_blocks(replace(FIGURES, totals=(free,)))
    assert told(block)["Return"] == ("–", "")


def test_currencies_are_never_added_and_the_most_used_are_told() -> None:
    totals = tuple(
        replace(BTC, currency=name, bets=bets) for name, bets in (("a", 1), (None, 9), ("c", 5), ("d", 7))
    )
    many = replace(FIGURES, totals=totals)
    assert [block.name for block in currency_blocks(many)] == [
        "Bets that name no currency",
        "Bets in C",
        "Bets in D",
    ]
    assert more_currencies(many) == "and 1 currency more, with fewer bets"
    assert more_currencies(FIGURES) == ""


def test_where_too_much_is_missing_no_evidence_is_told() -> None:
    partial = replace(FIGURES, missing=300, highest_evidence=5_000.0)
    assert told(rounds_block(partial))["Evidence"] == ("–", "")
    assert rounds_block(partial).sentence == ""


def test_a_block_is_read_aloud_as_one_text() -> None:
    block = Block("Rounds", (Figure("Rounds", "5", "2 missing"), Figure("Evidence", "1")), "Nothing.")
    assert block.spoken == "Rounds 5 2 missing; Evidence 1. Nothing."
