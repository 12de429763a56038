"""Ways out of a database that cannot be used, where there is no window (yet, or any more)."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from liveapp.domain.errors import LiveappError, StoreDamaged, StoreUnavailable
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.keeping import WayOut, WentOut
from liveapp.storage import copies_of, take_way_out
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.faults.way_out_dialog import WayOutDialog
from liveapp.ui.faults.working_dialog import WorkingDialog
from liveapp.ui.questions import Question, Questions


def ask_way_out(error: StoreUnavailable, database_path: Path) -> WayOut | None:
    """Tell in a dialog why the database cannot be used; the way out that was chosen, None for none."""
    _application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(error, StoreDamaged):
        StoreFaultDialog(error, database_path).exec()
        return None
    dialog = DamageDialog(error, database_path, copies_of(database_path))
    dialog.exec()
    return dialog.way_out


def go(way: WayOut, database_path: Path) -> WentOut | LiveappError:
    """Take a way out on a data folder that nobody has open, a dialog standing meanwhile; how it ended."""
    dialog = WorkingDialog(way)
    questions = Questions()
    ended: list[WentOut | LiveappError] = []

    def work(question: Question) -> WentOut:
        def report(_progress: Progress) -> None:
            if question.is_cancelled():
                raise JobCancelled

        try:
            return take_way_out(database_path, way, report)
        except OSError as error:
            raise StoreUnavailable(f"{error.filename or database_path}: {error.strerror or error}") from error

    def finish(outcome: WentOut | LiveappError) -> None:
        ended.append(outcome)
        dialog.accept()

    question = questions.ask(dialog, work, finish, finish)
    dialog.exec()
    if not ended:
        question.cancel()
    questions.stop()
    return ended[0] if ended else JobCancelled()


def tell(outcome: WentOut | LiveappError, data_dir: Path) -> None:
    """Say how a way out ended."""
    WayOutDialog(outcome, data_dir).exec()
