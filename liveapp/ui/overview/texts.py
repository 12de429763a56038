"""What the overview says of a stream, cell by cell. No Qt."""

import time
from collections.abc import Callable
from itertools import islice

from liveapp.domain.statistics import words
from liveapp.domain.totals import CurrencyTotal
from liveapp.domain.verdicts import counts_words
from liveapp.ui.overview.row import MOST_LINES, OverviewRow
from liveapp.ui.widgets import formatting
from liveapp.ui.widgets.money_words import expected_texts
from liveapp.ui.widgets.proof_words import ProofSign, is_told, proof_sign
from liveapp.ui.widgets.stream_words import stream_words

PENDING = "…"
"""Stands where a figure is still to be computed."""

STILL = "Being computed."
LONGEST_NOTE = 80


def name(row: OverviewRow) -> str:
    """The alias or the beginning of the hash, and the client seed."""
    return stream_words(row.stream)


def whole_name(row: OverviewRow) -> str:
    """All that tells the stream from others, a line each."""
    stream = row.stream
    parts = (
        stream.alias,
        f"Server seed hash {stream.seeds.server_seed_hashed}",
        f"Client seed {stream.seeds.client_seed}",
        f"Last seen {formatting.local_time_text(stream.last_seen_us)}",
        "Pinned" if stream.is_pinned else None,
    )
    return "\n".join(part for part in parts if part)


def wagered(row: OverviewRow) -> str:
    """What was staked, a line a currency."""
    return _lines(row, lambda total: formatting.amount_text(total.wagered, total.currency))


def exact_wagered(row: OverviewRow) -> str:
    """The same with every digit, and how many bets each currency has."""
    return _lines(row, lambda total: f"{_exact(total.wagered, total)} in {_bets(total)}")


def profit(row: OverviewRow) -> str:
    """What was won or lost, a line a currency."""
    return _lines(row, lambda total: formatting.profit_text(total.profit, total.currency))


def exact_profit(row: OverviewRow) -> str:
    """The same with every digit."""
    return _lines(row, lambda total: _exact(total.profit, total))


def expected(row: OverviewRow) -> str:
    """What the targets give on average, and how far a fair stream lies from it, a line a currency."""
    return _lines(row, lambda total: _expected(row, total))


def whole_expected(row: OverviewRow) -> str:
    """Profit and expectation in sentences."""

    def sentence(total: CurrencyTotal) -> str:
        figures = row.figures and row.figures.total(total.currency)
        return words.profit_words(figures, row.figures.is_partial) if row.figures and figures else STILL

    return _lines(row, sentence)


def returned(row: OverviewRow) -> str:
    """What part of the stakes came back, a line a currency."""
    return _lines(row, lambda total: formatting.return_text(total.paid_out, total.wagered))


def whole_returned(row: OverviewRow) -> str:
    """The same, with how many bets tell anything of what the game pays."""

    def sentence(total: CurrencyTotal) -> str:
        figures = row.figures and row.figures.total(total.currency)
        currency = f"{formatting.currency_text(total.currency)}: " if total.currency else ""
        told = (
            words.return_words(figures) if figures else formatting.return_text(total.paid_out, total.wagered)
        )
        return f"{currency}{told}"

    return _lines(row, sentence)


def whole_highest(row: OverviewRow) -> str:
    """The highest multiplier with every digit."""
    highest = row.stream.highest_multiplier
    return "No bet yet" if highest is None else f"{formatting.exact_text(highest)}×"


def wait(row: OverviewRow) -> str:
    """The longest wait, in rounds."""
    hits = row.figures and row.figures.hits
    if not hits:
        return PENDING
    return formatting.count_text(hits.longest_wait) if hits.rounds else formatting.MISSING


def whole_wait(row: OverviewRow) -> str:
    """Hits and longest wait in sentences."""
    hits = row.figures and row.figures.hits
    if not row.figures or not hits:
        return STILL
    reached = f"{formatting.multiplier_text(hits.multiplier)} or more"
    seen = words.seen_words(hits, row.figures.is_partial)
    return f"{reached}: {seen}\n{words.longest_wait_words(hits, row.figures.is_partial)}"


def proof(row: OverviewRow) -> str:
    """The sign of the list, with how many bets differ."""
    match proof_sign(row.stream):
        case ProofSign.DIFFERS:
            return f"! {formatting.count_text(row.stream.proof.mismatched)}"
        case ProofSign.PROVEN:
            return "✓"
        case _:
            return ""


def whole_proof(row: OverviewRow) -> str:
    """How many bets are right, differ, and could not be compared."""
    stream = row.stream
    if not stream.proof.is_revealed:
        return "The server seed is not known"
    if not is_told(stream):
        return "No bet yet"
    waiting = stream.unjudged_bets
    return counts_words(stream.proof) + (
        f" · {formatting.count_text(waiting)} not compared yet" if waiting else ""
    )


def bookmarks(row: OverviewRow) -> str:
    """How many bets are bookmarked; nothing where none is."""
    if row.span is None:
        return PENDING
    return formatting.count_text(row.span.bookmarks) if row.span.bookmarks else ""


def notes(row: OverviewRow) -> str:
    """The first line of the notes."""
    lines = (row.stream.notes or "").splitlines()
    return formatting.short_text(lines[0], LONGEST_NOTE) if lines else ""


def moment(row: OverviewRow, is_last: bool) -> str:
    """When the first or last bet was placed: only the time where that was today."""
    if row.span is None:
        return PENDING
    end = row.span.last if is_last else row.span.first
    if end is None:
        return formatting.MISSING
    return formatting.brief_time_text(end.time_us, time.time_ns() // 1000)


def exact_moment(row: OverviewRow, is_last: bool) -> str:
    """The same in local time and UTC, with the bet's nonce."""
    if row.span is None:
        return STILL
    end = row.span.last if is_last else row.span.first
    if end is None:
        return "No bet yet"
    local, utc = formatting.local_time_text(end.time_us), formatting.utc_time_text(end.time_us)
    return f"{local} local time\n{utc}\nNonce {formatting.count_text(end.nonce)}"


def _expected(row: OverviewRow, total: CurrencyTotal) -> str:
    figures = row.figures and row.figures.total(total.currency)
    if not row.figures or not figures:
        return PENDING
    if not figures.expected_over:
        return formatting.MISSING
    mean, deviation = expected_texts(figures.expected_profit, figures.profit_deviation)
    return f"{mean} ± {deviation}" if words.may_be_compared(figures, row.figures.is_partial) else mean


def _lines(row: OverviewRow, told: Callable[[CurrencyTotal], str]) -> str:
    lines = [told(total) for total in islice(row.stream.totals, MOST_LINES)]
    more = len(row.stream.totals) - len(lines)
    if more:
        lines.append(f"and {formatting.count_text(more)} more")
    return "\n".join(lines) or formatting.MISSING


def _exact(value: float, total: CurrencyTotal) -> str:
    currency = f" {formatting.currency_text(total.currency)}" if total.currency else ""
    return f"{formatting.exact_text(value)}{currency}"


def _bets(total: CurrencyTotal) -> str:
    return formatting.counted(total.bets, "bet", "bets")
