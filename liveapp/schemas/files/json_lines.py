"""JSON Lines: an ingest payload, a batch of them, or a record of the archive on each line."""

from collections.abc import Iterator

from liveapp.domain.bets import Observation
from liveapp.schemas.files.items import TOO_LONG, Item, LeftOut, read_value, refusal, unparsed
from liveapp.schemas.files.lines import ByteStream, lines
from liveapp.schemas.json_text import NotJsonError, parse

ARRAYS = ("data", "bets")
"""Where an object that holds items has them."""


def json_lines_items(stream: ByteStream) -> Iterator[Item]:
    """The items of a file; blank lines are none."""
    for number, line in lines(stream):
        if line is None:
            yield number, TOO_LONG
        elif not line.isspace():
            yield from _items_of(number, line)


def items_within(value: object) -> list[object] | None:
    """The items of an array, or of an object that holds one; None for what is an item itself."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        arrays = [value[name] for name in ARRAYS if isinstance(value.get(name), list)]
        if arrays:
            return [item for array in arrays for item in array]
    return None


def _items_of(number: int, line: bytes) -> Iterator[Item]:
    try:
        value = parse(line)
    except NotJsonError as error:
        is_cut = not line.endswith(b"\n")
        yield (
            number,
            unparsed(line, f"Not JSON{', and the last line: it may be cut' if is_cut else ''}: {error}"),
        )
        return
    several = items_within(value)
    if several is None:
        yield number, read_value(value)
        return
    for place, one in enumerate(several, 1):
        yield number, _in_batch(place, read_value(one))


def _in_batch(place: int, found: Observation | LeftOut) -> Observation | LeftOut:
    if isinstance(found, LeftOut) and not found.is_other_game:
        return refusal(f"item {place}: {found.detail}", found.is_strange)
    return found
