"""Charts on a real store, analysed as in the program."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from liveapp.domain.pump import MULTIPLIERS
from liveapp.storage.store import Store
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.charts.redrawing import Redrawing
from liveapp.ui.charts.shown_range import ShownRange
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES
from tests.window_fixtures import make_bet

ROUNDS = 60
FIRST = 101
MISSING = range(131, 136)
HIGHEST = 120
TABLE = MULTIPLIERS["expert"]
TARGET = TABLE[2]


def played(nonce: int, **changes: object):
    """A bet of the stream that the charts draw: every fifth wins, one reaches far."""
    result = TABLE[10] if nonce == HIGHEST else TABLE[3] if nonce % 5 == 0 else TABLE[0]
    values = {
        "difficulty": "expert",
        "amount": 2.0,
        "round_target": TARGET,
        "round_result": result,
        "payout": 2.0 * TARGET if result >= TARGET else 0.0,
        "currency": "btc",
        **changes,
    }
    return make_bet(nonce, **values)


@pytest.fixture
def icons(theme: QApplication) -> Icons:
    return Icons(RESOURCES)


@pytest.fixture
def owner(qapp: QApplication, questions: Questions) -> Iterator[QObject]:
    """Whatever is made for charts ends with it, here: rubbish might be swept up by any thread."""
    made = QObject()
    yield made
    delete(made)


@pytest.fixture
def watcher(owner: QObject) -> QObject:
    return QObject(owner)


@pytest.fixture
def idle_redrawing(store: Store, questions: Questions, owner: QObject) -> Redrawing:
    """One that nothing is asked of: pictures are given to charts by hand."""
    return Redrawing(LiveAnalysis(store.reader, questions, owner), owner)


@pytest.fixture
def analysis(theme, store, questions, bridge, record, stream_of, owner) -> LiveAnalysis:
    """Of a stream with 60 nonces from 101 on, five of them missing; it follows the store, once watched."""
    record(*(played(nonce) for nonce in range(FIRST, FIRST + ROUNDS) if nonce not in MISSING))
    made = LiveAnalysis(store.reader, questions, owner)
    made.show_stream(stream_of())
    bridge.store_changed.connect(lambda events: made.apply(stream_of(made._stream.seeds), events))
    return made


@pytest.fixture
def redrawing(analysis, owner, watcher) -> Redrawing:
    analysis.watch(watcher)
    return Redrawing(analysis, owner)


@pytest.fixture
def nonces(owner) -> ShownRange:
    """All nonces of the stream."""
    made = ShownRange(owner)
    made.set_whole(FIRST, FIRST + ROUNDS - 1)
    return made
