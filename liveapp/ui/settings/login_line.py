"""Whether the system starts the program at login."""

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from liveapp.domain.errors import LiveappError
from liveapp.ui import plain
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.widgets.formatting import reason_text
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

MEANING = "A new tick has it started on this data folder."
UNKNOWN = "This cannot be told: {reason}"


class LoginLine(QWidget):
    """Shows what was so when it was made; `put_in_force` changes the system where the tick is another one."""

    def __init__(self, control: ProgramControl) -> None:
        super().__init__()
        self._control = control
        self._was_on = False
        self._box = QCheckBox("Start &liveapp at login")
        self._box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        plain.set_tooltip(self._box, "Whether the system starts liveapp when you log in")
        self._meaning = ToneLabel(Tone.MUTED, MEANING)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._box)
        layout.addWidget(self._meaning)
        self.setFocusProxy(self._box)
        self._show_state()

    @property
    def is_changed(self) -> bool:
        """Whether the tick is another one than the system has."""
        return self._box.isChecked() != self._was_on

    def put_in_force(self) -> None:
        """Tell the system what is ticked, where it is to be told.

        Raises:
            LiveappError, OSError: it cannot be told; nothing changed.
        """
        if self.is_changed:
            self._control.start_at_login(self._box.isChecked())
            self._was_on = self._box.isChecked()

    def _show_state(self) -> None:
        try:
            self._was_on = self._control.starts_at_login()
        except (LiveappError, OSError) as problem:
            self._box.setEnabled(False)
            plain.set_text(self._meaning, UNKNOWN.format(reason=reason_text(problem)))
        self._box.setChecked(self._was_on)
