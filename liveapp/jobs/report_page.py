"""The pages of a proof's report as text: HTML with its own style and script, and nothing from elsewhere.

Text from outside gets into a page by `shown` alone. The page's policy lets no script and no style run but its
own, by their hashes.
"""

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf
from pathlib import Path
from urllib.parse import quote

from liveapp.domain.bets import StoredBet
from liveapp.domain.calculation import calculate, digest_command, hash_command, to_prove
from liveapp.domain.export import iso_time
from liveapp.domain.outcome_classes import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE
from liveapp.domain.proof import PAYOUT_ABSOLUTE, PAYOUT_RELATIVE, Judgement
from liveapp.domain.proof_jobs import ReportRows
from liveapp.domain.pump import MULTIPLIERS, POPS, POSITIONS
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import StreamProof, Verdict
from liveapp.jobs.report_words import VERDICT_WORDS, counts_words, proven_words

FOLDER = "proof"
"""Where the template, its style and its script lie among the resources."""

_TONES = {
    Verdict.VERIFIED: "",
    Verdict.RESULT_DIFFERS: ' class="bad"',
    Verdict.PAYOUT_DIFFERS: ' class="bad"',
    Verdict.UNVERIFIABLE: ' class="unsure"',
}
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_PLAIN = re.compile(r"[0-9A-Za-z_.:-]*")
_REPLACED = "\ufffd"
_UNSEEN = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Characters that are not seen, or that turn others around."""


@dataclass(frozen=True, slots=True)
class ReportStream:
    """Whose bets are reported: a stream as it is when the report begins, its server seed, its first bet."""

    stream: Stream
    server_seed: str
    written_us: int
    first_bet: StoredBet | None

    def __repr__(self) -> str:
        # What is handed around may get into a log; a seed may not.
        return f"ReportStream({self.stream.id})"


@dataclass(frozen=True, slots=True)
class ReportPart:
    """What one page shows: so many `rows` after the first `before`, which come to `proof`."""

    path: Path
    before: int
    rows: int
    proof: StreamProof


class ReportPages:
    """The template in `resources`, filled in for each page of a report; `proof` is that of all bets."""

    def __init__(
        self,
        resources: Path,
        about: ReportStream,
        kind: ReportRows,
        proof: StreamProof,
        parts: Sequence[ReportPart],
    ) -> None:
        folder = resources / FOLDER
        self.parts = parts
        self._kind = kind
        self._proof = proof
        self._template = (folder / "report.html").read_text(encoding="utf-8")
        style = (folder / "report.css").read_text(encoding="utf-8")
        script = _filled((folder / "check.js").read_text(encoding="utf-8"), {"facts": _facts()})
        self._values = {
            "script_hash": _hash(script),
            "style_hash": _hash(style),
            "script": script,
            "style": style,
            **_words_of(about, proof),
        }

    def around_rows(self, place: int) -> tuple[str, str]:
        """What stands before and after the rows of the page at that place."""
        part = self.parts[place]
        values = self._values | {
            "nav": _navigation(self.parts, place),
            "below": _below(self._kind, self._proof, part),
            "stated": counts_words(part.proof),
        }
        before, after = self._template.split("{{rows}}")
        return _filled(before, values), _filled(after, values)


def _words_of(about: ReportStream, proof: StreamProof) -> dict[str, str]:
    """What stands on every page of a report."""
    stream = about.stream
    return {
        "title": html.escape(f"Proof of {_UNSEEN.sub(_REPLACED, stream.name)}"),
        "name": shown(stream.name),
        "tone": _tone(proof),
        "proven": proven_words(proof),
        "counts": counts_words(proof),
        "server_seed": shown(about.server_seed),
        "server_seed_hashed": shown(stream.seeds.server_seed_hashed),
        "client_seed": shown(stream.seeds.client_seed),
        "more": _more(about, proof),
        "pops": ", ".join(f"{pops} for {difficulty}" for difficulty, pops in POPS.items()),
        "tables": _tables(),
        "example": _example(about),
    }


def row(bet: StoredBet, reached: float, judgement: Judgement) -> str:
    """A bet as a row of the table; `reached` is the multiplier that its seeds give.

    What the page's script compares stands in the cells themselves, each number so that it reads back exactly.
    """
    verdict, expected = judgement
    words = VERDICT_WORDS[verdict]
    if verdict is Verdict.PAYOUT_DIFFERS:
        words = f"{words}: {_number(expected)}"
    recorded = _number(bet.round_result)
    return (
        f"<tr{_TONES[verdict]}><td>{bet.nonce}<td>{shown(bet.antebot_bet_id)}<td>{_moment(bet)}"
        f"<td>{bet.difficulty}<td>{_number(bet.amount)}<td>{shown(bet.currency or '')}"
        f"<td>{'' if bet.round_target is None else _number(bet.round_target)}"
        f"<td>{f'none (paid {recorded})' if bet.is_stand_in else recorded}"
        f"<td>{_number(reached)}<td>{_number(bet.payout)}<td>{words}\n"
    )


def shown(text: str) -> str:
    """Text from outside as HTML that is read back exactly, and runs nothing.

    In an attribute it has no business. What is not seen has its number shown by the page's style; a NUL,
    which no page can hold, becomes the sign for what cannot be shown.
    """
    if _PLAIN.fullmatch(text):
        return text
    return _UNSEEN.sub(_numbered, html.escape(text.replace("\0", _REPLACED)))


def _filled(template: str, values: dict[str, str]) -> str:
    """In one go: what is filled in is not looked at again."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def _facts() -> str:
    """What the script needs to know, as JSON, from where the program has it."""
    return json.dumps(
        {
            "tables": MULTIPLIERS,
            "pops": POPS,
            "positions": POSITIONS,
            "tolerances": {
                "absolute": ABSOLUTE_TOLERANCE,
                "relative": RELATIVE_TOLERANCE,
                "payout_relative": PAYOUT_RELATIVE,
                "payout_absolute": PAYOUT_ABSOLUTE,
            },
            "verdicts": list(VERDICT_WORDS.values()),
        },
        ensure_ascii=False,
    )


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _numbered(found: re.Match[str]) -> str:
    char = found[0]
    # As it is, a page's reader would make a line feed of it.
    return f'<i data-char="U+{ord(char):04X}">{"&#13;" if char == chr(13) else char}</i>'


def _number(value: float) -> str:
    # An amount times a target may be more than a number can hold: the script reads JavaScript's word for it.
    return "Infinity" if isinf(value) else repr(value).removesuffix(".0")


def _moment(bet: StoredBet) -> str:
    words = iso_time(bet.moment_us).replace("T", " ").removesuffix("Z")
    return f"{words} (received)" if bet.date_time_us is None else words


def _tone(proof: StreamProof) -> str:
    if proof.mismatched:
        return "bad"
    return "unsure" if proof.unverifiable or not proof.judged else "good"


def _more(about: ReportStream, proof: StreamProof) -> str:
    """What else there is to say of the stream."""
    stream = about.stream
    lines = [
        ("Alias", shown(stream.alias or "")),
        # Their lines are the user's own.
        ("Notes", "\n".join(shown(line) for line in (stream.notes or "").split("\n"))),
        ("Recorded bets", f"{proof.judged:,}"),
        ("First seen, UTC", _second(stream.created_us)),
        ("Last seen, UTC", _second(stream.last_seen_us)),
        ("Report written, UTC", _second(about.written_us)),
    ]
    return "\n".join(
        f'<div><dt>{words}</dt><dd class="lines">{value}</dd></div>' for words, value in lines if value
    )


def _second(time_us: int) -> str:
    return iso_time(time_us)[:19].replace("T", " ")


def _example(about: ReportStream) -> str:
    """The stream's first bet computed by hand, with lines for a shell; nothing where there is no bet."""
    if about.first_bet is None:
        return ""
    bet = to_prove(about.first_bet)
    calculation = calculate(about.server_seed, about.stream.seeds, bet)
    lines = [f"$ {hash_command(about.server_seed)}", f"  {calculation.computed_hash}"]
    for digest in calculation.digests:
        lines += ["", f"$ {digest_command(about.server_seed, digest.message)}", f"  {digest.value.hex()}"]
    lines.append("")
    for number, draw in enumerate(calculation.draws, 1):
        place = f"{draw.number:08x} = {draw.part:.10f}, × {draw.left} = {draw.part * draw.left:.6f}"
        lines.append(f"{number:2}: {place}: place {draw.index} of what is left, position {draw.position}")
    pumps = f"{calculation.safe_pumps} safe pump{'' if calculation.safe_pumps == 1 else 's'}"
    lines.append(f"The lowest is {calculation.safe_pumps}: {pumps}, {_number(calculation.multiplier)}×")
    return (
        f"<p>For example nonce {bet.nonce}, {bet.difficulty}, with OpenSSL:</p>\n"
        f"<pre>{html.escape(chr(10).join(lines))}</pre>"
    )


def _tables() -> str:
    rows = (
        f"<p>{difficulty}: {', '.join(_number(value) for value in table)}</p>"
        for difficulty, table in MULTIPLIERS.items()
    )
    return "\n".join(rows)


def _below(kind: ReportRows, proof: StreamProof, part: ReportPart) -> str:
    """What the table of a page holds, before its counts."""
    if kind is ReportRows.DIFFERING:
        return f"Only bets that differ are listed, {part.rows:,} of {proof.judged:,}:"
    if part.rows == proof.judged:
        return f"All {part.rows:,} bets:" if part.rows != 1 else "The only bet:"
    return f"Bets {part.before + 1:,} to {part.before + part.rows:,} of {proof.judged:,}:"


def _navigation(parts: Sequence[ReportPart], place: int) -> str:
    """Links to the other pages by their names, nothing where there is one page."""
    if len(parts) == 1:
        return ""
    links = (
        f"<strong>{number + 1}</strong>"
        if number == place
        else f'<a href="./{quote(part.path.name)}">{number + 1}</a>'
        for number, part in enumerate(parts)
    )
    return f"<nav>Page {place + 1:,} of {len(parts):,}: {' '.join(links)}</nav>"
