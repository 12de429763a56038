"""Ways out of a database that cannot be used, where there is no window (yet, or any more)."""

import logging
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from liveapp.app.core.folder_lock import DataFolderInUse, holding
from liveapp.app.windowed.quit_signals import quitting_on_signals
from liveapp.domain.errors import LiveappError, StoreDamaged, StoreUnavailable
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.keeping import WayOut, WentOut
from liveapp.settings import Settings
from liveapp.storage import copies_of, take_way_out
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.faults.way_out_dialog import WayOutDialog
from liveapp.ui.faults.working_dialog import WorkingDialog
from liveapp.ui.questions import Question, Questions

logger = logging.getLogger(__name__)


def ask_way_out(error: StoreUnavailable, database_path: Path) -> WayOut | None:
    """Tell in a dialog why the database cannot be used; the way out that was chosen, None for none."""
    _application = QApplication.instance() or QApplication(sys.argv[:1])
    dialog: DamageDialog | StoreFaultDialog
    if isinstance(error, StoreDamaged):
        dialog = DamageDialog(error, database_path, copies_of(database_path))
    else:
        dialog = StoreFaultDialog(error, database_path)
    with quitting_on_signals(dialog.reject):
        dialog.exec()
    return dialog.way_out if isinstance(dialog, DamageDialog) else None


def offer(error: StoreUnavailable, settings: Settings) -> WentOut | LiveappError | None:
    """Tell of a database that cannot be used, and take the way out that is chosen; None for none."""
    way = ask_way_out(error, settings.database_path)
    if way is None:
        return None
    try:
        with holding(settings.data_dir):
            return go(way, settings.database_path)
    except DataFolderInUse as in_use:
        return in_use


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
        except LiveappError:
            raise
        except OSError as error:
            raise StoreUnavailable(f"{error.filename or database_path}: {error.strerror or error}") from error
        except Exception as error:
            # There is no window that could tell of a mistake, and the dialog must not stand for ever.
            logger.exception("A way out ended in an unexpected error")
            raise StoreUnavailable(str(error)) from error

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
