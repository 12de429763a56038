"""The examples of docs/moving-data.md, run as a user would: `python -m tests.moving_data`.

What needs pandas or DuckDB is run by this script only, in an environment that has them
(`pip install -e '.[test,examples]'`); the rest is a test as well.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bets import Json, bet, heartbeat
from tests.documents import Block, blocks_of
from tests.program import Program, clean_environment

PAGE = "moving-data.md"

LARGE_LIBRARIES = ("import pandas", "import duckdb")

WHILE_NOT_RUNNING = ("liveapp restore", "liveapp import")
"""What the page says to do while the program does not run."""

LIMIT_S = 120.0


class Workplace:
    """A user's home, with what the page's examples expect in it: a program and what it has recorded."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data_dir = home / ".local" / "share" / "liveapp"
        self._environment = {**clean_environment(home), "PATH": f"{_shims(home)}:{os.environ['PATH']}"}

    @contextmanager
    def running(self) -> Iterator[Program]:
        """The program, receiving."""
        program = Program(self.home, "--port", "0")
        try:
            yield program
        finally:
            program.stop()
            program.close()

    def post(self, program: Program, items: Sequence[Json]) -> None:
        """Have it record bets and heartbeats."""
        token = (self.data_dir / "ingest-token").read_text(encoding="utf-8").strip()
        reply = httpx.post(
            f"{program.url}/live/ingest", json=items, headers={"X-Ingest-Token": token}, trust_env=False
        )
        reply.raise_for_status()

    def put_files(self) -> None:
        """Have the files that the page imports."""
        (self.home / "bet-archive.json").write_text(json.dumps(archive()), encoding="utf-8")
        logs = self.home / "Documents" / "Antebot" / "userLogs"
        logs.mkdir(parents=True)
        (logs / "liveapp-unsent.jsonl").write_text(unsent(), encoding="utf-8")

    def run(self, block: Block) -> str:
        """Run a block in the home folder; what it prints."""
        interpreter = {"sh": ["bash", "-euc"], "python": [sys.executable, "-c"]}[block.language]
        done = subprocess.run(
            [*interpreter, block.text],
            cwd=self.home,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{block.text}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout


def recorded() -> list[Json]:
    """Two currencies, a free bet, a loss, a stand-in, and rounds that were watched."""
    stand_in = {name: value for name, value in bet(4).items() if name != "roundResult"}
    return [
        bet(1, currency="btc"),
        bet(2, currency="doge", amount=100, payout=0, roundResult=1.0),
        bet(3, amount=0, payout=0),
        {**stand_in, "payoutMultiplier": 1.63},
        *(heartbeat(nonce) for nonce in (5, 6, 9)),
        bet(1, id="other", clientSeed="another client"),
    ]


def archive() -> list[Json]:
    """A bet archive with one round of Pump that is new, and one of another game."""
    data = {
        "id": "from-the-archive",
        "nonce": 8,
        "clientSeed": bet()["clientSeed"],
        "serverSeedHash": bet()["serverSeedHashed"],
        "amount": 0.1,
        "payout": 0.0,
        "payoutMultiplier": 0.0,
        "currency": "btc",
        "createdAt": 1769580193330,
    }
    pump = {**data, "gameName": "pump", "statePump": {"difficulty": "easy", "round": 3}}
    return [{"data": pump}, {"data": {**data, "id": "a", "gameName": "dice", "stateDice": {"result": 5}}}]


def unsent() -> str:
    """What the script for Antebot may have written: a known round, a new one, and one that was refused."""
    reason = "Nonce must be greater than or equal to 1"
    items = [bet(1, currency="btc"), bet(7, type="bet"), {**bet(10), "nonce": 0, "refused": reason}]
    return "".join(f"{json.dumps(item)}\n" for item in items)


def needs_large_library(block: Block) -> bool:
    """Whether a block is for the script alone."""
    return any(line in block.text for line in LARGE_LIBRARIES)


def is_for_later(block: Block) -> bool:
    """Whether a block is for a program that does not run."""
    return any(command in block.text for command in WHILE_NOT_RUNNING)


def examples() -> list[Block]:
    """The page's blocks that can be run."""
    return [block for block in blocks_of(PAGE) if block.language != "text"]


def run_beside_the_program(workplace: Workplace, blocks: Sequence[Block]) -> Mapping[Block, str]:
    """Run blocks while the program receives; what each prints."""
    with workplace.running() as program:
        workplace.post(program, recorded())
        return {block: workplace.run(block) for block in blocks}


def _shims(home: Path) -> Path:
    """A folder with a command `liveapp`."""
    folder = home / "bin"
    folder.mkdir()
    command = folder / "liveapp"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m liveapp "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


def main() -> None:
    """Run every example and print what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        workplace = Workplace(Path(folder))
        beside = [block for block in examples() if not is_for_later(block)]
        if not shutil.which("sqlite3"):
            beside = [block for block in beside if not block.text.startswith("sqlite3")]
            print("sqlite3 is not installed: its example is left out")
        for block, output in run_beside_the_program(workplace, beside).items():
            print(block.text, output, sep="\n")
        workplace.put_files()
        for block in filter(is_for_later, examples()):
            print(block.text, workplace.run(block), sep="\n")


if __name__ == "__main__":
    main()
