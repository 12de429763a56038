"""A code hands over the token: once, to the one who enters it in time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from liveapp.domain.pairing import CODE_DIGITS, SHOWN_FOR_S, TRIES, Pairing, PairingOutcome, PairingTried
from tests.clock import Clock

WRONG = "not the code"


class Paired:
    """A pairing, its clock, and what it told."""

    def __init__(self) -> None:
        self.told: list[PairingTried] = []
        self.clock = Clock()
        self.numbers = iter([123456, 42, 999999])
        self.bounds: list[int] = []
        self.pairing = Pairing(self.told.append, self.clock.monotonic_s, self.clock.wall_us, self._draw)

    def attempt(self, code: str) -> PairingOutcome:
        return self.pairing.attempt(code, "chrome-extension://a", "Browser/1")

    def _draw(self, bound: int) -> int:
        self.bounds.append(bound)
        return next(self.numbers)


@pytest.fixture
def paired() -> Paired:
    return Paired()


def test_a_code_has_six_digits_with_the_zeros_at_its_beginning(paired: Paired) -> None:
    assert [paired.pairing.begin() for _ in range(3)] == ["123456", "000042", "999999"]
    assert paired.bounds == [10**CODE_DIGITS] * 3


def test_codes_are_drawn_from_all_there_are_where_nobody_says_how() -> None:
    pairing = Pairing(lambda _: None)
    codes = [pairing.begin() for _ in range(200)]
    assert {len(code) for code in codes} == {CODE_DIGITS}
    assert {digit for code in codes for digit in code} == set("0123456789")
    assert len(set(codes)) > 190


def test_the_right_code_is_right_once(paired: Paired) -> None:
    code = paired.pairing.begin()
    assert paired.attempt(code) is PairingOutcome.RIGHT
    assert paired.attempt(code) is PairingOutcome.NONE_UNDER_WAY
    assert paired.told == [PairingTried(True, 0, "chrome-extension://a", "Browser/1", paired.clock.wall_us())]


def test_while_no_code_is_shown_none_can_be_entered(paired: Paired) -> None:
    assert paired.attempt("123456") is PairingOutcome.NONE_UNDER_WAY
    code = paired.pairing.begin()
    paired.pairing.end()
    assert paired.attempt(code) is PairingOutcome.NONE_UNDER_WAY
    assert paired.told == []


def test_the_fifth_wrong_code_ends_it_and_each_is_told_with_the_tries_left(paired: Paired) -> None:
    code = paired.pairing.begin()
    assert [paired.attempt(WRONG) for _ in range(TRIES)] == [PairingOutcome.WRONG] * TRIES
    assert paired.attempt(code) is PairingOutcome.NONE_UNDER_WAY
    assert [(one.is_right, one.tries_left) for one in paired.told] == [
        (False, left) for left in (4, 3, 2, 1, 0)
    ]


def test_the_last_try_may_be_the_right_one(paired: Paired) -> None:
    code = paired.pairing.begin()
    for _ in range(TRIES - 1):
        paired.attempt(WRONG)
    assert paired.attempt(code) is PairingOutcome.RIGHT


def test_a_new_code_kills_the_one_before_and_has_all_tries(paired: Paired) -> None:
    first = paired.pairing.begin()
    for _ in range(TRIES - 1):
        paired.attempt(WRONG)
    second = paired.pairing.begin()
    assert paired.attempt(first) is PairingOutcome.WRONG
    assert paired.told[-1].tries_left == TRIES - 1
    assert paired.attempt(second) is PairingOutcome.RIGHT


def test_a_code_lasts_sixty_seconds_whatever_happens_to_the_systems_clock(paired: Paired) -> None:
    paired.pairing.begin()
    paired.clock.sleep(SHOWN_FOR_S - 0.001)
    paired.clock.set_wall(-3600)
    assert paired.attempt(WRONG) is PairingOutcome.WRONG
    paired.clock.sleep(0.001)
    assert paired.attempt("123456") is PairingOutcome.NONE_UNDER_WAY
    assert len(paired.told) == 1


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", " 123456", "123456\n", "123 456", "１２３４５６", "\ud800", "1" * 200]
)
def test_any_other_text_is_wrong(paired: Paired, code: str) -> None:
    paired.pairing.begin()
    assert paired.attempt(code) is PairingOutcome.WRONG


def test_of_many_at_once_one_is_right_and_the_tries_are_told_in_their_order(paired: Paired) -> None:
    code = paired.pairing.begin()
    start = threading.Barrier(20)

    def attempt(number: int) -> PairingOutcome:
        start.wait()
        return paired.attempt(code if number % 5 == 0 else WRONG)

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(attempt, range(20)))
    wrong = outcomes.count(PairingOutcome.WRONG)
    assert outcomes.count(PairingOutcome.RIGHT) == (1 if wrong < TRIES else 0)
    assert wrong <= TRIES
    assert [one.tries_left for one in paired.told if not one.is_right] == list(range(4, 4 - wrong, -1))
    assert all(not one.is_right for one in paired.told[:wrong])
