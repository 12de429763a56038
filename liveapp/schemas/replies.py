"""What the receiver answers, as pydantic models: they write the JSON and the OpenAPI document."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from liveapp import __version__
from liveapp.domain.bets import StoredBet
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.export import iso_time
from liveapp.domain.gaps import MOST_RANGES, Gaps
from liveapp.domain.keeping import StoreHealth
from liveapp.domain.ports import BetPage, BetTail
from liveapp.domain.streams import Stream

NoncePair = Annotated[list[int], Field(min_length=2, max_length=2)]
Time = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class ReplyModel(BaseModel):
    """Base of all replies."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)

    def to_json(self) -> bytes:
        """The reply's body."""
        return self.model_dump_json(by_alias=True).encode()


class BetAccepted(ReplyModel):
    """Answer to one bet."""

    stream_id: UUID = Field(serialization_alias="streamId")
    accepted: bool = Field(description="False where it was known before.")


class HeartbeatAccepted(BetAccepted):
    """Answer to one heartbeat."""

    type: Literal["heartbeat"] = "heartbeat"


class RejectedItem(ReplyModel):
    """An item of a batch that was not taken."""

    index: int
    id: str | None
    detail: str


class BatchAccepted(ReplyModel):
    """Answer to a batch; the three add up to its length."""

    accepted: int
    duplicates: int
    rejected: list[RejectedItem]


class Paired(ReplyModel):
    """Answer to the right pairing code."""

    token: str | None = Field(description="The ingest token; null where none is required.")


class BetOut(ReplyModel):
    """One recorded bet."""

    id: int = Field(description="Rises with arrival.")
    antebot_bet_id: str
    received_at: Time
    date_time: Time | None
    nonce: int
    amount: float
    payout: float
    difficulty: Literal["easy", "medium", "hard", "expert"]
    round_target: float | None
    round_result: float
    distance_prev_opt: int | None = Field(
        description="Nonces since the previous bet with the same `round_result`; null unless asked for."
    )

    @classmethod
    def of(cls, bet: StoredBet, distance: int | None = None) -> "BetOut":
        """The reply for a stored bet."""
        return cls(
            id=bet.id,
            antebot_bet_id=bet.antebot_bet_id,
            received_at=iso_time(bet.received_us),
            date_time=None if bet.date_time_us is None else iso_time(bet.date_time_us),
            nonce=bet.nonce,
            amount=bet.amount,
            payout=bet.payout,
            difficulty=bet.difficulty,
            round_target=bet.round_target,
            round_result=bet.round_result,
            distance_prev_opt=distance,
        )


class BetWithGap(BetOut):
    """One recorded bet of a page for which gaps were asked."""

    gap: int | None = Field(
        description="Nonces since the previous bet (by nonce, then id) that the filter lets through;"
        " null for the first."
    )


class StreamSummary(ReplyModel):
    """A stream in the list."""

    id: UUID
    server_seed_hashed: str
    client_seed: str
    created_at: Time
    last_seen_at: Time
    total_bets: int
    highest_multiplier: float | None
    notes: str | None

    @classmethod
    def of(cls, stream: Stream) -> "StreamSummary":
        """The reply for a stream."""
        return cls(
            id=stream.id,
            server_seed_hashed=stream.seeds.server_seed_hashed,
            client_seed=stream.seeds.client_seed,
            created_at=iso_time(stream.created_us),
            last_seen_at=iso_time(stream.last_seen_us),
            total_bets=stream.total_bets,
            highest_multiplier=stream.highest_multiplier,
            notes=stream.notes,
        )


class StreamDetail(StreamSummary):
    """One stream with its latest bets."""

    lowest_multiplier: float | None
    average_multiplier: float | None
    recent_bets: list[BetOut] = Field(max_length=10, description="The highest nonces, descending.")

    @classmethod
    def with_bets(cls, stream: Stream, bets: list[StoredBet]) -> "StreamDetail":
        """The reply for a stream and the bets with its highest nonces."""
        return cls(
            **StreamSummary.of(stream).model_dump(),
            lowest_multiplier=stream.lowest_multiplier,
            average_multiplier=stream.average_multiplier,
            recent_bets=[BetOut.of(bet) for bet in bets],
        )


class StreamList(ReplyModel):
    """A page of streams."""

    streams: list[StreamSummary]
    total: int
    limit: int
    offset: int


class BetList(ReplyModel):
    """A page of a stream's bets; `total` counts what the filter lets through."""

    bets: list[BetWithGap | BetOut]
    total: int
    limit: int
    offset: int
    stream_id: UUID

    @classmethod
    def of(
        cls, stream_id: UUID, page: BetPage, limit: int, offset: int, with_gaps: bool = False
    ) -> "BetList":
        """The reply for a page."""
        bets: list[BetWithGap | BetOut] = list(map(BetOut.of, page.bets, page.distances))
        if with_gaps:
            bets = [BetWithGap(**bet.model_dump(), gap=gap) for bet, gap in zip(bets, page.gaps, strict=True)]
        return cls(bets=bets, total=page.total, limit=limit, offset=offset, stream_id=stream_id)


class BetTailOut(ReplyModel):
    """Bets that arrived after one that the client knows."""

    bets: list[BetOut]
    last_id: int | None = Field(description="To be sent as the next `since_id`; null where nothing is new.")
    has_more: bool

    @classmethod
    def of(cls, tail: BetTail) -> "BetTailOut":
        """The reply for a tail."""
        bets = list(map(BetOut.of, tail.bets, tail.distances))
        return cls(bets=bets, last_id=bets[-1].id if bets else None, has_more=tail.has_more)


class GapsOut(ReplyModel):
    """The nonces between the first and the last known round that nothing is known of."""

    first_nonce: int | None
    last_nonce: int | None
    recorded: int = Field(description="Known rounds, by bets and heartbeats.")
    missing: int = Field(description="All missing rounds, also of ranges that are not listed.")
    ranges: list[NoncePair] = Field(
        max_length=MOST_RANGES, description="First and last of missing nonces, ascending."
    )
    truncated: bool = Field(description="There are more ranges.")

    @classmethod
    def of(cls, gaps: Gaps) -> "GapsOut":
        """The reply for what is missing of a stream."""
        return cls(
            first_nonce=gaps.first_nonce,
            last_nonce=gaps.last_nonce,
            recorded=gaps.recorded,
            missing=gaps.missing,
            ranges=[list(one) for one in gaps.ranges],
            truncated=gaps.is_truncated,
        )


class StreamDeleted(ReplyModel):
    """Answer to a deletion."""

    deleted: Literal[True] = True
    stream_id: UUID
    bets_deleted: int


class BookmarkOut(ReplyModel):
    """One marked bet."""

    bet_id: int
    nonce: int
    round_result: float
    note: str | None
    created_at: Time = Field(description="When it was marked; another note leaves it as it is.")

    @classmethod
    def of(cls, bookmark: Bookmark) -> "BookmarkOut":
        """The reply for a bookmark."""
        return cls(
            bet_id=bookmark.bet_id,
            nonce=bookmark.nonce,
            round_result=bookmark.round_result,
            note=bookmark.note,
            created_at=iso_time(bookmark.created_us),
        )


class BookmarkList(ReplyModel):
    """A stream's bookmarks by nonce, then by the bets' ids."""

    bookmarks: list[BookmarkOut]


class BookmarkDeleted(ReplyModel):
    """Answer to the removal of a bookmark."""

    deleted: Literal[True] = True


class LastBackup(ReplyModel):
    """The newest backup."""

    made_at: Time
    streams: int
    bets: int


class Health(ReplyModel):
    """How the receiver and its database are."""

    status: Literal["ok"] = "ok"
    app: Literal["liveapp"] = "liveapp"
    version: str
    writable: bool
    damaged: bool = Field(description="Damage was seen: nothing is written until it is mended.")
    deletions_pending: int = Field(description="Deleted streams whose rows are still being removed.")
    log_bytes: int = Field(description="Size of the write-ahead log.")
    last_backup: LastBackup | None

    @classmethod
    def of(cls, health: StoreHealth) -> Self:
        """The reply for the health of the store."""
        backup = health.last_backup
        last = None
        if backup is not None:
            last = LastBackup(made_at=iso_time(backup.made_us), streams=backup.streams, bets=backup.bets)
        fault = {} if health.fault is None else {"detail": health.fault}
        return cls(
            version=__version__,
            writable=health.is_writable,
            damaged=health.is_damaged,
            deletions_pending=health.deletions_pending,
            log_bytes=health.log_bytes,
            last_backup=last,
            **fault,
        )


class Degraded(Health):
    """The receiver answers, but cannot write; `detail` says why."""

    status: Literal["degraded"] = "degraded"  # type: ignore[assignment]  # the one that differs
    detail: str


class Refusal(ReplyModel):
    """Why a request was not taken, in one sentence."""

    detail: str


class Problem(ReplyModel):
    """One thing that does not fit a schema, in pydantic's words."""

    type: str
    loc: list[str | int] = Field(description="Begins with `body`, `query` or `path`.")
    msg: str
    input: Any


class Misfit(ReplyModel):
    """Everything that does not fit a schema."""

    detail: list[Problem]
