"""Exports of several streams into one folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreFull
from liveapp.domain.jobs import Cancelled, CsvExports, CsvWritten, Failed, Finished, JobEnded, JobsStopped
from liveapp.jobs.runner import JobRunner
from liveapp.ui.jobs.several_exports import SeveralExports
from liveapp.ui.widgets.toast import ToastStack
from tests.unit.ui.streams.values import make_stream

STREAMS = [make_stream(key, seeds=SeedPair("ab" * 32, "client")) for key in (1, 2, 3)]


@pytest.fixture
def begun() -> list[CsvExports]:
    """What the jobs were asked for."""
    return []


@pytest.fixture
def jobs(begun) -> Iterator[JobRunner]:
    runner = JobRunner({CsvExports: lambda request, _control: begun.append(request)})
    yield runner
    runner.stop()


@pytest.fixture
def toasts(theme, qtbot) -> ToastStack:
    host = QWidget()
    qtbot.addWidget(host)
    return ToastStack(host)


@pytest.fixture
def exports(jobs, toasts) -> SeveralExports:
    return SeveralExports(jobs, toasts, toasts)


@pytest.fixture
def end(exports, jobs, begun, tmp_path):
    """Three exports begin, and end like this."""

    def end_like(outcome) -> None:
        exports.begin(STREAMS, tmp_path)
        jobs.stop()
        exports.tell_end(begun[0], JobEnded(1, begun[0], outcome))

    return end_like


def texts(toasts) -> list[str]:
    return [toast.text for toast in toasts.toasts]


def written(count: int) -> list[CsvWritten]:
    return [CsvWritten(Path(f"{number}.csv"), 9) for number in range(count)]


def test_each_stream_gets_a_file_under_a_name_of_its_own(exports, jobs, begun, tmp_path):
    (tmp_path / "stream_ababababab_client_1234_bets.csv").write_text("older")
    exports.begin(STREAMS, tmp_path)
    jobs.stop()
    (request,) = begun
    assert [one.stream for one in request.exports] == STREAMS
    assert [one.target.name for one in request.exports] == [
        f"stream_ababababab_client_1234_bets-{number}.csv" for number in (2, 3, 4)
    ]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Finished(written(3)), "Exported 3 streams"),
        (Finished(written(1)), "Exported 1 stream; the others were deleted meanwhile"),
        (Finished([]), "Nothing was exported: the streams were deleted meanwhile"),
        (Cancelled(written(2)), "Export cancelled: 2 of 3 streams written"),
        (Cancelled(None), "Export cancelled: 0 of 3 streams written"),
        (
            Failed(OSError(28, "No space left on device")),
            "The export of 3 streams ended early: No space left on device",
        ),
    ],
)
def test_the_end_is_told_in_words(end, toasts, outcome, words):
    end(outcome)
    assert texts(toasts) == [words]


def test_a_fault_that_the_program_knows_is_handed_on(end, exports, toasts):
    told: list[object] = []
    exports.fault_met.connect(told.append)
    fault = StoreFull("full")
    end(Failed(fault))
    assert told == [fault]
    assert texts(toasts)[0].startswith("The export of 3 streams ended early")


def test_a_folder_that_is_gone_is_told_in_words(exports, jobs, begun, toasts, tmp_path):
    exports.begin(STREAMS, tmp_path / "gone")
    jobs.stop()
    assert begun == []
    assert texts(toasts) == ["gone could not be read: No such file or directory"]


def test_while_the_program_stops_nothing_begins_and_that_is_told(exports, jobs, tmp_path):
    jobs.stop()
    told: list[object] = []
    exports.fault_met.connect(told.append)
    exports.begin(STREAMS, tmp_path)
    assert isinstance(told[0], JobsStopped)


def test_in_the_window_several_go_into_the_chosen_folder(live_shell, qtbot, tmp_path, monkeypatch):
    asked: list[str] = []

    def choose(_parent, title, _folder):
        asked.append(title)
        return str(tmp_path)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    live_shell.window.panel.menus.export_requested.emit(live_shell.streams())
    qtbot.waitUntil(lambda: "Exported 2 streams" in texts(live_shell.window.toasts))
    assert asked == ["Export 2 streams into a folder"]
    written = {path.name: len(path.read_bytes().splitlines()) for path in tmp_path.glob("*.csv")}
    assert written == {
        "stream_1a2b3c4d5e_my-client_20_bets.csv": 21,
        "stream_77aa001122_other-client_5_bets.csv": 6,
    }
