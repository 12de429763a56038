"""Rules and what they told, in words. Plain functions without Qt."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from liveapp.domain.alerts.rules import (
    Alert,
    AlertRule,
    Condition,
    LosingStreak,
    MultiplierReached,
    NoBet,
    NoMultiplier,
    ProfitBeyond,
    ProofDiffers,
    RoundsMissed,
)
from liveapp.domain.clock import SECOND_US
from liveapp.domain.outcome_classes import STEP_TOLERANCE, chance_of_reaching, least_pumps
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.words.chances import CERTAIN_FROM, one_in
from liveapp.ui.widgets.formatting import (
    amount_text,
    count_text,
    counted,
    duration_text,
    local_time_text,
    number_text,
    utc_time_text,
)

MOST_NAMED = 3
ALL_TOGETHER = "all streams together"
NO_PROMISE = "None of this says anything of the next round."
COPIED = ("Time (UTC)", "Alert", "What was seen", "Stream")


def condition_words(condition: Condition) -> str:
    """What is told of, as a sentence without its full stop: `No bet for 5 minutes`."""
    match condition:
        case NoBet(minutes):
            return f"No bet for {number_text(minutes)} {'minute' if minutes == 1 else 'minutes'}"
        case MultiplierReached(multiplier):
            return f"A multiplier of at least {times_text(multiplier)}"
        case NoMultiplier(multiplier, rounds):
            named = counted(rounds, "round", "rounds")
            return f"No multiplier of at least {times_text(multiplier)} for {named}"
        case ProfitBeyond(currency, amount, is_above):
            of_whom = "" if currency else " (no currency)"
            return f"Profit {'above' if is_above else 'below'} {amount_text(amount, currency)}{of_whom}"
        case LosingStreak(bets):
            return f"{counted(bets, 'bet', 'bets')} lost in a row"
        case ProofDiffers():
            return "A bet differs from its seed"
        case RoundsMissed(rounds):
            return f"{counted(rounds, 'round', 'rounds')} missed"


def times_text(multiplier: float) -> str:
    """A multiplier in a sentence: `1,000×`, `2.5×`."""
    return f"{number_text(multiplier)}×"


def rest_words(rest_s: int) -> str:
    """How long a rule is silent after it spoke."""
    return duration_text(rest_s * SECOND_US) if rest_s else "none"


def watched_words(rule: AlertRule, name: Callable[[UUID | None], str]) -> str:
    """Whose rounds a rule watches; `name` says what a stream is called.

    A bot that has stopped is silent in all streams: there, no stream is watched by itself.
    """
    is_together = rule.stream_id is None and isinstance(rule.condition, NoBet)
    return ALL_TOGETHER if is_together else name(rule.stream_id)


def ways_words(rule: AlertRule) -> str:
    """How a rule tells: `Told by a message in the window and a sound.`"""
    ways = ["a message in the window"]
    ways += ["a notification of the system"] if rule.notifies else []
    ways += ["a sound"] if rule.sounds else []
    return f"Told by {_listed(ways)}."


def rest_sentence(rule: AlertRule) -> str:
    """What a rule does after it spoke."""
    if not rule.rest_s:
        return "It tells each time."
    return f"Then it is silent for {rest_words(rule.rest_s)}."


def chance_sentences(multiplier: float, rounds: int) -> str:
    """How often a wait for a multiplier comes to so many rounds in a fair game, by difficulty.

    A wait comes to n rounds where n in a row are below the multiplier: (1 - p) ** n of all waits.
    """
    shares, never = [], []
    for difficulty in MULTIPLIERS:
        pumps = least_pumps(difficulty, multiplier - STEP_TOLERANCE)
        if pumps is None:
            never.append(difficulty)
            continue
        share = (1 - float(chance_of_reaching(difficulty, pumps))) ** rounds
        shares.append(f"{'nearly all' if share >= CERTAIN_FROM else one_in(share)} ({difficulty})")
    told = []
    if shares:
        least = counted(rounds, "round", "rounds")
        waits = f"Of all waits for {times_text(multiplier)}, by chance"
        told.append(f"{waits} {_listed(shares)} are {least} or longer.")
    if never:
        verb = "never reaches" if len(never) == 1 else "never reach"
        told.append(f"{_listed(never).capitalize()} {verb} it.")
    return " ".join([*told, NO_PROMISE])


def told_words(alerts: Sequence[Alert]) -> tuple[str, str]:
    """Title and text of what tells these alerts together."""
    if len(alerts) == 1:
        return alerts[0].title, alerts[0].text
    titles = list(dict.fromkeys(alert.title for alert in alerts))
    more = len(titles) - MOST_NAMED
    named = [*titles[:MOST_NAMED], f"{count_text(more)} more"] if more > 0 else titles
    return counted(len(alerts), "alert", "alerts"), _listed(named)


def toast_words(alerts: Sequence[Alert]) -> str:
    """The same in one line."""
    title, text = told_words(alerts)
    if len(alerts) > 1:
        return f"{title}: {text}"
    return f"{title}. {text}" if text else title


def removed_words(rule: AlertRule) -> str:
    """What is told of a rule that was taken away."""
    return f"Removed the alert “{condition_words(rule.condition)}”"


def detail_rows(alert: Alert, stream: str) -> list[tuple[str, str]]:
    """All about one alert, as names with what is so."""
    return [
        ("Time", f"{local_time_text(alert.raised_us)} ({utc_time_text(alert.raised_us)})"),
        ("Stream", stream),
        ("Alert", alert.title),
        ("Seen", alert.text),
    ]


def copied_text(rows: Iterable[tuple[Alert, str]]) -> str:
    """Alerts with the names of their streams, for a spreadsheet: one a line."""
    cells = [
        COPIED,
        *((utc_time_text(one.raised_us), one.title, one.text, stream) for one, stream in rows),
    ]
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in cells)


def _listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
