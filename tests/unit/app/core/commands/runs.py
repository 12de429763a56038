"""Commands as the command line runs them, in this process."""

import io
import json
from pathlib import Path
from typing import Any

from liveapp.app.core.commands import COMMANDS
from liveapp.app.core.commands.line import find_command, run_command


def run(data_dir: Path, *arguments: str) -> Any:
    """The command's one line of JSON; its status must be 0."""
    output = io.StringIO()
    line = find_command(["--data-dir", str(data_dir), *arguments], COMMANDS)
    assert line is not None
    assert run_command(line, output) == 0
    (result,) = output.getvalue().splitlines()
    return json.loads(result)
