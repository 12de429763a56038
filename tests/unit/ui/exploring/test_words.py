"""What is said of explored rounds."""

from liveapp.domain.jobs import Progress
from liveapp.ui.exploring.words import (
    copied_text,
    file_name,
    heading_text,
    owners_text,
    progress_text,
    rounds_text,
    wait_text,
)
from tests.unit.ui.exploring.values import ASKED, SERVER_SEED, SOME, explored
from tests.unit.ui.streams.values import make_stream


def test_what_is_seen_stands_beside_what_is_expected() -> None:
    assert rounds_text(ASKED) == "100,000 rounds; 245 expected to reach 400.02× or more"
    assert heading_text(SOME) == "400.02× or more in 100,000 expert rounds: expected 245, seen 3"
    assert wait_text(SOME) == "Nonces 1 to 100,000 · longest wait 494 rounds (nonces 7 to 500)"


def test_without_a_least_multiplier_all_rounds_are_listed_and_none_is_waited_for() -> None:
    all_of_two = explored((8, 0), (9, 4), wait=None, nonce_from=8, nonce_to=9, min_multiplier=0.0)
    assert rounds_text(all_of_two.request) == "2 rounds; each is listed"
    assert heading_text(all_of_two) == "2 expert rounds"
    assert wait_text(all_of_two) == "Nonces 8 to 9"


def test_one_round_is_told_in_the_singular() -> None:
    one = explored(wait=(8, 8), nonce_from=8, nonce_to=8)
    assert heading_text(one) == "400.02× or more in 1 expert round: expected 0.0024, seen 0"
    assert wait_text(one) == "Nonce 8 · longest wait 1 round (nonce 8)"


def test_progress_is_told_in_rounds() -> None:
    assert progress_text(Progress(240_000, 1_000_000)) == "240,000 of 1,000,000 rounds"


def test_the_recorded_streams_of_a_seed_are_told() -> None:
    evening, night = make_stream(alias="evening"), make_stream(alias="night")
    assert owners_text([]) == "No recorded stream has this seed"
    assert owners_text([evening]) == "The server seed of evening · my-client"
    assert owners_text([evening, night]) == "The server seed of evening · my-client, night · my-client"


def test_copied_rows_paste_into_a_spreadsheet() -> None:
    assert copied_text(SOME, [0, 2]).split("\n") == [
        "Nonce\tSafe pumps\tMultiplier\tDistance",
        "5\t9\t400.02\t",
        "501\t15\t3203384.8\t495",
        "",
    ]


def test_a_files_name_tells_the_rounds_and_no_seed() -> None:
    assert file_name(SOME) == "explored_expert_1-100000_3_rounds.csv"
    assert SERVER_SEED not in file_name(SOME)
