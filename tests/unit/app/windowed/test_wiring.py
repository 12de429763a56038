"""The program with its window, built and taken down; what it does whole is told in `tests/app`."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from liveapp.app.core.folder_lock import holding
from liveapp.app.windowed.wiring import Application, show_start_fault
from liveapp.domain.errors import StoreDamaged, StoreUnavailable
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog


def test_built_it_holds_its_folder_and_does_not_listen_yet(qapp, tmp_path) -> None:
    application = Application.from_arguments(["--data-dir", str(tmp_path), "--port", "0"])
    assert application.settings.data_dir == tmp_path
    assert application.receiver_url is None
    assert not application.window.isVisible()
    application.shutdown()
    with holding(tmp_path):
        pass


def test_what_cannot_be_built_lets_its_folder_go(qapp, tmp_path) -> None:
    (tmp_path / "liveapp.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreUnavailable):
        Application.from_arguments(["--data-dir", str(tmp_path), "--port", "0"])
    with holding(tmp_path):
        pass


def test_a_fault_at_the_start_is_told_until_it_is_closed(qapp, tmp_path) -> None:
    told: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, StoreFaultDialog):
            told.append(dialog.text())
            dialog.reject()

    QTimer.singleShot(100, close)
    show_start_fault(StoreDamaged("malformed"), tmp_path / "liveapp.sqlite3")
    assert told == ["The database is damaged."]
