"""The server seed of the stream that is shown."""

import pytest

from liveapp.domain.verdicts import Verdict
from liveapp.ui.bets.revealed_seed import RevealedSeed
from tests.unit.ui.bets.proving import PROVABLE, SERVER_SEED, provable_bet
from tests.window_fixtures import LIMIT_MS, SEEDS


@pytest.fixture
def seed(store, questions) -> RevealedSeed:
    return RevealedSeed(store.reader, questions)


def test_it_is_at_hand_once_it_is_revealed_and_its_bets_can_be_computed(
    seed, store, record, stream_of, qtbot
) -> None:
    record(provable_bet(1), provable_bet(2, round_result=2254.0))
    right, wrong = store.reader.bets_by_id([1, 2])
    with qtbot.assertNotEmitted(seed.changed):
        seed.show(stream_of(PROVABLE))
    assert not seed.is_revealed
    assert seed.calculation(right) is None
    store.writer.reveal_seed(SERVER_SEED)
    seed.show(stream_of(PROVABLE))
    assert seed.is_revealed
    qtbot.waitUntil(lambda: seed.calculation(right) is not None)
    assert seed.calculation(right).judgement.verdict is Verdict.VERIFIED
    assert seed.calculation(wrong).judgement.verdict is Verdict.RESULT_DIFFERS
    with qtbot.assertNotEmitted(seed.changed):
        seed.show(stream_of(PROVABLE))


def test_another_stream_or_none_has_no_seed_of_the_former_one(seed, store, record, stream_of, qtbot) -> None:
    record(provable_bet(1))
    record(1)
    store.writer.reveal_seed(SERVER_SEED)
    (bet,) = store.reader.bets_by_id([1])
    for other in (stream_of(SEEDS), None):
        seed.show(stream_of(PROVABLE))
        qtbot.waitUntil(lambda: seed.calculation(bet) is not None)
        with qtbot.waitSignal(seed.changed, timeout=LIMIT_MS):
            seed.show(other)
        assert not seed.is_revealed
        assert seed.calculation(bet) is None


def test_an_answer_for_a_stream_that_is_no_longer_shown_is_dropped(
    seed, store, questions, record, stream_of, qtbot
) -> None:
    record(provable_bet(1))
    store.writer.reveal_seed(SERVER_SEED)
    (bet,) = store.reader.bets_by_id([1])
    seed.show(stream_of(PROVABLE))
    seed.show(None)
    answered = []
    questions.ask(seed, lambda _: None, answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    assert seed.calculation(bet) is None


def test_a_store_that_cannot_be_read_is_told(seed, store, record, stream_of, qtbot) -> None:
    record(provable_bet(1))
    store.writer.reveal_seed(SERVER_SEED)
    stream = stream_of(PROVABLE)
    store.close()
    with qtbot.waitSignal(seed.fault_met, timeout=LIMIT_MS):
        seed.show(stream)


def test_a_stream_that_was_deleted_meanwhile_is_no_fault(
    seed, store, questions, record, stream_of, qtbot
) -> None:
    record(provable_bet(1))
    store.writer.reveal_seed(SERVER_SEED)
    stream = stream_of(PROVABLE)
    store.writer.delete_stream(stream.id)
    with qtbot.assertNotEmitted(seed.fault_met, wait=100):
        seed.show(stream)


def test_the_seed_is_in_no_text_that_a_log_could_take(seed, store, record, stream_of, qtbot) -> None:
    record(provable_bet(1))
    store.writer.reveal_seed(SERVER_SEED)
    (bet,) = store.reader.bets_by_id([1])
    seed.show(stream_of(PROVABLE))
    qtbot.waitUntil(lambda: seed.calculation(bet) is not None)
    assert SERVER_SEED not in repr(seed) + str(seed) + repr(seed.calculation(bet))
