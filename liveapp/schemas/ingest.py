"""What bots post: checked against the schema, then turned into observations of the domain."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from liveapp.domain.bets import MAX_NONCE, Bet, Heartbeat, Observation, SeedPair
from liveapp.domain.clock import EPOCH
from liveapp.domain.errors import NOTHING, Refused

MAX_BATCH = 500
"""Most observations of one batch."""


class Unprocessable(Refused):
    """Input that does not fit: `detail` is one sentence or pydantic's list of errors.

    With a sentence, `place` and `given` tell what it is about; a list tells it itself, of its first error.
    """

    def __init__(
        self,
        detail: str | list[dict[str, Any]],
        place: tuple[str | int, ...] = (),
        given: object = NOTHING,
    ) -> None:
        super().__init__(detail if isinstance(detail, str) else sentence(detail))
        self.detail = detail
        self.place = place
        self.given = given
        if not isinstance(detail, str):
            self.place = tuple(detail[0]["loc"])
            # Of what is missing pydantic quotes all that is there instead.
            self.given = NOTHING if detail[0]["type"] == "missing" else detail[0]["input"]


def _storable(text: str) -> str:
    """Text that UTF-8 and SQLite can hold."""
    if "\0" in text:
        raise PydanticCustomError("string_nul", "String should not contain NUL characters")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError("string_unicode", "String should not contain lone surrogates")
    return text


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


Text = Annotated[str, AfterValidator(_storable), Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})]
Identifier = Annotated[Text, Field(min_length=1, max_length=200)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Multiplier = Annotated[Number, Field(ge=0)]


class RoundIn(BaseModel):
    """What a bet and a heartbeat have in common: which round it was and what it came to."""

    model_config = ConfigDict(
        strict=True,
        extra="ignore",
        frozen=True,
        json_schema_extra={
            "anyOf": [
                {"required": [name], "properties": {name: {"type": "number"}}}
                for name in ("roundResult", "payoutMultiplier")
            ]
        },
    )

    # The ranges that stand in `json_schema_extra` are checked by `_bet` and `_heartbeat`, in their own words.
    nonce: int = Field(json_schema_extra={"minimum": 1, "maximum": MAX_NONCE})
    client_seed: Identifier = Field(alias="clientSeed")
    server_seed_hashed: Identifier = Field(alias="serverSeedHashed")
    round_result: Multiplier | None = Field(
        default=None, alias="roundResult", description="The multiplier that the round reached."
    )
    payout_multiplier: Multiplier | None = Field(
        default=None,
        alias="payoutMultiplier",
        description="Stands in where there is no `roundResult`.",
    )

    @property
    def result(self) -> float:
        """The multiplier that the round reached; `payoutMultiplier` stands in where it is missing."""
        result = self.payout_multiplier if self.round_result is None else self.round_result
        if result is None:
            raise Unprocessable(
                [
                    {
                        "type": "missing",
                        "loc": ("body", "roundResult"),
                        "msg": "Field required, or payoutMultiplier in its place",
                        "input": None,
                    }
                ]
            )
        # -0.0 counts as zero, and is kept without its sign.
        return result + 0.0

    @property
    def seeds(self) -> SeedPair:
        """The stream that the round belongs to."""
        return SeedPair(self.server_seed_hashed, self.client_seed)


Difficulty = Annotated[
    Literal["easy", "medium", "hard", "expert"],
    BeforeValidator(_lower),
    Field(description="In any case; stored in lower case."),
]


class BetIn(RoundIn):
    """A bet, as posted."""

    id: Identifier
    date_time: Text | None = Field(
        default=None,
        alias="dateTime",
        description="ISO-8601, UTC where it names no zone; what cannot be read is stored as null.",
    )
    amount: Number = Field(json_schema_extra={"minimum": 0})
    payout: Number = Field(json_schema_extra={"minimum": 0})
    difficulty: Difficulty
    round_target: Annotated[Number, Field(gt=0)] | None = Field(
        default=None, alias="roundTarget", description="The multiplier aimed for."
    )
    currency: Annotated[Text, Field(max_length=16)] | None = None


class HeartbeatIn(RoundIn):
    """A round that was watched, as posted."""

    difficulty: Difficulty | None = None


_PlainText = Annotated[str, Field(pattern=r"^[^\x00]*$")]
_PlainIdentifier = Annotated[_PlainText, Field(min_length=1, max_length=200)]
_PlainNumber = Annotated[Number, Field(ge=0)]


class _PlainBet(BaseModel):
    """A bet as nearly all are: what fits this, fits `BetIn` and what `_bet` checks, to the same values.

    Pydantic checks it without a call back into Python, in a fraction of the time. What does not fit is looked
    at by `BetIn`, which takes a little more, and says what is wrong.
    """

    model_config = ConfigDict(strict=True, extra="ignore")

    type: Literal["bet"] = "bet"
    id: _PlainIdentifier
    nonce: Annotated[int, Field(ge=1, le=MAX_NONCE)]
    amount: _PlainNumber
    payout: _PlainNumber
    difficulty: Literal["easy", "medium", "hard", "expert"]
    round_result: _PlainNumber | None = Field(default=None, alias="roundResult")
    round_target: Annotated[Number, Field(gt=0)] | None = Field(default=None, alias="roundTarget")
    payout_multiplier: _PlainNumber | None = Field(default=None, alias="payoutMultiplier")
    currency: Annotated[_PlainText, Field(max_length=16)] | None = None
    date_time: _PlainText | None = Field(default=None, alias="dateTime")
    client_seed: _PlainIdentifier = Field(alias="clientSeed")
    server_seed_hashed: _PlainIdentifier = Field(alias="serverSeedHashed")


class _Kind(BaseModel):
    """The part of a posted object that says what it is."""

    model_config = ConfigDict(strict=True, extra="ignore")

    type: Annotated[Literal["bet", "heartbeat"], BeforeValidator(_lower)] = "bet"


_PLAIN_BET = TypeAdapter(_PlainBet)
_BET = TypeAdapter(BetIn)
_HEARTBEAT = TypeAdapter(HeartbeatIn)
_KIND = TypeAdapter(_Kind)


def parse_observation(body: object, received_us: int | None = None) -> Observation:
    """A bet or heartbeat from parsed JSON. `received_us` is when a bet was received, where that is not now.

    Raises:
        Unprocessable: it does not fit.
    """
    if not isinstance(body, dict):
        raise Unprocessable(
            [{"type": "model_type", "loc": ("body",), "msg": "Input should be an object", "input": body}]
        )
    try:
        plain = _PLAIN_BET.validate_python(body)
    except ValidationError:
        return _observation(body, received_us)
    if plain.round_result is not None:
        return _bet(plain, plain.round_result, False, received_us)
    if plain.payout_multiplier is not None:
        return _bet(plain, plain.payout_multiplier, True, received_us)
    return _observation(body, received_us)


def _observation(body: dict[str, object], received_us: int | None = None) -> Observation:
    """What `parse_observation` gives for any object."""
    try:
        kind = _KIND.validate_python(body).type if "type" in body else "bet"
        if kind == "heartbeat":
            return _heartbeat(_HEARTBEAT.validate_python(body))
        posted = _checked(_BET.validate_python(body))
        return _bet(posted, posted.result, posted.round_result is None, received_us)
    except ValidationError as error:
        raise Unprocessable(error_list(error, "body")) from None


def parse_time_us(text: str | None) -> int | None:
    """ISO-8601 as microseconds since the epoch; no zone counts as UTC, what is unreadable as None."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        since = moment - EPOCH
        # What cannot be written as a UTC date again is no time either.
        _ = EPOCH + since
    except (ValueError, OverflowError):
        return None
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def error_list(error: ValidationError, source: Literal["body", "query"]) -> list[dict[str, Any]]:
    """Pydantic's errors with `loc` beginning with where the input stood."""
    return [
        {"type": one["type"], "loc": (source, *one["loc"]), "msg": one["msg"], "input": one["input"]}
        for one in error.errors(include_url=False, include_context=False)
    ]


def sentence(errors: list[dict[str, Any]]) -> str:
    """A list of errors in one line: `nonce: Field required; amount: Field required`."""
    parts = [(".".join(str(step) for step in one["loc"][1:]), one["msg"]) for one in errors]
    return "; ".join(f"{place}: {message}" if place else message for place, message in parts)


def _checked(posted: BetIn) -> BetIn:
    _check_nonce(posted)
    if posted.amount < 0:
        raise Unprocessable("Amount must be greater than or equal to 0", ("body", "amount"), posted.amount)
    if posted.payout < 0:
        raise Unprocessable("Payout must be greater than or equal to 0", ("body", "payout"), posted.payout)
    return posted


def _bet(posted: BetIn | _PlainBet, result: float, is_stand_in: bool, received_us: int | None) -> Bet:
    multiplier = posted.payout_multiplier
    # By place, as this is done for each bet: in the order of the fields of `Bet`.
    return Bet(
        SeedPair(posted.server_seed_hashed, posted.client_seed),
        posted.id,
        posted.nonce,
        # -0.0 counts as zero, and is kept without its sign.
        posted.amount + 0.0,
        posted.payout + 0.0,
        posted.difficulty,
        result + 0.0,
        posted.round_target,
        None if multiplier is None else multiplier + 0.0,
        posted.currency,
        parse_time_us(posted.date_time),
        is_stand_in,
        received_us,
    )


def _heartbeat(posted: HeartbeatIn) -> Heartbeat:
    _check_nonce(posted)
    is_stand_in = posted.round_result is None
    return Heartbeat(posted.seeds, posted.nonce, posted.result, posted.difficulty, is_stand_in)


def _check_nonce(posted: RoundIn) -> None:
    if not 1 <= posted.nonce <= MAX_NONCE:
        raise Unprocessable("Nonce must be greater than or equal to 1", ("body", "nonce"), posted.nonce)
