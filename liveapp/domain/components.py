"""What the program is made with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Component:
    """One part that is shipped: its licence in short, and whole (plain text of many lines)."""

    name: str
    version: str
    licence: str
    text: str
