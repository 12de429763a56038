"""An evening of a bot, posted one bet after the other as its bot did."""

import http.client
import json
from contextlib import closing
from pathlib import Path
from typing import Any

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
