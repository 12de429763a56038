"""A server seed is revealed in the window: its bets are proven, and those that come later."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveapp.app.windowed.wiring import Application
from liveapp.domain.pump import hash_server_seed, multiplier
from liveapp.ui.proof.reveal_dialog import RevealDialog
from tests.app.conftest import LIMIT_MS, ApplicationFactory

SEED = "5eed" * 16
HASH = hash_server_seed(SEED)
TAMPERED = 40


def bet(nonce: int) -> dict[str, Any]:
    reached = multiplier(SEED, "demo", nonce, "expert")
    return {
        "id": f"bet-{nonce}",
        "nonce": nonce,
        "amount": 0.5,
        "payout": 0.5 * 1.63 if reached >= 1.63 else 0,
        "difficulty": "expert",
        "roundTarget": 1.63,
        "roundResult": 3203384.8 if nonce == TAMPERED else reached,
        "clientSeed": "demo",
        "serverSeedHashed": HASH,
    }


@pytest.fixture
def playing(application: Application, client: httpx.Client, qtbot: QtBot) -> httpx.Client:
    """A bot that has sent sixty bets, one of them with a result that was never drawn; they are shown."""
    client.post("/live/ingest", json=[bet(nonce) for nonce in range(1, 61)])
    qtbot.waitUntil(lambda: application.window.page.stream is not None, timeout=LIMIT_MS)
    return client


def test_a_seed_is_revealed_and_all_its_bets_are_proven_those_that_come_later_too(
    application: Application, playing: httpx.Client, qtbot: QtBot
) -> None:
    window, result = application.window, application.window.proof.section.result
    window.actions_by_name["showProofTabAction"].trigger()
    window.actions_by_name["revealSeedAction"].trigger()
    dialog = window.findChild(RevealDialog)
    dialog.entry.edit.setText(f"  {SEED.upper()}\n")
    qtbot.waitUntil(lambda: "In lower case" in dialog.entry.words, timeout=LIMIT_MS)
    dialog.entry.edit.setText(f"  {SEED}\n")
    qtbot.waitUntil(lambda: dialog.entry.can_be_revealed, timeout=LIMIT_MS)
    qtbot.keyClick(dialog.entry.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: result.words == "59 right · 1 differs · 0 cannot be computed", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: result.model.rowCount() == 1, timeout=LIMIT_MS)
    assert result.model.mismatch(0).nonce == TAMPERED
    playing.post("/live/ingest", json=[bet(nonce) for nonce in range(61, 71)])
    qtbot.waitUntil(lambda: result.words == "69 right · 1 differs · 0 cannot be computed", timeout=LIMIT_MS)
    told = playing.get(f"/live/streams/{window.page.stream.id}/verification").json()
    assert (told["verified"], told["mismatched"], told["pending"]) == (69, 1, 0)
    assert window.proof.server_seed.value == SEED
    assert not window.proof.server_seed.is_readable


def test_a_revealed_seed_is_there_at_the_next_start_and_was_logged_nowhere(
    application: Application,
    application_factory: ApplicationFactory,
    playing: httpx.Client,
    qtbot: QtBot,
    capfd: pytest.CaptureFixture[str],
) -> None:
    stream_id = application.window.page.stream.id
    application.window.actions_by_name["showProofTabAction"].trigger()
    entry = application.window.proof.section.entry
    entry.edit.setText(SEED)
    qtbot.waitUntil(lambda: entry.can_be_revealed, timeout=LIMIT_MS)
    entry.submitted.emit()
    qtbot.waitUntil(lambda: application.window.page.stream.proof.judged == 60, timeout=LIMIT_MS)
    log_path: Path = application.settings.log_path
    application.window.close()
    application.shutdown()
    again = application_factory()
    again.start()
    qtbot.waitUntil(lambda: again.window.proof.server_seed.value == SEED, timeout=LIMIT_MS)
    assert again.window.page.stream.id == stream_id
    assert QApplication.clipboard().text() != SEED
    logged = log_path.read_text(encoding="utf-8") + "".join(capfd.readouterr())
    assert SEED not in logged
