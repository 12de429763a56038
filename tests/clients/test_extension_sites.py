"""Sites beside those of the manifest, which the user adds."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bets import TOKEN
from tests.clients.browser import Browser, eventually
from tests.clients.extension import FOLDER, Options, Player, recorded, truth
from tests.clients.site import Site

HOST = "casino.example"


@pytest.fixture
def permitted(chromium: Path, site: Site, tmp_path: Path) -> Iterator[Browser]:
    """A browser that has given the extension the permission it will ask for: nobody is there to click."""
    folder = tmp_path / "extension"
    shutil.copytree(FOLDER, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["host_permissions"].append(f"*://{HOST}/*")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    made = Browser(chromium, tmp_path / "profile", site.port, folder)
    yield made
    made.close()


def test_a_site_is_recorded_from_when_it_is_added_until_it_is_removed(
    permitted: Browser, site: Site, service, database, is_recorded
) -> None:
    options = Options(permitted)
    options.save(service.receiver_url, TOKEN)

    def visit() -> Player:
        player = Player(permitted, site.casino, HOST)
        player.rotate()
        player.do("pump()")
        return player

    visit().close()
    options.page.evaluate(
        f"""document.querySelector('#site').value = 'https://{HOST}/casino';
        document.querySelector('#add-site').click()"""
    )
    options.page.eventually(f"document.querySelector('#sites').textContent.includes('{HOST}')")
    options.page.eventually("document.querySelector('#site-status').textContent.includes('is recorded')")
    player = visit()
    eventually(lambda: recorded(database(service)))
    options.page.evaluate("document.querySelector('#sites button').click()")
    options.page.eventually(f"!document.querySelector('#sites').textContent.includes('{HOST}')")
    visit().close()
    beside = Player(permitted, site.casino)
    beside.rotate()
    beside.do("pump()")
    is_recorded(truth(player.bets[:1]) + beside.truth)
