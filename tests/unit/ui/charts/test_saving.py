"""Charts saved from the window: asked for, whole, told in a toast."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.errors import StoreFull
from liveapp.domain.jobs import Failed, FileSaving, Finished, JobEnded, JobsStopped
from liveapp.ui.charts.chart_file import ChartFile
from liveapp.ui.charts.saving import ChartSaving
from liveapp.ui.widgets.toast import ToastStack
from tests.unit.ui.streams.values import PLAIN

PNG = ChartFile("profit", "png", b"\x89PNG")


class Begun:
    """Keeps which jobs were asked for; `fault` has them refused."""

    def __init__(self) -> None:
        self.requests: list[object] = []
        self.fault: JobsStopped | None = None

    def start(self, request: object) -> int:
        if self.fault is not None:
            raise self.fault
        self.requests.append(request)
        return 1

    def cancel(self, job_id: int) -> None:
        raise AssertionError(job_id)


class Window:
    def __init__(self, qtbot) -> None:
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.jobs = Begun()
        self.toasts = ToastStack(self.widget, lambda: QRect(0, 0, 400, 100))
        self.stream = PLAIN
        self.saving = ChartSaving(self.widget, self.jobs, self.toasts, lambda: self.stream)

    @property
    def told(self) -> list[str]:
        return [toast.text for toast in self.toasts.toasts]


@pytest.fixture
def window(theme, qtbot) -> Window:
    return Window(qtbot)


@pytest.fixture
def asked(monkeypatch) -> dict[str, str]:
    """Answers the file dialog with `path`; has what it suggested."""
    kept = {"path": ""}

    def answer(_parent, _title, suggested, kinds):
        kept.update(suggested=suggested, kinds=kinds)
        return kept["path"], ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return kept


def test_the_file_is_named_for_its_chart_and_stream_and_written_in_the_background(
    window, asked, tmp_path
) -> None:
    asked["path"] = str(tmp_path / "mine.png")
    window.saving.ask(PNG)
    assert f"/profit_{PLAIN.short_hash}_" in asked["suggested"]
    assert asked["suggested"].endswith("_1234_bets.png")
    assert asked["kinds"].startswith("PNG pictures")
    assert window.jobs.requests == [FileSaving(tmp_path / "mine.png", PNG.content)]
    window.saving.ask(PNG)
    assert asked["suggested"].startswith(str(tmp_path))


def test_without_an_answer_or_a_stream_nothing_is_written(window, asked) -> None:
    window.saving.ask(PNG)
    window.stream = None
    asked["path"] = "x.png"
    window.saving.ask(PNG)
    assert window.jobs.requests == []


def test_a_toast_tells_how_it_ended(window, tmp_path) -> None:
    request, faults = FileSaving(tmp_path / "mine.png", b""), []
    window.saving.fault_met.connect(faults.append)
    window.saving.apply([JobEnded(1, request, Finished(None))])
    window.saving.apply([JobEnded(1, request, Failed(PermissionError(13, "Permission denied")))])
    assert window.told == ["Saved mine.png", "mine.png could not be written: Permission denied"]
    assert faults == []
    full = StoreFull("no space")
    window.saving.apply([JobEnded(1, request, Failed(full))])
    assert faults == [full]


def test_a_program_that_is_stopping_says_so(window, asked) -> None:
    asked["path"], window.jobs.fault, faults = "x.png", JobsStopped(), []
    window.saving.fault_met.connect(faults.append)
    window.saving.ask(PNG)
    assert faults == [window.jobs.fault]


def test_a_table_is_asked_for_under_its_own_title_and_name(window, monkeypatch, tmp_path) -> None:
    asked: list[tuple[str, ...]] = []
    target = tmp_path / "all.csv"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _parent, *words: asked.append(words) or (str(target), "")
    )
    window.saving.ask_where("Export", "streams.csv", "csv", b"x")
    ((title, name, kinds),) = asked
    assert (title, name.rsplit("/")[-1], kinds.split(";")[0]) == (
        "Export",
        "streams.csv",
        "CSV files (*.csv)",
    )
    assert window.jobs.requests == [FileSaving(target, b"x")]
