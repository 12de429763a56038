"""Every command of the frozen program's command line, each result compared."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from liveapp import __version__
from liveapp.app.core.commands import COMMANDS
from liveapp.domain import pump
from tests.bets import TOKEN
from tests.built.frozen import BuiltProgram
from tests.imports import json_lines
from tests.proving import CLIENT_SEED, SERVER_SEED, Player

BETS = 20
SEEDS = ("--server-seed", SERVER_SEED, "--client-seed", CLIENT_SEED)


@pytest.fixture
def imported(program: BuiltProgram) -> dict[str, Any]:
    """What an import says that fills the data folder."""
    file = program.working_folder / "Würfe für 数据.jsonl"
    file.write_bytes(json_lines(*map(Player().payload, range(1, BETS + 1))))
    said: dict[str, Any] = json.loads(program.result("import", file.name))
    return said


def test_it_says_its_version(program: BuiltProgram) -> None:
    assert program.result("--version") == f"liveapp {__version__}\n"


def test_each_command_has_help(program: BuiltProgram) -> None:
    listed = program.result("--help")
    for command in COMMANDS:
        assert command.name in listed
        assert command.name in program.result(command.name, "--help")


def test_it_computes_a_round(program: BuiltProgram) -> None:
    said = json.loads(program.result("verify", *SEEDS, "--nonce", "7", "--difficulty", "hard"))
    assert said["multiplier"] == pump.multiplier(SERVER_SEED, CLIENT_SEED, 7, "hard")
    assert said["server_seed_hashed"] == pump.hash_server_seed(SERVER_SEED)


def test_it_computes_many_rounds(program: BuiltProgram) -> None:
    said = program.result("verify", *SEEDS, "--from", "0", "--to", "999", "--difficulty", "easy")
    rows = list(csv.DictReader(StringIO(said)))
    assert [int(row["nonce"]) for row in rows] == list(range(1000))
    assert [float(row["multiplier"]) for row in rows] == [
        pump.multiplier(SERVER_SEED, CLIENT_SEED, nonce, "easy") for nonce in range(1000)
    ]


def test_it_imports(imported: dict[str, Any]) -> None:
    assert (imported["read"], imported["new"], imported["refused"]) == (BETS, BETS, 0)


def test_it_checks(program: BuiltProgram, imported: dict[str, Any]) -> None:
    said = json.loads(program.result("check"))
    assert said == {"integrity": "ok", "totals": "ok", "streams": 1, "bets": BETS}


def test_it_makes_a_backup_and_restores_it(
    program: BuiltProgram, imported: dict[str, Any], tmp_path: Path
) -> None:
    copy = tmp_path / "Kopie für später.sqlite3"
    said = json.loads(program.result("backup", "--output", str(copy)))
    assert said == {"file": str(copy), "streams": 1, "bets": BETS}
    restored = json.loads(program.result("restore", str(copy)))
    assert (restored["streams"], restored["bets"]) == (1, BETS)
    assert (program.data / restored["kept"]).exists()


def test_it_exports(program: BuiltProgram, imported: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "Ausfuhr 数据"
    said = json.loads(program.result("export", "--output", str(folder)))
    assert said == {"files": 1, "bets": BETS}
    (file,) = [path for path in folder.glob("*.csv") if path.name != "index.csv"]
    _seeds, *table = file.read_text(encoding="utf-8").splitlines()
    assert [int(row["nonce"]) for row in csv.DictReader(table)] == list(range(1, BETS + 1))


def test_it_writes_the_bot_script(program: BuiltProgram) -> None:
    program.data.mkdir()
    (program.data / "ingest-token").write_text(TOKEN, encoding="ascii")
    script = program.result("antebot-script", "--url", "http://127.0.0.1:12345")
    assert "http://127.0.0.1:12345" in script
    assert TOKEN in script


def test_a_wrong_option_is_told_in_one_line(program: BuiltProgram) -> None:
    run = program.run("verify", "--nonce", "many")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("\n") == 1
