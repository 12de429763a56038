"""`liveapp import`: one line of JSON whatever happens, and a status that says whether all was read."""

import io
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liveapp import storage
from liveapp.app.core.commands import COMMANDS
from liveapp.app.core.commands.import_files import NotImported, SeedsMissing
from liveapp.app.core.commands.line import find_command, run_command
from liveapp.app.core.folder_lock import DataFolderInUse, holding
from liveapp.domain import ports
from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreDamaged
from liveapp.jobs.importing import importer
from liveapp.settings import SettingsError
from liveapp.storage import Store, open_store
from tests.imports import csv_file, heartbeat, json_lines, payload, record, row
from tests.unit.app.core.commands.runs import run
from tests.unit.storage.faults import closed_database, count_bets

NOTHING = {"read": 0, "new": 0, "duplicates": 0, "refused": 0, "other_games": 0, "refusals": []}


class Output(io.StringIO):
    """Standard output that keeps what was flushed: of a command that fails, nobody sees the rest."""

    seen = ""

    def flush(self) -> None:
        self.seen = self.getvalue()


def failing(data_dir: Path, error: type[Exception], *arguments: str) -> tuple[Any, str]:
    """The line that a command tells all the same, and the one that ends it."""
    line = find_command(["--data-dir", str(data_dir), "import", *arguments], COMMANDS)
    assert line is not None
    output = Output()
    with pytest.raises(error) as raised:
        run_command(line, output)
    (result,) = output.seen.splitlines()
    return json.loads(result), str(raised.value)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def bets(tmp_path: Path) -> Path:
    path = tmp_path / "bets.jsonl"
    other_game = record(9, gameName="dice", statePump=None)
    path.write_bytes(json_lines(payload(1), heartbeat(2), {}, other_game))
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_bytes(csv_file(row(1), row(2), seeds=False))
    return path


def test_it_tells_what_became_of_everything(data_dir: Path, bets: Path) -> None:
    told = run(data_dir, "import", str(bets))
    (refusal,) = told.pop("refusals")
    assert told == {"read": 3, "new": 2, "duplicates": 0, "refused": 1, "other_games": 1}
    assert (refusal["file"], refusal["line"]) == (str(bets), 3)
    assert "Field required" in refusal["detail"]
    assert run(data_dir, "import", str(bets))["duplicates"] == 2
    assert count_bets(data_dir / "liveapp.sqlite3") == 1


def test_files_are_called_as_they_were_given(
    data_dir: Path, bets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bets.parent)
    for name in ("./bets.jsonl", "bets.jsonl", f"../{bets.parent.name}/bets.jsonl"):
        assert run(data_dir, "import", name)["refusals"][0]["file"] == name


def test_an_empty_file_is_read(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    assert run(data_dir, "import", str(tmp_path / "empty")) == NOTHING


def test_seeds_are_those_of_the_options_unless_the_file_names_its_own(
    data_dir: Path, rows: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.csv"
    own.write_bytes(csv_file(row(1, end=",,")))
    options = ("--server-seed-hash", "given hash", "--client-seed", "=given")
    assert run(data_dir, "import", str(rows), str(own), *options)["new"] == 3
    store = open_store(data_dir / "liveapp.sqlite3")
    streams, _ = store.reader.streams()
    store.close()
    assert {stream.seeds: stream.total_bets for stream in streams}[SeedPair("given hash", "=given")] == 2


def test_without_seeds_that_are_needed_nothing_is_imported(data_dir: Path, rows: Path, bets: Path) -> None:
    told, reason = failing(data_dir, SeedsMissing, str(bets), str(rows))
    assert told == NOTHING
    assert str(rows) in reason
    assert "--server-seed-hash" in reason
    assert not data_dir.exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--server-seed-hash", "a"),
        ("--client-seed", "a"),
        ("--client-seed", "", "--server-seed-hash", "a"),
        ("--client-seed", "a", "--server-seed-hash", "a" * 201),
    ],
)
def test_seeds_that_no_stream_can_have_are_a_wrong_option(
    data_dir: Path, bets: Path, options: tuple[str, ...]
) -> None:
    told, reason = failing(data_dir, SettingsError, str(bets), *options)
    assert told == NOTHING
    assert "--client-seed" in reason


def test_what_cannot_be_read_is_told_and_the_others_are_imported(data_dir: Path, bets: Path) -> None:
    told, reason = failing(data_dir, NotImported, "/no/such/file", str(bets), str(bets.parent))
    assert told["new"] == 2
    assert "/no/such/file" in reason
    assert "1 more" in reason


def test_while_the_program_runs_nothing_is_imported(data_dir: Path, bets: Path) -> None:
    path = closed_database(data_dir)
    with holding(data_dir):
        told, _ = failing(data_dir, DataFolderInUse, str(bets))
    assert told == NOTHING
    assert count_bets(path) == 300


def test_into_a_damaged_database_nothing_is_imported(data_dir: Path, bets: Path) -> None:
    data_dir.mkdir()
    path = data_dir / "liveapp.sqlite3"
    path.write_bytes(b"damaged" * 1000)
    told, _ = failing(data_dir, StoreDamaged, str(bets))
    assert told == NOTHING
    assert path.read_bytes() == b"damaged" * 1000


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_import_tells_what_it_stored(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    former = signal.getsignal(number)
    path = tmp_path / "many.jsonl"
    path.write_bytes(json_lines(*map(payload, range(1, 3 * importer.BATCH))))
    stored: Callable[..., Any] = importer._stored

    def interrupted_after_one(writer: ports.BetWriter, batch: Any) -> Any:
        try:
            return stored(writer, batch)
        finally:
            os.kill(os.getpid(), number)

    monkeypatch.setattr(importer, "_stored", interrupted_after_one)
    told, reason = failing(data_dir, NotImported, str(path))
    assert told["new"] == importer.BATCH
    assert "interrupted" in reason
    assert signal.getsignal(number) is former


def test_an_import_interrupted_before_it_began_tells_that_nothing_is_stored(
    data_dir: Path, bets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(path: Path) -> Store:
        os.kill(os.getpid(), signal.SIGINT)
        return open_store(path)

    monkeypatch.setattr(storage, "open_store", interrupted)
    told, reason = failing(data_dir, NotImported, str(bets))
    assert told == NOTHING
    assert "interrupted" in reason


def test_a_file_is_asked_for(data_dir: Path) -> None:
    with pytest.raises(SettingsError, match="FILE"):
        run(data_dir, "import")
