"""Antebot with the script of liveapp in it, what it plays, and what should be recorded of that."""

import json
import select
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from liveapp.domain.antebot_script import TEMPLATE, filled
from liveapp.domain.pump import MULTIPLIERS
from liveapp.schemas.ingest import parse_time_us
from tests.bets import CLIENT_SEED, HASH, TOKEN, Json

ROOT = Path(__file__).parents[3]
TEMPLATE_PATH = ROOT / "resources" / TEMPLATE
ENGINE = Path(__file__).with_name("engine.mjs")
UNSENT_FILE = "liveapp-unsent.jsonl"
HANG_LIMIT_S = 60.0

BET_COLUMNS = (
    "antebot_bet_id",
    "date_time",
    "nonce",
    "amount",
    "payout",
    "difficulty",
    "round_target",
    "round_result",
    "payout_multiplier",
    "currency",
)


def script_for(url: str, token: str = TOKEN, min_multiplier: float = 0) -> str:
    """The script for a receiver, with the threshold that its user wrote into it."""
    script = filled(TEMPLATE_PATH.read_text(encoding="utf-8"), url, token)
    return script.replace("MIN_MULTIPLIER = 0;", f"MIN_MULTIPLIER = {min_multiplier};")


def last_bet(nonce: int, **changes: Any) -> Json:
    """What Antebot tells of a round of Pump: its state has target and result as numbers of rounds, too."""
    difficulty = tuple(MULTIPLIERS)[nonce % len(MULTIPLIERS)]
    table = MULTIPLIERS[difficulty]
    target, result = 1 + nonce % 3, nonce * 7 % len(table)
    multiplier = table[target] if result >= target else 0.0
    return {
        "id": f"antebot-{nonce}",
        "rollNumber": nonce,
        "nonce": nonce,
        "active": False,
        "game": "pump",
        "win": result >= target,
        "amount": 0.0002,
        "fiatAmount": "$0.01",
        "payoutMultiplier": multiplier,
        "payout": 0.0002 * multiplier,
        "fiatPayout": "$0.01",
        "currency": "btc",
        "dateTime": f"2026-03-01T{nonce // 3600 % 24:02}:{nonce // 60 % 60:02}:{nonce % 60:02}.125Z",
        "state": {
            "difficulty": difficulty,
            "roundTarget": target,
            "roundTargetMultiplier": table[target],
            "roundResult": result,
            "roundResultMultiplier": table[result],
        },
        "clientSeed": CLIENT_SEED,
        "serverSeedHashed": HASH,
        **changes,
    }


def rounds(first: int, last: int) -> list[Json]:
    """The rounds of these nonces, both included."""
    return [last_bet(nonce) for nonce in range(first, last + 1)]


def recorded_as(played: Json) -> tuple[Any, ...]:
    """A round's row in the database, as far as it is told."""
    state = played["state"]
    return (
        played["id"],
        parse_time_us(played["dateTime"]),
        played["nonce"],
        played["amount"],
        played["payout"],
        state["difficulty"],
        state["roundTargetMultiplier"],
        state["roundResultMultiplier"],
        played["payoutMultiplier"],
        played["currency"],
    )


def assert_recorded(database: sqlite3.Connection, played: Iterable[Json]) -> None:
    """The database holds exactly these rounds, each with all its values, on their one stream."""
    expected = sorted(map(recorded_as, played))
    stored = database.execute(f"SELECT {', '.join(BET_COLUMNS)} FROM live_bets")
    assert sorted(map(tuple, stored)) == expected
    streams = database.execute("SELECT server_seed_hashed, client_seed, total_bets FROM live_streams")
    assert [tuple(stream) for stream in streams] == ([(HASH, CLIENT_SEED, len(expected))] if expected else [])


def statuses(antebot: "Antebot") -> list[int | None]:
    """How the script's requests were answered; None where they were not."""
    return [request["status"] for request in antebot.told().requests]


@dataclass(frozen=True, slots=True)
class Told:
    """What came out of the script so far. `unhandled`: failed promises, of any script, that nobody heard."""

    log: list[str]
    notifications: list[tuple[str, str]]
    requests: list[Json]
    unhandled: list[str]


class Engines:
    """A process of Node in which engines run, by their numbers."""

    def __init__(self, node: Path) -> None:
        self._process = subprocess.Popen(
            [node, ENGINE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._numbers = count(1)

    def new_number(self) -> int:
        """The number of a further engine."""
        return next(self._numbers)

    def do(self, number: int, name: str, **given: Any) -> Any:
        """Have an engine do something; its answer."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"engine": number, "do": name, **given}) + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], HANG_LIMIT_S)
        line = self._process.stdout.readline() if ready else ""
        if not line:
            raise AssertionError(f"the engine did not answer {name}")
        return json.loads(line)

    def close(self) -> None:
        """End them all."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(HANG_LIMIT_S)


class Antebot:
    """An engine with the script. `folder` is that of its logs, where the script writes what is unsent."""

    def __init__(self, engines: Engines, folder: Path, script: str) -> None:
        self.folder = folder
        self._engines = engines
        self._number = engines.new_number()
        self.do("begin", folder=str(folder), source=script)

    def do(self, name: str, **given: Any) -> Any:
        """Have the engine do something; its answer."""
        return self._engines.do(self._number, name, **given)

    def play(self, bets: Sequence[Json], apart: bool = False) -> list[float]:
        """Play rounds; how long each call took, in milliseconds. `apart` has replies come in between."""
        took_ms: list[float] = self.do("play", bets=bets, apart=apart)
        return took_ms

    def play_and_rest(self, bets: Sequence[Json]) -> None:
        """Play rounds, and wait until nothing is in flight."""
        self.play(bets)
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is in flight."""
        self.do("rest")

    def stop_betting(self) -> None:
        """Tell the script that betting stopped."""
        self.do("stop")

    def pass_time(self, seconds: float) -> None:
        """Move the script's clock, which stands still otherwise."""
        self.do("pass", ms=seconds * 1000)

    def told(self) -> Told:
        """What came out of the script so far."""
        return Told(**self.do("told"))

    def written(self) -> list[Json]:
        """The lines of the file of what is unsent; none where there is no such file."""
        path = self.folder / UNSENT_FILE
        if not path.exists():
            return []
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n")
        return [json.loads(line) for line in text.splitlines()]
