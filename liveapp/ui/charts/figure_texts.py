"""A stream's figures in words: a block about its rounds, then one for each currency by itself. No Qt."""

from dataclasses import dataclass
from heapq import nlargest

from liveapp.domain.statistics import words
from liveapp.domain.statistics.figures import Figures
from liveapp.domain.statistics.money import CurrencyFigures
from liveapp.domain.statistics.runs import Runs
from liveapp.domain.statistics.words.chances import rounded_text
from liveapp.domain.statistics.words.money import WINS_TO_COMPARE
from liveapp.ui.widgets.formatting import (
    MISSING,
    amount_text,
    count_text,
    counted,
    currency_text,
    profit_text,
    return_text,
)
from liveapp.ui.widgets.missing_words import missing_text
from liveapp.ui.widgets.money_words import CURRENCIES_SHOWN, expected_texts, more_currencies_words

RUN_MEANING = "Bets in a row; those without a stake are left out. A win pays more than was staked."
FALL_MEANING = (
    "How far the profit fell from its highest so far, at most. How far it falls in a fair game depends on "
    "how you stake, so nothing is expected here."
)
EVIDENCE_MEANING = (
    "How many times likelier the rounds are in some unfair game than in a fair one. You may look as often as "
    "you like: of 20 fair streams at most one ever reaches 20, of 100 at most one reaches 100, of 1,000 at "
    "most one reaches 1,000."
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is, how much it is, what belongs beside it, and what it means."""

    name: str
    value: str
    detail: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Figures that belong together, and a sentence about them."""

    name: str
    figures: tuple[Figure, ...]
    sentence: str = ""

    @property
    def spoken(self) -> str:
        """All of it as one text."""
        told = "; ".join(" ".join(filter(None, (one.name, one.value, one.detail))) for one in self.figures)
        return f"{told}. {self.sentence}".strip()


def rounds_block(figures: Figures) -> Block:
    """What concerns all rounds, whatever was staked."""
    runs = figures.runs
    missing = missing_text(figures.missing) if figures.missing else ""
    evidence = (
        Figure("Evidence", MISSING, "", EVIDENCE_MEANING)
        if words.is_partial(figures)
        else Figure(
            "Evidence",
            words.evidence_text(figures.evidence),
            f"highest so far {words.evidence_text(figures.highest_evidence)}",
            EVIDENCE_MEANING,
        )
    )
    return Block(
        "Rounds",
        (
            Figure("Rounds", count_text(figures.rounds), missing, "Nonces that something is known of."),
            Figure("Longest losing run", _bets(runs.longest_losing), _current(runs), RUN_MEANING),
            Figure("Longest winning run", _bets(runs.longest_winning), "", RUN_MEANING),
            evidence,
        ),
        words.evidence_sentence(figures),
    )


def currency_blocks(figures: Figures) -> list[Block]:
    """A block for each of the currencies with the most bets, in the order in which they were first bet."""
    chosen = nlargest(CURRENCIES_SHOWN, enumerate(figures.totals), key=lambda placed: placed[1].bets)
    falls = {fall.currency: fall.amount for fall in figures.runs.drawdowns}
    is_partial = words.is_partial(figures)
    return [
        currency_block(total, falls.get(total.currency, 0.0), is_partial)
        for _, total in sorted(chosen, key=lambda placed: placed[0])
    ]


def more_currencies(figures: Figures) -> str:
    """How many currencies have no block; nothing where all have."""
    return more_currencies_words(len(figures.totals) - CURRENCIES_SHOWN)


def currency_block(total: CurrencyFigures, fall: float, is_partial: bool) -> Block:
    """One currency's figures; `fall` is the deepest of its profit."""
    currency = total.currency
    return Block(
        f"Bets in {currency_text(currency)}" if currency else "Bets that name no currency",
        (
            Figure("Bets", count_text(total.bets)),
            Figure("Wagered", amount_text(total.wagered, currency)),
            Figure(
                "Profit",
                profit_text(total.profit, currency),
                _expected(total, is_partial),
                words.profit_words(total, is_partial),
            ),
            Figure(
                "Return",
                return_text(total.paid_out, total.wagered),
                _needed(total),
                words.return_words(total),
            ),
            Figure("Deepest fall", amount_text(fall, currency), "", FALL_MEANING),
        ),
    )


def _expected(total: CurrencyFigures, is_partial: bool) -> str:
    """The same as a detail beside the profit."""
    return f"expected {expected_profit_text(total, is_partial)}" if total.expected_over else ""


def expected_profit_text(total: CurrencyFigures, is_partial: bool) -> str:
    """`−2.1 ± 4.3`, the latter where it can be compared; a dash where no target tells it."""
    if not total.expected_over:
        return MISSING
    expected, deviation = expected_texts(total.expected_profit, total.profit_deviation)
    if total.expected_over < total.bets:
        return f"{expected} over {counted(total.expected_over, 'bet', 'bets')}"
    if is_partial:
        return expected
    if total.expected_wins < WINS_TO_COMPARE:
        return f"{expected}, too early to compare"
    return f"{expected} ± {deviation}"


def _needed(total: CurrencyFigures) -> str:
    """How many bets it takes until the return tells what the game pays."""
    return f"± 1 % takes some {rounded_text(total.needed_bets)} bets" if total.needed_bets else ""


def _bets(count: int) -> str:
    return counted(count, "bet", "bets")


def _current(runs: Runs) -> str:
    if not runs.current:
        return ""
    return f"now {counted(abs(runs.current), *(('win', 'wins') if runs.current > 0 else ('loss', 'losses')))}"
