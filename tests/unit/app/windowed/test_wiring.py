"""The program with its window, built and taken down; what it does whole is told in `tests/app`."""

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
