"""Settings: an option beats the environment, which beats what was saved, which beats the default.

Two files in the data folder, readable by their owner only, hold what is saved: `settings.json`
and `ingest-token`, so that a script can read the token without parsing anything.
"""

import errno
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from liveapp.domain.access import normal_origin, parse_origins, usable_token
from liveapp.domain.errors import Refused
from liveapp.files import make_private_folder, read_private, replacing

TOKEN_FILE = "ingest-token"  # noqa: S105 - the file's name, no secret
SETTINGS_FILE = "settings.json"
ENVIRONMENT_PREFIX = "LIVEAPP_"
MAX_SAVED_BYTES = 2**20
MAX_LINE_LENGTH = 500


class SettingsError(Refused):
    """A setting has a wrong value; the text is one line that names the option."""

    def __init__(self, text: str) -> None:
        super().__init__(one_line(text))


class SavedSettingsError(SettingsError):
    """What is wrong was saved in the data folder: nobody typed it for this start."""


def one_line(text: str) -> str:
    """A text that quotes what came from outside, fit to be one line: short, and nothing moves the cursor."""
    shown = text
    if len(text) > MAX_LINE_LENGTH:
        half = MAX_LINE_LENGTH // 2  # what is wrong stands at one end, and where at the other
        shown = f"{text[:half]}…{text[-half:]}"
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in shown)


def _origins(value: object) -> object:
    parsed = parse_origins(value)
    return tuple(parsed) if isinstance(parsed, list) else parsed  # JSON has no tuples


def _folder(path: Path) -> Path:
    if "\0" in str(path):
        raise ValueError("a folder's name holds no NUL")
    try:
        return path.expanduser().absolute()
    except RuntimeError:
        raise ValueError(f"nobody's home folder is known for {path}") from None


def default_data_dir() -> Path:
    """The data folder where none is given: the platform's for user data."""
    return user_data_path("liveapp", appauthor=False)


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting, as it is told everywhere: on the command line, in the docs and in the settings dialog.

    Its name, type, limits and default stand in `Settings`; its environment variable is `LIVEAPP_`
    and its name. `option` is the command line's spelling, with its placeholder (without one it
    switches the setting off). `default` is the default in words, where the value alone would not
    tell. `label`, `hint` and `note` are the dialog's; `zero` and `unit` are how it reads a number,
    `choices` what it calls the values.
    """

    meaning: str
    label: str
    hint: str
    option: str = ""
    default: str = ""
    environment: str = ""
    note: str = ""
    zero: str = ""
    unit: str = ""
    choices: Mapping[object, str] = field(default_factory=dict)

    @property
    def flag(self) -> str:
        """The option without its placeholder; empty where there is none."""
        return self.option.partition(" ")[0]

    @property
    def placeholder(self) -> str:
        """What stands for the option's value; empty where it takes none."""
        return self.option.partition(" ")[2]


class Settings(BaseModel):
    """Everything that can be set, declared once. Immutable: a change makes a new one.

    Command line, environment, saved file, dialog and docs are made from these fields, in this order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    port: Annotated[
        int,
        Field(ge=0, le=65_535),
        Declared(
            meaning="the receiver's port on 127.0.0.1; 0 picks a free one",
            option="--port N",
            label="&Port",
            hint="Port of the receiver on 127.0.0.1; a change restarts the receiver",
            note="A new port restarts the receiver; accepted requests stay. 0 picks a free one.",
            zero="any free port",
        ),
    ] = 17888
    ingest_token: Annotated[
        str,
        AfterValidator(usable_token),
        Field(repr=False),
        Declared(
            meaning="the ingest token: 1 to 200 printable characters",
            option="--token T",
            default="made at the first start",
            label="&Token",
            hint="ingest token",
        ),
    ] = ""
    require_token: Annotated[
        bool,
        Declared(
            meaning="accept requests without a token. Any program on the machine can then write",
            option="--no-token",
            default="off",
            environment="LIVEAPP_REQUIRE_TOKEN=0",
            label="Requests &need the token",
            hint="Whether requests without the token are refused",
            choices={
                True: "Only programs that send this token can add or read bets.",
                False: "Without it, every program on this computer and every allowed site can add, read and"
                " delete bets.",
            },
        ),
    ] = True
    allowed_origins: Annotated[
        tuple[Annotated[str, AfterValidator(normal_origin)], ...],
        BeforeValidator(_origins),
        Declared(
            meaning="web origins, comma separated, that may call the receiver, such as `https://example.com`",
            default="none",
            label="Allowed s&ites",
            hint="Web origins whose pages may call the receiver, one a line",
            note="Sites, one a line, whose pages may call the receiver.",
        ),
    ] = ()
    rate_limit: Annotated[
        int,
        Field(ge=0),
        Declared(
            meaning="ingest requests a minute; 0 is no limit",
            label="&Rate limit",
            hint="Ingest requests a minute that are taken from one program; 0 means no limit",
            zero="no limit",
            unit="requests a minute",
        ),
    ] = 30_000
    theme: Annotated[
        Literal["system", "light", "dark"],
        Declared(
            meaning="`system`, `light` or `dark`",
            label="T&heme",
            hint="Light or dark",
            choices={"system": "As the system", "light": "Light", "dark": "Dark"},
        ),
    ] = "system"
    keep_in_tray: Annotated[
        bool,
        Declared(
            meaning="go on receiving, with an icon in the system's tray, when the window is closed",
            default="off",
            environment="LIVEAPP_KEEP_IN_TRAY=1",
            label="&Keep receiving in the tray when the window is closed",
            hint="Whether closing the window leaves the program running, with an icon in the system's tray",
            choices={
                True: "Closing the window hides it. File › Quit, or Quit in the tray, ends the program.",
                False: "Closing the window ends the program: nothing is received then.",
            },
        ),
    ] = False
    data_dir: Annotated[
        Path,
        AfterValidator(_folder),
        Declared(
            meaning="database, settings, log, backups; made readable by you only",
            option="--data-dir DIR",
            default="the platform's folder for user data",
            label="&Data folder",
            hint="Holds the database, settings, log and backups; chosen with --data-dir at the start",
        ),
    ] = Field(default_factory=default_data_dir)

    @property
    def database_path(self) -> Path:
        """The SQLite file."""
        return self.data_dir / "liveapp.sqlite3"

    @property
    def log_path(self) -> Path:
        """The newest log file."""
        return self.data_dir / "liveapp.log"


DECLARED: Mapping[str, Declared] = {
    name: next(part for part in field_info.metadata if isinstance(part, Declared))
    for name, field_info in Settings.model_fields.items()
}
"""Every setting by its name, in the order of `Settings`."""


def limits(name: str) -> tuple[int | None, int | None]:
    """The least and the greatest value of a number; None where there is no limit."""
    parts = Settings.model_fields[name].metadata
    least = next((part.ge for part in parts if hasattr(part, "ge")), None)
    greatest = next((part.le for part in parts if hasattr(part, "le")), None)
    return least, greatest


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"{ENVIRONMENT_PREFIX}{name.upper()}"


def settings_table() -> str:
    """The table of all settings as it stands in `docs/settings.md`."""
    lines = ["| option | environment | default | meaning |", "| --- | --- | --- | --- |"]
    for name, declared in DECLARED.items():
        option = f"`{declared.option}`" if declared.option else ""
        default = declared.default or f"`{Settings.model_fields[name].default}`"
        lines.append(
            f"| {option} | `{declared.environment or variable(name)}` | {default} | {declared.meaning} |"
        )
    return "\n".join(lines)


def load(options: Mapping[str, Any], creating: bool = True) -> Settings:
    """Settings from the command line's options, the environment and the data folder.

    Makes the data folder (0700) and, where no source gives a token, a new one (0600). Unless
    `creating`, nothing is made or changed, and the token may be empty.

    Raises:
        SettingsError: a value is wrong; the text names the option and where the value came from.
        SavedSettingsError: the same, of a value that was saved.
        OSError: the data folder cannot be made or read, or a file of it is no regular file.
    """
    environment = _environment()
    given = {**environment, **options}
    # All that is given, not the folder alone: what is wrong is refused before a folder is made.
    data_dir = _validated(given, options, environment).data_dir
    with _naming(data_dir):
        if creating:
            make_private_folder(data_dir)
        saved = {name: value for name, value in _read_saved(data_dir).items() if name not in given}
    # A file has types, which options and variables lack: there, true is no port.
    _validated({**saved, "data_dir": data_dir}, {"data_dir": data_dir}, {}, is_strict=True)
    settings = _validated({**saved, **given}, options, environment)
    if creating and not settings.ingest_token:
        settings = settings.model_copy(update={"ingest_token": new_token()})
        _write_private(data_dir / TOKEN_FILE, settings.ingest_token)
    return settings


def changed(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """Settings with `changes` made, checked but not written.

    Raises:
        SettingsError: a value is wrong.
    """
    return _validated({**settings.model_dump(), **changes}, {}, {})


def save(settings: Settings, names: Iterable[str]) -> None:
    """Write the named settings to the data folder for the next start.

    What was saved before stays; nothing else is written, so that a value that came from an option
    or the environment for this run is not kept by accident.

    Raises:
        OSError: the data folder cannot be written.
    """
    values = settings.model_dump(mode="json")
    saved = _read_saved(settings.data_dir) | {name: values[name] for name in names}
    token = saved.pop("ingest_token", None)
    if token is not None:
        _write_private(settings.data_dir / TOKEN_FILE, token)
    _write_private(settings.data_dir / SETTINGS_FILE, json.dumps(saved, indent=2, sort_keys=True) + "\n")


def new_token() -> str:
    """A token that cannot be guessed (256 random bits)."""
    return secrets.token_urlsafe(32)


def _environment() -> dict[str, str]:
    """What the environment says, in any case of its variables' letters; an empty one counts as unset."""
    variables = {name.upper(): value for name, value in os.environ.items() if value}
    return {name: variables[variable(name)] for name in DECLARED if variable(name) in variables}


def _validated(
    values: dict[str, Any],
    options: Mapping[str, Any],
    environment: Mapping[str, Any],
    is_strict: bool = False,
) -> Settings:
    try:
        return Settings.model_validate(values, strict=is_strict)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
    name = str(problem["loc"][0])
    declared = DECLARED.get(name)
    option = (declared.flag if declared else "") or variable(name)
    reason = problem["msg"].removeprefix("Value error, ")
    if name in options:
        raise SettingsError(f"{option}: {reason} (given as an option)")
    if name in environment:
        raise SettingsError(f"{option}: {reason} (from the environment variable {variable(name)})")
    file = TOKEN_FILE if name == "ingest_token" else SETTINGS_FILE
    raise SavedSettingsError(f"{option}: {reason} (saved in {file})")


@contextmanager
def _naming(folder: Path) -> Iterator[None]:
    """Tell what cannot be a folder by the option that names the folder."""
    try:
        yield
    except (FileExistsError, NotADirectoryError):
        raise SettingsError(f"--data-dir: {folder} is not a folder, nor can it be one") from None
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise SettingsError("--data-dir: no folder can have a name as long as this one") from None


def _read_saved(data_dir: Path) -> dict[str, Any]:
    saved: dict[str, Any] = {}
    path = data_dir / SETTINGS_FILE
    if (text := _read_text(path)) is not None:
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise SavedSettingsError(f"{path}: not readable as JSON ({error}); mend or remove it") from None
        if not isinstance(content, dict):
            raise SavedSettingsError(f"{path}: not a JSON object; mend or remove it")
        # The folder that holds this file is given from outside, and unknown names are a newer version's.
        known = Settings.model_fields.keys() - {"data_dir"}
        saved = {name: value for name, value in content.items() if name in known}
    if token := (_read_text(data_dir / TOKEN_FILE) or "").strip():
        saved["ingest_token"] = token
    return saved


def _read_text(path: Path) -> str | None:
    content = read_private(path, MAX_SAVED_BYTES + 1)
    if content is None:
        return None
    if len(content) > MAX_SAVED_BYTES:
        raise SavedSettingsError(f"{path}: over {MAX_SAVED_BYTES} bytes; mend or remove it")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SavedSettingsError(f"{path}: not UTF-8 ({error.reason}); mend or remove it") from None


def _write_private(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    print(settings_table())  # noqa: T201 - for the docs
