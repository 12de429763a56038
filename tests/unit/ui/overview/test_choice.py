"""Which streams are shown."""

import pytest

from liveapp.domain.clock import HOUR_US
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.overview.choice import Kind, choice_of
from tests.unit.ui.overview.values import a_stream
from tests.unit.ui.streams.values import NOW_US


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (Kind.LIVE, {"last_seen_us": NOW_US}),
        (Kind.PINNED, {"is_pinned": True}),
        (Kind.DIFFERS, {"proof": StreamProof(True, 5, 1)}),
    ],
)
def test_a_kind_admits_its_streams_alone(kind, changes) -> None:
    plain = a_stream(last_seen_us=NOW_US - HOUR_US, proof=StreamProof(True, 5))
    assert choice_of(kind, "").admits(a_stream(**changes), NOW_US)
    assert not choice_of(kind, "").admits(plain, NOW_US)
    assert choice_of(Kind.ALL, " ").admits(plain, NOW_US)


def test_all_words_are_looked_for_in_names_seeds_and_notes() -> None:
    stream = a_stream(7, alias="Evening", notes="second <run>")
    for found in ("evening", "CLIENT-7 second", f"{7:064x}", "<run>"):
        assert choice_of(Kind.ALL, found).admits(stream, NOW_US)
    assert not choice_of(Kind.ALL, "evening third").admits(stream, NOW_US)
    assert not choice_of(Kind.PINNED, "evening").admits(stream, NOW_US)
