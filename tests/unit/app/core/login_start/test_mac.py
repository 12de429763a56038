import plistlib
from pathlib import Path

import pytest

from liveapp.app.core.login_start.entry import LoginStartRefused
from liveapp.app.core.login_start.mac import LABEL, LaunchAgent

COMMAND = ("/Applications/live app.app/Contents/MacOS/liveapp", "--data-dir", '/Users/ä/"<&>\\%$')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def test_turned_on_and_off_it_is_what_the_agent_says(tmp_path: Path, path: Path) -> None:
    agent = LaunchAgent(tmp_path)
    assert not agent.is_on()
    agent.turn_on(COMMAND)
    assert agent.is_on()
    written = plistlib.loads(path.read_bytes())
    assert written["ProgramArguments"] == list(COMMAND)
    assert written["Label"] == LABEL
    agent.turn_off()
    agent.turn_off()
    assert not path.exists()
    assert not agent.is_on()


@pytest.mark.parametrize(
    ("content", "is_on"),
    [
        (plistlib.dumps({"Label": LABEL, "RunAtLoad": True}), True),
        (plistlib.dumps({"Label": LABEL, "RunAtLoad": True}, fmt=plistlib.FMT_BINARY), True),
        (plistlib.dumps({"Label": LABEL, "RunAtLoad": True, "Disabled": True}), False),
        (plistlib.dumps({"Label": LABEL}), False),
        (plistlib.dumps(["RunAtLoad"]), False),
        (b"", False),
        (b"<?xml version='1.0'?><plist><dict>", False),
        (b"bplist00 and nothing", False),
    ],
)
def test_an_agent_that_launchd_does_not_start_is_off(
    tmp_path: Path, path: Path, content: bytes, is_on: bool
) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert LaunchAgent(tmp_path).is_on() == is_on


def test_a_path_with_a_line_break_is_refused_and_changes_nothing(tmp_path: Path, path: Path) -> None:
    with pytest.raises(LoginStartRefused):
        LaunchAgent(tmp_path).turn_on(["/a\nb"])
    assert not path.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "Library").write_text("a file in the way")
    with pytest.raises(OSError):
        LaunchAgent(tmp_path).turn_on(COMMAND)
