"""What is said of explored rounds: what was seen, what is expected. Plain functions without Qt."""

from collections.abc import Iterable, Sequence

from liveapp.domain.exploring import distance_at, expected_hits, multiplier_at, rounds_of
from liveapp.domain.jobs import Progress
from liveapp.domain.outcome_classes import least_pumps
from liveapp.domain.proof_jobs import Exploration, Explored
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.streams import Stream
from liveapp.domain.table_text import pasted_text
from liveapp.ui.widgets.formatting import count_text, counted, expected_text, multiplier_text
from liveapp.ui.widgets.stream_words import streams_words

THE_PAST = "This is the past of a revealed seed. It tells nothing of the next one."

COPIED_TITLES = ("Nonce", "Safe pumps", "Multiplier", "Distance")


def rounds_text(exploration: Exploration) -> str:
    """What would be explored: `100,000 rounds; 93.6 expected to reach 400.02× or more`."""
    rounds = counted(rounds_of(exploration), "round", "rounds")
    least = _least_text(exploration)
    if least is None:
        return f"{rounds}; each is listed"
    return f"{rounds}; {expected_text(expected_hits(exploration))} expected to reach {least} or more"


def heading_text(explored: Explored) -> str:
    """`400.02× or more in 100,000 expert rounds: expected 93.6, seen 90`."""
    asked, seen = explored.request, count_text(len(explored.nonces))
    rounds = counted(rounds_of(asked), f"{asked.difficulty} round", f"{asked.difficulty} rounds")
    least = _least_text(asked)
    if least is None:
        return rounds
    return f"{least} or more in {rounds}: expected {expected_text(expected_hits(asked))}, seen {seen}"


def wait_text(explored: Explored) -> str:
    """The nonces, and how many rounds in a row were without a hit at most."""
    asked = explored.request
    nonces = _span_text(asked.nonce_from, asked.nonce_to).capitalize()
    if explored.longest_wait is None:
        return nonces
    first, last = explored.longest_wait
    rounds = counted(last - first + 1, "round", "rounds")
    return f"{nonces} · longest wait {rounds} ({_span_text(first, last)})"


def progress_text(progress: Progress) -> str:
    """`240,000 of 1,000,000 rounds`."""
    return f"{count_text(progress.done)} of {counted(progress.total or 0, 'round', 'rounds')}"


def owners_text(streams: Sequence[Stream]) -> str:
    """Whose server seed it is, given the recorded streams with its hash."""
    return f"The server seed of {streams_words(streams)}" if streams else "No recorded stream has this seed"


def copied_text(explored: Explored, rows: Iterable[int]) -> str:
    """Some of the rounds for a spreadsheet, one a line."""
    lines = (
        (
            explored.nonces[row],
            explored.safe_pumps[row],
            multiplier_at(explored, row),
            distance_at(explored, row),
        )
        for row in rows
    )
    return pasted_text([COPIED_TITLES, *lines])


def file_name(explored: Explored) -> str:
    """What a file of the rounds is called at first: it names no seed."""
    asked = explored.request
    return (
        f"explored_{asked.difficulty}_{asked.nonce_from}-{asked.nonce_to}_{len(explored.nonces)}_rounds.csv"
    )


def _least_text(exploration: Exploration) -> str | None:
    """The least multiplier of the table that is reached; None where each round reaches it."""
    pumps = least_pumps(exploration.difficulty, exploration.min_multiplier)
    return multiplier_text(MULTIPLIERS[exploration.difficulty][pumps]) if pumps else None


def _span_text(first: int, last: int) -> str:
    return f"nonce {first:,}" if first == last else f"nonces {first:,} to {last:,}"
