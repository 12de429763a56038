"""An evening of a bot, posted one bet after the other as its bot did."""

import http.client
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from liveapp.domain.streams import Stream
from tests.bets import TOKEN
from tests.http_client import HANG_LIMIT_S, port_of

DATA = Path(__file__).parent / "data"
EVENING = (DATA / "session.jsonl").read_bytes().splitlines()
EXPECTED = json.loads((DATA / "session.expected.json").read_text(encoding="utf-8"))
"""What the evening comes to."""

HEADERS = {"Content-Type": "application/json", "X-Ingest-Token": TOKEN}


def replay_evening(base_url: str) -> list[dict[str, Any]]:
    """Post every round of the evening, and return the answers."""
    answers = []
    with closing(http.client.HTTPConnection("127.0.0.1", port_of(base_url), timeout=HANG_LIMIT_S)) as bot:
        for body in EVENING:
            bot.request("POST", "/live/ingest", body, HEADERS)
            reply = bot.getresponse()
            text = reply.read()
            assert reply.status == 200, (body, text)
            answers.append(json.loads(text))
    return answers


def check_stream(stream: Stream, expected: dict[str, Any], connection: sqlite3.Connection) -> None:
    """See that a stream and its rows are what the evening comes to."""
    assert stream.seeds.client_seed == expected["client_seed"]
    assert stream.total_bets == expected["total_bets"]
    assert stream.highest_multiplier == expected["highest_multiplier"]
    assert stream.lowest_multiplier == expected["lowest_multiplier"]
    assert stream.average_multiplier == pytest.approx(expected["average_multiplier"], abs=1e-9)
    (total,) = stream.totals
    assert total.wagered == pytest.approx(expected["wagered"], abs=1e-9)
    assert total.paid_out == pytest.approx(expected["paid_out"], abs=1e-9)
    nonces = {
        row[0]
        for row in connection.execute("SELECT nonce FROM live_rounds WHERE stream_id = ?", [stream.key])
    }
    assert len(nonces) == expected["rounds"]
    assert sorted(set(range(1, max(nonces) + 1)) - nonces) == expected["missing_nonces"]
    recount = connection.execute(
        "SELECT count(*), max(round_result), min(round_result) FROM live_bets WHERE stream_id = ?",
        [stream.key],
    ).fetchone()
    assert tuple(recount) == (stream.total_bets, stream.highest_multiplier, stream.lowest_multiplier)
