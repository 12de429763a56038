"""The blocks of a page of the documentation that show commands and programs."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"

BLOCK = re.compile(r"```(\w+)\n(.*?)```\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: `language` is what stands behind its fence."""

    language: str
    text: str


def blocks_of(page: str) -> list[Block]:
    """The blocks of that page, in order."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [Block(language, block) for language, block in BLOCK.findall(text)]


def program_of(page: str, beginning: str) -> str:
    """The text of the page's one block that begins so."""
    (text,) = (block.text for block in blocks_of(page) if block.text.startswith(beginning))
    return text
