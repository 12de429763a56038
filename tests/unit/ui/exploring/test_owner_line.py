"""The hash of a typed server seed, and whose it is."""

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreLocked
from liveapp.ui.exploring.owner_line import NO_SEED, OwnerLine
from tests.unit.ui.exploring.values import HASH, SERVER_SEED


@pytest.fixture
def line(theme, store, questions, qtbot) -> OwnerLine:
    made = OwnerLine(store.reader, questions)
    qtbot.addWidget(made)
    return made


def test_a_seed_is_told_by_its_hash_and_by_the_stream_that_has_it(line, record, qtbot) -> None:
    record(1, seeds=SeedPair(HASH.upper(), "<b>my-client"))
    assert line.text() == NO_SEED
    line.show_seed(SERVER_SEED)
    assert line.text() == f"Hash: {HASH}"
    owner = f"The server seed of {HASH.upper()[:10]} · <b>my-client"
    qtbot.waitUntil(lambda: line.text() == f"{owner}. Hash: {HASH}")
    assert HASH in line.toolTip()


def test_a_seed_of_nobody_is_told_as_such(line, qtbot) -> None:
    line.show_seed(SERVER_SEED)
    qtbot.waitUntil(lambda: line.text() == f"No recorded stream has this seed. Hash: {HASH}")
    line.show_seed("")
    assert line.text() == NO_SEED


def test_while_somebody_types_only_the_last_seed_is_asked_about(line, store, qtbot, monkeypatch) -> None:
    asked: list[str] = []
    real = type(store.reader).streams_of_hash

    def streams_of_hash(reader, hashed):
        asked.append(hashed)
        return real(reader, hashed)

    monkeypatch.setattr(type(store.reader), "streams_of_hash", streams_of_hash)
    for length in range(1, len(SERVER_SEED) + 1):
        line.show_seed(SERVER_SEED[:length])
    line.show_seed(SERVER_SEED)
    qtbot.waitUntil(lambda: line.text().startswith("No recorded stream"))
    assert asked == [HASH]


def test_where_the_store_cannot_be_asked_the_hash_stays(line, store, qtbot, monkeypatch) -> None:
    def fail(_reader, _hashed):
        raise StoreLocked("The database is locked")

    monkeypatch.setattr(type(store.reader), "streams_of_hash", fail)
    line.show_seed(SERVER_SEED)
    qtbot.waitUntil(lambda: not line._rest.isActive())
    qtbot.waitUntil(lambda: line._question is None)
    assert line.text() == f"Hash: {HASH}"
