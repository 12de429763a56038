"""What the proof of a stream brought to light: read when it is other than before, in the background."""

import pytest

from liveapp.domain.patterns import PatternKind
from liveapp.ui.proof import findings as module
from liveapp.ui.proof.findings import Findings, FindingsReader
from tests.unit.ui.proof.values import OWN, SEED, TWIN, judge, played, tampered


@pytest.fixture
def found(store, questions, monkeypatch) -> tuple[FindingsReader, list[Findings]]:
    """What reads, and all that it found."""
    monkeypatch.setattr(module, "LEAST_PAUSE_MS", 10)
    reader = FindingsReader(store.reader, questions)
    told: list[Findings] = []
    reader.found.connect(told.append)
    return reader, told


def test_the_seed_and_the_first_bets_that_differ_are_found(found, store, stream_of, qtbot) -> None:
    reader, told = found
    store.writer.record([*played(range(1, 200)), *tampered(range(200, 320))])
    store.writer.reveal_seed(SEED)
    judge(store, stream_of(OWN))
    reader.show_stream(stream_of(OWN))
    qtbot.waitUntil(lambda: bool(told))
    (findings,) = told
    assert findings.verification.server_seed == SEED
    assert findings.stream_key == stream_of(OWN).key
    assert [one.nonce for one in findings.verification.mismatches] == list(range(200, 300))
    assert findings.pattern is None


def test_nothing_is_read_again_before_more_differ(found, store, stream_of, qtbot) -> None:
    reader, told = found
    store.writer.record(played(range(1, 4)))
    store.writer.reveal_seed(SEED)
    reader.show_stream(stream_of(OWN))
    qtbot.waitUntil(lambda: len(told) == 1)
    judge(store, stream_of(OWN))
    reader.show_stream(stream_of(OWN))
    store.writer.record(tampered([4]))
    judge(store, stream_of(OWN))
    reader.show_stream(stream_of(OWN))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [one.nonce for one in told[-1].verification.mismatches] == [4]
    reader.forget()
    reader.show_stream(stream_of(OWN))
    qtbot.waitUntil(lambda: len(told) == 3)


def test_where_most_differ_the_reason_is_looked_for(found, store, stream_of, qtbot) -> None:
    reader, told = found
    store.writer.record(played(range(1, 60), shift=1))
    store.writer.reveal_seed(SEED)
    judge(store, stream_of(OWN))
    reader.show_stream(stream_of(OWN))
    qtbot.waitUntil(lambda: bool(told))
    pattern = told[0].pattern
    assert (pattern.kind, pattern.nonce_shift) == (PatternKind.NONCES_SHIFTED, 1)
    assert pattern.explained == pattern.compared == stream_of(OWN).proof.mismatched


def test_what_was_asked_of_a_former_stream_is_not_told(found, store, stream_of, qtbot) -> None:
    reader, told = found
    store.writer.record([*played([1]), *played([1], TWIN)])
    store.writer.reveal_seed(SEED)
    reader.show_stream(stream_of(OWN))
    reader.show_stream(stream_of(TWIN))
    qtbot.waitUntil(lambda: bool(told))
    assert [one.stream_key for one in told] == [stream_of(TWIN).key]


def test_a_stream_that_is_gone_is_no_fault_and_a_store_that_cannot_be_read_is_one(
    found, store, stream_of, qtbot
) -> None:
    reader, told = found
    store.writer.record([*played([1]), *played([1], TWIN)])
    store.writer.reveal_seed(SEED)
    own, twin = stream_of(OWN), stream_of(TWIN)
    store.writer.delete_stream(own.id)
    faults: list[object] = []
    reader.fault_met.connect(faults.append)
    reader.show_stream(own)
    qtbot.waitUntil(lambda: reader._question is None)
    assert faults == []
    store.close()
    reader.show_stream(twin)
    qtbot.waitUntil(lambda: bool(faults))
    assert len(faults) == 1
    assert told == []
