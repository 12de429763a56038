"""Settings: an option beats the environment, which beats what was saved, which beats the default.

Two files in the data folder, readable by their owner only, hold what is saved: `settings.json`
and `ingest-token`, so that a script can read the token without parsing anything.
"""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    SettingsConfigDict,
)

TOKEN_FILE = "ingest-token"  # noqa: S105 - the file's name, no secret
SETTINGS_FILE = "settings.json"
DEFAULT_PORTS = {"http": 80, "https": 443}

OPTION_NAMES = {
    "data_dir": "--data-dir",
    "port": "--port",
    "ingest_token": "--token",
    "require_token": "--no-token",
}
"""The command-line spelling of the settings that have one."""


class SettingsError(Exception):
    """A setting has a wrong value; the text is one line that names the option."""


def parse_origins(value: object) -> object:
    """Origins from a comma-separated string; anything else is passed on."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def normal_origin(text: str) -> str:
    """A web origin as browsers send it: lower case, without a default port or trailing slash.

    Raises:
        ValueError: not `http(s)://host[:port]`.
    """
    parts = urlsplit(text.strip().lower())
    is_origin = parts.scheme in DEFAULT_PORTS and parts.hostname and parts.path in ("", "/")
    if not is_origin or parts.query or parts.fragment or parts.username is not None:
        raise ValueError(f"{text!r} is not a web origin such as https://example.com")
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    if parts.port is None or parts.port == DEFAULT_PORTS[parts.scheme]:
        return f"{parts.scheme}://{host}"
    return f"{parts.scheme}://{host}:{parts.port}"


def usable_token(token: str) -> str:
    """The token, if a client can send it in a header.

    Raises:
        ValueError: empty, over 200 characters, or with blanks at its ends or control characters.
    """
    if not token or token != token.strip() or len(token) > 200 or not token.isprintable():
        raise ValueError("a token has 1 to 200 printable characters and no blank at either end")
    return token


class Settings(BaseModel):
    """Everything that can be set. Immutable: a change makes a new one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())] = Field(
        default_factory=lambda: user_data_path("liveapp", appauthor=False)
    )
    port: int = Field(default=17888, ge=0, le=65535)
    ingest_token: Annotated[str, AfterValidator(usable_token), Field(repr=False)] = ""
    require_token: bool = True
    rate_limit: int = Field(default=30_000, ge=0, description="ingest requests a minute, 0 = no limit")
    allowed_origins: Annotated[
        tuple[Annotated[str, AfterValidator(normal_origin)], ...], BeforeValidator(parse_origins), NoDecode
    ] = ()
    theme: Literal["system", "light", "dark"] = "system"

    @property
    def database_path(self) -> Path:
        """The SQLite file."""
        return self.data_dir / "liveapp.sqlite3"

    @property
    def log_path(self) -> Path:
        """The newest log file."""
        return self.data_dir / "liveapp.log"


class _Environment(Settings, BaseSettings):
    """How the environment spells the settings; only read from, never made."""

    model_config = SettingsConfigDict(env_prefix="LIVEAPP_", env_ignore_empty=True)


def load(options: Mapping[str, Any]) -> Settings:
    """Settings from the command line's options, the environment and the data folder.

    Makes the data folder (0700) and, where no source gives a token, a new one (0600).

    Raises:
        SettingsError: a value is wrong; the text names the option and where the value came from.
        OSError: the data folder cannot be made or read.
    """
    environment = EnvSettingsSource(_Environment)()
    data_dir = _validated(dict(_first("data_dir", options, environment)), options, environment).data_dir
    _make_private_folder(data_dir)
    saved = _read_saved(data_dir)
    merged = {**saved, **environment, **options}
    settings = _validated(merged, options, environment)
    if not settings.ingest_token:
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


def _first(name: str, *layers: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(({name: layer[name]} for layer in layers if name in layer), {})


def _validated(
    values: dict[str, Any], options: Mapping[str, Any], environment: Mapping[str, Any]
) -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        name = str(problem["loc"][0])
        option = OPTION_NAMES.get(name, f"LIVEAPP_{name.upper()}")
        if name in options:
            source = "given as an option"
        elif name in environment:
            source = f"from the environment variable LIVEAPP_{name.upper()}"
        else:
            source = f"saved in {SETTINGS_FILE}"
        reason = problem["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{option}: {reason} ({source})") from None


def _make_private_folder(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise SettingsError(f"--data-dir: {folder} is not a folder, nor can it be one") from None


def _read_saved(data_dir: Path) -> dict[str, Any]:
    saved: dict[str, Any] = {}
    path = data_dir / SETTINGS_FILE
    if path.exists():
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise SettingsError(f"{path}: not readable as JSON ({error}); mend or remove it") from None
        if not isinstance(content, dict):
            raise SettingsError(f"{path}: not a JSON object; mend or remove it")
        saved = {name: value for name, value in content.items() if name in Settings.model_fields}
    token_path = data_dir / TOKEN_FILE
    if token_path.exists() and (token := token_path.read_text(encoding="utf-8").strip()):
        token_path.chmod(0o600)
        saved["ingest_token"] = token
    return saved


def _write_private(path: Path, text: str) -> None:
    """Replace a file in one step; it is never readable by others, nor half written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    with os.fdopen(
        os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
