"""Exports of several streams into one folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreFull
from liveapp.domain.jobs import (
    Cancelled,
    Failed,
    Finished,
    JobEnded,
    JobsStopped,
    StreamsExport,
    StreamsWritten,
)
from liveapp.jobs.runner import JobRunner
from liveapp.ui.jobs.several_exports import SeveralExports
from liveapp.ui.widgets.toast import ToastStack
from tests.unit.ui.streams.values import make_stream

STREAMS = [make_stream(key, seeds=SeedPair("ab" * 32, "client")) for key in (1, 2, 3)]


@pytest.fixture
def begun() -> list[StreamsExport]:
    """What the jobs were asked for."""
    return []


@pytest.fixture
def jobs(begun) -> Iterator[JobRunner]:
    runner = JobRunner({StreamsExport: lambda request, _control: begun.append(request)})
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
    """An export of three streams, or of all, begins, and ends like this."""

    def end_like(outcome, streams=STREAMS, is_zip=False) -> None:
        exports.begin(streams, tmp_path, is_zip=is_zip, names_seeds=True)
        jobs.stop()
        exports.tell_end(begun[0], JobEnded(1, begun[0], outcome))

    return end_like


def texts(toasts) -> list[str]:
    return [toast.text for toast in toasts.toasts]


def written(streams: int, asked: int = 3) -> StreamsWritten:
    return StreamsWritten(Path("exports/index.csv"), asked, streams, 9 * streams)


def test_the_job_is_asked_for_what_is_wanted(exports, jobs, begun, tmp_path):
    exports.begin(STREAMS, tmp_path, is_zip=False, names_seeds=False)
    exports.begin(None, tmp_path / "all.zip", is_zip=True, names_seeds=True)
    jobs.stop()
    assert set(begun) == {
        StreamsExport(tmp_path, tuple(STREAMS), is_zip=False, names_seeds=False),
        StreamsExport(tmp_path / "all.zip", None, is_zip=True, names_seeds=True),
    }


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Finished(written(3)), "Exported 3 streams"),
        (Finished(written(1)), "Exported 1 stream; the others were deleted meanwhile"),
        (Finished(written(0)), "Nothing was exported: the streams were deleted meanwhile"),
        (Cancelled(written(2)), "Export cancelled: 2 of 3 streams written"),
        (Cancelled(written(0)), "Export cancelled: 0 of 3 streams written"),
        (
            Failed(OSError(28, "No space left on device")),
            "The export of 3 streams ended early: No space left on device",
        ),
    ],
)
def test_the_end_is_told_in_words(end, toasts, outcome, words):
    end(outcome)
    assert texts(toasts) == [words]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Finished(written(3)), "Exported 3 streams"),
        (Finished(written(0, asked=0)), "Nothing was exported: there are no streams"),
        (Cancelled(None), "Export of all streams cancelled; no file was left behind"),
        (Failed(OSError(28, "Full")), "The export of all streams ended early: Full"),
    ],
)
def test_the_end_of_a_zip_file_of_all_streams_is_told_in_words(end, toasts, outcome, words):
    end(outcome, streams=None, is_zip=True)
    assert texts(toasts) == [words]


def test_a_fault_that_the_program_knows_is_handed_on(end, exports, toasts):
    told: list[object] = []
    exports.fault_met.connect(told.append)
    fault = StoreFull("full")
    end(Failed(fault))
    assert told == [fault]
    assert texts(toasts)[0].startswith("The export of 3 streams ended early")


def test_while_the_program_stops_nothing_begins_and_that_is_told(exports, jobs, tmp_path):
    jobs.stop()
    told: list[object] = []
    exports.fault_met.connect(told.append)
    exports.begin(STREAMS, tmp_path, is_zip=False, names_seeds=True)
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
        "stream_1a2b3c4d5e_my-client_20_bets.csv": 22,
        "stream_77aa001122_other-client_5_bets.csv": 7,
        "index.csv": 4,
    }
