"""Rounds that nothing is known of, in words. Plain functions without Qt."""

from liveapp.ui.widgets.formatting import count_text

MOST_SPELLED = 999_999_999
"""More missing rounds than this are not counted out where there is little room."""


def range_text(first: int, last: int) -> str:
    """`3,035–3,037`; a single nonce is itself."""
    return count_text(first) if first == last else f"{count_text(first)}–{count_text(last)}"


def missing_text(missing: int) -> str:
    """`18 missing`, never long."""
    if missing > MOST_SPELLED:
        return f"over {count_text(MOST_SPELLED)} missing"
    return f"{count_text(missing)} missing"


def rounds_text(recorded: int, first: int, last: int, missing: int) -> str:
    """`8,812 of nonces 1 to 8,830 · 18 missing`."""
    nonces = f"nonces {count_text(first)} to {count_text(last)}"
    return f"{count_text(recorded)} of {nonces} · {count_text(missing) if missing else 'none'} missing"
