"""JSON text, read strictly and written so that it is always valid JSON."""

import json
from math import isfinite
from typing import Any, NoReturn

MAX_DIGITS = 4300
"""Longest number that is read; Python's own limit for integers, kept for fractions too."""

MAX_ECHO_DEPTH = 20
"""How deep a refused input is quoted back."""


class NotJsonError(ValueError):
    """A body that is not JSON; the text says why."""


def parse(body: bytes) -> Any:
    """The value of a UTF-8 JSON text.

    Raises:
        NotJsonError: bad UTF-8 or syntax, `NaN` or `Infinity`, nested too deeply, a number too long.
    """
    try:
        text = body.decode("utf-8")
        # In so short a text no number is too long: they need not be looked at one by one.
        decoder = _DECODER if len(text) > MAX_DIGITS else _DECODER_OF_SHORT
        return decoder.decode(_without_mark(text))
    except NotJsonError:
        raise
    except RecursionError:
        raise NotJsonError("nested too deeply") from None
    except UnicodeDecodeError:
        raise NotJsonError("not UTF-8") from None
    except json.JSONDecodeError as error:
        raise NotJsonError(f"{error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError:
        raise NotJsonError("a number that cannot be read") from None


def dump(value: Any) -> bytes:
    """JSON in ASCII, which every client reads; `value` holds finite numbers only.

    Raises:
        ValueError: a number is not finite.
    """
    return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")


def quotable(value: Any, depth: int = 0) -> Any:
    """A refused input as it can be quoted in a reply: what JSON cannot say becomes text."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, dict | list) and depth >= MAX_ECHO_DEPTH:
        return "…"
    if isinstance(value, dict):
        return {key: quotable(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [quotable(one, depth + 1) for one in value]
    return value


def _without_mark(text: str) -> str:
    if text.startswith("\ufeff"):
        raise NotJsonError("Unexpected UTF-8 BOM (decode using utf-8-sig) at line 1 column 1")
    return text


def _refuse_constant(name: str) -> NoReturn:
    raise NotJsonError(f"{name} is not a JSON number")


def _parse_float(text: str) -> float:
    if len(text) > MAX_DIGITS:
        raise NotJsonError("a number that cannot be read")
    return float(text)


# Made once: `json.loads` makes one for every text.
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_parse_float)
_DECODER_OF_SHORT = json.JSONDecoder(parse_constant=_refuse_constant)
