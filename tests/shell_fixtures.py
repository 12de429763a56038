"""The window on a real store, with the rest of the program stood in for by `RunningProgram`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from liveapp.storage.store import Store
from liveapp.ui.theme import apply_theme
from tests.keepers import NamedCopies
from tests.new_databases import open_new_store
from tests.shell import FIRST_SEEDS, SECOND_SEEDS, OpenedUrls, RunningProgram, Shell, bet


@pytest.fixture
def light_theme(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, "light")
    yield qapp
    apply_theme(qapp, "light")


@pytest.fixture
def program(tmp_path: Path) -> RunningProgram:
    return RunningProgram(tmp_path / "data")


@pytest.fixture
def program_store(program: RunningProgram) -> Iterator[Store]:
    store = open_new_store(program.settings.database_path)
    yield store
    store.close()


@pytest.fixture
def keeper(tmp_path: Path) -> NamedCopies:
    """Knows of no backup yet."""
    return NamedCopies(tmp_path / "backups")


@pytest.fixture
def make_shell(light_theme, program: RunningProgram, program_store: Store) -> Iterator[Any]:
    """Makes the window when the test is ready for it: after what was recorded before the start."""
    shells: list[Shell] = []

    def make() -> Shell:
        shells.append(Shell(program, program_store))
        return shells[-1]

    yield make
    for shell in shells:
        shell.close()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def shell(make_shell, qtbot) -> Shell:
    """The window at its first start: nothing was ever recorded."""
    shell = make_shell()
    shell.window.show()
    qtbot.waitUntil(lambda: shell.window.panel.is_loaded)
    return shell


@pytest.fixture
def live_shell(make_shell, program_store, qtbot) -> Shell:
    """The window with two streams, the first of them shown."""
    program_store.writer.record([bet(SECOND_SEEDS, nonce) for nonce in range(1, 6)])
    program_store.writer.record([bet(FIRST_SEEDS, nonce) for nonce in range(1, 21)])
    shell = make_shell()
    shell.window.show()
    qtbot.waitUntil(lambda: shell.window.page.stream is not None)
    qtbot.waitUntil(lambda: shell.window.bets.view.model().rowCount() == 20)
    return shell


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[OpenedUrls]:
    urls = OpenedUrls()
    QDesktopServices.setUrlHandler("file", urls, "open")
    yield urls
    QDesktopServices.unsetUrlHandler("file")
