"""Ways out where there is no window: asked for, taken, and told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QRadioButton

from liveapp.app.core.folder_lock import holding
from liveapp.app.windowed import ways_out
from liveapp.domain.errors import LiveappError, StoreDamaged, StoreFull, StoreUnavailable
from liveapp.domain.jobs import JobCancelled
from liveapp.domain.keeping import RestoreCopy, Restored, Salvaged, SaveReadable, StartedOver, StartEmpty
from liveapp.settings import Settings
from liveapp.storage import make_backup
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.faults.way_out_dialog import WayOutDialog
from liveapp.ui.faults.working_dialog import WorkingDialog
from tests.unit.storage.faults import closed_database, count_bets, files_of, garble

DAMAGE = StoreDamaged("malformed")


def when_shown(kind: type[QDialog], act: Callable[[QDialog], object]) -> None:
    """Do something to the dialog of that kind once it is there."""
    timer = QTimer(QApplication.instance(), interval=10)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            timer.stop()
            act(dialog)

    timer.timeout.connect(look)
    timer.start()


def test_a_damaged_database_offers_ways_out_and_none_is_taken_by_closing(qapp, tmp_path: Path) -> None:
    when_shown(DamageDialog, lambda dialog: dialog.reject())
    assert ways_out.ask_way_out(DAMAGE, tmp_path / "liveapp.sqlite3") is None


def test_the_way_that_is_chosen_is_given(qapp, tmp_path: Path) -> None:
    path = closed_database(tmp_path)
    backup = make_backup(path).path

    def choose_the_backup(dialog: QDialog) -> None:
        radio = next(one for one in dialog.findChildren(QRadioButton) if "Restore" in one.text())
        radio.click()
        dialog.accept()

    when_shown(DamageDialog, lambda dialog: dialog.accept())
    assert ways_out.ask_way_out(DAMAGE, path) == SaveReadable()
    when_shown(DamageDialog, choose_the_backup)
    assert ways_out.ask_way_out(DAMAGE, path) == RestoreCopy(backup)


def test_another_fault_is_told_and_offers_nothing(qapp, tmp_path: Path) -> None:
    when_shown(StoreFaultDialog, lambda dialog: dialog.reject())
    assert ways_out.ask_way_out(StoreFull("full"), tmp_path / "liveapp.sqlite3") is None


@pytest.mark.parametrize(
    ("way", "kind"), [(SaveReadable(), Salvaged), (StartEmpty(), StartedOver)], ids=["save", "empty"]
)
def test_a_way_is_taken_while_a_dialog_stands(qapp, tmp_path: Path, way: object, kind: type) -> None:
    path = closed_database(tmp_path, bets=3000)
    garble(path)
    assert isinstance(ways_out.go(way, path), kind)  # type: ignore[arg-type]


def test_a_restore_is_one_of_them(qapp, tmp_path: Path) -> None:
    path = closed_database(tmp_path / "data")
    source = closed_database(tmp_path / "other", bets=7)
    outcome = ways_out.go(RestoreCopy(source), path)
    assert isinstance(outcome, Restored)
    assert count_bets(path) == 7


def test_what_fails_is_given_as_a_fault_and_changes_nothing(qapp, tmp_path: Path) -> None:
    path = closed_database(tmp_path)
    before = files_of(tmp_path)
    outcome = ways_out.go(RestoreCopy(tmp_path / "missing"), path)
    assert isinstance(outcome, StoreUnavailable)
    assert files_of(tmp_path) == before


def test_cancel_ends_it_and_changes_nothing(qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = closed_database(tmp_path, bets=3000)
    before = files_of(tmp_path)

    def endless(_path: Path, _way: object, report: Callable[[object], None]) -> None:
        while True:
            report(None)

    monkeypatch.setattr(ways_out, "take_way_out", endless)
    when_shown(WorkingDialog, lambda dialog: dialog.reject())
    assert isinstance(ways_out.go(SaveReadable(), path), JobCancelled)
    assert files_of(tmp_path) == before


def test_an_offer_holds_the_folder_and_says_how_it_ended(qapp, tmp_path: Path) -> None:
    path = closed_database(tmp_path, bets=3000)
    garble(path)
    settings = Settings(data_dir=tmp_path)
    when_shown(DamageDialog, lambda dialog: dialog.reject())
    assert ways_out.offer(DAMAGE, settings) is None
    when_shown(DamageDialog, lambda dialog: dialog.accept())
    assert isinstance(ways_out.offer(DAMAGE, settings), Salvaged)
    with holding(tmp_path):
        when_shown(DamageDialog, lambda dialog: dialog.accept())
        assert isinstance(ways_out.offer(DAMAGE, settings), LiveappError)


def test_how_it_ended_is_told(qapp, tmp_path: Path) -> None:
    when_shown(WayOutDialog, lambda dialog: dialog.reject())
    ways_out.tell(StartedOver(None), tmp_path)
