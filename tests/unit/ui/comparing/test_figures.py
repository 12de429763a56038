"""Rows of compared figures, in words and as values to take along."""

from dataclasses import replace

from liveapp.domain.bets import SeedPair
from liveapp.domain.statistics.runs import Drawdown, Runs
from liveapp.domain.statistics.words import missing_caution
from liveapp.domain.totals import CurrencyTotal
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.comparing.figures import (
    MOST_CURRENCIES,
    NOT_REVEALED,
    copied_text,
    currencies_of,
    figure_rows,
    figures_csv,
    heading,
)
from liveapp.ui.comparing.side import Side
from tests.unit.domain.statistics.words.values import currency_figures, hit_figures, stream_figures
from tests.unit.ui.streams.values import PLAIN, make_stream

BTC = currency_figures()
FIGURES = stream_figures(
    total_bets=20_000, totals=(BTC,), runs=Runs(23, 5, -3, (Drawdown("btc", 412.5),)), hits=(hit_figures(14),)
)


def side(key: int = 1, figures=FIGURES, currencies=("btc",), **changes) -> Side:
    totals = tuple(CurrencyTotal(one, 10, wagered=1.0, paid_out=1.0) for one in currencies)
    return Side(make_stream(key, totals=totals, **changes), figures)


def texts(*sides: Side, multiplier: float = 1066.73) -> dict[str, list[str]]:
    return {row.name: [cell.text for cell in row.cells] for row in figure_rows(sides, multiplier)}


def test_a_row_has_every_stream_s_figure() -> None:
    told = texts(side(), side(2, figures=None))
    assert told["Client seed"] == ["my-client", "my-client"]
    assert told["Bets"] == ["20,000", "–"]
    assert told["Profit in BTC"] == ["−412 BTC", "–"]
    assert told["Expected profit in BTC"] == ["−440 ± 113", "–"]
    assert told["Return in BTC"] == ["97.94 %", "–"]
    assert told["Deepest fall in BTC"] == ["412.5 BTC", "–"]
    assert told["Longest losing run"] == ["23 bets", "–"]
    assert told["Hits of 1,066.73×"] == ["14", "–"]
    assert told["Evidence"][0] == "No evidence against a fair game (0.4 now, 1.3 at its highest)."
    assert told["Proof"] == [NOT_REVEALED] * 2


def test_each_currency_has_rows_of_its_own_and_is_never_added_to_another() -> None:
    both = stream_figures(totals=(BTC, currency_figures(currency="eth", paid_out=20_100.0)))
    told = texts(side(), side(2, figures=both, currencies=("btc", "eth")))
    assert told["Profit in BTC"] == ["−412 BTC", "−412 BTC"]
    assert told["Profit in ETH"] == ["–", "+100 ETH"]
    assert told["Bets in ETH"] == ["–", "20,000"]
    assert "Bets in BTC" not in texts(side())
    nameless = stream_figures(totals=(currency_figures(currency=None),))
    assert texts(side(figures=nameless, currencies=(None,)))["Profit without a currency"] == ["−412"]


def test_the_currencies_with_the_most_bets_have_rows_and_the_others_are_counted() -> None:
    names = [f"c{number:02}" for number in range(MOST_CURRENCIES + 3)]
    totals = tuple(CurrencyTotal(one, number, 1.0, 1.0) for number, one in enumerate(names))
    many = Side(replace(PLAIN, totals=totals), FIGURES)
    assert currencies_of([many])[:2] == [names[-1], names[-2]]
    told = texts(many)
    assert "Profit in C10" in told
    assert "Profit in C02" not in told
    assert "and 3 currencies more, with fewer bets" in told


def test_hits_of_another_multiplier_are_not_taken_for_the_chosen_one_s() -> None:
    assert texts(side(), multiplier=10.0)["Hits of 10.00×"] == ["–"]


def test_where_much_is_missing_there_is_no_verdict() -> None:
    partial = replace(FIGURES, missing=500)
    rows = {row.name: row.cells[0] for row in figure_rows([side(figures=partial)], 1066.73)}
    assert rows["Evidence"].text == missing_caution(partial)
    assert rows["Evidence"].value is None
    assert "±" not in rows["Expected profit in BTC"].text
    assert "Too much is missing" in rows["Hits of 1,066.73×"].meaning


def test_strong_evidence_comes_with_ordinary_causes() -> None:
    (told,) = texts(side(figures=replace(FIGURES, highest_evidence=200.0)))["Evidence"]
    assert told.startswith("Ordinary causes come first")


def test_a_proof_and_a_deletion_are_told() -> None:
    proven = side(proof=StreamProof(True, 1234, 0, 0), alias="mine")
    assert texts(proven)["Proof"] == ["1,234 of 1,234 bets proven"]
    assert heading(0, proven) == "A · mine"
    proven.is_gone = True
    assert heading(2, proven) == "C · mine (deleted)"


def test_values_are_taken_along_exactly_and_none_of_them_is_a_formula() -> None:
    evil = side(seeds=SeedPair("ab" * 32, "=cmd|'\t/c'!A1\n+2"), alias='a "quoted", name')
    rows = figure_rows([evil], 1066.73)
    lines = {line.split("\t")[0]: line.split("\t")[1] for line in copied_text([evil], rows).splitlines()}
    assert lines["Client seed"] == "'=cmd|' /c'!A1 +2"
    assert lines["Profit in BTC"] == "-412.0"
    assert lines["Deviation of the profit in BTC"] == "113.0"
    assert lines["Evidence"] == "0.4"
    assert lines["Figure"] == 'A · a "quoted", name'
    content = figures_csv([evil], rows).decode()
    assert content.startswith('\ufeffFigure,"A · a ""quoted"", name"\r\n')
    assert "Client seed,'=cmd|' /c'!A1 +2\r\n" in content
    assert f"Id,{evil.stream.id}\r\n" in content
