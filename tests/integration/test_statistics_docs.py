"""What docs/statistics.md shows can be done by hand is what the program says."""

import re
import subprocess
import sys

import pytest

from liveapp.domain.statistics.binomial import p_value
from liveapp.domain.statistics.chances import chance_of
from liveapp.domain.statistics.evidence import evidence_of_bound
from liveapp.domain.statistics.words import Evidence
from tests.documents import DOCS, program_of

TEXT = (DOCS / "statistics.md").read_text(encoding="utf-8")


def test_the_program_without_liveapp_comes_to_the_same_figures() -> None:
    said = subprocess.run(
        [sys.executable, "-I", "-c", program_of("statistics.md", "from math import")],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    chance = chance_of("expert", 1066.73)
    assert [float(line) for line in said.split()] == pytest.approx(
        [p_value(24, 10_000, chance), (1 - chance) ** 3_410, evidence_of_bound(10_000, 24, chance)], rel=1e-7
    )


def test_the_page_names_every_level_of_evidence_and_what_it_promises() -> None:
    levels = [f"{level.value:,}" for level in Evidence if level is not Evidence.NONE]
    promised = re.findall(
        r"at most 1 in ([\d,]+)(?: fair streams)? ever reaches ([\d,]+\d)", " ".join(TEXT.split())
    )
    assert promised == [(level, level) for level in levels]


def test_bets_until_a_return_tells_anything_are_those_of_the_formula() -> None:
    rows = [line.strip("| ").split(" | ") for line in TEXT.splitlines() if "(expert) |" in line]
    assert len(rows) == 5
    for target, bets in rows:
        value = float(target.removesuffix(" (expert)").replace(",", ""))
        chance = chance_of("expert", value)
        needed = 38_416 * value**2 * chance * (1 - chance)
        assert float(bets.replace(",", "")) == pytest.approx(needed, rel=0.005)
