"""What alerts say: what was seen, and how often that comes by chance. Never that anything is due.

Names of streams and currencies within are texts of strangers: plain text.
"""

from collections.abc import Sequence
from math import exp, log, log1p
from typing import TYPE_CHECKING

from liveapp.domain.alerts.rules import MultiplierReached, NoBet, NoMultiplier, ProfitBeyond
from liveapp.domain.number_texts import (
    amount_text,
    count_text,
    counted,
    multiplier_text,
    number_text,
    profit_text,
)
from liveapp.domain.statistics.words.chances import rounded_text
from liveapp.domain.statistics.words.hits import moments_words, next_round_words, since_words
from liveapp.domain.streams import Stream

if TYPE_CHECKING:
    from liveapp.domain.statistics.hits import MultiplierFigures

MOST_NAMES = 3
_LONGEST_TOLD = log(1e15)
"""Waits that come more seldom than once in so many rounds are all alike."""

Words = tuple[str, str]
"""Title and text."""


def also_words(streams: Sequence[Stream]) -> str:
    """In which other streams it is so too: `Also in a, b and c.`, `Also in a, b, c and 7 more.`"""
    if not streams:
        return ""
    names = [stream.name for stream in streams[:MOST_NAMES]]
    if len(streams) > MOST_NAMES:
        names.append(f"{len(streams) - MOST_NAMES:,} more")
    first, last = ", ".join(names[:-1]), names[-1]
    return f"Also in {first} and {last}." if first else f"Also in {last}."


def no_bet_words(condition: NoBet, last: Stream | None) -> Words:
    """The bot has stopped, as far as can be told from here; `last` is the stream that it played last."""
    minutes = number_text(condition.minutes)
    title = f"No bet for {minutes} {'minute' if condition.minutes == 1 else 'minutes'}"
    text = "The receiver runs, but no bet and no heartbeat came."
    if last is None or last.last_round is None:
        return title, text
    return title, f"{text} The last was of {last.name}, whose highest nonce is {count_text(last.last_round)}."


def reached_words(
    condition: MultiplierReached, stream: Stream, nonce: int, multiplier: float, more: int
) -> Words:
    """The highest round that reached a multiplier, and how many more of the stream's did."""
    reached = multiplier_text(multiplier)
    text = f"{stream.name}: nonce {count_text(nonce)}."
    if more:
        rounds = counted(more, "more round", "more rounds")
        text = f"{text} Also {rounds} of {multiplier_text(condition.multiplier)} or more."
    return f"{reached} reached", text


def wait_words(condition: NoMultiplier, stream: Stream, figures: "MultiplierFigures") -> Words:
    """How long a multiplier was not reached, and how often that comes by chance: an observation."""
    multiplier = multiplier_text(condition.multiplier)
    rounds = counted(figures.rounds_since, "round", "rounds")
    parts = [
        f"{stream.name}: {since_words(figures)}",
        moments_words(figures),
        _how_often(condition, figures.chance),
        next_round_words(figures) or "The next round’s chance is as always.",
    ]
    return f"{rounds} without {multiplier} or more", " ".join(filter(None, parts))


def profit_words(condition: ProfitBeyond, stream: Stream, profit: float) -> Words:
    """A stream's profit is beyond an amount."""
    side = "above" if condition.is_above else "below"
    title = f"Profit {side} {amount_text(condition.amount, condition.currency)}"
    return title, f"{stream.name}: the profit is {profit_text(profit, condition.currency)}."


def streak_words(stream: Stream, lost: int) -> Words:
    """So many bets in a row were lost."""
    bets = counted(lost, "bet", "bets")
    text = f"{stream.name}: the last {bets} with a stake were lost. The next bet’s chance is as always."
    return f"{bets} lost in a row", text


def differs_words(stream: Stream, differing: int, nonce: int | None) -> Words:
    """So many bets are not what the revealed server seed gives; `nonce` is that of the first."""
    bets = counted(differing, "bet", "bets")
    verb = "is" if differing == 1 else "are"
    text = f"{stream.name}: {bets} {verb} not what the revealed server seed gives"
    if nonce is not None:
        first = "it is" if differing == 1 else "the first is"
        text = f"{text}; {first} nonce {count_text(nonce)}"
    return f"{bets} {'differs' if differing == 1 else 'differ'} from the proof", f"{text}."


def missed_words(stream: Stream, missed: int) -> Words:
    """So many more rounds of a stream are missing than before."""
    rounds = counted(missed, "round", "rounds")
    text = f"{stream.name}: nothing is known of {counted(missed, 'more nonce', 'more nonces')}."
    in_all = f"{counted(stream.missing_rounds, 'round is', 'rounds are')} missing in all."
    return f"{rounds} missed", f"{text} {in_all}"


def _how_often(condition: NoMultiplier, chance: float | None) -> str:
    """How often a fair game begins a wait that the rule tells of; nothing with several difficulties."""
    if chance is None or not 0 < chance < 1:
        return ""
    rounds = counted(condition.rounds, "round", "rounds")
    exponent = -log(chance) - condition.rounds * log1p(-chance)
    if exponent > _LONGEST_TOLD:
        return f"A fair game has a wait of {rounds} or more less than once in 1,000,000,000,000,000 rounds."
    between = rounded_text(exp(exponent))
    return f"A fair game has a wait of {rounds} or more about once in {between} rounds."
