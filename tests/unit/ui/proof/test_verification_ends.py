"""How verifications ended, told in toasts."""

import pytest
from PySide6.QtWidgets import QWidget

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreLocked
from liveapp.domain.events import BetsStored, SeedRevealed, StreamDeleted
from liveapp.domain.jobs import (
    Cancelled,
    DeletionRest,
    Failed,
    Finished,
    JobEnded,
    JobProgressed,
    JobStarted,
    Progress,
)
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.proof.verification_ends import VerificationEnds
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack
from tests.unit.ui.streams.values import make_stream

LONG_AFTER_MS = 60_000


def stream(
    key: int = 1, verified: int = 0, mismatched: int = 0, unverifiable: int = 0, bets: int = 12_345
) -> Stream:
    return make_stream(
        key,
        seeds=SeedPair(f"{key:02x}AA" * 16, f"client-{key}"),
        total_bets=bets,
        proof=StreamProof(True, verified, mismatched, unverifiable),
    )


def request_for(one: Stream) -> SeedVerification:
    return SeedVerification(one.seeds.server_seed_hashed.lower())


def reveal(ends: VerificationEnds, *streams: Stream) -> None:
    ends.note([SeedRevealed(stream(one.key, bets=one.total_bets)) for one in streams])


def run(ends: VerificationEnds, *streams: Stream, job_id: int = 1, total: int = 0) -> None:
    """A verification from its start to its end."""
    request = request_for(streams[0])
    ends.apply([JobStarted(job_id, request), JobProgressed(job_id, Progress(0, total))])
    ends.apply([JobEnded(job_id, request, Finished(SeedVerified(streams)))])


@pytest.fixture
def host(theme, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


@pytest.fixture
def toasts(host) -> ToastStack:
    return ToastStack(host)


@pytest.fixture
def ends(toasts) -> VerificationEnds:
    return VerificationEnds(toasts, LONG_AFTER_MS)


def told(toasts: ToastStack) -> list[tuple[ToastKind, str]]:
    return [(message.kind, message.text) for message in toasts.messages]


def test_what_was_revealed_is_told_when_it_is_proven(ends, toasts) -> None:
    reveal(ends, stream())
    run(ends, stream(verified=12_345))
    assert told(toasts) == [(ToastKind.GOOD, "01AA01AA01: 12,345 of 12,345 bets proven")]


@pytest.mark.parametrize(
    ("ended", "kind", "words"),
    [
        (
            stream(verified=12_000, unverifiable=345),
            ToastKind.GOOD,
            "12,000 of 12,345 bets proven, 345 cannot",
        ),
        (stream(unverifiable=12_345), ToastKind.NOTE, "0 of 12,345 bets proven, 12,345 cannot be verified"),
        (stream(verified=12_344, mismatched=1), ToastKind.TROUBLE, "1 of 12,345 bets differs"),
    ],
)
def test_it_is_told_as_good_as_it_is(ends, toasts, ended, kind, words) -> None:
    reveal(ends, ended)
    run(ends, ended)
    ((told_kind, told_words),) = told(toasts)
    assert told_kind is kind
    assert words in told_words


def test_what_differs_can_be_shown(ends, toasts, qtbot) -> None:
    differing = stream(2, verified=12_342, mismatched=3)
    reveal(ends, stream(1))
    run(ends, stream(1, verified=12_345), differing)
    (message,) = toasts.messages
    assert message.text == "2 streams: 3 of 24,690 bets differ"
    assert message.action_text == "Show"
    with qtbot.waitSignal(ends.show_requested) as asked:
        message.act()
    assert asked.args == [differing]


def test_what_cannot_be_shown_any_more_is_not_offered(ends, toasts) -> None:
    reveal(ends, stream())
    run(ends, stream(mismatched=3))
    (message,) = toasts.messages
    ends.note([StreamDeleted(1, stream().id)])
    assert message.action_text is None


def test_a_short_one_that_nobody_waited_for_says_only_what_differs(ends, toasts) -> None:
    run(ends, stream(verified=12_345))
    assert told(toasts) == []
    run(ends, stream(verified=12_342, mismatched=3))
    assert [kind for kind, _ in told(toasts)] == [ToastKind.TROUBLE]


def test_what_differed_before_an_import_is_no_news_after_it(ends, toasts) -> None:
    ends.note([BetsStored(stream(mismatched=3), (), False, is_live=False, imported=5)])
    run(ends, stream(verified=9, mismatched=3))
    assert told(toasts) == []
    run(ends, stream(verified=9, mismatched=4))
    run(ends, stream(verified=9, mismatched=4))
    assert len(told(toasts)) == 1


def test_a_long_one_is_told_whoever_asked_for_it(ends, toasts) -> None:
    run(ends, stream(verified=12_345), total=10_000)
    assert [kind for kind, _ in told(toasts)] == [ToastKind.GOOD]


def test_a_seed_that_has_nothing_left_to_verify_is_not_waited_for(ends, toasts) -> None:
    ends.note([SeedRevealed(stream(verified=12_345))])
    run(ends, stream(verified=12_345))
    assert told(toasts) == []


def test_streams_without_bets_are_nothing_to_tell(ends, toasts) -> None:
    reveal(ends, stream())
    run(ends, stream(bets=0))
    assert told(toasts) == []


def test_those_that_end_while_others_run_are_told_together(ends, toasts) -> None:
    streams = [stream(key, verified=100, bets=100) for key in range(1, 5)]
    reveal(ends, *streams)
    ends.apply([JobStarted(one.key, request_for(one)) for one in streams])
    for one in streams:
        assert told(toasts) == []
        ends.apply([JobEnded(one.key, request_for(one), Finished(SeedVerified((one,))))])
    assert told(toasts) == [(ToastKind.GOOD, "4 streams: 400 of 400 bets proven")]


def test_one_that_runs_long_keeps_others_untold_only_for_a_moment(toasts, qtbot) -> None:
    ends = VerificationEnds(toasts, join_ms=10)
    short, long = stream(1, verified=5, bets=5), stream(2)
    reveal(ends, short, long)
    ends.apply([JobStarted(1, request_for(short)), JobStarted(2, request_for(long))])
    ends.apply([JobEnded(1, request_for(short), Finished(SeedVerified((short,))))])
    qtbot.waitUntil(lambda: told(toasts) == [(ToastKind.GOOD, "01AA01AA01: 5 of 5 bets proven")])


def test_a_cancelled_one_says_how_far_it_came_and_when_it_goes_on(ends, toasts) -> None:
    for result in (SeedVerified((stream(verified=4_000),)), None):
        ends.apply([JobStarted(1, request_for(stream()))])
        ends.apply([JobEnded(1, request_for(stream()), Cancelled(result))])
    assert [words for _, words in told(toasts)] == [
        "Proof of 01aa01aa01 stopped after 4,000 of 12,345 bets; it goes on at the next start",
        "Proof of 01aa01aa01 stopped; it goes on at the next start",
    ]


def test_one_that_failed_says_why_and_its_fault_is_passed_on(ends, toasts, qtbot) -> None:
    with qtbot.waitSignal(ends.fault_met) as met:
        ends.apply([JobEnded(1, request_for(stream()), Failed(StoreLocked("busy")))])
    assert isinstance(met.args[0], StoreLocked)
    assert told(toasts) == [(ToastKind.TROUBLE, "The proof of 01aa01aa01 could not be finished: busy")]
    ends.apply([JobEnded(2, request_for(stream()), Failed(MemoryError("no room")))])
    assert len(toasts.messages) == 2


def test_other_jobs_are_none_of_its_business(ends, toasts) -> None:
    ends.apply([JobStarted(1, DeletionRest()), JobEnded(1, DeletionRest(), Finished(None))])
    assert told(toasts) == []


def test_those_that_wait_for_their_turn_are_told_together(ends, toasts) -> None:
    streams = [stream(key, verified=100, bets=100) for key in range(1, 5)]
    reveal(ends, *streams)
    for one in streams:
        assert told(toasts) == []
        run(ends, one)
    assert told(toasts) == [(ToastKind.GOOD, "4 streams: 400 of 400 bets proven")]
