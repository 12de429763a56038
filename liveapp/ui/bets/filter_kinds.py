"""The filters that are added one by one: what each is called, how it reads, how it is typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from liveapp.domain.bets import BetOutcome
from liveapp.domain.queries import BetFilter
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.ui.bets.verdict_words import WORDS
from liveapp.ui.widgets.formatting import count_text, multiplier_text
from liveapp.ui.widgets.typed_values import NotUnderstood, time_to_type, typed_nonce, typed_number, typed_time

OUTCOME_WORDS = {BetOutcome.WON: "Won", BetOutcome.LOST: "Lost"}

VERDICT_CHOICES = {
    (Verdict.VERIFIED,): ("Verified", "Only bets that are what the seeds give"),
    DIFFERING: ("Differs", "Only bets that are not what the seeds give"),
    (Verdict.UNVERIFIABLE,): ("Cannot be verified", "Only bets that leave nothing to compare"),
}
"""What the verdicts that are shown together are called, and what that means."""


@dataclass(frozen=True, slots=True)
class TypedField:
    """A field of a filter's dialog: its words, an ampersand before their letter, and its text at first."""

    words: str
    text: str


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One way to have a filter without typing: its words, what it shows, and the filter with it."""

    words: str
    hint: str
    on: Callable[[BetFilter], BetFilter]


@dataclass(frozen=True, slots=True)
class FilterKind:
    """One kind of filter. `words` is what its chip says, None where it is off; `off` is a filter without it.

    `choices` are those of a kind that is chosen. `fields` and `take` are for the kinds that are typed: `take`
    gives the filter with what their fields hold, and raises `NotUnderstood`.
    """

    name: str
    hint: str
    words: Callable[[BetFilter], str | None]
    off: Callable[[BetFilter], BetFilter]
    choices: Sequence[FilterChoice] = ()
    fields: Callable[[BetFilter], Sequence[TypedField]] | None = None
    take: Callable[[BetFilter, Sequence[str]], BetFilter] | None = None


def _outcome_words(bets: BetFilter) -> str | None:
    return None if bets.outcome is None else OUTCOME_WORDS[bets.outcome]


def _verdict_words(bets: BetFilter) -> str | None:
    if bets.verdicts in VERDICT_CHOICES:
        return VERDICT_CHOICES[bets.verdicts][0]
    return " or ".join(WORDS[verdict] for verdict in bets.verdicts).capitalize() or None


def _target_words(bets: BetFilter) -> str | None:
    return None if bets.target is None else f"Target {multiplier_text(bets.target)}"


def _nonce_words(bets: BetFilter) -> str | None:
    if bets.nonce_from is not None and bets.nonce_from == bets.nonce_to:
        return f"Nonce {count_text(bets.nonce_from)}"
    first, last = (None if one is None else count_text(one) for one in (bets.nonce_from, bets.nonce_to))
    return _span_words("Nonce", first, last)


def _time_words(bets: BetFilter) -> str | None:
    first = None if bets.time_from_us is None else time_to_type(bets.time_from_us, is_end=False)
    last = None if bets.time_to_us is None else time_to_type(bets.time_to_us, is_end=True)
    if first is not None and last is not None and first[:10] == last[:10]:
        last = last[11:]
    return _span_words("Time", first, last)


def _span_words(name: str, first: str | None, last: str | None) -> str | None:
    if first is None:
        return None if last is None else f"{name} up to {last}"
    return f"{name} from {first}" if last is None else f"{name} {first}–{last}"


def _target_fields(bets: BetFilter) -> Sequence[TypedField]:
    return [TypedField("&Target", "" if bets.target is None else multiplier_text(bets.target))]


def _take_target(bets: BetFilter, texts: Sequence[str]) -> BetFilter:
    return replace(bets, target=typed_number(texts[0]) or None)


def _nonce_fields(bets: BetFilter) -> Sequence[TypedField]:
    first, last = ("" if one is None else count_text(one) for one in (bets.nonce_from, bets.nonce_to))
    return [TypedField("&From", first), TypedField("Up &to", last)]


def _take_nonces(bets: BetFilter, texts: Sequence[str]) -> BetFilter:
    first, last = (typed_nonce(text) for text in texts)
    _check_span(first, last, "nonce")
    return replace(bets, nonce_from=first, nonce_to=last)


def _time_fields(bets: BetFilter) -> Sequence[TypedField]:
    first = "" if bets.time_from_us is None else time_to_type(bets.time_from_us, is_end=False)
    last = "" if bets.time_to_us is None else time_to_type(bets.time_to_us, is_end=True)
    return [TypedField("&From", first), TypedField("Up &to", last)]


def _take_times(bets: BetFilter, texts: Sequence[str]) -> BetFilter:
    now = datetime.now().astimezone()
    first, last = (typed_time(text, now, is_end) for text, is_end in zip(texts, (False, True), strict=True))
    _check_span(first, last, "time")
    return replace(bets, time_from_us=first, time_to_us=last)


def _check_span(first: int | None, last: int | None, name: str) -> None:
    if first is not None and last is not None and first > last:
        raise NotUnderstood(f"The first {name} is after the last one.")


OUTCOME = FilterKind(
    "Outcome",
    "Bets that were won, or lost",
    _outcome_words,
    lambda bets: replace(bets, outcome=None),
    [
        FilterChoice(f"&{word}", f"Only bets that were {word.lower()}", partial(replace, outcome=outcome))
        for outcome, word in OUTCOME_WORDS.items()
    ],
)
TARGET = FilterKind(
    "Target",
    "Bets that aimed at this multiplier. 2.5 and 2,5 are the same.",
    _target_words,
    lambda bets: replace(bets, target=None),
    (),
    _target_fields,
    _take_target,
)
NONCES = FilterKind(
    "Nonces",
    "Both ends are shown too; an empty one is open.",
    _nonce_words,
    lambda bets: replace(bets, nonce_from=None, nonce_to=None),
    (),
    _nonce_fields,
    _take_nonces,
)
TIMES = FilterKind(
    "Time",
    "Local time, such as 2026-01-28 21:03, or 21:03 for today; an empty end is open.",
    _time_words,
    lambda bets: replace(bets, time_from_us=None, time_to_us=None),
    (),
    _time_fields,
    _take_times,
)

BOOKMARKED = FilterKind(
    "Bookmarked",
    "Only bets that you have bookmarked. A click ends this filter too.",
    lambda bets: "Bookmarked" if bets.is_bookmarked else None,
    lambda bets: replace(bets, is_bookmarked=False),
    [FilterChoice("&Bookmarked", "Only bets that you have bookmarked", partial(replace, is_bookmarked=True))],
)

PROOF = FilterKind(
    "Proof",
    "Bets by what the revealed server seed says of them",
    _verdict_words,
    lambda bets: replace(bets, verdicts=()),
    [
        FilterChoice(f"&{words}", hint, partial(replace, verdicts=verdicts))
        for verdicts, (words, hint) in VERDICT_CHOICES.items()
    ],
)

KINDS = (OUTCOME, TARGET, NONCES, TIMES, BOOKMARKED, PROOF)
"""In the order of their chips."""


def filter_words(bet_filter: BetFilter) -> str:
    """Everything that a filter says: `Min 2.00× · hard · Won`; empty where it lets all through."""
    least = bet_filter.min_multiplier
    words = [
        None if least is None else f"Min {multiplier_text(least)}",
        bet_filter.difficulty,
        *(kind.words(bet_filter) for kind in KINDS),
    ]
    return " · ".join(word for word in words if word)
