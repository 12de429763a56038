"""The tab *Bets*: the filters and the table of a stream's bets."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.domain.errors import LiveappError
from liveapp.domain.events import StoreEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import Verdict
from liveapp.ui import plain
from liveapp.ui.bets.column_state import columns_to_texts, restore_columns
from liveapp.ui.bets.detail import BetDetail
from liveapp.ui.bets.filter_bar import BetFilterBar
from liveapp.ui.bets.filter_state import filter_from_texts, filter_to_texts
from liveapp.ui.bets.menus import BetMenus
from liveapp.ui.bets.model import BetTableModel, FoundNonce
from liveapp.ui.bets.row_marks import RowMarks
from liveapp.ui.bets.shown_sums import ShownSums
from liveapp.ui.bets.table_bookmarks import TableBookmarks
from liveapp.ui.bets.table_proof import TableProof
from liveapp.ui.bets.view import BetView
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.tab import StreamTab
from liveapp.ui.widgets.busy_line import BusyLine
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.notice import Notice

SLOW_MS = 200
"""Loading that takes longer shows a busy line."""


class BetsTab(StreamTab):
    """Shows every bet of one stream that the filters let through; without a stream, says so.

    Order, filters and columns are the user's and stay from stream to stream. What was chosen
    stays chosen when order or filter change, if it is still among the rows.
    """

    title = "Bets"
    name = "bets"

    def __init__(self, reader: BetReader, questions: Questions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stream: Stream | None = None
        self._fault: LiveappError | None = None
        self._is_slow = False
        self._wanted_nonce: int | None = None
        self._wanted_bet: tuple[int, int] | None = None
        self._holds_first = False
        self._chosen_id: int | None = None
        self.model = BetTableModel(reader, questions, self)
        self.sums = ShownSums(reader, questions, self)
        self.filter_bar = BetFilterBar()
        self.view = BetView(self.model)
        self.detail = BetDetail(self.view, self.model)
        self.notice = Notice(self.view)
        self.busy = BusyLine()
        self._menus = BetMenus(self.view)
        self.bookmarks = TableBookmarks(self.view, self.model)
        self.marks = RowMarks(reader, questions, self.model)
        self.proof = TableProof(reader, questions, self.view, self.model)
        self._slow_timer = QTimer(self)
        self._slow_timer.setSingleShot(True)
        self._slow_timer.setInterval(SLOW_MS)
        self._slow_timer.timeout.connect(self._tell_slow)
        self._connect()
        self._build_layout()
        self._update_words()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do with rows and filters, by the actions' names."""
        return {
            "copyRowsAction": self.copy_rows,
            "focusFilterAction": self.focus_filter,
            "goToNonceAction": self.focus_go_to_nonce,
            "toggleFollowingAction": self.toggle_following,
            "nextRowAction": self.select_next_row,
            "previousRowAction": self.select_previous_row,
            "bookmarkAction": self.bookmarks.toggle_chosen,
            "nextBookmarkAction": self.bookmarks.go_to_next,
            "previousBookmarkAction": self.bookmarks.go_to_previous,
            "showCalculationAction": self.proof.show_calculation,
        }

    def show_stream(self, stream: Stream | None) -> None:
        """Show a stream, at its newest bets where the order allows; None shows none."""
        is_same = stream is not None and self._stream is not None and stream.key == self._stream.key
        self._stream = stream
        if not is_same:
            self._wanted_nonce = self._wanted_bet = self._chosen_id = self._fault = None
            self.view.start_anew()
            self.detail.forget()
            self.filter_bar.forget()
            self.view.set_following(True)
            self.sums.forget()
            self.model.show_stream(None if stream is None else stream.key)
            self.model.bookmarks.show(stream)
        self.proof.show(stream)
        self._update_words()

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        """Bring rows and counts up to what happened to the stream."""
        self._stream = stream
        self.model.bookmarks.apply(events)
        self.model.apply(events)
        self.marks.apply(events)
        self.sums.apply(events)
        self.proof.apply(stream, events)
        self._update_words()

    @property
    def shown_bets(self) -> tuple[BetFilter, int]:
        """What is let through, and how many bets that are."""
        return self.filter_bar.bet_filter, self.model.rowCount()

    def focus_filter(self) -> None:
        """Put the cursor into the filters."""
        self.filter_bar.focus_filters()

    def focus_go_to_nonce(self) -> None:
        """Put the cursor where a nonce is typed."""
        self.filter_bar.focus_nonce()

    def go_to_nonce(self, nonce: int) -> None:
        """Choose the bet with that nonce; without one, say so and choose the nearest."""
        if self.model.is_loading:
            self._wanted_nonce = nonce
        else:
            self.model.find_nonce(nonce, lambda found: self._show_nonce(nonce, found))

    def go_to_bet(self, bet_id: int, nonce: int) -> None:
        """Choose a bet; where the filters hide it, they go."""
        if self.model.is_loading:
            self._wanted_bet = (bet_id, nonce)
            return
        row = self.model.row_of_bet(bet_id, nonce)
        if row is not None:
            self._choose(row)
        elif self.model.bet_filter != ALL_BETS:
            self._wanted_bet = (bet_id, nonce)
            self.filter_bar.clear_filter()
            self.message.emit(f"The filters hid round {count_text(nonce)}: they were cleared.")
        else:
            self.message.emit("That bet is not there any more.")

    def go_to_round(self, nonce: int) -> None:
        """Choose the bet with that nonce; where the filters may hide it, they go."""
        if self.model.is_loading:
            self._wanted_nonce = nonce
        else:
            self.model.find_nonce(nonce, lambda found: self._show_round(nonce, found))

    def show_verdicts(self, verdicts: tuple[Verdict, ...]) -> None:
        """Show the bets with these verdicts, all of them and no others."""
        self.filter_bar.set_filter(BetFilter(verdicts=verdicts))

    def toggle_following(self) -> None:
        """Hold the table still, or follow the newest bet again."""
        self.view.toggle_following()

    def copy_rows(self) -> None:
        """Copy the chosen rows as text for a spreadsheet."""
        ranges = self.view.chosen_ranges()
        if ranges:
            self.model.copy_rows(ranges, self.view.shown_columns(), self._put_on_clipboard)
        else:
            self.message.emit("Choose rows to copy first.")

    def select_next_row(self) -> None:
        """Choose the row below."""
        self.view.select_beside(1)

    def select_previous_row(self) -> None:
        """Choose the row above."""
        self.view.select_beside(-1)

    def save_state(self) -> dict[str, str]:
        """Columns, order, filters, following and the detail pane, for the next start: plain texts."""
        return {
            **columns_to_texts(self.view),
            # An order without an end says nothing about whether the user wants to follow.
            "following": "off" if self.view.can_follow and not self.view.is_following else "on",
            **self.proof.column.save_state(),
            **filter_to_texts(self.filter_bar.bet_filter),
            **self.detail.split.save_state(),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Show what was kept; what cannot be read changes nothing."""
        restore_columns(self.view, state)
        self.proof.column.restore_state(state)
        self._holds_first = state.get("following") == "off"
        self.filter_bar.set_filter(filter_from_texts(state))
        self.detail.split.restore_state(state)

    def _connect(self) -> None:
        self.model.loading_changed.connect(self._note_loading)
        self.model.loaded.connect(self._end_load)
        self.model.fault_met.connect(self._note_fault)
        self.sums.changed.connect(self._show_sums)
        self.sums.fault_met.connect(self.fault_met)
        self.filter_bar.filter_changed.connect(self._take_filter)
        self.filter_bar.left.connect(self.view.setFocus)
        self.filter_bar.nonce_requested.connect(self.go_to_nonce)
        self.filter_bar.following_toggled.connect(self.view.toggle_following)
        self.view.following_changed.connect(lambda _: self._update_words())
        self.view.following_changed.connect(self.state_changed)
        self.view.copy_requested.connect(self.copy_rows)
        header = self.view.horizontalHeader()
        header.sortIndicatorChanged.connect(self._show_new_order)
        for changed in (header.sortIndicatorChanged, header.sectionMoved, header.sectionResized):
            changed.connect(self.state_changed)
        self.detail.split.changed.connect(self.state_changed)
        self.detail.pane.copied.connect(self.message)
        self.detail.pane.bookmark_toggled.connect(lambda bet_id: self.bookmarks.toggle([bet_id]))
        self.detail.pane.note_saved.connect(self.bookmarks.save_note)
        self.detail.pane.calculation_requested.connect(self.proof.show_calculation)
        self.bookmarks.message.connect(self.message)
        self.proof.message.connect(self.message)
        self.proof.rows.grown.connect(self._note_growth)
        self.proof.rows.fault_met.connect(self.fault_met)
        self.proof.column.state_changed.connect(self.state_changed)
        self.marks.fault_met.connect(self.fault_met)
        self.view.marks.show_marks(self.marks)
        self.view.marks.row_requested.connect(self.view.choose_row)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menus.open_cell_menu)
        self._menus.filter_requested.connect(self.filter_bar.set_filter)
        self._menus.go_to_nonce_requested.connect(self.focus_go_to_nonce)
        self._menus.calculation_requested.connect(self.proof.show_calculation)
        self._menus.column_chosen.connect(self.proof.column.note_choice)
        self.notice.action_chosen.connect(self._act_on_notice)

    def _build_layout(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.filter_bar)
        layout.addWidget(self.busy)
        layout.addWidget(self.detail.split, 1)
        self._order_tab_stops()

    def _order_tab_stops(self) -> None:
        """Tab goes the way the eye does: filters, table, details."""
        stops = [self.filter_bar.following_button, self.view, *self.detail.pane.tab_stops()]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _take_filter(self, bet_filter: BetFilter) -> None:
        self.sums.forget()
        self.model.set_filter(bet_filter)
        self.state_changed.emit()

    def _note_growth(self) -> None:
        """Bets that were verified have rows now: what goes by the rows is read again."""
        self.marks.hits.read_again()
        self.marks.bookmarks.read_again()
        self.sums.read_again()
        self._update_words()

    def _show_sums(self) -> None:
        self.filter_bar.show_sums(self.sums.totals)

    def _note_loading(self, is_loading: bool) -> None:
        self._is_slow = False
        if is_loading:
            self._fault = None
            self._chosen_id = self.view.chosen_bet_id() or self._chosen_id
            self.view.start_anew()
            self._slow_timer.start()
        else:
            self._slow_timer.stop()
        self._update_words()

    def _end_load(self) -> None:
        # Only now: the rows come first, and the question that brings them has threads to itself.
        if self._stream is not None:
            self.sums.show(self._stream.key, self.model.bet_filter)
            if self._holds_first:  # at the newest bets: where else, the last time is not known
                self.view.set_following(False)
            self._holds_first = False
        chosen_id, self._chosen_id = self._chosen_id, None
        if chosen_id is not None and not self.view.currentIndex().isValid():
            row = self.model.row_of_id(chosen_id)
            if row is not None:
                self.view.choose_row(row, is_shown=not self.view.is_following)
        nonce, self._wanted_nonce = self._wanted_nonce, None
        if nonce is not None:
            self.go_to_nonce(nonce)
        bet, self._wanted_bet = self._wanted_bet, None
        if bet is not None:
            self.go_to_bet(*bet)
        self._update_words()

    def _note_fault(self, error: LiveappError) -> None:
        if not self.model.is_complete:
            self._fault = error
        self._update_words()
        self.fault_met.emit(error)

    def _show_new_order(self) -> None:
        """After a click on a column: the top of the new order, or the row that is chosen."""
        self.view.start_anew()
        if not self.model.is_loading and not self.view.is_following:
            self.view.show_chosen_or_top()
        self._update_words()

    def _show_nonce(self, nonce: int, found: FoundNonce | None) -> None:
        if found is None:
            self.message.emit("There is no bet to go to.")
            return
        self._choose(found.row)
        if found.nonce != nonce:
            hidden = " among the bets that the filters show" if self.model.bet_filter != BetFilter() else ""
            self.message.emit(
                f"Nonce {count_text(nonce)} is not{hidden or ' recorded'}."
                f" The nearest is {count_text(found.nonce)}."
            )

    def _show_round(self, nonce: int, found: FoundNonce | None) -> None:
        if self.model.bet_filter == ALL_BETS or (found is not None and found.nonce == nonce):
            self._show_nonce(nonce, found)
            return
        self._wanted_nonce = nonce
        self.filter_bar.clear_filter()
        self.message.emit(f"The filters showed no bet of round {count_text(nonce)}: they were cleared.")

    def _choose(self, row: int) -> None:
        self.view.choose_row(row)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_on_clipboard(self, text: str, rows: int) -> None:
        plain.copy_text(text)
        self.message.emit(f"Copied {counted(rows, 'row', 'rows')}.")

    def _tell_slow(self) -> None:
        self._is_slow = True
        self._update_words()

    def _act_on_notice(self) -> None:
        if self._fault is not None:
            self.model.reload()
        else:
            self.filter_bar.clear_filter()

    def _update_words(self) -> None:
        """Bring counts, notices and buttons in step with what holds."""
        stream = self._stream
        self.filter_bar.setVisible(stream is not None)
        self.view.show_frame(stream is not None)
        self.view.show_currencies(stream is not None and len(stream.totals) > 1)
        rows = self.model.rowCount()
        self.filter_bar.show_count(rows, 0 if stream is None else stream.total_bets, self._is_slow)
        self.busy.setVisible(self._is_slow)
        self.detail.action.setEnabled(stream is not None)
        self.filter_bar.show_following(self.view.is_following, self.view.can_follow)
        if stream is None:
            self.notice.say("No stream is shown", "Choose one on the left.")
        elif self._fault is not None:
            self.notice.say("The bets could not be read", str(self._fault), "Try again")
        elif rows or not (self._is_slow or self.model.is_complete):
            self.notice.hide()
        elif self._is_slow:
            self.notice.say("Loading…")
        elif stream.total_bets:
            self.notice.say(
                "No bet fits the filters",
                f"{counted(stream.total_bets, 'bet is', 'bets are')} recorded.",
                "Clear filters",
            )
        else:
            self.notice.say("No bets yet", "They appear here as they arrive.")
