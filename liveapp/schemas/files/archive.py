"""Records of the casino's bet archive, in the shape of what bots post.

A record holds much that is nobody's business, such as addresses and names: only what is named here is
looked at. Its state tells rounds by their number, which the difficulty's table turns into a multiplier.
"""

from typing import Any

from liveapp.domain.export import iso_time
from liveapp.domain.pump import MULTIPLIERS
from liveapp.schemas.ingest import Unprocessable, parse_time_us

_SAME_NAMES = ("id", "nonce", "amount", "payout", "payoutMultiplier", "currency", "clientSeed")


def pump_payload(record: dict[str, Any]) -> dict[str, Any] | None:
    """A bet as it would be posted, not checked yet; None where the round is none of Pump.

    Raises:
        Unprocessable: the round is not over, or has a number that its table does not have.
    """
    data: dict[str, Any] = record["data"]
    if not _is_pump(data):
        return None
    if data.get("active") is True:
        raise Unprocessable("The round is not over", ("data", "active"), True)
    state = next((one for one in (data.get("statePump"), data.get("state")) if isinstance(one, dict)), {})
    payload = {name: data[name] for name in _SAME_NAMES if name in data}
    for name in ("serverSeedHashed", "serverSeedHash"):
        if data.get(name) is not None:
            payload["serverSeedHashed"] = data[name]
    payload["dateTime"] = _moment(data.get("createdAt")) or _moment(record.get("created_at"))
    payload["difficulty"] = difficulty = state.get("difficulty")
    payload["roundTarget"] = _multiplier(state, difficulty, "roundTargetMultiplier", "roundTarget", "round")
    payload["roundResult"] = _multiplier(state, difficulty, "roundResultMultiplier", "roundResult")
    return payload


def _is_pump(data: dict[str, Any]) -> bool:
    if data.get("statePump") is not None:
        return True
    names = (data.get("gameName"), data.get("game"))
    return any(isinstance(name, str) and name.lower() == "pump" for name in names)


def _multiplier(state: dict[str, Any], difficulty: object, exact: str, *numbers: str) -> object:
    """A multiplier as the state names it, else that of the first of the rounds' `numbers` that it has."""
    if state.get(exact) is not None:
        return state[exact]
    for name in numbers:
        number = state.get(name)
        if number is not None:
            return _of_round(number, difficulty, name)
    return None


def _of_round(number: object, difficulty: object, name: str) -> object:
    table = MULTIPLIERS.get(difficulty.lower()) if isinstance(difficulty, str) else None
    if table is None:
        # What is wrong with the difficulty is told by the schema.
        return None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(table):
        text = str(number)[:20]
        raise Unprocessable(
            f"{name}: {text} is no round of {difficulty}, which has 0 to {len(table) - 1}", (name,), number
        )
    return table[number]


def _moment(value: object) -> str | None:
    """A time as ISO text: milliseconds since the epoch, or such text; None for anything else."""
    if isinstance(value, str):
        return value if parse_time_us(value) is not None else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return iso_time(round(value * 1000))
    except (OverflowError, ValueError):
        return None
