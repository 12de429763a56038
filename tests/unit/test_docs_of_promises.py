"""The pages name tests and scripts that are there, and the page of settings every command."""

import re
from pathlib import Path

from liveapp.app.core.commands import COMMANDS

ROOT = Path(__file__).parents[2]
RELIABILITY = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
EVERYTHING = "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_every_test_and_script_that_shows_a_promise_is_there() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", RELIABILITY)
    scripts = [f"{name.replace('.', '/')}.py" for name in re.findall(r"python -m (tests[\w.]+)", EVERYTHING)]
    assert len(named) > 20
    assert len(scripts) >= 3
    missing = [name for name in (*named, *scripts) if not (ROOT / name).exists()]
    assert not missing, missing


def test_every_command_stands_in_the_docs() -> None:
    for command in COMMANDS:
        assert f"| `liveapp {command.name}" in SETTINGS
