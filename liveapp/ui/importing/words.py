"""What files and imports are called in the window. Plain functions without Qt."""

import re
from collections.abc import Iterable, Mapping, Sequence

from liveapp.domain.bets import SeedPair
from liveapp.domain.export import csv_file_name
from liveapp.domain.importing import FileFormat, FilePreview, ImportReport, RefusedItem, shown_name
from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import MISSING, count_text, counted, local_time_text, short_text
from liveapp.ui.widgets.report_view import report_text

FORMATS = {
    FileFormat.CSV: "CSV of liveapp",
    FileFormat.JSON_LINES: "JSON Lines",
    FileFormat.JSON: "JSON",
    FileFormat.INDEX: "Index",
    FileFormat.EMPTY: "Empty",
}
NOT_READABLE = "Not readable"

HASH_LENGTH = 10
SEED_LENGTH = 40
REASON_LENGTH = 300
DAY_LENGTH = len("2026-01-28")
YEAR_LENGTH = len("2026-")

_NAME_OF_EXPORT = re.compile(r"(stream_.*_)\d+_bets")


def format_text(preview: FilePreview) -> str:
    """What a file turned out to be."""
    return NOT_READABLE if preview.format is None else FORMATS[preview.format]


def importable(preview: FilePreview) -> int:
    """How many rounds a file has that can be taken, as far as can be told without the store."""
    return preview.items - preview.refused


def seeds_text(seeds: SeedPair) -> str:
    """A seed pair as people tell it from others: `1a2b3c4d5e · my-client`."""
    beginning = short_text(seeds.server_seed_hashed, HASH_LENGTH + 1)[:HASH_LENGTH]
    return f"{beginning} · {short_text(seeds.client_seed, SEED_LENGTH)}"


def left_out_text(preview: FilePreview) -> str:
    """What of a file will not be taken: `3 refused · 12 of other games`."""
    parts = []
    if preview.refused:
        parts.append(f"{count_text(preview.refused)} refused")
    if preview.other_games:
        parts.append(f"{count_text(preview.other_games)} of other games")
    if preview.detail is not None and preview.format is not None:
        parts.append("incomplete")
    return " · ".join(parts)


def days_text(preview: FilePreview) -> str:
    """The days that a file's bets are of: `2026-01-28 – 02-03`, with the second year where it is another."""
    if preview.first_us is None or preview.last_us is None:
        return ""
    first, last = (local_time_text(one)[:DAY_LENGTH] for one in (preview.first_us, preview.last_us))
    if first == last:
        return first
    return f"{first} – {last.removeprefix(first[:YEAR_LENGTH])}"


def preview_text(preview: FilePreview) -> str:
    """All that is known of a file, as a report."""
    rows = [("File", shown_name(preview.path)), ("Format", format_text(preview))]
    if preview.detail is not None:
        rows.append(("Note", preview.detail))
    if preview.format is None:
        return report_text(rows)
    found = (counted(preview.bets, "bet", "bets"), counted(preview.heartbeats, "heartbeat", "heartbeats"))
    rows.append(("Rounds", f"{count_text(importable(preview))} ({', '.join(found)})"))
    if preview.seed_pairs:
        rows.append(("Seed pairs", _pairs(preview)))
    if preview.first_us is not None and preview.last_us is not None:
        rows.append(("Time", f"{local_time_text(preview.first_us)} – {local_time_text(preview.last_us)}"))
    rows += [("Other games", _other_games(preview.other_games)), ("Refused", count_text(preview.refused))]
    refusals = [
        f"{_part(preview, one)}line {one.line}: {short_text(one.detail, REASON_LENGTH)}"
        for one in preview.refusals
    ]
    return _with_lists(rows, _cut_list("Refused:", refusals, preview.refused))


def import_text(report: ImportReport) -> str:
    """What an import did, as a report."""
    rows = [
        ("New", count_text(report.new)),
        ("There already", count_text(report.duplicates)),
        ("Other games", _other_games(report.other_games)),
        ("Refused", count_text(report.refused)),
    ]
    unreadable = [f"{one.file}: {one.detail}" for one in report.unreadable]
    refusals = [f"{one.file}, {one.line}: {short_text(one.detail, REASON_LENGTH)}" for one in report.refusals]
    return _with_lists(
        rows,
        _cut_list("Not readable:", unreadable, len(unreadable)),
        _cut_list("Refused, with file and line (in a JSON array: which item):", refusals, report.refused),
    )


def summary(report: ImportReport, is_cancelled: bool = False) -> str:
    """What an import came to, in a line."""
    new = counted(report.new, "new round", "new rounds")
    if is_cancelled:
        return f"Import cancelled; {new} imported until then {'stays' if report.new == 1 else 'stay'}"
    if report.fault is not None:
        return f"The import ended early, after {new}: {report.fault}"
    parts = [f"Imported {new}" if report.new else "Nothing new was imported"]
    if report.duplicates:
        parts.append(f"{count_text(report.duplicates)} there already")
    if report.refused:
        parts.append(f"{count_text(report.refused)} refused")
    if report.unreadable:
        parts.append(f"{counted(len(report.unreadable), 'file', 'files')} not readable")
    return " · ".join(parts)


def seeds_by_name(streams: Iterable[Stream]) -> Mapping[str, SeedPair]:
    """The seeds of streams by what their exports' names begin with; names that are of several are of none."""
    found: dict[str, set[SeedPair]] = {}
    for stream in streams:
        found.setdefault(csv_file_name(stream, 0).removesuffix("0_bets.csv"), set()).add(stream.seeds)
    return {name: seeds.pop() for name, seeds in found.items() if len(seeds) == 1}


def seeds_in_name(name: str, known: Mapping[str, SeedPair]) -> SeedPair | None:
    """The seeds of the stream that a file is named for, as exports name theirs."""
    named = _NAME_OF_EXPORT.match(name)
    return known.get(named[1]) if named else None


def _part(preview: FilePreview, refusal: RefusedItem) -> str:
    """Which part of an archive of several a refusal is of."""
    return "" if refusal.file == shown_name(preview.path) else f"{refusal.file}, "


def _pairs(preview: FilePreview) -> str:
    named = [f"{one.server_seed_hashed} · {one.client_seed}" for one in preview.first_seed_pairs]
    more = preview.seed_pairs - len(named)
    return "\n".join([*named, f"and {count_text(more)} more"] if more > 0 else named) or MISSING


def _other_games(number: int) -> str:
    return f"{count_text(number)}, left out" if number else "0"


def _cut_list(title: str, lines: Sequence[str], number: int) -> list[str]:
    """The lines below a title, and how many more there are; nothing without any."""
    more = [f"and {count_text(number - len(lines))} more"] if number > len(lines) else []
    return [title, *lines, *more] if lines else []


def _with_lists(rows: Sequence[tuple[str, str]], *lists: Sequence[str]) -> str:
    return "\n\n".join([report_text(rows), *("\n".join(one) for one in lists if one)])
