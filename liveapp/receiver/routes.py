"""What the receiver answers: HTTP in, questions and commands to the store, JSON out.

Domain errors that a route raises are turned into replies by the gate.
"""

import logging
import threading
from collections.abc import Iterator
from http import HTTPStatus
from itertools import islice
from urllib.parse import quote
from uuid import UUID

from bottle import Bottle, HTTPError, HTTPResponse, request
from waitress.channel import ClientDisconnected

from liveapp.domain.computed_rounds import compute_round
from liveapp.domain.errors import LiveappError, NotesChangedMeanwhile
from liveapp.domain.export import csv_file_name, csv_lines
from liveapp.domain.keeping import StoreKeeper
from liveapp.domain.ports import BetReader, BetWriter, PageWindow
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder
from liveapp.domain.receiver import INGEST_PATH, PAIR_PATH, SEEDS_PATH, VERIFY_PATH
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream
from liveapp.receiver.body import PARSED_BODY
from liveapp.receiver.gate import ARRIVED_S
from liveapp.receiver.ingest import Ingest
from liveapp.receiver.pairing import PairingDesk
from liveapp.receiver.refusals import BECAUSE, Because
from liveapp.receiver.replies import JSON_HEADERS, RETRY_STORE_S, refusal, reply_of
from liveapp.schemas import proof_replies, replies
from liveapp.schemas.ingest import Unprocessable
from liveapp.schemas.metrics_replies import metrics_json
from liveapp.schemas.requests import (
    MAX_ROW,
    BetsQuery,
    ExportQuery,
    MetricsQuery,
    StreamsQuery,
    TailQuery,
    VerifyQuery,
    parse_bet_id,
    parse_bookmark,
    parse_notes,
    parse_query,
    parse_seed,
)

logger = logging.getLogger(__name__)

RECENT_BETS = 10
CSV_LINES_AT_A_TIME = 500
RETRY_EXPORT_S = 5

MAX_EXPORTS = 4
"""Each holds a thread of its lane as long as its client reads; one is left to refuse a further one."""

ORDERS = {"nonce_asc": BetOrder(), "id_desc": BetOrder(BetColumn.RECEIVED, descending=True)}


def build_application(
    writer: BetWriter, reader: BetReader, keeper: StoreKeeper, right_of_way: RightOfWay, pairing: PairingDesk
) -> Bottle:
    """The application behind the gate. Bets take the right of way, exports give it."""
    routes = Routes(writer, reader, keeper, right_of_way)
    # Errors go on to the gate, the one place that answers them.
    application = Bottle()
    application.catchall = False
    application.default_error_handler = _routing_error
    application.route("/healthz", "GET", routes.health)
    application.route(INGEST_PATH, "POST", Ingest(writer, right_of_way).take)
    application.route(PAIR_PATH, "POST", pairing.hand_over)
    application.route("/live/streams", "GET", routes.list_streams)
    application.route("/live/streams/<path_id>", "GET", routes.show_stream)
    application.route("/live/streams/<path_id>", "PUT", routes.change_stream)
    application.route("/live/streams/<path_id>", "DELETE", routes.delete_stream)
    application.route("/live/streams/<path_id>/bets", "GET", routes.list_bets)
    application.route("/live/streams/<path_id>/tail", "GET", routes.tail)
    application.route("/live/streams/<path_id>/gaps", "GET", routes.gaps)
    application.route("/live/streams/<path_id>/metrics", "GET", routes.metrics)
    application.route("/live/streams/<path_id>/export.csv", "GET", routes.export)
    application.route("/live/streams/<path_id>/bookmarks", "GET", routes.list_bookmarks)
    application.route("/live/streams/<path_id>/bookmarks/<path_bet_id>", "PUT", routes.set_bookmark)
    application.route("/live/streams/<path_id>/bookmarks/<path_bet_id>", "DELETE", routes.delete_bookmark)
    application.route("/live/streams/<path_id>/verification", "GET", routes.verification)
    application.route(SEEDS_PATH, "POST", routes.reveal_seed)
    application.route(VERIFY_PATH, "GET", routes.verify)
    return application


class Routes:
    """One method for each path and HTTP method of the API; it returns the reply or raises the error.

    `path_id` is the stream's UUID as the path spells it, `stream_id` the UUID itself; `path_bet_id` is a
    bet's id as the path spells it. Whatever has to wait
    for another program's lock on the database waits from the request's arrival on.
    """

    def __init__(
        self, writer: BetWriter, reader: BetReader, keeper: StoreKeeper, right_of_way: RightOfWay
    ) -> None:
        self._writer = writer
        self._whole_reader = reader
        self._keeper = keeper
        self._right_of_way = right_of_way
        self._free_exports = threading.BoundedSemaphore(MAX_EXPORTS)

    def health(self) -> HTTPResponse:
        """200 if the database takes a write right now, 503 with the fault if not."""
        health = self._keeper.health(_arrived_s())
        if health.fault is not None:
            return reply_of(replies.Degraded.of(health), 503, {"Retry-After": str(RETRY_STORE_S)})
        return reply_of(replies.Health.of(health))

    def list_streams(self) -> HTTPResponse:
        """A page of streams, the one that was last seen first."""
        query = parse_query(StreamsQuery, request.query_string)
        streams, total = self._reader.streams(query.limit, min(query.offset, MAX_ROW))
        summaries = [replies.StreamSummary.of(stream) for stream in streams]
        return reply_of(
            replies.StreamList(streams=summaries, total=total, limit=query.limit, offset=query.offset)
        )

    def show_stream(self, path_id: str) -> HTTPResponse:
        """One stream with its latest bets."""
        return self._detail(_uuid(path_id))

    def change_stream(self, path_id: str) -> HTTPResponse:
        """Set a stream's notes. With `If-Match`, only while the stored ones are those that the client saw."""
        stream_id = _uuid(path_id)
        notes_in = parse_notes(request.environ[PARSED_BODY])
        stream = self._reader.stream(stream_id)
        if_match = request.environ.get("HTTP_IF_MATCH")
        if if_match is not None and not _matches(if_match, stream):
            raise NotesChangedMeanwhile
        if "notes" in notes_in.model_fields_set:
            expected = None if if_match is None else stream.notes_revision
            self._writer.set_notes(stream_id, notes_in.notes, expected, _arrived_s())
        return self._detail(stream_id)

    def delete_stream(self, path_id: str) -> HTTPResponse:
        """Remove a stream with its bets and rounds."""
        stream_id = _uuid(path_id)
        bets = self._writer.delete_stream(stream_id, _arrived_s())
        return reply_of(replies.StreamDeleted(stream_id=stream_id, bets_deleted=bets))

    def list_bets(self, path_id: str) -> HTTPResponse:
        """A page of a stream's bets."""
        stream_id = _uuid(path_id)
        query = parse_query(BetsQuery, request.query_string)
        bet_filter = BetFilter(min_multiplier=query.min_multiplier)
        window = PageWindow(query.limit, query.offset)
        page = self._reader.page(
            stream_id,
            ORDERS[query.order],
            bet_filter,
            window,
            query.include_distance,
            query.include_gap,
        )
        bets = replies.BetList.of(stream_id, page, query.limit, query.offset, query.include_gap)
        return reply_of(bets)

    def tail(self, path_id: str) -> HTTPResponse:
        """A stream's bets that arrived after one that the client knows."""
        stream_id = _uuid(path_id)
        query = parse_query(TailQuery, request.query_string)
        since_id = min(query.since_id, MAX_ROW)
        return reply_of(
            replies.BetTailOut.of(self._reader.tail(stream_id, since_id, query.limit, query.include_distance))
        )

    def gaps(self, path_id: str) -> HTTPResponse:
        """Which rounds of a stream were missed."""
        return reply_of(replies.GapsOut.of(self._reader.gaps(_uuid(path_id))))

    def metrics(self, path_id: str) -> HTTPResponse:
        """A stream's figures. Bets that arrive meanwhile go first."""
        # Loads numpy, which a receiver does without that nobody asks for figures.
        from liveapp.domain.statistics.metrics import read_metrics

        stream_id = _uuid(path_id)
        query = parse_query(MetricsQuery, request.query_string)
        metrics = read_metrics(
            self._reader,
            stream_id,
            query.multipliers,
            query.bucket_size,
            query.top_peaks_limit,
            self._right_of_way.give_way,
        )
        body = metrics_json(metrics, self._right_of_way.give_way)
        return HTTPResponse(body, 200, dict(JSON_HEADERS))

    def export(self, path_id: str) -> HTTPResponse:
        """All bets of a stream as CSV, sent while they are read: at most `MAX_EXPORTS` at once."""
        stream_id = _uuid(path_id)
        query = parse_query(ExportQuery, request.query_string)
        stream, bets = self._reader.export(stream_id)
        if not self._free_exports.acquire(blocking=False):
            request.environ[BECAUSE] = Because("Too many exports at once")
            raise refusal(503, "Too many exports at once", {"Retry-After": str(RETRY_EXPORT_S)})
        name = csv_file_name(stream)
        headers = {
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}",
        }
        lines = csv_lines(bets, stream.seeds if query.header == "seeds" else None)
        return HTTPResponse(self._counted(_chunks(self._right_of_way.unhurried(lines))), 200, headers)

    def list_bookmarks(self, path_id: str) -> HTTPResponse:
        """A stream's bookmarks."""
        bookmarks = self._reader.bookmarks(_uuid(path_id))
        return reply_of(replies.BookmarkList(bookmarks=[replies.BookmarkOut.of(one) for one in bookmarks]))

    def set_bookmark(self, path_id: str, path_bet_id: str) -> HTTPResponse:
        """Mark a bet, or change its bookmark's note."""
        stream_id, bet_id = _uuid(path_id), parse_bet_id(path_bet_id)
        note = parse_bookmark(request.environ[PARSED_BODY]).note
        return reply_of(
            replies.BookmarkOut.of(self._writer.set_bookmark(stream_id, bet_id, note, _arrived_s()))
        )

    def delete_bookmark(self, path_id: str, path_bet_id: str) -> HTTPResponse:
        """Remove a bet's bookmark."""
        self._writer.remove_bookmark(_uuid(path_id), parse_bet_id(path_bet_id), _arrived_s())
        return reply_of(replies.BookmarkDeleted())

    def verification(self, path_id: str) -> HTTPResponse:
        """How far a stream is proven, and what differs."""
        proven = self._reader.verification(_uuid(path_id), proof_replies.MOST_MISMATCHES)
        return reply_of(proof_replies.VerificationOut.of(proven))

    def reveal_seed(self) -> HTTPResponse:
        """Keep a server seed; whoever listens to the store verifies the bets of its streams."""
        revealed = self._writer.reveal_seed(parse_seed(request.environ[PARSED_BODY]), _arrived_s())
        return reply_of(proof_replies.SeedKept.of(revealed))

    def verify(self) -> HTTPResponse:
        """Compute one round. The store is not asked."""
        query = parse_query(VerifyQuery, request.query_string)
        computed = compute_round(query.server_seed, query.client_seed, query.nonce, query.difficulty)
        return reply_of(proof_replies.RoundOut.of(computed))

    def _counted(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The same chunks. Gives the export's place back at their end, or when the client leaves."""
        try:
            yield from chunks
        finally:
            self._free_exports.release()

    def _detail(self, stream_id: UUID) -> HTTPResponse:
        stream, bets = self._reader.stream_with_last_bets(stream_id, RECENT_BETS)
        return reply_of(replies.StreamDetail.with_bets(stream, bets), headers={"ETag": _etag(stream)})

    @property
    def _reader(self) -> BetReader:
        return self._whole_reader.since(_arrived_s())


def _arrived_s() -> float | None:
    """When the request that is answered now had arrived."""
    arrived_s: float | None = request.environ.get(ARRIVED_S)
    return arrived_s


def _routing_error(error: HTTPError) -> HTTPResponse:
    """The reply where Bottle found no route for the path (404), or none for the method (405)."""
    if error.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        return refusal(error.status_code, "Not Found")
    methods = str(error.get_header("Allow")).split(",")
    # Bottle answers HEAD wherever it answers GET, but does not say so.
    allow = [*methods, "HEAD"] if "GET" in methods else methods
    return refusal(error.status_code, "Method Not Allowed", {"Allow": ",".join(sorted(allow))})


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        problem = {"type": "uuid_parsing", "loc": ("path", "id"), "msg": "Input should be a valid UUID"}
        raise Unprocessable([{**problem, "input": text}]) from None


def _etag(stream: Stream) -> str:
    """The stream's ETag: another after every change of the notes, the same however many bets arrive."""
    return f'"{stream.id}-{stream.notes_revision}"'


def _matches(if_match: str, stream: Stream) -> bool:
    tags = [tag.strip() for tag in if_match.split(",")]
    return "*" in tags or _etag(stream) in tags


def _chunks(lines: Iterator[str]) -> Iterator[bytes]:
    """The lines in UTF-8, many at a time. An error of the store on the way ends the connection early."""
    try:
        while chunk := "".join(islice(lines, CSV_LINES_AT_A_TIME)):
            yield chunk.encode("utf-8")
    except LiveappError as error:
        logger.info("An export broke off: %s", error)
        # The head of the reply is sent: only a connection that ends early can still say so.
        # WORKAROUND waitress 3.0: any error of a body ends the connection, but is logged as a bug with its
        # traceback; only this one, which Waitress raises itself when a client is gone, passes quietly.
        raise ClientDisconnected from error
