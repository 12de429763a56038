"""Settings: which source wins, what is refused and in which words, and what is kept for the next start."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liveapp.settings import (
    DECLARED,
    MAX_SAVED_BYTES,
    SavedSettingsError,
    Settings,
    SettingsError,
    changed,
    limits,
    load,
    new_token,
    one_line,
    save,
    settings_table,
)

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the data folder will be."""
    return tmp_path / "data"


def change(settings: Settings, **changes: object) -> Settings:
    """Settings with changes made and saved, as the settings window does it."""
    made = changed(settings, changes)
    save(made, changes)
    return made


def saved(data: Path, **values: object) -> None:
    data.mkdir(exist_ok=True)
    (data / "settings.json").write_text(json.dumps(values), encoding="utf-8")


def test_the_defaults_are_those_that_are_promised(data: Path) -> None:
    settings = load({"data_dir": data})
    assert settings.port == 17888
    assert settings.require_token is True
    assert settings.rate_limit == 30_000
    assert settings.allowed_origins == ()
    assert settings.database_path == data / "liveapp.sqlite3"


@needs_posix
def test_the_first_start_makes_a_private_token_that_stays(data: Path) -> None:
    token = load({"data_dir": data}).ingest_token
    assert len(token) >= 40
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "ingest-token").stat().st_mode) == 0o600
    assert load({"data_dir": data}).ingest_token == token
    assert [path.name for path in data.iterdir()] == ["ingest-token"]


def test_tokens_are_never_alike() -> None:
    assert len({new_token() for _ in range(100)}) == 100


def test_a_token_from_an_option_is_not_kept(data: Path) -> None:
    assert load({"data_dir": data, "ingest_token": "of-this-run"}).ingest_token == "of-this-run"
    assert load({"data_dir": data}).ingest_token != "of-this-run"


def test_an_option_beats_the_environment_which_beats_what_was_saved(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(data, port=1, rate_limit=1)
    assert load({"data_dir": data}).port == 1
    monkeypatch.setenv("LIVEAPP_PORT", "2")
    monkeypatch.setenv("LIVEAPP_RATE_LIMIT", "2")
    assert load({"data_dir": data}).port == 2
    settings = load({"data_dir": data, "port": 3})
    assert (settings.port, settings.rate_limit) == (3, 2)


def test_the_data_folder_may_come_from_the_environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAPP_DATA_DIR", str(data / "deeper"))
    assert load({}).data_dir == data / "deeper"
    assert load({"data_dir": data / "option"}).data_dir == data / "option"


def test_an_empty_variable_counts_as_unset(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(data, port=5, allowed_origins=["https://a.example"])
    for name in ("PORT", "INGEST_TOKEN", "REQUIRE_TOKEN", "RATE_LIMIT", "ALLOWED_ORIGINS", "DATA_DIR"):
        monkeypatch.setenv(f"LIVEAPP_{name}", "")
    settings = load({"data_dir": data})
    assert (settings.port, settings.require_token, settings.rate_limit) == (5, True, 30_000)
    assert settings.allowed_origins == ("https://a.example",)
    assert settings.ingest_token


@pytest.mark.parametrize(("text", "required"), [("0", False), ("1", True), ("false", False), ("true", True)])
def test_the_environment_can_waive_the_token(
    data: Path, monkeypatch: pytest.MonkeyPatch, text: str, required: bool
) -> None:
    monkeypatch.setenv("LIVEAPP_REQUIRE_TOKEN", text)
    assert load({"data_dir": data}).require_token is required


def test_origins_are_a_list_with_commas_in_the_environment(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "LIVEAPP_ALLOWED_ORIGINS", " https://A.example/ ,http://localhost:5173,, https://b.example:443"
    )
    settings = load({"data_dir": data})
    assert settings.allowed_origins == ("https://a.example", "http://localhost:5173", "https://b.example")


@pytest.mark.parametrize(
    ("name", "value", "option"),
    [
        ("port", "abc", "--port"),
        ("port", -1, "--port"),
        ("port", 65536, "--port"),
        ("ingest_token", "", "--token"),
        ("ingest_token", " x", "--token"),
        ("ingest_token", "a\nb", "--token"),
        ("ingest_token", "x" * 201, "--token"),
        ("require_token", "perhaps", "--no-token"),
        ("rate_limit", -1, "LIVEAPP_RATE_LIMIT"),
        ("rate_limit", 1.5, "LIVEAPP_RATE_LIMIT"),
        ("allowed_origins", "example.com", "LIVEAPP_ALLOWED_ORIGINS"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_wrong_value_is_told_in_one_line_that_names_the_option_and_no_folder_made(
    data: Path, name: str, value: object, option: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load({"data_dir": data, name: value})
    assert option in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert not data.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "x"),
        ("RATE_LIMIT", "x"),
        ("REQUIRE_TOKEN", "x"),
        ("ALLOWED_ORIGINS", "x"),
        ("INGEST_TOKEN", " x "),
    ],
)
def test_a_wrong_variable_is_told_by_its_name_and_no_folder_made(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"LIVEAPP_{name}", value)
    with pytest.raises(SettingsError, match=f"LIVEAPP_{name}") as caught:
        load({"data_dir": data})
    assert len(str(caught.value).splitlines()) == 1
    assert not data.exists()


def test_a_variable_that_an_option_replaces_may_be_wrong_and_is_never_used(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIVEAPP_PORT", "nonsense")
    assert load({"data_dir": data, "port": 4}).port == 4


@pytest.mark.parametrize("content", ["{", "[]", "null", "\x00", '"x"'])
def test_a_settings_file_that_cannot_be_read_is_told_and_kept(data: Path, content: str) -> None:
    data.mkdir()
    (data / "settings.json").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"settings\.json"):
        load({"data_dir": data})
    assert (data / "settings.json").read_text(encoding="utf-8") == content


def test_a_settings_file_that_is_no_text_is_told(data: Path) -> None:
    data.mkdir()
    (data / "settings.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"settings\.json"):
        load({"data_dir": data})


def test_a_wrong_saved_value_is_told_with_its_file(data: Path) -> None:
    saved(data, port="x")
    with pytest.raises(SettingsError, match=r"settings\.json"):
        load({"data_dir": data})


def test_saved_values_of_another_version_are_passed_over(data: Path) -> None:
    saved(data, port=6, colour="blue")
    assert load({"data_dir": data}).port == 6


# Saving


def test_what_is_saved_is_there_at_the_next_start(data: Path) -> None:
    settings = load({"data_dir": data})
    made = change(settings, port=1234, allowed_origins="https://a.example", theme="dark")
    assert (made.port, made.allowed_origins, made.theme) == (1234, ("https://a.example",), "dark")
    assert load({"data_dir": data}) == made


@needs_posix
def test_a_new_token_is_kept_privately_and_only_in_its_file(data: Path) -> None:
    settings = load({"data_dir": data})
    token = new_token()
    change(settings, ingest_token=token, port=7)
    assert load({"data_dir": data}).ingest_token == token
    assert token not in (data / "settings.json").read_text(encoding="utf-8")
    for name in ("settings.json", "ingest-token"):
        assert stat.S_IMODE((data / name).stat().st_mode) == 0o600


def test_values_of_this_run_are_not_kept_by_accident(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAPP_RATE_LIMIT", "9")
    settings = load({"data_dir": data, "port": 8, "require_token": False})
    change(settings, theme="light")
    monkeypatch.delenv("LIVEAPP_RATE_LIMIT")
    again = load({"data_dir": data})
    assert (again.port, again.rate_limit, again.require_token, again.theme) == (17888, 30_000, True, "light")


def test_saving_keeps_what_was_saved_before(data: Path) -> None:
    settings = change(load({"data_dir": data}), port=9)
    change(settings, theme="dark")
    again = load({"data_dir": data})
    assert (again.port, again.theme) == (9, "dark")


def test_what_is_saved_before_is_not_changed_by_an_option_of_this_run(data: Path) -> None:
    change(load({"data_dir": data}), port=9)
    settings = load({"data_dir": data, "port": 10})
    change(settings, theme="dark")
    assert load({"data_dir": data}).port == 9


def test_a_wrong_change_saves_nothing(data: Path) -> None:
    settings = change(load({"data_dir": data}), port=9)
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    with pytest.raises(SettingsError, match="--port"):
        change(settings, port=70_000, theme="dark")
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before


def test_settings_show_no_token_and_cannot_be_changed(data: Path) -> None:
    settings = load({"data_dir": data, "ingest_token": "do-not-show"})
    assert "do-not-show" not in repr(settings)
    with pytest.raises(ValueError):
        settings.port = 1  # type: ignore[misc]


def test_a_data_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises((OSError, SettingsError)):
        load({"data_dir": tmp_path / "file"})


def test_a_home_folder_may_be_written_short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings.model_validate({"data_dir": "~/x"}).data_dir == tmp_path / "x"


def test_every_setting_is_declared_and_stands_in_the_docs_as_declared() -> None:
    assert list(DECLARED) == list(Settings.model_fields)
    docs = Path(__file__).parents[2] / "docs" / "settings.md"
    assert settings_table() in docs.read_text(encoding="utf-8")


def test_limits_are_those_that_a_wrong_value_meets(data: Path) -> None:
    assert limits("port") == (0, 65_535)
    assert limits("rate_limit") == (0, None)
    with pytest.raises(SettingsError, match=r"^--port: .*65535"):
        load({"data_dir": data, "port": 65_536})


def test_a_saved_file_cannot_send_the_program_to_another_folder(data: Path, tmp_path: Path) -> None:
    saved(data, data_dir=str(tmp_path / "elsewhere"), port=5)
    settings = load({"data_dir": data})
    assert (settings.data_dir, settings.port) == (data, 5)


def test_a_token_file_that_holds_no_token_is_named(data: Path) -> None:
    saved(data)
    (data / "ingest-token").write_text("a\tb", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^--token: .*saved in ingest-token"):
        load({"data_dir": data})


# What was saved, and by whomever changed it since


@pytest.mark.parametrize(
    ("name", "value", "option"),
    [
        ("port", True, "--port"),
        ("port", 1.0, "--port"),
        ("port", "8080", "--port"),
        ("port", None, "--port"),
        ("port", 10**400, "--port"),
        ("rate_limit", False, "LIVEAPP_RATE_LIMIT"),
        ("rate_limit", [1], "LIVEAPP_RATE_LIMIT"),
        ("require_token", "maybe", "--no-token"),
        ("require_token", "false", "--no-token"),
        ("require_token", 1, "--no-token"),
        ("theme", 1, "LIVEAPP_THEME"),
        ("theme", ["dark"], "LIVEAPP_THEME"),
        ("allowed_origins", {"https://a.example": 1}, "LIVEAPP_ALLOWED_ORIGINS"),
        ("allowed_origins", [1], "LIVEAPP_ALLOWED_ORIGINS"),
        ("allowed_origins", ["x" * 100_000], "LIVEAPP_ALLOWED_ORIGINS"),
        ("ingest_token", "\ud800", "--token"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_saved_value_has_its_settings_own_type(data: Path, name: str, value: object, option: str) -> None:
    saved(data, **{name: value})
    with pytest.raises(SavedSettingsError, match=f"^{option}: .*saved in ") as refused:
        load({"data_dir": data})
    assert len(str(refused.value)) < 600
    assert str(refused.value).isprintable()


def test_text_goes_on_to_do_for_every_type_in_options_and_variables(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIVEAPP_RATE_LIMIT", "7")
    monkeypatch.setenv("LIVEAPP_REQUIRE_TOKEN", "off")
    settings = load({"data_dir": str(data), "port": "8"})
    assert (settings.port, settings.rate_limit, settings.require_token) == (8, 7, False)


def test_a_wrong_saved_value_that_an_option_replaces_is_never_used(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(data, port=True, rate_limit="x")
    monkeypatch.setenv("LIVEAPP_RATE_LIMIT", "7")
    settings = load({"data_dir": data, "port": "8"})
    assert (settings.port, settings.rate_limit) == (8, 7)


def test_what_was_typed_for_this_start_is_no_saved_value(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAPP_RATE_LIMIT", "x")
    for options in ({"data_dir": data}, {"data_dir": data, "port": "x"}, {"data_dir": "~nobody-here/x"}):
        with pytest.raises(SettingsError) as refused:
            load(options)
        assert not isinstance(refused.value, SavedSettingsError)


@pytest.mark.parametrize("name", ["settings.json", "ingest-token"])
@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"[" * 100_000, b"1" * 5000, b" " * (MAX_SAVED_BYTES + 1), b"\x00", b"\xef\xbb\xbf{}"],
    ids=["no UTF-8", "deep", "a long number", "huge", "NUL", "with a byte order mark"],
)
def test_a_saved_file_that_holds_no_settings_is_named_and_left_as_it_is(
    data: Path, name: str, content: bytes
) -> None:
    saved(data)
    (data / name).write_bytes(content)
    with pytest.raises(SavedSettingsError, match=name) as refused:
        load({"data_dir": data})
    assert str(refused.value).isprintable()
    assert (data / name).read_bytes() == content


def test_the_largest_settings_file_is_read(data: Path) -> None:
    saved(data, port=5)
    text = (data / "settings.json").read_text(encoding="utf-8")
    (data / "settings.json").write_text(text.ljust(MAX_SAVED_BYTES), encoding="utf-8")
    assert load({"data_dir": data}).port == 5


@needs_posix
@pytest.mark.parametrize("name", ["settings.json", "ingest-token"])
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "folder"])
def test_what_is_saved_is_read_from_regular_files_only(
    data: Path, tmp_path: Path, name: str, kind: str
) -> None:
    saved(data)
    (data / name).unlink(missing_ok=True)
    target = tmp_path / "target"
    match kind:
        case "link":
            target.write_text('{"port": 9}', encoding="utf-8")
            target.chmod(0o644)
            (data / name).symlink_to(target)
        case "dangling link":
            (data / name).symlink_to(target)
        case "pipe":
            os.mkfifo(data / name)
        case "folder":
            (data / name).mkdir()
    for creating in (True, False):
        with pytest.raises(OSError, match=r"link, which|no regular file") as refused:
            load({"data_dir": data}, creating)
        assert refused.value.filename == str(data / name)
    assert target.exists() == (kind == "link")
    if kind == "link":
        assert stat.S_IMODE(target.stat().st_mode) == 0o644
        assert target.read_text(encoding="utf-8") == '{"port": 9}'


@pytest.mark.parametrize("folder", ["~nobody-here/x", "a\0b", "{data}/" + "x" * 300, "/" + "x/" * 5000])
def test_a_data_folder_that_cannot_be_is_told_by_its_option(data: Path, folder: str) -> None:
    for creating in (True, False):
        with pytest.raises(SettingsError, match=r"^--data-dir: ") as refused:
            load({"data_dir": folder.replace("{data}", str(data))}, creating)
        assert str(refused.value).isprintable()


def test_settings_can_be_found_without_making_anything(data: Path, tmp_path: Path) -> None:
    settings = load({"data_dir": data}, creating=False)
    assert (settings.data_dir, settings.ingest_token) == (data, "")
    assert list(tmp_path.iterdir()) == []
    saved(data, port=5)
    assert load({"data_dir": data}, creating=False).port == 5
    assert [path.name for path in data.iterdir()] == ["settings.json"]
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="--data-dir"):
        load({"data_dir": tmp_path / "file"}, creating=False)


def test_a_quoted_text_stays_one_line_that_ends() -> None:
    assert one_line("a\nb\x1b[31m\u2028\x00\ud800ü\\") == "a\\nb\\x1b[31m\\u2028\\x00\\ud800ü\\"
    assert len(one_line("x" * 100_000)) < 600


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
SAVED_FILES = st.one_of(
    st.binary(),
    st.text().map(str.encode),
    st.dictionaries(st.sampled_from(list(DECLARED)), JSON).map(lambda values: json.dumps(values).encode()),
)


@given(content=SAVED_FILES, token=st.none() | st.binary() | st.text().map(str.encode))
@example(b'{"theme": "\\ud800", "allowed_origins": ["http://["]}', b"\xc2\xa0")
@example(b'{"allowed_origins": ["http://\xe2\x84\x80.example", "https://a:\xd9\xa1"]}', None)
def test_whatever_was_saved_gives_settings_or_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, token: bytes | None
) -> None:
    data = tmp_path_factory.getbasetemp() / "fuzzed"
    data.mkdir(exist_ok=True)
    (data / "settings.json").write_bytes(content)
    (data / "ingest-token").unlink(missing_ok=True)
    if token is not None:
        (data / "ingest-token").write_bytes(token)
    words = ""
    try:
        settings = load({"data_dir": data})
    except SettingsError as refused:
        words = str(refused)
    else:
        assert settings.ingest_token
        assert load({"data_dir": data}) == settings
    assert words.isprintable()
