"""Explored rounds in a file: whole or not there."""

from array import array
from pathlib import Path

import pytest

from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.proof_jobs import Exploration, Explored, ExploredExport
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.csv_export import LINES_PER_REPORT
from liveapp.jobs.explored_export import EXPLORED_HEADER, export_explored
from tests.unit.jobs.importing.controls import Control

ASKED = Exploration("a revealed seed", "my-client", "expert", 0, 99_999, 1.0)


def explored(*rounds: tuple[int, int]) -> Explored:
    return Explored(ASKED, array("q", [one for one, _ in rounds]), bytes(pumps for _, pumps in rounds), None)


def test_each_round_stands_in_a_line_with_its_distance_to_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "rounds.csv"
    request = ExploredExport(explored((0, 9), (7, 0), (2**63 - 1, 15)), target)
    control = Control()
    assert export_explored(RightOfWay(), request, control) == 3
    assert target.read_bytes() == (
        b"nonce,safe_pumps,multiplier,distance\r\n"
        b"0,9,400.02,\r\n"
        b"7,0,1.0,7\r\n"
        b"9223372036854775807,15,3203384.8,9223372036854775800\r\n"
    )
    assert control.progress[-1] == Progress(3, 3)


def test_without_a_round_the_file_has_its_header(tmp_path: Path) -> None:
    target = tmp_path / "rounds.csv"
    assert export_explored(RightOfWay(), ExploredExport(explored(), target), Control()) == 0
    assert target.read_bytes() == EXPLORED_HEADER.encode()


@pytest.mark.parametrize("done", [LINES_PER_REPORT, LINES_PER_REPORT + 1])
def test_cancelled_it_leaves_the_older_file_as_it_was(tmp_path: Path, done: int) -> None:
    target = tmp_path / "rounds.csv"
    target.write_text("older", encoding="utf-8")
    rounds = explored(*((nonce, 1) for nonce in range(LINES_PER_REPORT + 1)))
    control = Control(lambda progress: progress.done == done)
    with pytest.raises(JobCancelled):
        export_explored(RightOfWay(), ExploredExport(rounds, target), control)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("rounds.csv", "older")
    ]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        export_explored(
            RightOfWay(), ExploredExport(explored((1, 1)), tmp_path / "gone" / "a.csv"), Control()
        )
