"""Texts as nobody's friend would send them, for whatever shows text from outside."""

from pathlib import Path

MARKUP = (
    '<img src="/dev/zero">',
    '<img src="{image}" width=300>',
    "&lt;img src=1&gt; &amp; more",
    "<?xml version='1.0'?><b>bold</b>",
    "<!doctype html><script>alert(1)</script>",
    "<a href='file:///etc/passwd'>click</a>",
    "first line\n<table background='/dev/zero'><tr><td>x</table>",
    "&Ampersand\ttab",
    "\u202eright to left\u202c",
    "<b>" * 60,
)
"""What Qt would take for rich text, or for a letter of the keyboard, or what looks like something else."""


def hostile_texts(image: Path) -> list[str]:
    """The same, naming a real picture that would be loaded."""
    return [text.replace("{image}", str(image)) for text in MARKUP]
