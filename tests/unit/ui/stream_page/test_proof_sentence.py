"""The proof in one sentence."""

import pytest

from liveapp.domain.verdicts import StreamProof
from liveapp.ui.stream_page.proof_sentence import HINT, ProofSentence
from tests.unit.ui.streams.values import make_stream


@pytest.fixture
def sentence(theme, qtbot) -> ProofSentence:
    made = ProofSentence()
    qtbot.addWidget(made)
    return made


def test_before_a_seed_is_known_nothing_is_said(sentence) -> None:
    sentence.show_stream(make_stream(total_bets=3))
    assert sentence.isHidden()
    sentence.show_stream(None)
    assert sentence.isHidden()


def test_how_far_a_stream_is_proven_is_said_until_it_is_no_longer_shown(sentence) -> None:
    proven = make_stream(total_bets=3, proof=StreamProof(True, verified=2, mismatched=0, unverifiable=1))
    sentence.show_stream(proven)
    assert sentence.text() == sentence.accessibleName() == "2 of 3 bets proven"
    assert sentence.toolTip() == f"2 proven · 0 differ · 1 cannot be verified\n{HINT}"
    assert not sentence.isHidden()
    sentence.show_stream(make_stream(total_bets=3, proof=StreamProof(True, verified=1, mismatched=2)))
    assert sentence.text() == "2 of 3 bets differ"
    sentence.show_stream(None)
    assert sentence.isHidden()
