"""The figures of several streams as rows of one table, and as text and a file to take along. No Qt."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liveapp.domain.export import BYTE_ORDER_MARK, FORMULA_STARTS
from liveapp.domain.statistics import words
from liveapp.domain.statistics.figures import Figures
from liveapp.domain.statistics.hits import MultiplierFigures
from liveapp.domain.statistics.money import CurrencyFigures
from liveapp.domain.streams import Stream
from liveapp.ui.charts.comparison_words import in_currency
from liveapp.ui.charts.curve_styles import LETTERS
from liveapp.ui.charts.figure_texts import (
    EVIDENCE_MEANING,
    FALL_MEANING,
    RUN_MEANING,
    currency_block,
    expected_profit_text,
)
from liveapp.ui.comparing.side import Side
from liveapp.ui.widgets.formatting import (
    MISSING,
    count_text,
    counted,
    expected_text,
    local_time_text,
    multiplier_text,
    short_text,
    utc_time_text,
)
from liveapp.ui.widgets.proof_words import is_told, proof_details, proof_sentence

MOST_CURRENCIES = 8
"""The ones with the most bets have rows."""

LONGEST_SEED = 40
NOT_REVEALED = "Server seed not revealed"
DELETED = "deleted"
OR_MORE = "Rounds that reached this or more are hits"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in the table, what it means, and the value as it is put into a file (None: unknown).

    Numbers end at the right of their columns, words (`is_words`) begin at the left.
    """

    text: str
    value: str | int | float | None
    meaning: str = ""
    is_words: bool = False


UNKNOWN = Cell(MISSING, None)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of every stream. Some are `only_in_files`: the table tells them beside another."""

    name: str
    cells: tuple[Cell, ...]
    meaning: str = ""
    only_in_files: bool = False


def heading(place: int, side: Side) -> str:
    """What stands over a stream's column."""
    name = f"{LETTERS[place]} · {side.stream.name}"
    return f"{name} ({DELETED})" if side.is_gone else name


def currencies_of(sides: Sequence[Side]) -> list[str | None]:
    """Those that the streams bet in, the ones with the most bets first."""
    bets: Counter[str | None] = Counter()
    for side in sides:
        for total in side.stream.totals:
            bets[total.currency] += total.bets
    return [currency for currency, _ in bets.most_common()]


def figure_rows(sides: Sequence[Side], multiplier: float) -> list[FigureRow]:
    """All rows. Hits are those of a multiplier; where a stream's figures are of another, they are unknown."""
    currencies = currencies_of(sides)
    money = [
        row
        for currency in currencies[:MOST_CURRENCIES]
        for row in _money_rows(sides, currency, len(currencies) > 1)
    ]
    more = len(currencies) - MOST_CURRENCIES
    if more > 0:
        said = counted(more, "currency", "currencies")
        money.append(FigureRow(f"and {said} more, with fewer bets", (Cell("", None),) * len(sides)))
    return [
        *_stream_rows(sides),
        *money,
        *_round_rows(sides),
        *_hit_rows(sides, multiplier),
        *_end_rows(sides),
    ]


def copied_text(sides: Sequence[Side], rows: Sequence[FigureRow]) -> str:
    """The table as text that pastes into a spreadsheet, nothing in it a formula."""
    return "\n".join("\t".join(_harmless(cell) for cell in line) for line in _lines(sides, rows)) + "\n"


def figures_csv(sides: Sequence[Side], rows: Sequence[FigureRow]) -> bytes:
    """The table as a CSV file (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    for line in _lines(sides, rows):
        writer.writerow([_harmless(cell) for cell in line])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _lines(sides: Sequence[Side], rows: Sequence[FigureRow]) -> list[list[str | int | float | None]]:
    head: list[str | int | float | None] = ["Figure", *(heading(*placed) for placed in enumerate(sides))]
    return [head, *([row.name, *(cell.value for cell in row.cells)] for row in rows)]


def _harmless(value: str | int | float | None) -> str:
    if not isinstance(value, str):
        return "" if value is None else repr(value)
    line = " ".join(value.split())
    return f"'{line}" if line.startswith(FORMULA_STARTS) else line


def _row(
    name: str,
    sides: Sequence[Side],
    cell_of: Callable[[Side], Cell],
    meaning: str = "",
    only_in_files: bool = False,
) -> FigureRow:
    return FigureRow(name, tuple(map(cell_of, sides)), meaning, only_in_files)


def _known(cell_of: Callable[[Figures], Cell]) -> Callable[[Side], Cell]:
    """Unknown before the figures are there."""
    return lambda side: UNKNOWN if side.figures is None else cell_of(side.figures)


def _text(text: str, longest: int = LONGEST_SEED) -> Cell:
    return Cell(short_text(text, longest), text, text, is_words=True)


def _count(count: int) -> Cell:
    return Cell(count_text(count), count)


def _stream_rows(sides: Sequence[Side]) -> list[FigureRow]:
    return [
        _row("Client seed", sides, lambda side: _text(side.stream.seeds.client_seed)),
        _row("Difficulty", sides, _known(_difficulty), "Of the rounds whose difficulty is known"),
        _row("Bets", sides, _known(lambda figures: _count(figures.total_bets))),
        _row(
            "Rounds",
            sides,
            _known(lambda figures: _count(figures.rounds)),
            "Nonces that something is known of",
        ),
        _row(
            "Missing",
            sides,
            _known(lambda figures: _count(figures.missing)),
            "Nonces that nothing is known of",
        ),
    ]


def _difficulty(figures: Figures) -> Cell:
    played = ", ".join(one.difficulty for one in figures.outcomes)
    return _text(played) if played else UNKNOWN


def _money_rows(sides: Sequence[Side], currency: str | None, is_one_of_several: bool) -> list[FigureRow]:
    """Figures of one currency: amounts of two are never added."""
    columns = [_money_cells(side.figures, currency) for side in sides]

    def row(name: str, meaning: str = "", only_in_files: bool = False) -> FigureRow:
        cells = tuple(column.get(name, UNKNOWN) for column in columns)
        return FigureRow(f"{name} {in_currency(currency)}", cells, meaning, only_in_files)

    return [
        *([row("Bets")] if is_one_of_several else []),
        row("Wagered"),
        row("Profit"),
        row("Expected profit", "What the targets give on average, give or take one deviation"),
        row("Deviation of the profit", only_in_files=True),
        row("Return", "Paid out of what was staked"),
        row("Deepest fall", FALL_MEANING),
    ]


def _money_cells(figures: Figures | None, currency: str | None) -> dict[str, Cell]:
    """A stream's cells in one currency, by the names of their rows; none where it has no bets in it."""
    totals = () if figures is None else figures.totals
    total = next((one for one in totals if one.currency == currency), None)
    if figures is None or total is None:
        return {}
    fall = next((one.amount for one in figures.runs.drawdowns if one.currency == currency), 0.0)
    values = {
        "Bets": total.bets,
        "Wagered": total.wagered,
        "Profit": total.profit,
        "Return": total.return_to_player,
        "Deepest fall": fall,
    }
    block = currency_block(total, fall, words.is_partial(figures))
    told = {one.name: Cell(one.value, values[one.name], one.meaning) for one in block.figures}
    deviation = Cell("", total.profit_deviation if total.expected_over else None)
    return {
        **told,
        "Expected profit": _expected_cell(figures, total),
        "Deviation of the profit": deviation,
    }


def _expected_cell(figures: Figures, total: CurrencyFigures) -> Cell:
    is_partial = words.is_partial(figures)
    return Cell(
        expected_profit_text(total, is_partial),
        total.expected_profit if total.expected_over else None,
        words.profit_words(total, is_partial),
    )


def _round_rows(sides: Sequence[Side]) -> list[FigureRow]:
    def bets(count: int) -> Cell:
        return Cell(counted(count, "bet", "bets"), count)

    return [
        _row("Highest multiplier", sides, _highest),
        _row("Longest losing run", sides, _known(lambda one: bets(one.runs.longest_losing)), RUN_MEANING),
        _row("Longest winning run", sides, _known(lambda one: bets(one.runs.longest_winning)), RUN_MEANING),
    ]


def _highest(side: Side) -> Cell:
    highest = side.stream.highest_multiplier
    return UNKNOWN if highest is None else Cell(multiplier_text(highest), highest)


def _hit_rows(sides: Sequence[Side], multiplier: float) -> list[FigureRow]:
    def row(name: str, cell_of: Callable[[MultiplierFigures], Cell]) -> FigureRow:
        def known(figures: Figures) -> Cell:
            hits = next((one for one in figures.hits if one.multiplier == multiplier), None)
            if hits is None:
                return UNKNOWN
            cell = cell_of(hits)
            is_partial = words.is_partial(figures)
            meaning = " ".join(
                (
                    words.hits_words(hits, 1, figures.evidence, is_partial),
                    words.longest_wait_words(hits, is_partial),
                )
            )
            return Cell(cell.text, cell.value, meaning)

        return _row(f"{name} {multiplier_text(multiplier)}", sides, _known(known), OR_MORE)

    return [
        row("Hits of", lambda hits: _count(hits.count)),
        row("Expected hits of", lambda hits: Cell(expected_text(hits.expected), hits.expected)),
        row(
            "Longest wait for",
            lambda hits: Cell(counted(hits.longest_wait, "round", "rounds"), hits.longest_wait),
        ),
    ]


def _evidence(figures: Figures) -> Cell:
    if words.is_partial(figures):
        caution = words.missing_caution(figures)
        return Cell(caution, None, caution, is_words=True)
    sentence = words.evidence_sentence(figures)
    return Cell(sentence, figures.evidence, f"{sentence} {EVIDENCE_MEANING}", is_words=True)


def _proof(stream: Stream) -> Cell:
    if not is_told(stream):
        return Cell(NOT_REVEALED, NOT_REVEALED, is_words=True)
    sentence = proof_sentence([stream])
    return Cell(sentence, sentence, proof_details(stream), is_words=True)


def _time(time_us: int) -> Cell:
    return Cell(local_time_text(time_us), utc_time_text(time_us), utc_time_text(time_us), is_words=True)


def _end_rows(sides: Sequence[Side]) -> list[FigureRow]:
    return [
        _row("Evidence", sides, _known(_evidence), EVIDENCE_MEANING),
        _row("Proof", sides, lambda side: _proof(side.stream)),
        _row("First seen", sides, lambda side: _time(side.stream.created_us)),
        _row("Last seen", sides, lambda side: _time(side.stream.last_seen_us)),
        _row("Server seed hash", sides, lambda side: _text(side.stream.seeds.server_seed_hashed, 20)),
        _row("Id", sides, lambda side: _text(str(side.stream.id), 20), only_in_files=True),
    ]
