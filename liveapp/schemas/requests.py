"""Queries and bodies of reading and managing, checked."""

import re
from typing import Annotated, Any, ClassVar, Literal, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.bookmarks import BOOKMARK_NOTE_MAX_LENGTH
from liveapp.domain.errors import NOTHING, Refused
from liveapp.domain.streams import NOTES_MAX_LENGTH
from liveapp.schemas.ingest import Difficulty, Identifier, Text, Unprocessable, error_list

MAX_STREAMS = 100
MAX_BETS = 1000
MAX_MULTIPLIERS = 50
MAX_PEAKS = 100
MAX_ROW = 2**63 - 1

_INTEGER = re.compile("-?[0-9]{1,100}")

Query = TypeVar("Query", bound="QueryModel")
Body = TypeVar("Body", bound=BaseModel)


class OutOfRange(Refused):
    """A parameter that is a number, but not an allowed one."""

    def __init__(self, text: str, parameter: str, given: float) -> None:
        super().__init__(text)
        self.place = ("query", parameter)
        self.given = given


def _blank_as_none(value: object) -> object:
    return None if value == "" else value


Multiplier = Annotated[float, Field(allow_inf_nan=False, json_schema_extra={"exclusiveMinimum": 0})]
Distance = Annotated[bool, Field(description="Whether to fill `distance_prev_opt`.")]


class QueryModel(BaseModel):
    """Base of all queries. Unknown parameters are ignored; of repeated ones the last counts.

    Those that are `LISTS` count as often as they come.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    LISTS: ClassVar[frozenset[str]] = frozenset()

    def check_ranges(self) -> None:
        """Raise `OutOfRange` for a number that is not allowed."""


class StreamsQuery(QueryModel):
    """Which page of the streams."""

    limit: int = Field(default=50, json_schema_extra={"minimum": 1, "maximum": MAX_STREAMS})
    offset: int = Field(default=0, json_schema_extra={"minimum": 0})

    def check_ranges(self) -> None:
        """Raise `OutOfRange` for a limit over `MAX_STREAMS` or under 1, or a negative offset."""
        _check_limit(self.limit, MAX_STREAMS)
        _check_not_negative("offset", self.offset, "Offset")


class BetsQuery(QueryModel):
    """Which page of a stream's bets, in which order, through which filter."""

    limit: int = Field(default=100, json_schema_extra={"minimum": 1, "maximum": MAX_BETS})
    offset: int = Field(default=0, json_schema_extra={"minimum": 0})
    min_multiplier: Annotated[
        Annotated[float, Field(allow_inf_nan=False, json_schema_extra={"minimum": 0})] | None,
        BeforeValidator(_blank_as_none),
        Field(description="Only bets with at least this `round_result`; empty means all."),
    ] = None
    order: Literal["nonce_asc", "id_desc"] = "nonce_asc"
    include_distance: Distance = False
    include_gap: Annotated[bool, Field(description="Whether each bet has `gap`.")] = False

    def check_ranges(self) -> None:
        """Raise `OutOfRange` for a limit over `MAX_BETS` or under 1, or a negative number."""
        _check_limit(self.limit, MAX_BETS)
        _check_not_negative("offset", self.offset, "Offset")
        _check_not_negative("min_multiplier", self.min_multiplier or 0)


class TailQuery(QueryModel):
    """After which bet, and how many."""

    since_id: int = Field(json_schema_extra={"minimum": 0}, description="The last id that is known.")
    limit: int = Field(default=MAX_BETS, json_schema_extra={"minimum": 1, "maximum": MAX_BETS})
    include_distance: Distance = False

    def check_ranges(self) -> None:
        """Raise `OutOfRange` for a limit over `MAX_BETS` or under 1, or a negative id."""
        _check_limit(self.limit, MAX_BETS)
        _check_not_negative("since_id", self.since_id)


class MetricsQuery(QueryModel):
    """Which multipliers, how wide the buckets, how many of the highest bets."""

    LISTS = frozenset(["multipliers"])

    multipliers: Annotated[
        tuple[Multiplier, ...],
        Field(
            description="Each has its hits counted; it may be repeated.",
            json_schema_extra={"maxItems": MAX_MULTIPLIERS},
        ),
    ] = ()
    bucket_size: int = Field(
        default=1000, json_schema_extra={"minimum": 1}, description="Nonces in one of `density_buckets`."
    )
    top_peaks_limit: int = Field(default=20, json_schema_extra={"minimum": 1, "maximum": MAX_PEAKS})

    def check_ranges(self) -> None:
        """Raise `OutOfRange` for too many multipliers, one that is not over 0, or another such number."""
        if len(self.multipliers) > MAX_MULTIPLIERS:
            words = f"multipliers cannot be more than {MAX_MULTIPLIERS}"
            raise OutOfRange(words, "multipliers", len(self.multipliers))
        for multiplier in self.multipliers:
            if multiplier <= 0:
                raise OutOfRange("multipliers must be greater than 0", "multipliers", multiplier)
        _check_at_least_1("bucket_size", self.bucket_size)
        _check_at_least_1("top_peaks_limit", self.top_peaks_limit)
        if self.top_peaks_limit > MAX_PEAKS:
            words = f"top_peaks_limit cannot exceed {MAX_PEAKS}"
            raise OutOfRange(words, "top_peaks_limit", self.top_peaks_limit)


class ExportQuery(QueryModel):
    """How a stream's file begins."""

    header: Annotated[
        Literal["seeds"] | None,
        Field(
            description="`seeds`: a first line names the seeds, and `payout_multiplier` and `currency` are"
            " the last columns, so that the file can be imported again exactly."
        ),
    ] = None


class VerifyQuery(QueryModel):
    """Which round to compute, from which seeds."""

    server_seed: Identifier = Field(description="As it is: nothing is trimmed.")
    client_seed: Identifier = Field(description="As it is: nothing is trimmed.")
    nonce: int = Field(ge=0, le=MAX_NONCE)
    difficulty: Difficulty


class SeedIn(BaseModel):
    """A server seed that was revealed."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    server_seed: Identifier = Field(description="As it is: nothing is trimmed.")


class NotesIn(BaseModel):
    """New notes; without the key nothing changes, null or blank clears."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    notes: Text | None = Field(
        default=None,
        description="Blanks at both ends are cut off before it is measured.",
        json_schema_extra={"maxLength": NOTES_MAX_LENGTH},
    )


class BookmarkIn(BaseModel):
    """A bookmark; null, blank or missing, there is no note."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    note: Text | None = Field(
        default=None,
        description="Blanks at both ends are cut off before it is measured.",
        json_schema_extra={"maxLength": BOOKMARK_NOTE_MAX_LENGTH},
    )


class PairingIn(BaseModel):
    """A pairing code that somebody entered."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    code: str = Field(max_length=200, description="The code that the window shows: 6 digits.")


def parse_query(model: type[Query], query_string: str) -> Query:
    """A query from the URL's part behind `?`.

    Raises:
        Unprocessable: a parameter is missing, no number, or none of its choices.
        OutOfRange: a number is not allowed.
    """
    try:
        # What is no UTF-8 becomes halves of characters, which no text may hold: it is not taken for another.
        given = parse_qsl(query_string, keep_blank_values=True, errors="surrogateescape")
        values: dict[str, Any] = dict(given)
        for name in model.LISTS & values.keys():
            values[name] = [value for each, value in given if each == name]
        query = model.model_validate(values)
    except ValidationError as error:
        raise Unprocessable(error_list(error, "query")) from None
    query.check_ranges()
    return query


def parse_notes(body: object) -> NotesIn:
    """New notes from parsed JSON.

    Raises:
        Unprocessable: it does not fit.
    """
    return _parse_body(NotesIn, body)


def parse_bookmark(body: object) -> BookmarkIn:
    """A bookmark from parsed JSON.

    Raises:
        Unprocessable: it does not fit.
    """
    return _parse_body(BookmarkIn, body)


def parse_seed(body: object) -> str:
    """A server seed from parsed JSON.

    Raises:
        Unprocessable: it does not fit; what was sent is told to nobody else, in case it holds the seed.
    """
    return _parse_secret(SeedIn, body).server_seed


def parse_pairing(body: object) -> PairingIn:
    """A pairing code from parsed JSON.

    Raises:
        Unprocessable: it does not fit; what was sent is told to nobody else, in case it holds the code.
    """
    return _parse_secret(PairingIn, body)


def parse_bet_id(text: str) -> int:
    """A bet's id from the path, in or out of the range of ids.

    Raises:
        Unprocessable: it is no integer.
    """
    if _INTEGER.fullmatch(text) is None:
        problem = {"type": "int_parsing", "loc": ("path", "bet_id"), "msg": "Input should be a valid integer"}
        raise Unprocessable([{**problem, "input": text}])
    return int(text)


def _parse_body(model: type[Body], body: object) -> Body:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise Unprocessable(error_list(error, "body")) from None


def _parse_secret(model: type[Body], body: object) -> Body:
    try:
        return _parse_body(model, body)
    except Unprocessable as error:
        error.given = NOTHING
        raise


def _check_limit(limit: int, highest: int) -> None:
    if limit > highest:
        raise OutOfRange(f"Limit cannot exceed {highest}", "limit", limit)
    if limit < 1:
        raise OutOfRange("Limit must be at least 1", "limit", limit)


def _check_at_least_1(parameter: str, value: int) -> None:
    if value < 1:
        raise OutOfRange(f"{parameter} must be at least 1", parameter, value)


def _check_not_negative(parameter: str, value: float, name: str | None = None) -> None:
    if value < 0:
        raise OutOfRange(f"{name or parameter} cannot be negative", parameter, value)
