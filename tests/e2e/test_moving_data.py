"""What docs/moving-data.md shows works, beside the program and without it."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.moving_data import (
    Workplace,
    examples,
    is_for_later,
    needs_large_library,
    recorded,
    run_beside_the_program,
)


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A user's home."""
    return Workplace(tmp_path)


def test_each_example_of_reading_and_exporting_works_while_the_program_runs_and_changes_nothing(
    workplace: Workplace,
) -> None:
    blocks = [one for one in examples() if not is_for_later(one) and not needs_large_library(one)]
    commands = [block.text.split()[0] for block in blocks]
    assert commands == ["liveapp", "liveapp", "sqlite3", "import"]
    if shutil.which("sqlite3") is None:
        blocks = [block for block in blocks if not block.text.startswith("sqlite3")]
    printed = run_beside_the_program(workplace, blocks)
    backed_up, exported, *asked = [printed[block] for block in blocks]
    assert json.loads(backed_up)["bets"] == 5
    assert json.loads(exported) == {"files": 2, "bets": 5}
    assert "hard" not in asked[-1]
    assert "expert: 4 bets, the highest 34.68×" in asked[-1]
    with closing(sqlite3.connect(workplace.data_dir / "liveapp.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM live_bets").fetchone() == (5,)


def test_backup_export_and_archive_bring_everything_to_another_computer(
    workplace: Workplace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copying = [one for one in examples() if one.text.startswith(("liveapp backup", "liveapp export"))]
    run_beside_the_program(workplace, copying)
    other = Workplace(tmp_path_factory.mktemp("other"))
    shutil.copy(workplace.home / "copy.sqlite3", other.home)
    shutil.copytree(workplace.home / "exports", other.home / "exports")
    other.put_files()
    restore, importing, importing_unsent = filter(is_for_later, examples())
    assert json.loads(other.run(restore)) == {"streams": 2, "bets": 5, "kept": None}
    imported = json.loads(other.run(importing))
    bets = sum("type" not in item for item in recorded())
    assert (imported["read"], imported["new"], imported["duplicates"]) == (bets + 1, 1, bets)
    assert imported["other_games"] == 1
    assert imported["refused"] == 0
    late = json.loads(other.run(importing_unsent))
    assert (late["new"], late["duplicates"], late["refused"]) == (1, 1, 1)


def test_the_page_says_what_is_run_by_a_script_alone() -> None:
    assert [one.text.count("import duckdb") for one in examples() if needs_large_library(one)] == [0, 1, 1]
