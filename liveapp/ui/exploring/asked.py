"""What is typed to explore a seed, and what is wrong with it. Plain functions without Qt."""

from dataclasses import dataclass, field
from enum import Enum, auto

from liveapp.domain.exploring import MOST_ROUNDS
from liveapp.domain.outcome_classes import least_pumps
from liveapp.domain.proof_jobs import Exploration
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.seeds import SEED_MAX_LENGTH
from liveapp.ui.widgets.formatting import count_text, counted, multiplier_text
from liveapp.ui.widgets.typed_values import NotUnderstood, typed_nonce, typed_number

AT_MOST = f"At most {count_text(MOST_ROUNDS)} rounds are explored at once"


class Field(Enum):
    """What is typed or chosen."""

    SERVER_SEED = auto()
    CLIENT_SEED = auto()
    NONCE_FROM = auto()
    NONCE_TO = auto()
    MIN_MULTIPLIER = auto()


class Unusable(ValueError):
    """What stands in a field cannot be used, or where `is_missing` nothing does; the message says so."""

    def __init__(self, field: Field, message: str, is_missing: bool = False) -> None:
        super().__init__(message)
        self.field = field
        self.is_missing = is_missing


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they stand; the seeds as they are meant."""

    server_seed: str = field(repr=False)
    client_seed: str = field(repr=False)
    difficulty: str
    nonce_from: str
    nonce_to: str
    min_multiplier: str


def exploration_of(typed: Typed) -> Exploration:
    """What is asked for.

    Raises:
        Unusable: of the first field that is wrong.
    """
    _check_seeds(typed)
    return rounds_asked(typed)


def rounds_asked(typed: Typed) -> Exploration:
    """The same, whatever the seeds are. No least multiplier means all rounds.

    Raises:
        Unusable: of the first other field that is wrong.
    """
    first = _nonce(typed.nonce_from, Field.NONCE_FROM)
    last = _nonce(typed.nonce_to, Field.NONCE_TO)
    if first > last:
        raise Unusable(Field.NONCE_TO, "The first nonce is after the last one.")
    if last - first >= MOST_ROUNDS:
        asked = counted(last - first + 1, "round", "rounds")
        raise Unusable(Field.NONCE_TO, f"{AT_MOST}; these are {asked}.")
    least = _multiplier(typed)
    if least_pumps(typed.difficulty, least) is None:
        highest = multiplier_text(MULTIPLIERS[typed.difficulty][-1])
        raise Unusable(
            Field.MIN_MULTIPLIER, f"No {typed.difficulty} round reaches that: {highest} is the highest."
        )
    return Exploration(typed.server_seed, typed.client_seed, typed.difficulty, first, last, least)


def _check_seeds(typed: Typed) -> None:
    for which, seed, name in (
        (Field.SERVER_SEED, typed.server_seed, "server seed"),
        (Field.CLIENT_SEED, typed.client_seed, "client seed"),
    ):
        if not seed:
            raise Unusable(which, f"The {name} is missing.", is_missing=True)
        if len(seed) > SEED_MAX_LENGTH:
            raise Unusable(which, f"The {name} has more than {SEED_MAX_LENGTH} characters.")
        if not _is_whole(seed):
            raise Unusable(which, f"The {name} holds half a character.")


def _nonce(text: str, field: Field) -> int:
    try:
        nonce = typed_nonce(text)
    except NotUnderstood as problem:
        raise Unusable(field, str(problem)) from problem
    if nonce is None:
        which = "first" if field is Field.NONCE_FROM else "last"
        raise Unusable(field, f"The {which} nonce is missing.", is_missing=True)
    return nonce


def _multiplier(typed: Typed) -> float:
    try:
        return typed_number(typed.min_multiplier) or 0.0
    except NotUnderstood as problem:
        raise Unusable(Field.MIN_MULTIPLIER, str(problem)) from problem


def _is_whole(text: str) -> bool:
    """Whether a text can be hashed: a clipboard may hold halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
