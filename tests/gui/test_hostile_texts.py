"""Whatever seeds, ids, notes or file names hold is shown as it is: nothing is interpreted or loaded."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel, QMenu

from liveapp.domain.alerts.rules import Alert, AlertRule, ProfitBeyond
from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import LogMismatch, StoreLocked
from liveapp.domain.events import Remedy, RequestRefused, RequestsRefused, SeedRevealed
from liveapp.domain.importing import (
    FileFormat,
    FilePreview,
    ImportReport,
    ImportSource,
    RefusedItem,
    UnreadableFile,
)
from liveapp.domain.jobs import CsvExport, FileImport, Finished, JobEnded, JobStarted
from liveapp.domain.keeping import CheckResult
from liveapp.domain.pairing import PairingTried
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.domain.seeds import trimmed_seed
from liveapp.domain.streams import MOST_COMPARED
from liveapp.domain.verdicts import StreamProof
from liveapp.storage import Store, open_store
from liveapp.ui.alerts.rule_form import RuleForm
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.faults.start_fault_dialog import StartFaultDialog
from liveapp.ui.importing.dialog import ImportDialog
from liveapp.ui.importing.report_dialog import ImportReportDialog
from liveapp.ui.jobs.closing import ClosingDialog
from liveapp.ui.jobs.words import job_words
from liveapp.ui.keeping.check_report_dialog import CheckReportDialog
from tests.gui.markup import interpreted
from tests.hostile import hostile_texts
from tests.keepers import copy_of
from tests.new_databases import open_new_store
from tests.shell import RECEIVING, RunningProgram, Shell, bet, visible_words
from tests.unit.ui.alerts.values import Notified

PICTURE, DATABASE = "picture.png", "liveapp.sqlite3"
DIALOG_ACTIONS = (
    "editNotesAction",
    "editAliasAction",
    "deleteStreamAction",
    "exportAllAction",
    "exploreSeedAction",
    "missedRoundsAction",
    "installExtensionAction",
    "connectExtensionAction",
    "showClientsAction",
    "showRequestsAction",
    "alertsAction",
    "alertHistoryAction",
    "settingsAction",
    "diagnosticsAction",
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the picture, and a database with a stream for each hostile text.

    The text stands in every field of its stream's seeds, bets and notes.
    """
    folder = tmp_path_factory.mktemp("hostile")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(folder / PICTURE))
    store = open_new_store(folder / DATABASE)
    for number, text in enumerate(hostile_texts(folder / PICTURE)):
        seeds = SeedPair(text, f"{number} {text}")
        fields = {"antebot_bet_id": text[:200], "currency": text[:16]}
        store.writer.record([bet(seeds, 1, **fields), bet(seeds, 2, currency="btc")])
        stream = next(one for one in store.reader.streams()[0] if one.seeds == seeds)
        store.writer.set_notes(stream.id, f"{text}\n{text}", None)
        store.writer.set_alias(stream.id, text[:80])
        _, (first, _second) = store.reader.export(stream.id)
        store.writer.set_bookmark(stream.id, first.id, text)
    store.close()
    return folder


@pytest.fixture
def picture(prepared: Path) -> Path:
    """A picture that rich text would load, last read before it was written."""
    path = prepared / PICTURE
    written = path.stat().st_mtime
    os.utime(path, (written - 100_000, written - 1_000))
    return path


@pytest.fixture
def program_store(program: RunningProgram, prepared: Path) -> Iterator[Store]:
    path = program.settings.database_path
    shutil.copyfile(prepared / DATABASE, path)
    path.chmod(0o600)
    store = open_store(path)
    yield store
    store.close()


@pytest.fixture
def hostile_shell(make_shell, qtbot) -> Shell:
    """The window on the hostile texts."""
    shell = make_shell()
    shell.window.show()
    qtbot.waitUntil(lambda: shell.window.page.stream is not None)
    qtbot.waitUntil(lambda: shell.window.bets.view.model().rowCount() == 2)
    return shell


def show_each(shell: Shell, qtbot) -> Iterator[None]:
    for stream in shell.streams():
        shell.window.open_stream(stream.key)
        qtbot.waitUntil(lambda key=stream.key: shell.window.page.stream.key == key)
        qtbot.waitUntil(lambda: shell.window.bets.view.model().rowCount() == 2)
        yield


def visible_dialogs(shell: Shell) -> list[QDialog]:
    return [one for one in shell.window.findChildren(QDialog) if one.isVisible()]


def hover(view: QAbstractItemView, row: int, column: int) -> QLabel | None:
    """Rest the mouse on a cell; the label that Qt shows its tooltip in."""
    place = view.visualRect(view.model().index(row, column)).center()
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    )
    shown = [one for one in QApplication.topLevelWidgets() if one.metaObject().className() == "QTipLabel"]
    return next((one for one in shown if isinstance(one, QLabel) and one.isVisible()), None)


def test_no_widget_cell_or_action_of_the_window_takes_a_text_for_markup(hostile_shell: Shell, qtbot) -> None:
    bets = hostile_shell.window.bets
    bets.detail.open()
    for _ in show_each(hostile_shell, qtbot):
        bets.view.choose_row(0)
        qtbot.waitUntil(bets.detail.pane.star.isChecked)
        bets.detail.pane.note.edit.appendPlainText("mine")
        bets.detail.pane.note.show_note(bets.model.id_at(0), f"{bets.detail.pane.note.note()} theirs")
        assert bets.detail.pane.note.conflict_words
        assert interpreted(hostile_shell.window) == []


def test_charts_and_waits_take_no_text_for_markup(hostile_shell: Shell, qtbot) -> None:
    window = hostile_shell.window
    window.page.show_tab(window.waits)
    window.page.show_tab(window.charts)
    qtbot.waitUntil(lambda: window.charts.body is not None)
    for _ in show_each(hostile_shell, qtbot):
        qtbot.waitUntil(lambda: window.chart_ways._analysis.figures is not None)
        qtbot.waitUntil(lambda: window.charts.body.profit.picture is not None)
        assert interpreted(window.charts) == []
        assert interpreted(window.waits) == []


def test_a_comparison_takes_no_text_for_markup(hostile_shell: Shell, qtbot) -> None:
    streams = hostile_shell.streams()
    for some in (streams[:MOST_COMPARED], streams[-MOST_COMPARED:]):
        dialog = hostile_shell.window.comparing.open(some)
        qtbot.waitUntil(lambda dialog=dialog: all(side.figures is not None for side in dialog.live.sides))
        qtbot.waitUntil(lambda dialog=dialog: dialog.body is not None and dialog.body.model.rowCount() > 0)
        qtbot.waitUntil(lambda dialog=dialog: dialog.body.chart.picture is not None)
        assert interpreted(dialog) == []
        menu = hostile_shell.window.panel.menus.menu(some)
        assert interpreted(menu) == []


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_overview_takes_no_text_for_markup(hostile_shell: Shell, qtbot, picture: Path) -> None:
    before = picture.stat().st_atime_ns
    page = hostile_shell.window.glance.open()
    for column in range(page.model.columnCount()):
        page.view.setColumnHidden(column, False)
    qtbot.waitUntil(lambda: all(row.span and row.figures for row in page.model.rows()))
    page.view.selectAll()
    qtbot.waitUntil(lambda: "selected" in page.totals.text())
    assert interpreted(page) == []
    for row in range(page.model.rowCount()):
        tip = hover(page.view, row, 0)
        assert tip is None or not GuiQt.mightBeRichText(tip.text())
    hostile_shell.window.grab()
    assert picture.stat().st_atime_ns == before


def test_no_dialog_takes_a_text_for_markup(hostile_shell: Shell, qtbot) -> None:
    for _ in show_each(hostile_shell, qtbot):
        for name in DIALOG_ACTIONS:
            hostile_shell.window.actions_by_name[name].trigger()
            (dialog,) = visible_dialogs(hostile_shell)
            assert interpreted(dialog) == []
            dialog.reject()
            qtbot.waitUntil(lambda: not visible_dialogs(hostile_shell))


def test_no_dialog_about_streams_of_the_list_takes_a_text_for_markup(hostile_shell: Shell, qtbot) -> None:
    commands, streams = hostile_shell.window.commands, hostile_shell.streams()
    for stream in streams:
        commands.marks.edit_alias(stream)
        (dialog,) = visible_dialogs(hostile_shell)
        assert interpreted(dialog) == []
        dialog.reject()
    commands.deletions.ask(streams)
    assert [interpreted(dialog) for dialog in visible_dialogs(hostile_shell)] == [[]]


def test_no_menu_of_the_table_takes_a_text_for_markup(hostile_shell: Shell, qtbot) -> None:
    bets = hostile_shell.window.bets
    for _ in show_each(hostile_shell, qtbot):
        qtbot.waitUntil(lambda: bets.model.bet_at(0) is not None)
        menu: QMenu = bets._menus.cell_menu(QPoint(5, 5))
        assert len(menu.actions()) > 3
        assert interpreted(menu) == []
        menu.deleteLater()


def test_what_programs_and_files_are_called_is_no_markup_wherever_it_is_told(
    hostile_shell: Shell, qtbot, picture: Path, tmp_path: Path
) -> None:
    window = hostile_shell.window
    for text in hostile_texts(picture):
        window.toasts.show_toast(text, text)
        window.show_receiver_state(ReceiverState(ReceiverPhase.FAILED, 17888, None, text))
        window.show_fault(StoreLocked(text))
        window.show_unexpected_error(text, text)
        path = tmp_path / text.replace("/", "∕").replace("\n", " ")[:120]
        refused = RequestRefused(422, text, 0, text, text, text, text, text, text, Remedy.ALLOW_SITE)
        window.show_refusals(RequestsRefused((refused,), 1))
        window.actions_by_name["showRequestsAction"].trigger()
        window.apply_job_events([JobStarted(1, CsvExport(window.page.stream, path))])
        dialogs = [
            StartFaultDialog(text),
            DamageDialog(LogMismatch(text), path, [copy_of(path, 0, 3, 5)], window),
            CheckReportDialog(CheckResult(text, text, 3, 5), window),
        ]
        for dialog in dialogs:
            qtbot.addWidget(dialog)
            dialog.show()
        assert [interpreted(one) for one in (window, *dialogs)] == [[]] * (1 + len(dialogs))
        for dialog in (*dialogs, *visible_dialogs(hostile_shell)):
            dialog.close()


def test_what_files_to_import_hold_is_no_markup_wherever_it_is_told(
    hostile_shell: Shell, picture: Path
) -> None:
    window = hostile_shell.window
    for text in hostile_texts(picture):
        path = Path("/in") / text.replace("/", "∕").replace("\n", " ")[:120]
        seeds = SeedPair(text, text)
        refusals = (RefusedItem(text, 3, text),)
        previews = [
            FilePreview(path, FileFormat.JSON, 2, 1, 0, 1, 0, 1, (seeds,), refusals=refusals, detail=text),
            FilePreview(path / "a", detail=text),
            FilePreview(path / "b", FileFormat.CSV, 2, 2, needs_seeds=True),
        ]
        asking = ImportDialog([preview.path for preview in previews], seeds, window)
        asking.offer_streams(hostile_shell.streams())
        asking.show_previews(previews)
        report = ImportReport(1, 0, 0, 1, 0, refusals, (UnreadableFile(text, text),), False, text)
        request = FileImport((ImportSource(path),))
        window.apply_job_events([JobStarted(1, request), JobEnded(2, request, Finished(report))])
        dialogs = [
            asking,
            ImportReportDialog(report, False, window),
            ClosingDialog([job_words(request)], window),
        ]
        for dialog in dialogs:
            dialog.show()
        for row in range(len(previews)):
            asking.view.selectRow(row)
            assert [interpreted(one) for one in (window, *dialogs)] == [[]] * (1 + len(dialogs))
        for dialog in dialogs:
            dialog.close()
        window.apply_job_events([JobEnded(1, request, Finished(report))])


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
def test_seeds_are_no_markup_wherever_they_are_told(
    hostile_shell: Shell, picture: Path, tmp_path: Path, qtbot
) -> None:
    window = hostile_shell.window
    texts = [trimmed_seed(text.replace("\n", " ")) for text in hostile_texts(picture)]
    for text in texts:
        hostile_shell.record(SeedPair(hash_server_seed(text), text), 1)
    path = tmp_path / f"{texts[0]} {texts[1]}".replace("/", "∕")
    path.write_text("\n".join(texts), encoding="utf-8")
    dialog = window.proof_ways.seeds_file.open(path)
    assert interpreted(dialog) == []
    qtbot.waitUntil(lambda: f"{len(texts)} of {len(texts)} seeds revealed" in visible_words(dialog))
    assert interpreted(dialog) == []
    dialog.reject()
    for text in texts:
        stream = next(one for one in hostile_shell.streams() if one.seeds.client_seed == text)
        window.open_stream(stream.key)
        qtbot.waitUntil(lambda key=stream.key: window.page.stream.key == key)
        qtbot.waitUntil(window.page.header.proof.isVisible)
        menu = window.page.header.more_button.menu()
        show = next(one for one in menu.actions() if one.text() == "Show server seed")
        show.trigger()
        qtbot.waitUntil(lambda show=show: show.text() == "Hide server seed")
        window.proof_ways.ends.note([SeedRevealed(stream)])
        request = SeedVerification(stream.seeds.server_seed_hashed)
        ended = replace(stream, proof=StreamProof(True, 0, 1))
        window.apply_job_events(
            [JobStarted(9, request), JobEnded(9, request, Finished(SeedVerified((ended,))))]
        )
        assert [interpreted(one) for one in (window, menu)] == [[], []]


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_what_was_refused_is_no_markup_wherever_it_is_told(
    hostile_shell: Shell, qtbot, picture: Path
) -> None:
    window, texts = hostile_shell.window, hostile_texts(picture)
    refusals = [
        RequestRefused(403, text, 0, text, text, text, text, text, text, Remedy.ALLOW_SITE, times=3)
        for text in texts
    ]
    for refusal in refusals:
        window.receiver.refusals.line.tell(3, refusal.reason)
        assert interpreted(window.receiver.refusals.line) == []
    window.show_refusals(RequestsRefused(tuple(refusals), 30))
    dialog = window.receiver.refusals.open()
    for row, text in enumerate(reversed(texts)):
        dialog.view.selectRow(row)
        asking = window.settings_opener.allow_site(text)
        assert [interpreted(one) for one in (dialog, asking)] == [[], []]
        asking.reject()
    for row in range(len(texts)):
        tip = hover(dialog.view, row, 2)
        assert tip is not None
        assert not GuiQt.mightBeRichText(tip.text())


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_what_clients_call_themselves_is_no_markup_wherever_it_is_told(
    hostile_shell: Shell, picture: Path
) -> None:
    window, texts = hostile_shell.window, hostile_texts(picture)
    window.show_receiver_state(RECEIVING)
    pairing = window.receiver.clients.connect_extension()
    for text in texts:
        refused = RequestRefused(403, text, 0, text, text, text, text, text, text)
        hostile_shell.program.client_log.note(text, text, refusal=refused)
        for is_right in (False, True):
            window.show_pairing_tried(PairingTried(is_right, 3, text, text, 0))
            assert interpreted(pairing) == []
    pairing.reject()
    for text in texts:
        window.show_pairing_tried(PairingTried(True, 0, text, text, 0))
        assert interpreted(window) == []
    dialog = window.receiver.clients.show_clients()
    assert dialog.model.rowCount() == len(texts)
    for row in range(len(texts)):
        dialog.view.selectRow(row)
        assert interpreted(dialog) == []
    for row in range(len(texts)):
        tip = hover(dialog.view, row, 0)
        assert tip is not None
        assert not GuiQt.mightBeRichText(tip.text())


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_what_alerts_are_about_is_no_markup_wherever_it_is_told(hostile_shell: Shell, picture: Path) -> None:
    window, streams = hostile_shell.window, hostile_shell.streams()
    texts = hostile_texts(picture)
    rules = [
        AlertRule(uuid4(), ProfitBeyond(text[:16], 1, is_above=True), stream_id=stream.id)
        for text, stream in zip(texts, streams, strict=True)
    ]
    hostile_shell.alerts.set_rules(tuple(rules))
    notified = Notified(window)
    window.alerts.notify_by(notified)
    told = [
        Alert(rule.id, rule.stream_id, 0, text, text, notifies=True)
        for rule, text in zip(rules, texts, strict=True)
    ]
    hostile_shell.alerts.remember(told, [], [])
    dialogs = [window.alerts.open_rules(), window.alerts.open_history()]
    window.show_alerts(told[:1])
    assert notified.shown == [(texts[0], texts[0])]
    for rule in rules:
        form = RuleForm(rule, False, window.alerts._names, window.page.stream, dialogs[0])
        dialogs.append(form)
        form.show()
    assert [interpreted(one) for one in (window, *dialogs)] == [[]] * (1 + len(dialogs))
    for dialog, row_count in ((dialogs[0], len(rules)), (dialogs[1], len(told))):
        assert dialog.model.rowCount() == row_count
        for row in range(row_count):
            for column in range(dialog.model.columnCount()):
                tip = hover(dialog.view, row, column)
                assert tip is None or not GuiQt.mightBeRichText(tip.text())
    for dialog in reversed(dialogs):
        dialog.close()


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_mouse_on_any_cell_loads_nothing(hostile_shell: Shell, qtbot, picture: Path) -> None:
    before = picture.stat().st_atime_ns
    views = (hostile_shell.window.panel.view, hostile_shell.window.bets.view)
    hovered = 0
    for _ in show_each(hostile_shell, qtbot):
        for view in views:
            for row in range(min(3, view.model().rowCount())):
                for column in range(view.model().columnCount()):
                    tip = hover(view, row, column)
                    if tip is not None:
                        hovered += 1
                        assert not GuiQt.mightBeRichText(tip.text())
        hostile_shell.window.grab()
    assert hovered > 20
    assert picture.stat().st_atime_ns == before


def test_a_picture_that_is_loaded_would_be_noticed(qtbot, picture: Path) -> None:
    before = picture.stat().st_atime_ns
    label = QLabel(f'<img src="{picture}">')
    qtbot.addWidget(label)
    label.show()
    label.grab()
    if picture.stat().st_atime_ns == before:
        pytest.skip("this file system does not note when a file was read")


def test_the_title_and_head_of_a_stream_are_only_words(hostile_shell: Shell, picture: Path) -> None:
    window = hostile_shell.window
    for text in hostile_texts(picture):
        stream = replace(window.page.stream, seeds=SeedPair(text, text), notes=text)
        window.page.show_stream(stream)
        assert interpreted(window) == []
        assert not GuiQt.mightBeRichText(window.windowTitle())
