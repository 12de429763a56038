"""A page of a report as text: what comes from outside is text in it, and its policy lets nothing else run."""

import base64
import hashlib
import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.proof import Judgement
from liveapp.domain.proof_jobs import ReportRows
from liveapp.domain.verdicts import Verdict
from liveapp.jobs import report_rows
from liveapp.jobs.report_page import ReportStream, row, shown
from liveapp.storage import Store
from tests.hostile import MARKUP
from tests.proving import Player
from tests.unit.jobs.reports import CELLS, ReadPage, record, write
from tests.values import make_stream, stored_bet

HOSTILE = [
    *(text for text in MARKUP if len(text) <= 200),
    "</script><script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "<!-- {{script}} -->",
    "{{server_seed}}{{rows}}",
    "' \" ` onclick=alert(1) \\",
    "a\u2028b\u2029c",
    "\u202eabc\u202c",
    "a\rb\r\nc\td",
    " two  blanks and one at each end ",
    "&amp;&#0;&lt;",
    "\ufeffx\u200by\x01\x85z",
    "é" * 200,
]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "proof.html"


def read_back(text: str) -> str:
    """What a browser makes of a page's text."""
    return html.unescape(re.sub(r'<i data-char="U\+[0-9A-F]{4}">(.*?)</i>', r"\1", text, flags=re.DOTALL))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_read_back_as_it_is_and_makes_no_tag(text: str) -> None:
    page = shown(text)
    assert read_back(page) == text
    assert set(re.findall(r"<\w+", page)) <= {"<i"}
    assert not re.search(r"[\0\r]", page)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=200))
def test_any_text_is(text: str) -> None:
    assert read_back(shown(text)) == text


def test_a_nul_that_no_page_can_hold_is_told_as_what_cannot_be_shown() -> None:
    assert shown("a\0b") == "a\ufffdb"


def test_what_is_not_seen_has_its_number() -> None:
    assert shown("a\u202eb") == 'a<i data-char="U+202E">\u202e</i>b'


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_seeds_notes_ids_and_currencies_are_text_in_a_page(
    store: Store, target: Path, text: str
) -> None:
    player = Player(text, text)
    bets = [player.bet(1, antebot_bet_id=text, currency=text[:16]), player.bet(2)]
    record(store, bets, text)
    (stream,), _ = store.reader.streams()
    store.writer.set_notes(stream.id, text, None)
    store.writer.set_alias(stream.id, text[:80])
    write(store, target)
    page = ReadPage(target)
    assert page.by_id["server-seed"] == text
    assert page.by_id["client-seed"] == text
    assert page.by_id["server-seed-hashed"] == player.seeds.server_seed_hashed
    first, second = page.bets()
    assert (first[1], first[5]) == (text, text[:16])
    assert (second[0], second[1], len(second)) == ("2", "2", CELLS)
    assert [tag for tag, _ in page.tags if tag in ("script", "style", "img", "a", "table")] == [
        "style",
        "table",
        "script",
    ]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]


def test_no_script_and_no_style_but_its_own_may_run(store: Store, target: Path) -> None:
    record(store, [Player().bet(1)])
    write(store, target)
    page = ReadPage(target)
    (policy,) = (
        attributes["content"]
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page.source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert directives[directive] == f"'sha256-{digest}'"


def test_a_row_holds_what_is_compared_so_that_it_reads_back_exactly() -> None:
    bet = stored_bet(
        nonce=2**63 - 1,
        amount=0.1 + 0.2,
        payout=1e-8,
        round_target=2.0,
        round_result=1e16,
        date_time_us=1_772_388_023_870_001,
        currency="btc",
    )
    text = row(bet, 1.02, Judgement(Verdict.RESULT_DIFFERS, 1.02))
    assert text == (
        '<tr class="bad"><td>9223372036854775807<td>a<td>2026-03-01 18:00:23.870001<td>easy'
        "<td>0.30000000000000004<td>btc<td>2<td>1e+16<td>1.02<td>1e-08<td>≠ result differs\n"
    )


def test_a_stand_in_says_what_was_paid_and_a_wrong_payout_what_would_be_right() -> None:
    bet = stored_bet(is_stand_in=True, round_result=1.5, date_time_us=None)
    text = row(bet, 1.02, Judgement(Verdict.PAYOUT_DIFFERS, 0.75))
    assert "<td>none (paid 1.5)<td>" in text
    assert " (received)<td>" in text
    assert text.endswith("<td>≠ payout differs: 0.75\n")


def test_the_seed_is_in_no_repr() -> None:
    about = ReportStream(make_stream(), "secret", 0, None)
    assert "secret" not in repr(about)


def test_notes_keep_their_lines_and_what_is_not_there_is_not_named(store: Store, target: Path) -> None:
    record(store, [Player().bet(1)])
    (stream,), _ = store.reader.streams()
    write(store, target)
    assert "Notes" not in ReadPage(target).words
    store.writer.set_notes(stream.id, "one\ntwo <b>", None)
    write(store, target)
    assert '<dd class="lines">one\ntwo &lt;b&gt;</dd>' in ReadPage(target).source


def test_pages_lead_to_each_other_by_name_whatever_the_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_rows, "MOST_REPORT_ROWS", 2)
    record(store, Player().bets(1, 5))
    written = write(store, tmp_path / 'javascript:x "é"#?&.html')
    pages = [ReadPage(path) for path in written.paths]
    names = [f"./javascript%3Ax%20%22%C3%A9%22%23%3F%26{part}.html" for part in ("", "-2", "-3")]
    assert pages[0].links == names[1:] * 2
    assert pages[1].links == [names[0], names[2]] * 2
    assert "Page 2 of 3" in pages[1].words
    assert "Bets 3 to 4 of 5: 2 right · 0 differ · 0 cannot be computed" in pages[1].words
    assert [len(page.bets()) for page in pages] == [2, 2, 1]


def test_what_is_listed_is_said(store: Store, target: Path) -> None:
    player = Player()
    record(store, [player.bet(1), player.tampered(2), player.bet(3)])
    write(store, target)
    assert "All 3 bets: 2 right · 1 differs · 0 cannot be computed" in ReadPage(target).words
    write(store, target, ReportRows.DIFFERING)
    page = ReadPage(target)
    assert "Only bets that differ are listed, 1 of 3: 0 right · 1 differs" in page.words
    assert "2 of 3 recorded bets are what these seeds give; 1 differs." in page.words
    assert [cells[0] for cells in page.bets()] == ["2"]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the command `openssl`")
def test_the_example_comes_out_as_it_says_where_somebody_runs_it(store: Store, target: Path) -> None:
    client_seed = 'it\'s a "<seed>" % \\ é'
    record(store, [Player(client_seed=client_seed).bet(7)])
    write(store, target)
    (example,) = re.findall(r"<pre>(.*?)</pre>", ReadPage(target).source, re.DOTALL)
    lines = html.unescape(example).splitlines()
    said = [
        (line.removeprefix("$ "), lines[place + 1].strip())
        for place, line in enumerate(lines)
        if line.startswith("$ ")
    ]
    assert len(said) == 3
    for command, digest in said:
        ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, timeout=60)
        assert ran.stdout.split()[-1] == digest
    assert re.search(r"The lowest is (\d+): \1 safe pump", lines[-1])
