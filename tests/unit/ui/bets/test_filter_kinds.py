from dataclasses import replace
from datetime import datetime

import pytest

from liveapp.domain.bets import BetOutcome
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.ui.bets.filter_kinds import BOOKMARKED, KINDS, NONCES, OUTCOME, PROOF, TARGET, TIMES
from liveapp.ui.widgets.typed_values import NotUnderstood


def local_us(*moment: int) -> int:
    return round(datetime(*moment).astimezone().timestamp()) * 1_000_000


START, END = local_us(2026, 1, 28, 21, 3), local_us(2026, 1, 28, 22, 15) + 59_999_999
EVERYTHING = BetFilter(
    2.0, "hard", BetOutcome.LOST, 2.5, 1000, 2000, START, END, is_bookmarked=True, verdicts=DIFFERING
)


@pytest.mark.parametrize(
    ("kind", "bet_filter", "words"),
    [
        (OUTCOME, BetFilter(outcome=BetOutcome.WON), "Won"),
        (OUTCOME, BetFilter(outcome=BetOutcome.LOST), "Lost"),
        (TARGET, BetFilter(target=2.5), "Target 2.50×"),
        (NONCES, BetFilter(nonce_from=1000, nonce_to=2000), "Nonce 1,000–2,000"),
        (NONCES, BetFilter(nonce_from=1000, nonce_to=1000), "Nonce 1,000"),
        (NONCES, BetFilter(nonce_from=0), "Nonce from 0"),
        (NONCES, BetFilter(nonce_to=2000), "Nonce up to 2,000"),
        (TIMES, BetFilter(time_from_us=START, time_to_us=END), "Time 2026-01-28 21:03–22:15"),
        (TIMES, BetFilter(time_from_us=START), "Time from 2026-01-28 21:03"),
        (TIMES, BetFilter(time_to_us=END), "Time up to 2026-01-28 22:15"),
        (BOOKMARKED, BetFilter(is_bookmarked=True), "Bookmarked"),
        (PROOF, BetFilter(verdicts=(Verdict.VERIFIED,)), "Verified"),
        (PROOF, BetFilter(verdicts=DIFFERING), "Differs"),
        (PROOF, BetFilter(verdicts=(Verdict.UNVERIFIABLE,)), "Cannot be verified"),
        (
            PROOF,
            BetFilter(verdicts=(Verdict.RESULT_DIFFERS, Verdict.UNVERIFIABLE)),
            "Result differs or cannot be verified",
        ),
    ],
)
def test_a_chip_says_what_is_let_through(kind, bet_filter: BetFilter, words: str) -> None:
    assert kind.words(bet_filter) == words
    assert kind.words(ALL_BETS) is None


def test_each_kind_ends_its_own_part_alone_and_all_together_end_every_part() -> None:
    rest = EVERYTHING
    for kind in KINDS:
        without = kind.off(EVERYTHING)
        assert [one.name for one in KINDS if one.words(without) is None] == [kind.name]
        rest = kind.off(rest)
    assert rest == BetFilter(2.0, "hard")


@pytest.mark.parametrize("kind", [OUTCOME, BOOKMARKED, PROOF])
def test_what_is_chosen_is_what_the_choice_says_and_the_other_parts_stay(kind) -> None:
    for choice in kind.choices:
        chosen = choice.on(EVERYTHING)
        assert kind.words(chosen) == choice.words.replace("&", "")
        assert kind.off(chosen) == kind.off(EVERYTHING)


@pytest.mark.parametrize("kind", [TARGET, NONCES, TIMES])
def test_what_is_typed_at_first_gives_the_same_filter(kind) -> None:
    assert kind.take(ALL_BETS, [field.text for field in kind.fields(ALL_BETS)]) == ALL_BETS
    assert kind.take(EVERYTHING, [field.text for field in kind.fields(EVERYTHING)]) == EVERYTHING


@pytest.mark.parametrize(
    ("kind", "texts", "expected"),
    [
        (TARGET, ["2,5"], replace(EVERYTHING, target=2.5)),
        (TARGET, [""], replace(EVERYTHING, target=None)),
        (TARGET, ["0"], replace(EVERYTHING, target=None)),
        (NONCES, ["5", ""], replace(EVERYTHING, nonce_from=5, nonce_to=None)),
        (NONCES, ["", ""], replace(EVERYTHING, nonce_from=None, nonce_to=None)),
        (TIMES, ["", "2026-01-28 22:15"], replace(EVERYTHING, time_from_us=None)),
    ],
)
def test_an_emptied_field_is_no_filter_and_the_other_parts_stay(kind, texts, expected) -> None:
    assert kind.take(EVERYTHING, texts) == expected


@pytest.mark.parametrize(
    ("kind", "texts"),
    [(TARGET, ["x"]), (NONCES, ["9", "8"]), (NONCES, ["x", ""]), (TIMES, ["2026-01-28", "2026-01-27"])],
)
def test_what_cannot_be_a_filter_is_refused(kind, texts) -> None:
    with pytest.raises(NotUnderstood):
        kind.take(ALL_BETS, texts)
