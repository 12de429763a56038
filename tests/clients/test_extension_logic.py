"""The extension's logic under Node, and what of it has to agree with the program."""

import json
import subprocess
from pathlib import Path

from liveapp.domain import pump
from tests.clients.extension import FOLDER

HANG_LIMIT_S = 120
TESTS = Path(__file__).parent / "extension"


def test_the_tests_in_javascript_pass(node: Path) -> None:
    files = sorted(TESTS.glob("*.test.mjs"))
    assert files
    ran = subprocess.run(
        [node, "--test", *files], capture_output=True, text=True, timeout=HANG_LIMIT_S, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_multipliers_are_those_of_the_program(node: Path) -> None:
    module = (FOLDER / "worker" / "multipliers.js").as_uri()
    script = f"import {{ MULTIPLIERS }} from {json.dumps(module)}; console.log(JSON.stringify(MULTIPLIERS))"
    ran = subprocess.run(
        [node, "--input-type=module", "-e", script],
        capture_output=True,
        text=True,
        timeout=HANG_LIMIT_S,
        check=True,
    )
    assert json.loads(ran.stdout) == {name: list(table) for name, table in pump.MULTIPLIERS.items()}
