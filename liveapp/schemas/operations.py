"""What each row of the HTTP API takes and answers, as data for the OpenAPI document."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from liveapp.domain.receiver import INGEST_PATH, PAIR_PATH, SEEDS_PATH, VERIFY_PATH
from liveapp.schemas.metrics_replies import MetricsOut
from liveapp.schemas.proof_replies import RoundOut, SeedKept, VerificationOut
from liveapp.schemas.replies import (
    BatchAccepted,
    BetAccepted,
    BetList,
    BetTailOut,
    BookmarkDeleted,
    BookmarkList,
    BookmarkOut,
    GapsOut,
    Health,
    HeartbeatAccepted,
    Paired,
    StreamDeleted,
    StreamDetail,
    StreamList,
)
from liveapp.schemas.requests import (
    BetsQuery,
    ExportQuery,
    MetricsQuery,
    QueryModel,
    StreamsQuery,
    TailQuery,
    VerifyQuery,
)

Method = Literal["get", "post", "put", "delete"]

STREAM_PATH = "/live/streams/{id}"
BOOKMARKS_PATH = f"{STREAM_PATH}/bookmarks"
BOOKMARK_PATH = f"{BOOKMARKS_PATH}/{{bet_id}}"

EVERYWHERE = (400, 403, 405, 413, 431, 503)
"""The gate and the server refuse with these on every path."""

BEHIND_TOKEN = (*EVERYWHERE, 401, 429)
OF_STREAM = (*BEHIND_TOKEN, 404, 422)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. `body` names a request body of the document; no reply model means CSV."""

    path: str
    method: Method
    name: str
    summary: str
    description: str
    replies: tuple[type[BaseModel], ...]
    refusals: tuple[int, ...]
    query: type[QueryModel] | None = None
    body: Literal["Observations", "Notes", "Bookmark", "Pairing", "Seed"] | None = None

    @property
    def needs_token(self) -> bool:
        """Whether it is behind the token, where one is required."""
        return self.path.startswith("/live/") and not self.is_pairing

    @property
    def is_pairing(self) -> bool:
        """Whether it hands over the token, and only to a browser extension."""
        return self.path == PAIR_PATH

    @property
    def is_of_stream(self) -> bool:
        """Whether its path names a stream."""
        return self.path.startswith(STREAM_PATH)

    @property
    def is_of_bet(self) -> bool:
        """Whether its path names a bet."""
        return self.path.endswith("/{bet_id}")


OPERATIONS = (
    Operation(
        "/healthz",
        "get",
        "health",
        "Whether bets can be stored right now",
        "Tries to write to the database.",
        (Health,),
        EVERYWHERE,
    ),
    Operation(
        INGEST_PATH,
        "post",
        "ingest",
        "Post a bet, a heartbeat, or a batch of both",
        "200 means that it is on disk. A bet is known by its seeds and `id`, a heartbeat by its seeds and"
        " `nonce`: posted again it is answered with `accepted: false`. A refused request leaves nothing"
        " behind. A batch is one transaction; an item that does not fit is listed in `rejected` and fails"
        " no other.",
        (BetAccepted, HeartbeatAccepted, BatchAccepted),
        (*BEHIND_TOKEN, 415, 422),
        body="Observations",
    ),
    Operation(
        PAIR_PATH,
        "post",
        "pair",
        "Get the token for a pairing code",
        "While the window shows a code (*Receiver › Connect the browser extension…*), for 60 seconds, an"
        " extension that sends it gets the token, once. Five wrong codes end it.",
        (Paired,),
        (*EVERYWHERE, 401, 409, 415, 422),
        body="Pairing",
    ),
    Operation(
        "/live/streams",
        "get",
        "list_streams",
        "A page of the streams",
        "The one that was seen last comes first; of those seen at the same moment, by `id`.",
        (StreamList,),
        (*BEHIND_TOKEN, 422),
        query=StreamsQuery,
    ),
    Operation(
        STREAM_PATH,
        "get",
        "show_stream",
        "One stream with its latest bets",
        "`ETag` names the state of its notes, for `If-Match`.",
        (StreamDetail,),
        OF_STREAM,
    ),
    Operation(
        STREAM_PATH,
        "put",
        "change_stream",
        "Change a stream's notes",
        "Null or blank notes clear them; without the key nothing changes.",
        (StreamDetail,),
        (*OF_STREAM, 412, 415),
        body="Notes",
    ),
    Operation(
        STREAM_PATH,
        "delete",
        "delete_stream",
        "Delete a stream with its bets and rounds",
        "It vanishes from every reply at once; the answer comes when its rows are gone. Bets of the same"
        " seeds that arrive meanwhile begin a new stream.",
        (StreamDeleted,),
        OF_STREAM,
    ),
    Operation(
        f"{STREAM_PATH}/bets",
        "get",
        "list_bets",
        "A page of a stream's bets",
        "By nonce, then id; or the latest arrival first. `total` counts what the filter lets through.",
        (BetList,),
        OF_STREAM,
        query=BetsQuery,
    ),
    Operation(
        f"{STREAM_PATH}/tail",
        "get",
        "tail",
        "Bets that arrived after one that is known",
        "By id, so that a client that asks again with `last_id` misses none.",
        (BetTailOut,),
        OF_STREAM,
        query=TailQuery,
    ),
    Operation(
        f"{STREAM_PATH}/gaps",
        "get",
        "gaps",
        "Which rounds of a stream were missed",
        "Nonces between the first and the last known round that neither a bet nor a heartbeat has told of, in"
        " ranges. Games that share the seeds share the nonces, too: what they took is missing here.",
        (GapsOut,),
        OF_STREAM,
    ),
    Operation(
        f"{STREAM_PATH}/metrics",
        "get",
        "metrics",
        "What was seen in a stream, beside what a fair game lets one expect",
        "All over the whole stream, as it is at one moment. A `p_value` is for one look at one figure;"
        " `evidence` may be looked at as often as one likes. Nothing here tells anything of the next round.",
        (MetricsOut,),
        OF_STREAM,
        query=MetricsQuery,
    ),
    Operation(
        f"{STREAM_PATH}/export.csv",
        "get",
        "export",
        "All bets of a stream as CSV",
        "By nonce, sent as it is read. Where the stream is deleted meanwhile, or the client takes nothing for"
        " a minute, the connection ends early.",
        (),
        OF_STREAM,
        query=ExportQuery,
    ),
    Operation(
        BOOKMARKS_PATH,
        "get",
        "list_bookmarks",
        "A stream's bookmarks",
        "All of them, by nonce, then by the bets' ids.",
        (BookmarkList,),
        OF_STREAM,
    ),
    Operation(
        BOOKMARK_PATH,
        "put",
        "set_bookmark",
        "Mark a bet, or change its bookmark's note",
        "A null, blank or missing note is none. A bookmark goes with its bet.",
        (BookmarkOut,),
        (*OF_STREAM, 415),
        body="Bookmark",
    ),
    Operation(
        BOOKMARK_PATH,
        "delete",
        "delete_bookmark",
        "Remove a bet's bookmark",
        "The bet stays.",
        (BookmarkDeleted,),
        OF_STREAM,
    ),
    Operation(
        f"{STREAM_PATH}/verification",
        "get",
        "verification",
        "How far a stream is proven",
        "Once its server seed is revealed, each bet's round is computed again and compared with what was"
        " recorded. Bets that arrive later are compared on arrival.",
        (VerificationOut,),
        OF_STREAM,
    ),
    Operation(
        SEEDS_PATH,
        "post",
        "reveal_seed",
        "Reveal a server seed",
        "It is kept, and the bets of all streams with its hash are verified in the background. The same seed"
        " again is answered in the same way. 422 where no stream has its hash.",
        (SeedKept,),
        (*BEHIND_TOKEN, 415, 422),
        body="Seed",
    ),
    Operation(
        VERIFY_PATH,
        "get",
        "verify",
        "Compute one round from its seeds",
        "Nothing is stored or looked up: any seeds do.",
        (RoundOut,),
        (*BEHIND_TOKEN, 422),
        query=VerifyQuery,
    ),
)


def json_of(schema: dict[str, Any]) -> dict[str, Any]:
    """`content` of a JSON body."""
    return {"application/json": {"schema": schema}}
