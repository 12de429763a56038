"""Exports of several streams into one folder."""

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreFull, StreamNotFound
from liveapp.domain.jobs import Cancelled, CsvExport, CsvWritten, Failed, Finished, JobEnded, JobsStopped
from liveapp.ui.jobs.several_exports import SeveralExports
from liveapp.ui.widgets.toast import ToastStack
from tests.unit.ui.streams.values import make_stream

STREAMS = [make_stream(key, seeds=SeedPair("ab" * 32, "client")) for key in (1, 2, 3)]


class Jobs:
    """Begins jobs by noting them."""

    def __init__(self) -> None:
        self.started: list[CsvExport] = []
        self.is_stopped = False

    def start(self, request) -> int:
        if self.is_stopped:
            raise JobsStopped
        self.started.append(request)
        return len(self.started)

    def cancel(self, job_id: int) -> None:
        raise AssertionError("nothing is to be cancelled")


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def toasts(theme, qtbot) -> ToastStack:
    host = QWidget()
    qtbot.addWidget(host)
    return ToastStack(host)


@pytest.fixture
def exports(jobs, toasts) -> SeveralExports:
    return SeveralExports(jobs, toasts, toasts)


def end(exports, jobs, outcome=None) -> None:
    """The job that runs ends."""
    request = jobs.started[-1]
    assert exports.take(
        JobEnded(len(jobs.started), request, outcome or Finished(CsvWritten(request.target, 3)))
    )


def texts(toasts) -> list[str]:
    return [toast.text for toast in toasts.toasts]


def test_one_job_a_stream_runs_after_the_other_under_names_of_their_own(exports, jobs, toasts, tmp_path):
    (tmp_path / "stream_ababababab_client_1234_bets.csv").write_text("older")
    exports.begin(STREAMS, tmp_path)
    assert len(jobs.started) == 1
    for _ in STREAMS:
        end(exports, jobs)
    assert [request.stream for request in jobs.started] == STREAMS
    assert [request.target.name for request in jobs.started] == [
        f"stream_ababababab_client_1234_bets-{number}.csv" for number in (2, 3, 4)
    ]
    assert texts(toasts) == ["Exported 3 streams"]


def test_cancelling_one_ends_those_that_wait(exports, jobs, toasts, tmp_path):
    exports.begin(STREAMS, tmp_path)
    end(exports, jobs)
    end(exports, jobs, Cancelled(None))
    assert len(jobs.started) == 2
    assert texts(toasts) == ["Export cancelled: 1 of 3 streams written"]


def test_a_stream_that_was_deleted_is_left_out(exports, jobs, toasts, tmp_path):
    exports.begin(STREAMS, tmp_path)
    end(exports, jobs, Failed(StreamNotFound(STREAMS[0].id)))
    end(exports, jobs)
    end(exports, jobs)
    assert texts(toasts) == ["Exported 2 of 3 streams"]


def test_where_all_were_deleted_it_says_so(exports, jobs, toasts, tmp_path):
    exports.begin(STREAMS[:2], tmp_path)
    for stream in STREAMS[:2]:
        end(exports, jobs, Failed(StreamNotFound(stream.id)))
    assert texts(toasts) == ["Nothing was exported: the streams were deleted meanwhile"]


@pytest.mark.parametrize(
    ("fault", "reason"), [(OSError(28, "No space left on device"), "No space left"), (StoreFull("full"), "")]
)
def test_a_fault_ends_those_that_wait_and_is_told(exports, jobs, toasts, tmp_path, fault, reason):
    told: list[object] = []
    exports.fault_met.connect(told.append)
    exports.begin(STREAMS, tmp_path)
    end(exports, jobs, Failed(fault))
    assert len(jobs.started) == 1
    assert texts(toasts)[0].startswith("Exported only 0 of 3 streams: ")
    assert reason in texts(toasts)[0]
    assert told == ([fault] if isinstance(fault, StoreFull) else [])


def test_jobs_of_others_are_left_to_them(exports, tmp_path):
    request = CsvExport(STREAMS[0], tmp_path / "a.csv")
    assert not exports.take(JobEnded(1, request, Finished(CsvWritten(request.target, 3))))


def test_a_folder_that_is_gone_is_told_in_words(exports, jobs, toasts, tmp_path):
    exports.begin(STREAMS, tmp_path / "gone")
    assert jobs.started == []
    assert texts(toasts) == ["gone could not be read: No such file or directory"]


def test_while_the_program_stops_nothing_begins_and_that_is_told(exports, jobs, tmp_path):
    jobs.is_stopped = True
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
