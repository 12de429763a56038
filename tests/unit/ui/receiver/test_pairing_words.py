"""What is said of pairing."""

import pytest

from liveapp.domain.pairing import PairingTried
from liveapp.ui.receiver.pairing_words import connected_title, connected_words, seconds_text, wrong_words
from tests.unit.ui.receiver.clients import CHROME, EXTENSION


@pytest.mark.parametrize(
    ("left_s", "words"), [(60.0, "60 s left"), (59.9, "60 s left"), (1.0, "1 s left"), (0.01, "1 s left")]
)
def test_seconds_are_told_until_they_are_over(left_s, words) -> None:
    assert seconds_text(left_s) == words


@pytest.mark.parametrize(("left", "words"), [(4, "4 tries left"), (1, "1 try left"), (0, "no try left")])
def test_a_wrong_code_is_told_with_who_tried_and_how_often_one_still_can(left, words) -> None:
    tried = PairingTried(False, left, EXTENSION, CHROME, 0)
    assert wrong_words(tried) == f"A wrong code was entered (Browser extension in Chrome): {words}"


def test_the_right_one_is_told_with_what_it_opened() -> None:
    assert connected_title(PairingTried(True, 0, EXTENSION, CHROME, 0)) == (
        "Browser extension in Chrome is connected"
    )
    assert connected_words(requires_token=True).startswith("It has the ingest token now")
    assert connected_words(requires_token=False).startswith("It needs no token")
