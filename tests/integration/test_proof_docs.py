"""What docs/proof.md shows can be done by hand comes out."""

import shlex
import subprocess
import sys
from pathlib import Path

from liveapp.domain.pump import MULTIPLIERS, POPS, hash_server_seed
from tests.documents import DOCS, blocks_of, program_of
from tests.program import clean_environment

SEED = "564e967b90f03d0153fdcb2d2d1cc5a5057e0df78163611fe3801d6498e681ca"


def test_the_program_without_liveapp_says_what_the_page_says() -> None:
    said = subprocess.run(
        [sys.executable, "-I", "-c", program_of("proof.md", "import hashlib")],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    assert said.split() == [hash_server_seed(SEED), "12"]


def test_the_commands_of_the_page_find_the_same_round(tmp_path: Path) -> None:
    (shell,) = (block.text for block in blocks_of("proof.md") if block.language == "sh")
    said = ""
    for line in shell.replace("\\\n", "").splitlines():
        _, *words = shlex.split(line)
        said += subprocess.run(
            [sys.executable, "-m", "liveapp", *words],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env=clean_environment(tmp_path),
        ).stdout
    assert '"multiplier": 11200.65' in said
    assert "\n5663,12,11200.65\n" in said


def test_the_tables_of_the_page_are_those_of_the_program() -> None:
    text = (DOCS / "proof.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    tables = {row[0]: (int(row[1]), row[2]) for row in rows if row[0] in POPS}
    assert {name: pops for name, (pops, _) in tables.items()} == POPS
    for name, (_, values) in tables.items():
        assert tuple(float(value) for value in values.split(", ")) == MULTIPLIERS[name]
