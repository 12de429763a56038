"""Every control of every window has a name that a screen reader can say, and can be reached by Tab."""

from itertools import combinations
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHeaderView,
    QProgressBar,
    QRadioButton,
    QTabBar,
    QWidget,
)

from liveapp.domain.alerts.rules import USUAL, AlertRule
from liveapp.domain.calculation import calculate
from liveapp.domain.errors import LogMismatch, StoreLocked
from liveapp.domain.events import RequestRefused, RequestsRefused
from liveapp.domain.importing import ImportReport, ImportSource
from liveapp.domain.jobs import CsvExport, FileImport, JobStarted
from liveapp.domain.keeping import CheckResult, Restored, SaveReadable
from liveapp.domain.proof import to_prove
from liveapp.domain.queries import BetFilter
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.alerts.kinds import KINDS
from liveapp.ui.alerts.rule_form import RuleForm
from liveapp.ui.alerts.stream_names import StreamNames
from liveapp.ui.bets.calculation_dialog import CalculationDialog
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.faults.start_fault_dialog import StartFaultDialog
from liveapp.ui.faults.way_out_dialog import WayOutDialog
from liveapp.ui.faults.working_dialog import WorkingDialog
from liveapp.ui.importing.dialog import ImportDialog
from liveapp.ui.importing.report_dialog import ImportReportDialog
from liveapp.ui.jobs.closing import ClosingDialog
from liveapp.ui.jobs.words import job_words
from liveapp.ui.keeping.check_report_dialog import CheckReportDialog
from liveapp.ui.proof import result
from liveapp.ui.proof.report_choice import ReportChoiceDialog
from liveapp.ui.streams.notes_dialog import NotesDialog
from tests.gui.controls import controls, nameless, spoken_name, without_tooltip
from tests.keepers import HOUR_US, copy_of
from tests.shell import FIRST_SEEDS, RECEIVING, focus, show_stream
from tests.unit.ui.bets.values import PLAIN as BET
from tests.unit.ui.importing.previews import NAMELESS
from tests.unit.ui.proof.values import OWN, SEED, judge, played, tampered
from tests.unit.ui.streams.values import PLAIN

DIALOG_ACTIONS = [
    "restoreBackupAction",
    "settingsAction",
    "editNotesAction",
    "editAliasAction",
    "deleteStreamAction",
    "exportAllAction",
    "exploreSeedAction",
    "missedRoundsAction",
    "revealSeedAction",
    "installExtensionAction",
    "connectExtensionAction",
    "showClientsAction",
    "showRequestsAction",
    "alertsAction",
    "alertHistoryAction",
    "keyboardHelpAction",
    "diagnosticsAction",
    "aboutAction",
]


COPIES = [copy_of(Path("backups"), 0, 3, 5), copy_of(Path("backups"), HOUR_US, 3, 4)]


@pytest.fixture
def full_window(live_shell, qtbot):
    """The window with everything shown that it can show."""
    window = live_shell.window
    window.show_receiver_state(
        ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another program uses it")
    )
    window.show_refusals(RequestsRefused((RequestRefused(403, "A page was refused", 0),), 1))
    window.toasts.show_toast("Exported bets.csv", "Show in folder")
    window.apply_job_events([JobStarted(1, CsvExport(window.page.stream, Path("bets.csv")))])
    window.panel.search.setText("nothing")
    live_shell.record(FIRST_SEEDS, 30)
    qtbot.waitUntil(window.receiver.refusals.line.isVisible)
    qtbot.waitUntil(window.page.header.missing.isVisible)
    return window


def test_every_control_of_the_window_has_a_name(full_window):
    assert len(controls(full_window)) > 25
    assert nameless(full_window) == []


def test_every_control_of_the_window_has_a_tooltip(full_window):
    assert without_tooltip(full_window) == []


@pytest.mark.parametrize("name", ["charts", "waits"])
def test_every_control_of_charts_and_waits_has_a_name_and_a_tooltip(live_shell, qtbot, name):
    window = live_shell.window
    window.bets.filter_bar.set_filter(BetFilter(nonce_from=3))
    tab = getattr(window, name)
    window.page.show_tab(tab)
    qtbot.waitUntil(lambda: window.chart_ways._analysis.figures is not None)
    if name == "charts":
        qtbot.waitUntil(lambda: tab.body is not None and tab.body.profit.picture is not None)
    else:
        qtbot.waitUntil(lambda: window.chart_ways.waits_place.chart is not None)
    qtbot.waitUntil(lambda: len(controls(tab)) > 6)
    assert nameless(tab) == []
    assert without_tooltip(tab) == []
    # Whatever can be used is reached by Tab; of choices that belong together the chosen one is.
    not_by_tab = (QProgressBar, QHeaderView, QRadioButton)
    usable = [one for one in controls(tab) if one.isEnabled() and not isinstance(one, not_by_tab)]
    by_mouse = [spoken_name(one) for one in usable if not one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert by_mouse == []


def test_every_control_of_a_comparison_has_a_name_and_a_tooltip_and_is_reached_by_tab(live_shell, qtbot):
    dialog = live_shell.window.comparing.open(live_shell.streams()[:2])
    qtbot.waitUntil(lambda: dialog.body is not None and dialog.body.chart.picture is not None)
    qtbot.waitUntil(lambda: len(controls(dialog)) > 8)
    assert nameless(dialog) == []
    assert without_tooltip(dialog) == []
    usable = [one for one in controls(dialog) if one.isEnabled() and not isinstance(one, QHeaderView)]
    by_mouse = [spoken_name(one) for one in usable if not one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert by_mouse == []
    wanted = [dialog.body.chart.plot, dialog.body.view, dialog.multiplier.field, dialog._copy]
    focus(qtbot, dialog, dialog.body.chart.expected)
    reached: list[QWidget] = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert [one for one in dict.fromkeys(reached) if one in wanted] == wanted


def test_every_control_of_the_overview_has_a_name_and_a_tooltip_and_is_reached_by_tab(live_shell, qtbot):
    page = live_shell.window.glance.open()
    qtbot.waitUntil(page.isVisible)
    assert len(controls(page)) >= 10
    assert nameless(page) == []
    assert without_tooltip(page) == []
    panel, head = live_shell.window.panel, page.head
    focus(qtbot, live_shell.window, panel.view)
    reached: list[QWidget] = [panel.view]
    while QApplication.focusWidget() is not page.view and len(reached) < 30:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    beside = [one for one in reached if not panel.isAncestorOf(one)]
    assert beside == [
        head.back,
        head.filter,
        head.kind,
        head.wait,
        head.columns,
        page.view,
    ]


def test_every_control_of_the_first_page_has_a_name_and_a_tooltip(shell):
    shell.window.show_receiver_state(RECEIVING)
    assert nameless(shell.window.first_run) == []
    assert without_tooltip(shell.window.first_run) == []


def test_every_control_of_every_dialog_has_a_name_and_a_tooltip(live_shell, qtbot):
    for name in DIALOG_ACTIONS:
        live_shell.window.actions_by_name[name].trigger()
        (dialog,) = visible_dialogs(live_shell.window)
        assert controls(dialog), name
        assert nameless(dialog) == [], name
        assert dialog.windowTitle(), name
        # What Qt names and places by itself explains itself: Cancel, Close.
        unexplained = [one for one in without_tooltip(dialog) if not one.endswith((" Cancel", " Close"))]
        assert unexplained == [], name
        dialog.reject()
        qtbot.waitUntil(lambda: not visible_dialogs(live_shell.window))


def visible_dialogs(window: QWidget) -> list[QDialog]:
    return [one for one in window.findChildren(QDialog) if one.isVisible()]


def test_every_control_of_the_dialogs_of_keeping_and_proof_has_a_name_and_a_tooltip(live_shell, tmp_path):
    window = live_shell.window
    dialogs = [
        DamageDialog(LogMismatch("salts differ"), tmp_path / "a", COPIES, window),
        WorkingDialog(SaveReadable(), window),
        WayOutDialog(Restored(3, 5, "former"), tmp_path, window),
        CheckReportDialog(CheckResult("torn", "off", 3, 5), window),
        CalculationDialog(BET, calculate("s", FIRST_SEEDS, to_prove(BET)), window),
        CalculationDialog(BET, None, window),
        ReportChoiceDialog(PLAIN, window),
    ]
    for dialog in dialogs:
        dialog.open()
        assert controls(dialog)
        assert nameless(dialog) == []
        assert without_tooltip(dialog) == []
        assert dialog.windowTitle()
        dialog.hide()


def test_every_control_of_the_dialogs_of_imports_has_a_name_and_a_tooltip(live_shell, tmp_path):
    asking = ImportDialog([NAMELESS.path], None, live_shell.window)
    asking.show_previews([NAMELESS])
    request = FileImport((ImportSource(NAMELESS.path),))
    dialogs = [
        asking,
        ImportReportDialog(ImportReport(3, 3), False, live_shell.window),
        ClosingDialog([job_words(request)], live_shell.window),
    ]
    for dialog in dialogs:
        dialog.show()
        assert controls(dialog)
        assert nameless(dialog) == []
        assert without_tooltip(dialog) == []
        assert dialog.windowTitle()
        dialog.close()


def test_every_control_of_a_shown_code_and_of_a_filled_list_of_clients_has_a_name_and_a_tooltip(live_shell):
    live_shell.window.show_receiver_state(RECEIVING)
    live_shell.program.client_log.note(None, "a-bot")
    clients = live_shell.window.receiver.clients
    for dialog in (clients.connect_extension(), clients.show_clients()):
        assert len(controls(dialog)) > 5
        assert nameless(dialog) == []
        assert without_tooltip(dialog) == []


def test_every_control_of_each_form_of_an_alert_has_a_name_and_a_tooltip(light_theme, qtbot):
    for kind in KINDS:
        rule = AlertRule(UUID(int=1), USUAL[kind])
        form = RuleForm(rule, True, StreamNames(lambda: [PLAIN]), PLAIN)
        qtbot.addWidget(form)
        form.show()
        assert len(controls(form)) > 5
        assert nameless(form) == []
        assert without_tooltip(form) == []
        assert form.windowTitle()


def test_tab_goes_through_an_import_as_the_eye_does(live_shell, qtbot):
    dialog = ImportDialog([NAMELESS.path, Path("other.csv")], FIRST_SEEDS, live_shell.window)
    dialog.show_previews([NAMELESS])
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.view.setFocus()
    reached = [dialog.view]
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert [one.accessibleName() for one in reached[:5]] == [
        "Files",
        "About the chosen file",
        "Stream",
        "Server seed hash",
        "Client seed",
    ]
    assert [spoken_name(one) for one in reached[5:]] == ["Leave out", "Import", "Cancel", "Files"]


def test_every_control_of_the_dialogs_about_trouble_has_a_name(live_shell):
    live_shell.window.show_unexpected_error("odd", "details")
    live_shell.window.faults.show_fault(StoreLocked("busy"))
    dialogs = visible_dialogs(live_shell.window)
    assert len(dialogs) == 2
    assert [nameless(dialog) for dialog in dialogs] == [[], []]


def test_every_control_of_a_failed_start_has_a_name(qtbot):
    dialog = StartFaultDialog("no room")
    qtbot.addWidget(dialog)
    dialog.show()
    assert controls(dialog)
    assert nameless(dialog) == []
    assert dialog.windowTitle()


def test_notes_that_changed_meanwhile_have_names_too(live_shell):
    live_shell.window.actions_by_name["editNotesAction"].trigger()
    dialog = live_shell.window.findChild(NotesDialog)
    stream = live_shell.window.page.stream
    live_shell.store.writer.set_notes(stream.id, "theirs", None)
    dialog.show_changed_meanwhile(live_shell.store.reader.stream(stream.id))
    assert nameless(dialog) == []


def test_tab_reaches_search_streams_filters_and_bets_in_the_order_they_stand(live_shell, qtbot):
    window = live_shell.window
    wanted = [
        window.panel.search,
        window.panel.view,
        window.bets.filter_bar.min_multiplier,
        window.bets.filter_bar.difficulty,
        window.bets.filter_bar.nonce,
        window.bets.view,
    ]
    window.activateWindow()
    window.panel.search.setFocus()
    qtbot.waitUntil(window.panel.search.hasFocus)
    reached: list[QWidget] = [window.panel.search]
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is window.panel.search:
            break
        reached.append(QApplication.focusWidget())
    assert [one for one in reached if one in wanted] == wanted


def test_tab_goes_from_the_streams_through_the_header_to_the_bets(live_shell, qtbot):
    window, header = live_shell.window, live_shell.window.page.header
    wanted = [window.panel.view, header.findChild(QTabBar), header.notes_button, header.more_button]
    wanted.append(window.bets.view)
    window.activateWindow()
    window.panel.view.setFocus()
    qtbot.waitUntil(window.panel.view.hasFocus)
    reached: list[QWidget] = [window.panel.view]
    while window.bets.view not in reached and len(reached) < 60:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert [one for one in reached if one in wanted] == wanted


def test_every_control_of_the_seeds_and_proof_has_a_name_and_a_tooltip(live_shell):
    live_shell.window.actions_by_name["showProofTabAction"].trigger()
    tab = live_shell.window.proof
    assert len(controls(tab)) >= 7
    assert nameless(tab) == []
    assert without_tooltip(tab) == []


@pytest.fixture
def soon_stalled(monkeypatch):
    monkeypatch.setattr(result, "STALLED_MS", 20)


def test_every_control_of_a_proof_has_a_name_and_a_tooltip(soon_stalled, live_shell, qtbot):
    live_shell.store.writer.record([*played(range(1, 5)), *tampered(range(5, 200))])
    live_shell.store.writer.reveal_seed(SEED)
    judge(live_shell.store, next(one for one in live_shell.streams() if one.seeds == OWN), 150)
    qtbot.waitUntil(lambda: live_shell.window.panel.model.total == 3)
    show_stream(qtbot, live_shell, OWN)
    live_shell.window.actions_by_name["showProofTabAction"].trigger()
    tab = live_shell.window.proof
    qtbot.waitUntil(tab.section.result.view.isVisible)
    qtbot.waitUntil(tab.section.result.go_on.isVisible)
    assert len(controls(tab)) >= 14
    assert nameless(tab) == []
    assert without_tooltip(tab) == []


def test_the_state_of_the_receiver_is_named_for_screen_readers(live_shell):
    status = live_shell.window.notices.status
    assert status.accessibleName() == "Receiver status"
    assert status.accessibleDescription()


def test_nothing_of_the_window_is_cut_off_at_its_least_size(live_shell, qtbot):
    window = live_shell.window
    window.resize(window.minimumSize())
    qtbot.wait(50)
    for control in (window.panel.search, window.bets.view, window.notices.status):
        corner = control.mapTo(window, QPoint(control.width() - 1, control.height() - 1))
        assert window.rect().contains(corner)


def test_filters_never_cover_each_other_however_narrow_the_window_is(live_shell, qtbot):
    window, bar = live_shell.window, live_shell.window.bets.filter_bar
    for width in (1180, 900, 760, 680):
        window.resize(width, 600)
        qtbot.waitUntil(lambda width=width: window.width() == width)
        qtbot.wait(50)
        parts = [bar.layout().itemAt(place).geometry() for place in range(bar.layout().count())]
        assert not any(one.intersects(other) for one, other in combinations(parts, 2)), width
        assert all(bar.rect().contains(part) for part in parts), width


def test_tab_order_follows_the_eye_through_the_whole_window(live_shell, qtbot):
    window = live_shell.window
    parts = (window.panel, window.page, window.statusBar())
    focus(qtbot, window, window.panel.search)
    reached: list[QWidget] = [window.panel.search]
    for _ in range(80):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is window.panel.search:
            break
        reached.append(QApplication.focusWidget())
    assert len(reached) > 14
    places = []
    for control in reached:
        (part,) = (number for number, one in enumerate(parts) if one.isAncestorOf(control))
        middle = control.mapTo(window, QPoint(0, control.height() // 2))
        places.append((part, middle.y() // 16, middle.x()))
    # Column by column: the list, the page, the status bar; in each line by line, from left to right.
    names = [spoken_name(one) for one in reached]
    assert [name for _, name in sorted(zip(places, names, strict=True))] == names


def test_every_control_of_the_details_with_a_note_has_a_name_and_a_tooltip(live_shell, qtbot):
    bets = live_shell.window.bets
    bets.view.choose_row(0)
    bets.detail.open()
    qtbot.waitUntil(lambda: bets.detail.pane.words == "Round 1")
    bets.detail.pane.note.edit.setPlainText("mine")
    bets.detail.pane.note.show_note(bets.model.id_at(0), "theirs")
    qtbot.waitUntil(bets.detail.pane.note.take_button.isVisible)
    assert nameless(bets.detail.pane) == []
    assert without_tooltip(bets.detail.pane) == []
