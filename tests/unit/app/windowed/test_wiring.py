"""The program with its window, built and taken down; what it does whole is told in `tests/app`."""

import sys

import pytest

from liveapp.app.core.folder_lock import holding
from liveapp.app.windowed.wiring import Application
from liveapp.domain.errors import StoreUnavailable


def test_built_it_holds_its_folder_and_does_not_listen_yet(qapp, tmp_path) -> None:
    application = Application.from_arguments(["--data-dir", str(tmp_path), "--port", "0"])
    assert application.settings.data_dir == tmp_path
    assert application.receiver_url is None
    assert not application.window.isVisible()
    application.shutdown()
    with holding(tmp_path):
        pass


def test_what_cannot_be_built_lets_its_folder_go(qapp, tmp_path) -> None:
    (tmp_path / "liveapp.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreUnavailable):
        Application.from_arguments(["--data-dir", str(tmp_path), "--port", "0"])
    with holding(tmp_path):
        pass


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it is this machine's own entry")
def test_it_starts_at_login_where_the_system_is_told_so(qapp, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "for all"))
    application = Application.from_arguments(["--data-dir", str(tmp_path / "data"), "--port", "0"])
    assert not application.starts_at_login()
    application.start_at_login(True)
    assert application.starts_at_login()
    entry = tmp_path / "configuration" / "autostart" / "liveapp.desktop"
    assert str(tmp_path / "data") in entry.read_text()
    application.start_at_login(False)
    assert not entry.exists()
    application.shutdown()
