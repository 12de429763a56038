"""Parts of the window on a real store: what is recorded travels the same way as in the program."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveapp.app.windowed.bridge import Bridge
from liveapp.domain.bets import Bet, Heartbeat, Observation, SeedPair
from liveapp.domain.streams import Stream
from liveapp.storage.store import Store
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.streams.panel import StreamsPanel
from liveapp.ui.theme import apply_theme
from liveapp.ui.widgets.icons import Icons
from tests.new_databases import open_new_store
from tests.shell import RESOURCES

LIMIT_MS = 20_000
"""Nothing that is waited for takes this long; a test that does hangs."""

SEEDS = SeedPair("1a2b3c4d5e" + "f0" * 27, "my-client")
OTHER_SEEDS = SeedPair("77aa" + "0b" * 30, "other-client")

Record = Callable[..., list[Bet]]


def make_bet(nonce: int, seeds: SeedPair = SEEDS, **changes: object) -> Bet:
    """A bet that lost 1 at an easy round, but for the changes; its id is its nonce's."""
    values: dict[str, object] = {
        "seeds": seeds,
        "antebot_bet_id": f"bet-{nonce}",
        "nonce": nonce,
        "amount": 1.0,
        "payout": 0.0,
        "difficulty": "easy",
        "round_result": 1.02,
        **changes,
    }
    return Bet(**values)  # type: ignore[arg-type]


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QtBot]:
    """pytest-qt's own, which waits longer: a busy machine is no failure. No dialog outlives its test."""
    for wait in ("waitUntil", "waitSignal", "waitSignals"):
        monkeypatch.setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=LIMIT_MS))
    yield qtbot
    for open_widget in (QApplication.activePopupWidget, QApplication.activeModalWidget):
        while (widget := open_widget()) is not None and widget.close():
            pass


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_new_store(tmp_path / "liveapp.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def record(store: Store) -> Record:
    """Records bets given whole, or one for each nonce; returns them."""

    def record_bets(*bets: Bet | int, seeds: SeedPair = SEEDS, **changes: object) -> list[Bet]:
        whole = [bet if isinstance(bet, Bet) else make_bet(bet, seeds, **changes) for bet in bets]
        store.writer.record(whole)
        return whole

    return record_bets


@pytest.fixture
def record_heartbeat(store: Store) -> Callable[..., None]:
    def record(nonce: int, seeds: SeedPair = SEEDS) -> None:
        store.writer.record([Heartbeat(seeds, nonce, 1.02)])

    return record


@pytest.fixture
def stream_of(store: Store) -> Callable[..., Stream]:
    """The stream of a seed pair as it is stored now."""

    def find(seeds: SeedPair = SEEDS) -> Stream:
        return next(stream for stream in store.reader.streams()[0] if stream.seeds == seeds)

    return find


@pytest.fixture
def theme(qapp: QApplication) -> QApplication:
    apply_theme(qapp, "light")
    return qapp


@pytest.fixture
def questions(qapp: QApplication) -> Iterator[Questions]:
    made = Questions()
    yield made
    made.stop()


@pytest.fixture
def bridge(qapp: QApplication, store: Store) -> Iterator[Bridge]:
    """Carries what the store's writer tells into Qt."""
    made = Bridge()
    unsubscribe = store.writer.subscribe(made.publish)
    yield made
    unsubscribe()
    made.stop()


@pytest.fixture
def bet_model(store: Store, questions: Questions, bridge: Bridge) -> BetTableModel:
    """A bet table that follows the store; it shows no stream yet."""
    model = BetTableModel(store.reader, questions)
    bridge.store_changed.connect(model.apply)
    return model


@pytest.fixture
def tab(theme: QApplication, store: Store, questions: Questions) -> BetsTab:
    """The table of bets, on no page yet; `page` has it."""
    return BetsTab(store.reader, questions)


@pytest.fixture
def page(tab: BetsTab, store: Store, questions: Questions, bridge: Bridge, qtbot: QtBot) -> StreamPage:
    """A stream's page on the screen with its table of bets, following the store."""
    made = StreamPage([tab], store.reader, questions, Icons(RESOURCES))
    qtbot.addWidget(made)
    bridge.store_changed.connect(made.apply)
    made.resize(1100, 600)
    made.show()
    return made


@pytest.fixture
def panel(
    theme: QApplication, store: Store, questions: Questions, bridge: Bridge, qtbot: QtBot
) -> StreamsPanel:
    """The list of streams on the screen, following the store; not loaded yet."""
    made = StreamsPanel(store.reader, questions)
    qtbot.addWidget(made)
    bridge.store_changed.connect(made.apply)
    made.resize(280, 600)
    made.show()
    return made


def column(model: BetTableModel, number: int, role: int) -> list[object]:
    """What a column gives for a role, from the first row to the last."""
    return [model.index(row, number).data(role) for row in range(model.rowCount())]


def observations(nonces: Sequence[int], seeds: SeedPair = SEEDS) -> list[Observation]:
    """Bets on these nonces with results that differ."""
    return [make_bet(nonce, seeds, round_result=1 + nonce * 37 % 101 / 10) for nonce in nonces]
