"""Which seed pair a page shows: the client seed gives way before the name does."""

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.ui.stream_page.title import TitleLabel
from tests.unit.ui.streams.values import PLAIN, make_stream

LONG = make_stream(seeds=SeedPair(PLAIN.seeds.server_seed_hashed, "x" * 200))


@pytest.fixture
def title(theme, qtbot) -> TitleLabel:
    made = TitleLabel()
    qtbot.addWidget(made)
    return made


def test_both_seeds_are_told_whole_in_the_tooltip(title) -> None:
    title.show_stream(PLAIN)
    assert title.text() == "my-client · 1a2b3c4d5e"
    assert title.toolTip() == f"my-client\n{PLAIN.seeds.server_seed_hashed}"


def test_the_client_seed_gives_way_first(title) -> None:
    title.show_stream(LONG)
    drawn = title.elided_text(300)
    assert drawn.startswith("xxx")
    assert drawn.endswith("… · 1a2b3c4d5e")
    assert title.fontMetrics().horizontalAdvance(drawn) <= 300


def test_where_only_the_name_has_room_it_stands_alone(title) -> None:
    title.show_stream(LONG)
    name_px = title.fontMetrics().horizontalAdvance("1a2b3c4d5e")
    assert title.elided_text(name_px + 2) == "1a2b3c4d5e"
    assert title.elided_text(name_px // 2).endswith("…")
    assert title.elided_text(10_000) == title.text()


def test_a_seed_of_several_lines_is_one(title) -> None:
    title.show_stream(make_stream(seeds=SeedPair("ab" * 32, "<b>one\n\ttwo")))
    assert title.text() == "<b>one two · abababab" + "ab"


def test_an_alias_stands_in_the_place_of_the_hash(title) -> None:
    title.show_stream(make_stream(alias="night run"))
    assert title.text() == "my-client · night run"
