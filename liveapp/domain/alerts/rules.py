"""What a user wants to be told of: conditions on what was recorded, and how often they may speak."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

MOST_RULES = 100
MOST_HISTORY = 500
"""So many alerts are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class NoBet:
    """No bet and no heartbeat came for so many minutes while the receiver ran."""

    minutes: float


@dataclass(frozen=True, slots=True)
class MultiplierReached:
    """A round reached at least this multiplier."""

    multiplier: float


@dataclass(frozen=True, slots=True)
class NoMultiplier:
    """So many rounds in a row reached less than this multiplier: an observation, nothing more."""

    multiplier: float
    rounds: int


@dataclass(frozen=True, slots=True)
class ProfitBeyond:
    """A stream's profit in one currency (None: bets that name none) got above, or below, an amount."""

    currency: str | None
    amount: float
    is_above: bool


@dataclass(frozen=True, slots=True)
class LosingStreak:
    """So many bets in a row were lost; those without a stake do not count, as in `statistics.runs`."""

    bets: int


@dataclass(frozen=True, slots=True)
class ProofDiffers:
    """A bet is not what its revealed server seed gives."""


@dataclass(frozen=True, slots=True)
class RoundsMissed:
    """At least so many more nonces of a stream are missing than before."""

    rounds: int


Condition = (
    NoBet | MultiplierReached | NoMultiplier | ProfitBeyond | LosingStreak | ProofDiffers | RoundsMissed
)

USUAL: Mapping[type[Condition], Condition] = {
    type(condition): condition
    for condition in (
        NoBet(5),
        MultiplierReached(1_000),
        NoMultiplier(100, 500),
        ProfitBeyond(None, 0, is_above=False),
        LosingStreak(25),
        ProofDiffers(),
        RoundsMissed(1),
    )
}
"""What a rule of each kind begins with."""


@dataclass(frozen=True, slots=True)
class AlertRule:
    """A condition with its switch. `id` is the rule's own for good.

    It watches one stream, or each by itself where `stream_id` is None. After it spoke it rests for `rest_s`
    seconds, whatever happens. By choice it also `notifies` through the system, and `sounds`.
    """

    id: UUID
    condition: Condition
    is_on: bool = True
    stream_id: UUID | None = None
    rest_s: int = 300
    notifies: bool = False
    sounds: bool = False

    @property
    def judged(self) -> tuple[Condition, UUID | None]:
        """What its situations depend on: a rule with another one is judged anew."""
        return self.condition, self.stream_id


@dataclass(frozen=True, slots=True)
class Alert:
    """A rule spoke. `title` and `text` are sentences of ours, with texts of strangers within: plain text.

    `stream_id` is None where it is about no single one. `notifies` and `sounds` are what the rule chose then.
    """

    rule_id: UUID
    stream_id: UUID | None
    raised_us: int
    title: str
    text: str
    notifies: bool = False
    sounds: bool = False


class Alerts(Protocol):
    """The rules and what they told. Safe in any thread."""

    @property
    def rules(self) -> tuple[AlertRule, ...]:
        """All rules, in the user's order."""
        ...

    def set_rules(self, rules: tuple[AlertRule, ...]) -> None:
        """Have these rules from now on. Writes a small file: not for the window's thread.

        Raises:
            RuleRefused: a value makes no sense (`checking.checked_rules`); nothing changed.
            OSError: they could not be saved; nothing changed.
        """
        ...

    def history(self) -> tuple[Alert, ...]:
        """What was told, the newest first, of earlier runs of the program too."""
        ...

    def clear_history(self) -> None:
        """Forget what was told; no rule speaks again because of that. Not for the window's thread.

        Raises:
            OSError: it could not be saved; nothing changed.
        """
        ...
