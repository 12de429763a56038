"""One item of a file: an observation, or why there is none."""

from dataclasses import dataclass

from liveapp.domain.bets import Observation
from liveapp.domain.errors import Refused
from liveapp.schemas.files.archive import pump_payload
from liveapp.schemas.ingest import parse_observation
from liveapp.schemas.json_text import NotJsonError, parse

MAX_ITEM_BYTES = 1024 * 1024
"""Longest line, or item of a JSON array, that is read: no post is longer."""

_LONGEST_DETAIL = 300

_FAMILIAR = ("nonce", "id", "clientSeed", "serverSeedHashed", "serverSeedHash", "roundResult", "type")
"""Names of which a bet or a heartbeat has some, whatever is wrong with it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that is not taken, and why. Rounds of other games are no mistake of the file.

    `is_strange` where nothing in it is what a bet or a round has: a file of nothing else is no file of bets.
    """

    detail: str
    is_other_game: bool = False
    is_strange: bool = False


OTHER_GAME = LeftOut("A round of another game", is_other_game=True)
TOO_LONG = LeftOut("longer than 1 MiB")
CUT = LeftOut("The file ends in the middle of this: it is cut")

Item = tuple[int, Observation | LeftOut]
"""Where an item stands, from 1, and what it is. Several items may stand in one line."""


def refusal(detail: object, is_strange: bool = False) -> LeftOut:
    """An item that is refused, in words that are not too long to be shown."""
    text = str(detail)
    words = text if len(text) <= _LONGEST_DETAIL else f"{text[:_LONGEST_DETAIL]}…"
    return LeftOut(words, is_strange=is_strange)


def unparsed(text: bytes, why: str) -> LeftOut:
    """An item that is no JSON."""
    return refusal(why, is_strange=not any(f'"{name}"'.encode() in text for name in _FAMILIAR))


def read_text(text: bytes) -> Observation | LeftOut:
    """An item from its JSON."""
    try:
        value = parse(text)
    except NotJsonError as error:
        return unparsed(text, f"Not JSON: {error}")
    return read_value(value)


def read_value(value: object) -> Observation | LeftOut:
    """An item from parsed JSON: a record of the archive, which has an object `data`, or a payload."""
    try:
        if isinstance(value, dict) and isinstance(value.get("data"), dict):
            value = pump_payload(value)
            if value is None:
                return OTHER_GAME
        return parse_observation(value)
    except Refused as error:
        is_familiar = isinstance(value, dict) and any(name in value for name in _FAMILIAR)
        return refusal(error, is_strange=not is_familiar)
