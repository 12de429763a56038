"""The demo: a bot that plays seed pairs of its own against the receiver's real port."""

import http.client
import json
import logging
import random
import secrets
import threading
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from liveapp.domain import pump
from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.clients import DEMO_CLIENT
from liveapp.domain.errors import LiveappError
from liveapp.domain.ports import BetWriter
from liveapp.domain.receiver import INGEST_PATH, SEEDS_PATH

logger = logging.getLogger(__name__)

DEMO_NOTES = "Demo: rounds that liveapp played by itself"
ROUNDS = 300
ROUNDS_PER_S = 5.0
REQUEST_TIMEOUT_S = 10


class DemoPlayer:
    """Plays one new seed pair, from start to end or until `stop`.

    At the end it reveals the server seed, as a casino does, so that every bet can be seen to be proven.
    """

    def __init__(
        self,
        url: str,
        token: str,
        writer: BetWriter,
        rounds: int = ROUNDS,
        rounds_per_s: float = ROUNDS_PER_S,
        chance: random.Random | None = None,
    ) -> None:
        self._url = url
        self._token = token
        self._writer = writer
        self._rounds = rounds
        self._pause_s = 1 / rounds_per_s
        self._chance = chance or random.Random()  # noqa: S311 - stakes of a demo, no secret
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._play, name="demo", daemon=True)

    @property
    def is_playing(self) -> bool:
        """Whether rounds still come."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to play."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the round under way."""
        self._is_stopping.set()
        self._thread.join()

    def _play(self) -> None:
        server_seed = secrets.token_hex(32)
        client_seed = f"demo-{secrets.token_hex(4)}"
        difficulty = self._chance.choice(DIFFICULTIES)
        address = urlsplit(self._url)
        connection = http.client.HTTPConnection(address.netloc, timeout=REQUEST_TIMEOUT_S)
        try:
            for nonce in range(1, self._rounds + 1):
                bet = self._bet(server_seed, client_seed, nonce, difficulty)
                reply = self._post(connection, INGEST_PATH, bet)
                if nonce == 1:
                    self._writer.set_notes(UUID(reply["streamId"]), DEMO_NOTES, None)
                if self._is_stopping.wait(self._pause_s):
                    return
            self._post(connection, SEEDS_PATH, {"server_seed": server_seed})
        except (OSError, http.client.HTTPException, LiveappError) as error:
            logger.warning("The demo ended early: %s", error)
        finally:
            connection.close()

    def _bet(self, server_seed: str, client_seed: str, nonce: int, difficulty: str) -> dict[str, Any]:
        result = pump.multiplier(server_seed, client_seed, nonce, difficulty)
        target = self._chance.choice(pump.MULTIPLIERS[difficulty][1:6])
        amount = self._chance.choice((0.0001, 0.0002, 0.0005, 0.001))
        factor = target if result >= target else 0.0
        return {
            "type": "bet",
            "id": uuid4().hex,
            "dateTime": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "nonce": nonce,
            "amount": amount,
            "payout": round(amount * factor, 8),
            "payoutMultiplier": factor,
            "difficulty": difficulty,
            "roundTarget": target,
            "roundResult": result,
            "clientSeed": client_seed,
            "serverSeedHashed": pump.hash_server_seed(server_seed),
        }

    def _post(
        self, connection: http.client.HTTPConnection, path: str, content: dict[str, Any]
    ) -> dict[str, Any]:
        headers = {
            "Content-Type": "application/json",
            "X-Ingest-Token": self._token,
            "User-Agent": DEMO_CLIENT,
        }
        connection.request("POST", path, json.dumps(content), headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != http.HTTPStatus.OK:
            raise http.client.HTTPException(f"the receiver answered {response.status}")
        reply: dict[str, Any] = json.loads(body)
        return reply
