"""What is filled into the script for Antebot."""

import json
from pathlib import Path

import pytest

from liveapp.domain.antebot_script import TEMPLATE, filled

TEMPLATE_TEXT = (Path(__file__).parents[3] / "resources" / TEMPLATE).read_text(encoding="ascii")


@pytest.mark.parametrize("place", ["__LIVEAPP_URL__", "__LIVEAPP_TOKEN__"])
def test_the_template_has_each_place_once_and_in_no_comment(place: str) -> None:
    (line,) = [line for line in TEMPLATE_TEXT.splitlines() if place in line]
    name = place.strip("_")
    assert line == f"var {name} = {place};"


def test_address_and_token_are_filled_in_as_texts() -> None:
    assert filled("a(__LIVEAPP_URL__, __LIVEAPP_TOKEN__)", "http://x/", "") == 'a("http://x/", "")'


@pytest.mark.parametrize(
    "token",
    [
        '"; steal(); "',
        "\\",
        "line\u2028and\u2029paragraph",
        "</script><!--",
        "\n",
        "tökén",
        "\\1 \\g<1>",
        "😀",
    ],
)
def test_whatever_a_token_holds_stays_one_text_of_a_script(token: str) -> None:
    text = filled("__LIVEAPP_TOKEN__", "http://x", token)
    assert json.loads(text) == token
    assert text.isascii()
    assert "</" not in text
    assert "\n" not in text


def test_what_reads_like_a_place_stays_text() -> None:
    places = "__LIVEAPP_URL__ __LIVEAPP_TOKEN__"
    assert filled(places, "__LIVEAPP_TOKEN__", "__LIVEAPP_URL__") == '"__LIVEAPP_TOKEN__" "__LIVEAPP_URL__"'
