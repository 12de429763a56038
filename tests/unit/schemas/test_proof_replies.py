"""Replies about seeds and proof, as JSON."""

import json
import sys
from uuid import UUID

from liveapp.domain.computed_rounds import compute_round
from liveapp.domain.proof import Mismatch, Verification
from liveapp.domain.verdicts import UNREVEALED, StreamProof, Verdict
from liveapp.schemas.proof_replies import MismatchOut, RoundOut, SeedKept, VerificationOut


def test_a_verification_tells_counts_and_what_differs_with_the_reason() -> None:
    mismatches = (
        Mismatch(7, 1, 34.68, 1.63, Verdict.RESULT_DIFFERS),
        Mismatch(9, 3, 0.5, 0.0, Verdict.PAYOUT_DIFFERS),
    )
    verification = Verification("a seed", StreamProof(True, 5, 2, 1), 4, mismatches)
    assert json.loads(VerificationOut.of(verification).to_json()) == {
        "server_seed": "a seed",
        "verified": 5,
        "mismatched": 2,
        "unverifiable": 1,
        "pending": 4,
        "mismatches": [
            {"id": 7, "nonce": 1, "recorded": 34.68, "expected": 1.63, "reason": "result"},
            {"id": 9, "nonce": 3, "recorded": 0.5, "expected": 0.0, "reason": "payout"},
        ],
    }


def test_an_expected_payout_beyond_all_numbers_is_told_as_the_largest_one() -> None:
    beyond = Mismatch(1, 1, 0.5, 1e308 * 24.5, Verdict.PAYOUT_DIFFERS)
    assert json.loads(MismatchOut.of(beyond).to_json())["expected"] == sys.float_info.max


def test_before_a_seed_is_known_all_is_0() -> None:
    assert json.loads(VerificationOut.of(Verification(None, UNREVEALED, 0, ())).to_json()) == {
        "server_seed": None,
        "verified": 0,
        "mismatched": 0,
        "unverifiable": 0,
        "pending": 0,
        "mismatches": [],
    }


def test_a_kept_seed_is_answered_by_its_hash_and_the_ids_of_its_streams() -> None:
    stream_id = UUID("6f1c2f0a-52a5-4f4e-9b53-0d3f1f6a7b10")
    kept = SeedKept(server_seed_hashed="00", streams=[stream_id])
    assert json.loads(kept.to_json()) == {"server_seed_hashed": "00", "streams": [str(stream_id)]}


def test_a_computed_round_is_told_whole() -> None:
    computed = compute_round("a seed", "é", 2**63 - 1, "easy")
    told = json.loads(RoundOut.of(computed).to_json())
    assert list(told) == [
        "server_seed_hashed",
        "client_seed",
        "nonce",
        "difficulty",
        "safe_pumps",
        "multiplier",
    ]
    assert told["nonce"] == 2**63 - 1
    assert told["client_seed"] == "é"
