"""What a rule of each kind is asked for, and how what is typed is read. No Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from liveapp.domain.alerts.checking import checked
from liveapp.domain.alerts.rules import (
    Condition,
    LosingStreak,
    MultiplierReached,
    NoBet,
    NoMultiplier,
    ProfitBeyond,
    ProofDiffers,
    RoundsMissed,
)
from liveapp.domain.errors import RuleRefused
from liveapp.ui.widgets.formatting import exact_text
from liveapp.ui.widgets.typed_values import NotUnderstood, typed_amount, typed_count, typed_number

Read = Callable[[str], float | None]
Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class NumberField:
    """One number of a condition. `name` is the condition's own name for it.

    `trial` is a condition in which only this number can be wrong.
    """

    name: str
    label: str
    hint: str
    unit: str
    read: Read
    trial: Callable[[float], Condition]

    def value(self, text: str) -> float:
        """The number that was typed.

        Raises:
            NotUnderstood: it is none, or makes no sense here; the message says so in a sentence.
        """
        number = self.read(text)
        if number is None:
            raise NotUnderstood("A number is needed.")
        try:
            checked(self.trial(number))
        except RuleRefused as refusal:
            raise NotUnderstood(f"{refusal}.") from refusal
        return number

    def text(self, number: float) -> str:
        """The number as it stands in the field; `value` reads it as the same one."""
        return exact_text(number)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule: what it is called in the menu, its numbers, and how they make a condition."""

    menu: str
    meaning: str
    fields: tuple[NumberField, ...]
    make: Callable[[Values], Condition]


_MULTIPLIER_HINT = "The multiplier. 2.5 and 2,5 are the same; 1,000 is a thousand."

KINDS: dict[type[Condition], Kind] = {
    NoBet: Kind(
        "&No bet for some minutes…",
        "No bet and no heartbeat comes while the receiver runs: the bot has probably stopped",
        (
            NumberField(
                "minutes",
                "No bet &for",
                "For how long neither a bet nor a heartbeat comes",
                "minutes",
                typed_number,
                NoBet,
            ),
        ),
        lambda values: NoBet(values["minutes"]),
    ),
    MultiplierReached: Kind(
        "A &multiplier is reached…",
        "A round reaches at least a multiplier",
        (NumberField("multiplier", "At &least", _MULTIPLIER_HINT, "×", typed_number, MultiplierReached),),
        lambda values: MultiplierReached(values["multiplier"]),
    ),
    NoMultiplier: Kind(
        "No m&ultiplier for some rounds…",
        "So many rounds in a row stay below a multiplier",
        (
            NumberField(
                "multiplier",
                "No round of at &least",
                _MULTIPLIER_HINT,
                "×",
                typed_number,
                lambda number: NoMultiplier(number, 1),
            ),
            NumberField(
                "rounds",
                "Rounds &in a row",
                "How many rounds in a row stay below it",
                "rounds",
                typed_count,
                lambda number: NoMultiplier(2, int(number)),
            ),
        ),
        lambda values: NoMultiplier(values["multiplier"], int(values["rounds"])),
    ),
    ProfitBeyond: Kind(
        "&Profit above or below…",
        "A stream's profit in a currency gets above, or below, an amount",
        (
            NumberField(
                "amount",
                "&Amount",
                "The profit that is passed; a loss has a minus: −0.5",
                "",
                typed_amount,
                lambda number: ProfitBeyond(None, number, is_above=True),
            ),
        ),
        lambda values: ProfitBeyond(None, values["amount"], is_above=False),
    ),
    LosingStreak: Kind(
        "Bets &lost in a row…",
        "So many bets in a row are lost; bets without a stake do not count",
        (
            NumberField(
                "bets",
                "&Lost in a row",
                "How many bets are lost in a row",
                "bets",
                typed_count,
                lambda number: LosingStreak(int(number)),
            ),
        ),
        lambda values: LosingStreak(int(values["bets"])),
    ),
    ProofDiffers: Kind(
        "A proof &differs…",
        "A bet is not what its revealed server seed gives",
        (),
        lambda _values: ProofDiffers(),
    ),
    RoundsMissed: Kind(
        "&Rounds are missed…",
        "More nonces of a stream are missing than before",
        (
            NumberField(
                "rounds",
                "At &least",
                "How many more rounds are missing than before",
                "rounds",
                typed_count,
                lambda number: RoundsMissed(int(number)),
            ),
        ),
        lambda values: RoundsMissed(int(values["rounds"])),
    ),
}
"""In the order in which they are offered: what people need most is first."""


def numbers_of(condition: Condition) -> dict[str, float]:
    """The numbers of a condition, by their names."""
    return {field.name: getattr(condition, field.name) for field in KINDS[type(condition)].fields}
