"""What bots post: one bet or heartbeat, or a batch of them."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from bottle import HTTPResponse, request

from liveapp.domain.bets import Bet, Observation
from liveapp.domain.clients import Received
from liveapp.domain.errors import Refused
from liveapp.domain.ports import BetWriter
from liveapp.domain.right_of_way import RightOfWay
from liveapp.receiver.body import PARSED_BODY
from liveapp.receiver.gate import ARRIVED_S, RECEIVED
from liveapp.receiver.refusals import BECAUSE, Because, because_of_items
from liveapp.receiver.replies import JSON_HEADERS, refusal
from liveapp.schemas import replies
from liveapp.schemas.ingest import MAX_BATCH, Unprocessable, parse_observation

NEW_BET = Received(bets=1)
NEW_ROUND = Received(heartbeats=1)
KNOWN = Received(duplicates=1)


class Ingest:
    """Takes bets, which have the right of way. Errors that it raises are turned into replies by the gate."""

    def __init__(self, writer: BetWriter, right_of_way: RightOfWay) -> None:
        self._writer = writer
        self._right_of_way = right_of_way

    def take(self) -> HTTPResponse:
        """A bet, a heartbeat, or a batch of them."""
        environ = request.environ
        body = environ[PARSED_BODY]
        with self._right_of_way.taken():
            answer = self._take_batch if isinstance(body, list) else self._take_one
            return HTTPResponse(answer(body, environ), 200, JSON_HEADERS)

    def _take_one(self, body: object, environ: dict[str, Any]) -> bytes:
        observation = parse_observation(body)
        (recorded,) = self._writer.record([observation], environ.get(ARRIVED_S))
        if isinstance(recorded, Refused):
            raise recorded
        is_bet = isinstance(observation, Bet)
        environ[RECEIVED] = (NEW_BET if is_bet else NEW_ROUND) if recorded.accepted else KNOWN
        return _reply_to_one(is_bet, recorded.stream_id, recorded.accepted)

    def _take_batch(self, items: list[Any], environ: dict[str, Any]) -> bytes:
        if len(items) > MAX_BATCH:
            detail = f"A batch cannot have more than {MAX_BATCH} items"
            environ[BECAUSE] = Because(f"{detail}: this one has {len(items)}")
            raise refusal(413, detail)
        if not items:
            error = {"type": "too_short", "loc": ("body",), "msg": "A batch should have at least 1 item"}
            raise Unprocessable([{**error, "input": []}])
        observations: dict[int, Observation] = {}
        refused: dict[int, Refused] = {}
        for index, item in enumerate(items):
            try:
                observations[index] = parse_observation(item)
            except Unprocessable as error:
                refused[index] = error
        given = list(observations.values())
        results = self._writer.record(given, environ.get(ARRIVED_S)) if given else []
        accepted = bets = duplicates = 0
        for index, result in zip(observations, results, strict=True):
            if isinstance(result, Refused):
                refused[index] = result
            elif not result.accepted:
                duplicates += 1
            else:
                accepted += 1
                bets += isinstance(observations[index], Bet)
        environ[RECEIVED] = Received(bets, accepted - bets, duplicates)
        if refused:
            environ[BECAUSE] = because_of_items(len(items), refused)
        rejected = [_rejected(index, items[index], refused[index]) for index in sorted(refused)]
        return replies.BatchAccepted(accepted=accepted, duplicates=duplicates, rejected=rejected).to_json()


@lru_cache(maxsize=256)
def _reply_to_one(is_bet: bool, stream_id: UUID, accepted: bool) -> bytes:
    """The reply to a bet or heartbeat, which is that to the one before on the same stream."""
    reply_model = replies.BetAccepted if is_bet else replies.HeartbeatAccepted
    return reply_model(stream_id=stream_id, accepted=accepted).to_json()


def _rejected(index: int, item: object, error: Refused) -> replies.RejectedItem:
    item_id = item.get("id") if isinstance(item, dict) else None
    return replies.RejectedItem(
        index=index, id=_printable(item_id) if isinstance(item_id, str) else None, detail=str(error)
    )


def _printable(text: str) -> str:
    """Text that UTF-8 can hold: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
