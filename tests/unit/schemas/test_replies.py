"""Domain values as JSON."""

import json
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from liveapp.domain.gaps import Gaps
from liveapp.domain.ports import BetPage, BetTail
from liveapp.schemas.replies import (
    BetAccepted,
    BetList,
    BetOut,
    BetTailOut,
    GapsOut,
    HeartbeatAccepted,
    Refusal,
    ReplyModel,
    StreamDetail,
    StreamSummary,
)
from tests.values import PAIR, make_stream, stored_bet


def sent(reply: ReplyModel) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(reply.to_json())
    return body


def test_a_bet_is_told_with_its_times_in_utc_and_null_for_what_is_missing() -> None:
    assert sent(BetOut.of(stored_bet(payout_multiplier=4.0, currency="btc"))) == {
        "id": 1,
        "antebot_bet_id": "a",
        "received_at": "2026-03-01T18:00:23.870001Z",
        "date_time": None,
        "nonce": 7,
        "amount": 0.5,
        "payout": 2.0,
        "difficulty": "easy",
        "round_target": None,
        "round_result": 34.68,
        "distance_prev_opt": None,
    }
    told = sent(BetOut.of(stored_bet(date_time_us=0, round_target=2.0), distance=12))
    assert (told["date_time"], told["round_target"], told["distance_prev_opt"]) == (
        "1970-01-01T00:00:00.000000Z",
        2.0,
        12,
    )


def test_missed_rounds_are_told_as_pairs() -> None:
    gaps = Gaps(3, 2**63 - 1, 2, 5, ((4, 5), (7, 9)), is_truncated=True)
    assert sent(GapsOut.of(gaps)) == {
        "first_nonce": 3,
        "last_nonce": 2**63 - 1,
        "recorded": 2,
        "missing": 5,
        "ranges": [[4, 5], [7, 9]],
        "truncated": True,
    }


def test_a_stream_without_bets_has_null_multipliers() -> None:
    told = sent(StreamDetail.with_bets(make_stream(), []))
    assert told == {
        "id": str(UUID(int=1)),
        "server_seed_hashed": PAIR.server_seed_hashed,
        "client_seed": PAIR.client_seed,
        "created_at": "1970-01-01T00:00:00.000000Z",
        "last_seen_at": "1970-01-01T00:00:01.000000Z",
        "total_bets": 0,
        "highest_multiplier": None,
        "notes": None,
        "lowest_multiplier": None,
        "average_multiplier": None,
        "recent_bets": [],
    }


def test_a_detail_is_the_summary_and_more() -> None:
    stream = make_stream(
        total_bets=2, highest_multiplier=4.0, lowest_multiplier=1.0, sum_multipliers=5.0, notes="ü"
    )
    summary, detail = sent(StreamSummary.of(stream)), sent(StreamDetail.with_bets(stream, [stored_bet()]))
    assert summary.items() <= detail.items()
    assert (detail["average_multiplier"], detail["lowest_multiplier"]) == (2.5, 1.0)
    assert [one["id"] for one in detail["recent_bets"]] == [1]


def test_a_page_keeps_the_order_and_each_bets_distance() -> None:
    page = BetPage([stored_bet(id=5), stored_bet(id=3)], [None, 2], [None, 2], total=9)
    told = sent(BetList.of(UUID(int=1), page, limit=2, offset=4))
    assert [(one["id"], one["distance_prev_opt"]) for one in told["bets"]] == [(5, None), (3, 2)]
    assert not any("gap" in one for one in told["bets"])
    assert (told["total"], told["limit"], told["offset"]) == (9, 2, 4)


def test_a_page_has_the_gap_before_each_bet_where_it_was_asked_for() -> None:
    page = BetPage([stored_bet(id=5), stored_bet(id=3)], [None, None], [None, 0], total=9)
    told = sent(BetList.of(UUID(int=1), page, limit=2, offset=4, with_gaps=True))
    assert [(one["id"], one["gap"]) for one in told["bets"]] == [(5, None), (3, 0)]
    plain = sent(BetList.of(UUID(int=1), page, limit=2, offset=4))
    assert [{**one, "gap": 0} for one in plain["bets"]] == [{**one, "gap": 0} for one in told["bets"]]


def test_a_tail_names_the_last_bet_to_ask_on_from() -> None:
    told = sent(BetTailOut.of(BetTail([stored_bet(id=3), stored_bet(id=5)], [None, None], has_more=True)))
    assert (told["last_id"], told["has_more"]) == (5, True)
    assert sent(BetTailOut.of(BetTail([], [], has_more=False))) == {
        "bets": [],
        "last_id": None,
        "has_more": False,
    }


def test_answers_to_bots_are_spelled_as_bots_spell() -> None:
    stream_id = UUID(int=1)
    assert sent(BetAccepted(stream_id=stream_id, accepted=True)) == {
        "streamId": str(stream_id),
        "accepted": True,
    }
    assert sent(HeartbeatAccepted(stream_id=stream_id, accepted=False))["type"] == "heartbeat"


def test_a_reply_holds_nothing_that_was_not_told_before() -> None:
    with pytest.raises(ValidationError):
        Refusal.model_validate({"detail": "no", "trace": "secret"})
