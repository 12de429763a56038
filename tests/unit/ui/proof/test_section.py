"""The part of the tab that proves a stream."""

import pytest

from liveapp.ui.proof.section import ProofSection
from liveapp.ui.widgets.copy_field import CopyField
from tests.shell import button
from tests.unit.ui.proof.values import OTHER, OTHER_SEED, OWN, SEED, TWIN, judge, played, tampered


@pytest.fixture
def section(theme, store, questions, stream_of, qtbot) -> ProofSection:
    store.writer.record([*played(range(1, 10)), *tampered([10])])
    store.writer.record([*played([1], TWIN), *played([1], OTHER)])
    made = ProofSection(store.reader, questions, CopyField("server seed", is_secret=True))
    qtbot.addWidget(made)
    made._server_seed.setParent(made)
    made.resize(700, 400)
    made.show_stream(stream_of(OWN))
    made.show()
    return made


def test_at_first_it_asks_for_the_seed_and_then_it_tells_what_came_of_it(
    section, store, stream_of, qtbot
) -> None:
    assert section.entry.isVisible()
    assert not section.result.isVisible()
    section.entry.edit.setText(SEED)
    store.writer.reveal_seed(SEED)
    judge(store, stream_of(OWN))
    section.show_stream(stream_of(OWN))
    assert not section.entry.isVisible()
    assert section.entry.seed == ""
    assert section.result.words == "9 right · 1 differs · 0 cannot be computed"
    qtbot.waitUntil(lambda: section._server_seed.value == SEED)
    assert [section.result.model.mismatch(0).nonce] == [10]


def test_reveal_submits_what_is_some_stream_s(section, qtbot) -> None:
    reveal = button(section, "Reveal")
    assert not reveal.isEnabled()
    section.entry.edit.setText(OTHER_SEED)
    qtbot.waitUntil(reveal.isEnabled)
    with qtbot.waitSignal(section.entry.submitted):
        reveal.click()


def test_a_shown_seed_is_hidden_and_gone_with_its_stream(section, store, stream_of, qtbot) -> None:
    seed = section._server_seed
    store.writer.reveal_seed(SEED)
    section.show_stream(stream_of(OWN))
    qtbot.waitUntil(lambda: seed.value == SEED)
    button(seed, "Show").click()
    section.show_stream(stream_of(OWN))
    assert seed.is_readable
    section.show_stream(stream_of(OTHER))
    assert (seed.value, seed.is_readable) == ("", False)
    section.show_stream(stream_of(TWIN))
    qtbot.waitUntil(lambda: seed.value == SEED)
    assert not seed.is_readable


def test_a_seed_is_there_again_after_a_look_at_a_stream_whose_seed_is_unknown(
    section, store, stream_of, qtbot
) -> None:
    seed = section._server_seed
    store.writer.reveal_seed(SEED)
    for seeds in (OWN, OTHER, OWN):
        section.show_stream(stream_of(seeds))
        qtbot.waitUntil(lambda seeds=seeds: seed.value == ("" if seeds is OTHER else SEED))
