"""Trees: walked as far as they go, then page by page."""

from pathlib import Path

from liveapp.storage.salvage.pages import open_pages
from liveapp.storage.salvage.shapes import known_shapes
from liveapp.storage.salvage.trees import TableScan, free_pages
from tests.unit.storage.salvage.files import ask, fill, overwrite, pages_of


def scanned(path: Path, table: str) -> tuple[set[tuple[object, ...]], bool]:
    shape = known_shapes()[table]
    with open_pages(path, None) as pages:
        scan = TableScan(pages, shape, shape.root, None, free_pages(pages))
        rows = {row for page in scan.everywhere() for row in page.rows}
        return rows, scan.is_whole


def test_a_healthy_tree_is_read_whole(database_path: Path) -> None:
    fill(database_path, range(600))
    for table in ("live_bets", "live_rounds", "live_streams"):
        assert scanned(database_path, table) == (set(ask(database_path, f"SELECT * FROM {table}")), True)


def test_leaves_are_found_without_their_root_and_indexes_are_not_taken_for_them(database_path: Path) -> None:
    fill(database_path, range(600))
    for table in ("live_bets", "live_rounds"):
        before = set(ask(database_path, f"SELECT * FROM {table}"))
        overwrite(database_path, pages_of(database_path, table)[0], bytes(4096))
        rows, is_whole = scanned(database_path, table)
        # The root of a table without row numbers holds some rows itself.
        assert rows <= before
        assert len(rows) > len(before) - 20
        assert not is_whole


def test_a_tree_that_leads_back_to_itself_ends(database_path: Path) -> None:
    fill(database_path, range(600))
    before = set(ask(database_path, "SELECT * FROM live_bets"))
    root = pages_of(database_path, "live_bets")[0]
    overwrite(database_path, root, root.to_bytes(4, "big"), at=8)
    assert scanned(database_path, "live_bets") == (before, False)
