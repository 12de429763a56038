"""Why most bets differ: told where it is so, and not where chance could make it look so."""

from collections.abc import Callable, Sequence

import pytest

from liveapp.domain.bets import DIFFICULTIES, SeedPair
from liveapp.domain.patterns import MOST_COMPARED, NONCE_SHIFTS, Pattern, PatternKind, pattern_of
from liveapp.domain.proof import BetToProve
from liveapp.domain.pump import MULTIPLIERS, SeedPairOutcomes, hash_server_seed

SERVER_SEED = "the server's seed"
CLIENT_SEED = "client"


def played(
    nonces: Sequence[int],
    difficulty: str = "expert",
    client_seed: str = CLIENT_SEED,
    server_seed: str = SERVER_SEED,
) -> list[BetToProve]:
    """Bets as they were played, with the results of these seeds, and without a target."""
    pumps_of = SeedPairOutcomes(server_seed, client_seed).of(difficulty)
    return [
        BetToProve(nonce, nonce, 1.0, 0.0, difficulty, None, MULTIPLIERS[difficulty][pumps_of(nonce)], False)
        for nonce in nonces
    ]


def found(bets: Sequence[BetToProve], client_seed: str = CLIENT_SEED) -> Pattern | None:
    return pattern_of(SERVER_SEED, SeedPair(hash_server_seed(SERVER_SEED), client_seed), bets)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
@pytest.mark.parametrize("shift", NONCE_SHIFTS)
def test_recorded_nonces_that_are_off_are_told_with_what_makes_them_right(
    difficulty: str, shift: int
) -> None:
    bets = [bet._replace(nonce=bet.nonce - shift) for bet in played(range(5, 1005), difficulty)]
    assert found(bets) == Pattern(
        PatternKind.NONCES_SHIFTED, nonce_shift=shift, explained=MOST_COMPARED, compared=MOST_COMPARED
    )


def test_nonces_may_be_off_at_both_ends_of_what_nonces_can_be() -> None:
    first = [bet._replace(nonce=bet.nonce + 2) for bet in played(range(40))]
    assert found(first) == Pattern(
        PatternKind.NONCES_SHIFTED, nonce_shift=-2, explained=len(first), compared=len(first)
    )
    last = [bet._replace(nonce=bet.nonce - 1) for bet in played(range(2**63 - 40, 2**63))]
    pattern = found(last)
    assert pattern
    assert pattern.nonce_shift == 1


@pytest.mark.parametrize("recorded", DIFFICULTIES)
@pytest.mark.parametrize("real", DIFFICULTIES)
def test_results_of_another_table_are_told_with_its_difficulty(recorded: str, real: str) -> None:
    bets = [bet._replace(difficulty=recorded) for bet in played(range(1, 201), real)]
    pattern = found(bets)
    if recorded == real:
        assert pattern is None
    else:
        assert pattern
        assert (pattern.kind, pattern.difficulty) == (PatternKind.OTHER_DIFFICULTY, real)


@pytest.mark.parametrize(
    ("recorded", "real"),
    [
        (" client ", "client"),
        ("\u00a0client\n", "client"),
        ("client", " client"),
        ("client", "client "),
        ("client", " client "),
        ("  client ", "client "),
        (" client\t", " client"),
        (" client", "client "),
        ("client ", " client"),
        ("   ", ""),
    ],
)
def test_blanks_around_the_client_seed_are_told_with_the_seed_that_is_right(recorded: str, real: str) -> None:
    pattern = found(played(range(1, 60), "easy", real), recorded)
    assert pattern
    assert (pattern.kind, pattern.client_seed) == (PatternKind.CLIENT_SEED_SPACED, real)


def test_bets_that_are_right_or_of_quite_other_seeds_have_no_pattern() -> None:
    for difficulty in DIFFICULTIES:
        assert found(played(range(1, 300), difficulty)) is None
        assert found(played(range(1, 300), difficulty, server_seed="another")) is None
        assert found(played(range(1, 300), difficulty, client_seed="other")) is None
    assert found([]) is None


def test_a_few_odd_ones_do_not_hide_a_pattern_and_many_do() -> None:
    bets = [bet._replace(nonce=bet.nonce + 1) for bet in played(range(1, 101), "easy")]
    wrong = [bet._replace(round_result=bet.round_result + 100) for bet in bets]
    pattern = found([*wrong[:5], *bets[5:]])
    assert pattern
    assert (pattern.explained, pattern.compared) == (95, 100)
    assert found([*wrong[:6], *bets[6:]]) is None


def test_where_half_of_the_bets_are_right_nothing_is_told() -> None:
    bets = played(range(1, 101), "easy")
    shifted = [bet._replace(nonce=bet.nonce + 1000) for bet in bets]
    assert found([*bets[:50], *shifted[50:]]) is None


@pytest.mark.parametrize(("difficulty", "least"), [("easy", 7), ("expert", 23)])
def test_so_few_that_chance_could_be_the_reason_tell_nothing(difficulty: str, least: int) -> None:
    """The commonest result of expert, 1.00×, comes up 4 times in 10: many of them are needed."""
    common = [
        bet for bet in played(range(2, 400), difficulty) if difficulty == "easy" or bet.round_result == 1.0
    ]
    right = SeedPairOutcomes(SERVER_SEED, CLIENT_SEED).of(difficulty)
    # Recorded one too high, and none of them right as recorded.
    bets = [bet._replace(nonce=bet.nonce + 1) for bet in common if right(bet.nonce + 1) != right(bet.nonce)]
    assert found(bets[: least - 1]) is None
    pattern = found(bets[:least])
    assert pattern
    assert pattern.nonce_shift == -1


def test_many_bets_of_one_round_are_one_witness() -> None:
    bets = [bet._replace(nonce=bet.nonce + 1) for bet in played([5], "easy")] * 100
    assert found(bets) is None


def stand_ins(target: float | None, pays: Callable[[BetToProve], float]) -> list[BetToProve]:
    """Bets of which only is known what they were paid, and that are recorded one too low."""
    return [
        bet._replace(
            nonce=bet.nonce - 1,
            round_target=target,
            round_result=pays(bet),
            payout=pays(bet),
            is_stand_in=True,
        )
        for bet in played(range(1, 201))
    ]


def test_bets_without_a_result_tell_by_what_they_were_paid_where_they_have_a_target() -> None:
    pattern = found(stand_ins(1.63, lambda bet: 1.63 if bet.round_result >= 1.63 else 0.0))
    assert pattern
    assert (pattern.kind, pattern.nonce_shift) == (PatternKind.NONCES_SHIFTED, 1)
    assert found(stand_ins(None, lambda bet: bet.round_result)) is None
    # A target that is hardly ever reached: whatever nonce one assumes, nothing is paid.
    assert found(stand_ins(3203384.8, lambda _: 0.0)) is None


def test_a_wrong_payout_hides_no_pattern_of_results() -> None:
    bets = [bet._replace(nonce=bet.nonce + 2, round_target=1.63, payout=0.7) for bet in played(range(1, 201))]
    pattern = found(bets)
    assert pattern
    assert pattern.nonce_shift == -2
