"""What the window asks of the program around it. `liveapp.app` provides it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from liveapp.domain.clients import ClientSeen
from liveapp.domain.components import Component
from liveapp.domain.keeping import WayOut
from liveapp.settings import Settings


class ProgramControl(Protocol):
    """Commands of the window to the program, called on its thread; all but `components` return at once."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        ...

    @property
    def resources(self) -> Path:
        """Folder of icons and other data."""
        ...

    def play_demo(self) -> None:
        """Play a demo stream through the receiver's own port; does nothing while one plays."""
        ...

    def retry_receiver(self) -> None:
        """Try to bind the receiver's port again now."""
        ...

    def begin_pairing(self) -> str:
        """A new code that a browser extension may enter for the token; the one before is dead."""
        ...

    def end_pairing(self) -> None:
        """No code can be entered any more."""
        ...

    def clients(self) -> tuple[ClientSeen, ...]:
        """Who posted bets of late, or tried to; the last first."""
        ...

    def components(self) -> tuple[Component, ...]:
        """What is shipped with it, and under which licences. Reads files: called in another thread."""
        ...

    def take_way_out(self, way: WayOut) -> None:
        """Close the store, take the way out and go on with a new window, which tells how it ended."""
        ...

    def change_settings(self, changes: Mapping[str, Any]) -> Settings:
        """Validate, save and apply settings; a new port restarts the receiver in the background.

        Raises:
            SettingsError: a value is wrong; nothing changed.
            OSError: the data folder cannot be written; nothing changed.
        """
        ...
