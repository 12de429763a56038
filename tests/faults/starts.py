"""A headless start on an empty data folder, and what must hold after whatever became of it."""

from contextlib import suppress
from pathlib import Path

import httpx

from tests.bets import bet
from tests.faults.conftest import ProgramFactory
from tests.faults.lab import Command, liveapp_command
from tests.faults.load import Acknowledged, client_of


def post_a_bet(url: str) -> None:
    """Post it to a program that may be struck meanwhile."""
    with client_of(url) as client, suppress(httpx.TransportError):
        client.post("/live/ingest", json=bet())


FIRST_START = Command(liveapp_command("--headless", "--port", "0", "--no-token"), use=post_a_bet)
"""A start that gets one bet and is stopped."""


def comes_up_and_works(program_factory: ProgramFactory, home: Path) -> None:
    """The next start on a home receives, keeps what it acknowledges and ends well."""
    program = program_factory(home)
    with client_of(program.url) as client:
        assert client.get("/healthz").status_code == 200
        reply = client.post("/live/ingest", json=bet(2))
        assert (reply.status_code, reply.json()["accepted"]) == (200, True)
        (stream,) = client.get("/live/streams").json()["streams"]
        stored = client.get(f"/live/streams/{stream['id']}/bets").json()["bets"]
    assert program.stop() == 0
    acknowledged = Acknowledged()
    acknowledged.bets += ["bet-2", *(one["antebot_bet_id"] for one in stored)]
    acknowledged.check(home / "data")
    assert modes_that_others_could_read(home / "data") == []


def modes_that_others_could_read(data: Path) -> list[str]:
    """What in the data folder, and the folder itself, is not its owner's alone."""
    return [str(path) for path in (data, *data.rglob("*")) if path.stat().st_mode & 0o077]
