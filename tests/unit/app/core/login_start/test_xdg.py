"""The desktop's entries, read back as the specification says that desktops read them."""

import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.app.core.login_start.entry import LoginStartRefused
from liveapp.app.core.login_start.xdg import XdgAutostart, exec_value

COMMAND = ("/opt/liveapp/liveapp",)
ENTRY = "[Desktop Entry]\nType=Application\nName=liveapp\nExec=/opt/liveapp/liveapp\n"


@pytest.fixture
def autostart(tmp_path: Path) -> XdgAutostart:
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "own"), "XDG_CONFIG_DIRS": str(tmp_path / "for all")}
    return XdgAutostart(environment, tmp_path / "home")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own" / "autostart" / "liveapp.desktop"


@pytest.fixture
def for_all(tmp_path: Path) -> Path:
    path = tmp_path / "for all" / "autostart" / "liveapp.desktop"
    path.parent.mkdir(parents=True)
    return path


def as_desktops_read(value: str) -> list[str]:
    """`Exec` taken apart: the escapes of every value, then field codes, then quotes and what they escape."""
    escapes = {"\\\\": "\\", "\\s": " ", "\\n": "\n", "\\t": "\t", "\\r": "\r"}
    text = re.sub(r"\\.", lambda found: escapes[found[0]], value)
    assert not re.search(r"(?<!%)(%%)*%(?!%)", text)  # a field code would stand for something else
    quoted = r'"((?:[^"`$\\]|\\["`$\\])*)"'
    assert re.fullmatch(rf"{quoted}( {quoted})*", text)
    return [re.sub(r"\\(.)", r"\1", word) for word in re.findall(quoted, text.replace("%%", "%"))]


def test_turned_on_and_off_it_is_what_the_file_says(autostart: XdgAutostart, own: Path) -> None:
    assert not autostart.is_on()
    autostart.turn_on(COMMAND)
    assert autostart.is_on()
    text = own.read_text()
    assert text.startswith("[Desktop Entry]\nType=Application\n")
    assert 'Exec="/opt/liveapp/liveapp"\n' in text
    assert stat.S_IMODE(own.stat().st_mode) & 0o400
    autostart.turn_off()
    assert not own.exists()
    autostart.turn_off()
    assert not autostart.is_on()


@pytest.mark.parametrize("folder", ["", "relative", "../up", "~/.config"])
def test_without_variables_and_with_such_that_do_not_count_it_is_in_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    working = tmp_path / "working"
    working.mkdir()
    monkeypatch.chdir(working)
    XdgAutostart({"XDG_CONFIG_HOME": folder, "XDG_CONFIG_DIRS": folder}, tmp_path / "home").turn_on(COMMAND)
    assert [path.name for path in tmp_path.rglob("*.desktop")] == ["liveapp.desktop"]
    assert (tmp_path / "home" / ".config" / "autostart" / "liveapp.desktop").exists()


@pytest.mark.parametrize(
    ("text", "is_on"),
    [
        (ENTRY, True),
        (ENTRY + "Hidden=true\n", False),
        (ENTRY + "Hidden=false\n", True),
        (ENTRY.replace("Exec=", "Exec=/opt/\xc2\x85Hidden=true\xc2\x85/"), True),
        (ENTRY + "X-GNOME-Autostart-enabled = false\n", False),
        (ENTRY + "X-GNOME-Autostart-enabled=true\n", True),
        (ENTRY + "#Hidden=true\n", True),
        (ENTRY + "[Desktop Action quit]\nHidden=true\n", True),
        ("[Desktop Entry]\nType=Application\n", False),
        ("", False),
        ("\xff\xfe\x00", False),
    ],
)
def test_an_entry_that_desktops_do_not_start_is_off(
    autostart: XdgAutostart, own: Path, text: str, is_on: bool
) -> None:
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="latin-1")
    assert autostart.is_on() == is_on


def test_one_for_all_counts_until_the_user_has_an_own_one(
    autostart: XdgAutostart, own: Path, for_all: Path
) -> None:
    for_all.write_text(ENTRY)
    assert autostart.is_on()
    autostart.turn_off()
    assert not autostart.is_on()
    assert "Hidden=true" in own.read_text()
    autostart.turn_on(COMMAND)
    assert autostart.is_on()
    assert for_all.read_text() == ENTRY


def test_a_folder_that_cannot_be_made_is_told_and_nothing_changes(autostart: XdgAutostart, own: Path) -> None:
    own.parent.parent.mkdir()
    own.parent.write_text("a file in the way")
    with pytest.raises(OSError):
        autostart.turn_on(COMMAND)
    assert own.parent.read_text() == "a file in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_told_and_nothing_changes(
    autostart: XdgAutostart, own: Path
) -> None:
    own.parent.mkdir(parents=True, mode=0o500)
    with pytest.raises(OSError):
        autostart.turn_on(COMMAND)
    assert list(own.parent.iterdir()) == []


HOSTILE = [
    "/opt/live app/liveapp",
    '/opt/"quoted"/x',
    "/opt/$HOME/`id`/x",
    "/opt/back\\slash\\",
    "/opt/100%/%U %f %%/x",
    "/opt/Fußball 数据/x",
    "/opt/'single' ~ * ? # ; & | < >/x",
    "",
]


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_come_back_whole(word: str) -> None:
    command = ["/opt/liveapp", "--data-dir", word]
    assert as_desktops_read(exec_value(command)) == command


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))))
def test_any_words_come_back_whole(words: list[str]) -> None:
    command = ["/opt/liveapp", *words]
    assert as_desktops_read(exec_value(command)) == command


def test_a_program_that_a_desktop_entry_cannot_name_is_refused(autostart: XdgAutostart, own: Path) -> None:
    for program in ("/opt/a=b/liveapp", "/opt/a\nb/liveapp"):
        with pytest.raises(LoginStartRefused):
            autostart.turn_on([program])
    assert not own.exists()
