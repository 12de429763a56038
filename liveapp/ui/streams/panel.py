"""The list of streams at the window's left: search, order, and the choice of what is shown."""

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.domain.clock import now_us
from liveapp.domain.errors import LiveappError
from liveapp.domain.events import BetsStored, StoreEvent, StreamDeleted
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui.questions import Questions
from liveapp.ui.streams.auto_follow import AutoFollow
from liveapp.ui.streams.follow_line import FollowLine
from liveapp.ui.streams.list_head import ListHead
from liveapp.ui.streams.menus import StreamMenus
from liveapp.ui.streams.model import StreamListModel
from liveapp.ui.streams.new_streams import NewStreamGatherer
from liveapp.ui.streams.order import StreamOrder
from liveapp.ui.streams.view import StreamListView
from liveapp.ui.widgets.notice import Notice

_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class StreamsPanel(QWidget):
    """Chooses the stream that is shown: by click, key, call, or by itself with auto-follow.

    What is shown stays the same while the list is searched, ordered and changed by events, and while
    several streams are selected; only the deletion of the stream ends that.
    """

    stream_chosen = Signal(object)  # Stream or None
    new_streams_appeared = Signal(object)  # list[Stream]
    loaded = Signal()
    state_changed = Signal()
    """What `save_state` gives is other than before."""
    left = Signal()
    """The user is done here: the keyboard belongs to the stream's page."""
    fold_requested = Signal(bool)
    """Fold away, or (False) come back."""
    fault_met = Signal(object)

    def __init__(
        self,
        reader: BetReader,
        questions: Questions,
        clock_us: Callable[[], int] = now_us,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self.model = StreamListModel(clock_us, self)
        self._current_key: int | None = None
        self._row_of_gone = 0
        self._is_syncing = False
        self._pending: list[StoreEvent] | None = None
        self._wanted_key: int | None = None
        self._is_loaded = False
        self._new_streams = NewStreamGatherer(self.model.stream, self)
        self._new_streams.appeared.connect(self.new_streams_appeared)
        self.auto_follow = AutoFollow(self, clock_us)
        self.auto_follow.stream_requested.connect(self._choose)
        self.auto_follow_action = self.auto_follow.action
        self.auto_follow_action.toggled.connect(lambda _: self.state_changed.emit())
        self.addAction(self.auto_follow_action)
        self._build()

    @property
    def is_loaded(self) -> bool:
        """Whether the list was read."""
        return self._is_loaded

    def known_streams(self) -> Collection[Stream] | None:
        """All streams as they are now, found by the search or not; None while they are not read."""
        return self.model.streams if self._is_loaded else None

    def load(self) -> None:
        """Read all streams; events that come meanwhile are applied to what was read."""
        self._pending = []
        self._questions.ask(self, lambda _: self._reader.streams()[0], self._take_streams, self._tell_fault)

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Bring the list up to what happened; auto-follow may choose another stream."""
        if self._pending is not None:
            self._pending.extend(events)
            return
        stored = [event for event in events if isinstance(event, BetsStored)]
        played = [event for event in stored if event.is_live]
        had_streams = self.model.total > 0
        # An event may tell of a stream that the list was read with.
        new_keys = [
            event.stream.key
            for event in played
            if event.is_new_stream and self.model.stream(event.stream.key) is None
        ]
        row = None if self._current_key is None else self.model.row_of(self._current_key)
        self._change_model(lambda: self.model.apply(events))
        if self._current_key is not None and self.model.stream(self._current_key) is None:
            self._row_of_gone = row or 0
            self._choose(None)
        for event in events:
            if isinstance(event, StreamDeleted):
                self.auto_follow.forget(event.key)
        self._new_streams.add(new_keys)
        if self._wanted_key is not None and self.model.stream(self._wanted_key) is not None:
            self._choose(self._wanted_key)
        elif self._current_key is None and not had_streams and stored:
            self._choose(stored[-1].stream.key)
        self.auto_follow.note_played([event.stream for event in played], new_keys, self.current_stream())

    def show_stream(self, key: int) -> None:
        """Choose a stream, whether the search finds it or not; once it is in the list, where it is not."""
        if self._is_loaded and self.model.stream(key) is not None:
            self._choose(key)
        else:
            self._wanted_key = key

    def select_next(self) -> bool:
        """Choose the stream below, or where a deleted one was; False where there is none."""
        return self._select_beside(1)

    def select_previous(self) -> bool:
        """Choose the stream above, or the last; False where there is none."""
        return self._select_beside(-1)

    def current_stream(self) -> Stream | None:
        """The stream that is shown, as it is now."""
        return None if self._current_key is None else self.model.stream(self._current_key)

    def focus_search(self) -> None:
        """Put the cursor into the search; a panel that is folded away comes back."""
        if self.isHidden():
            self.fold_requested.emit(False)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def save_state(self) -> dict[str, str]:
        """The order that was chosen, and whether it is folded away, for the next start."""
        return {"order": self.model.order.name, "folded": "yes" if self.isHidden() else "no"}

    def restore_state(self, state: Mapping[str, object]) -> None:
        """Show what was kept; what cannot be read changes nothing."""
        names = [order.name for order in StreamOrder]
        if state.get("order") in names:
            self.head.order_choice.setCurrentIndex(names.index(str(state["order"])))
        if state.get("folded") in ("yes", "no"):
            self.fold_requested.emit(state["folded"] == "yes")

    def _build(self) -> None:
        self.head = ListHead()
        self.search = self.head.search
        self.search.textChanged.connect(self._search)
        self.search.textEdited.connect(self.auto_follow.note_user_acted)
        self.search.first_wanted.connect(self._open_first)
        self.search.list_wanted.connect(self._go_into_list)
        self.search.left.connect(self.left)
        self.head.fold_requested.connect(lambda: self.fold_requested.emit(True))
        self.head.order_chosen.connect(self._set_order)
        self.menus = StreamMenus(self)
        self.menus.open_requested.connect(lambda streams: self._open(streams[0]))
        self._build_view()
        self.notice = Notice(self.view)
        self.notice.action_chosen.connect(self._act_on_notice)
        self._build_layout()
        self._update_words()

    def _build_view(self) -> None:
        self.view = StreamListView(self.model)
        self.view.selectionModel().selectionChanged.connect(self._note_choice)
        self.view.selectionModel().currentChanged.connect(self._note_choice)
        self.view.opened.connect(self._open)
        self.view.delete_requested.connect(self.menus.delete_requested)
        self.view.menu_requested.connect(self.menus.open_menu)
        self.auto_follow.yield_to_touch(self.view)

    def _build_layout(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addWidget(self.view, 1)
        layout.addWidget(FollowLine(self.auto_follow))

    def _search(self, text: str) -> None:
        self._change_model(lambda: self.model.set_search(text))

    def _set_order(self, order: StreamOrder) -> None:
        self._change_model(lambda: self.model.set_order(order))
        self.state_changed.emit()

    def _open_first(self) -> None:
        if self.model.rowCount():
            self._open(self.model.stream_at(0))

    def _open(self, stream: Stream) -> None:
        """Show a stream, and be done with the list."""
        self.auto_follow.note_user_acted()
        if self.model.stream(stream.key) is not None:
            self._choose(stream.key)
        self.left.emit()

    def _go_into_list(self) -> None:
        if not self.view.currentIndex().isValid():
            self._put_keyboard_on(0)
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _put_keyboard_on(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _act_on_notice(self) -> None:
        if self._is_loaded:
            self.search.clear()
        else:
            self.load()

    def _take_streams(self, streams: Sequence[Stream]) -> None:
        pending, self._pending = self._pending or [], None
        self._is_loaded = True
        self._change_model(lambda: self.model.set_streams(streams))
        self.apply(pending)
        if self._wanted_key is not None:
            self.show_stream(self._wanted_key)
        self.loaded.emit()
        if self._current_key is None and self.model.rowCount():
            self._choose(self.model.stream_at(0).key)

    def _tell_fault(self, error: LiveappError) -> None:
        self._pending = None
        self.notice.say("The streams could not be read", str(error), "Try again")
        self.fault_met.emit(error)

    def _choose(self, key: int | None) -> None:
        self._current_key = key
        self._wanted_key = None
        self._new_streams.leave_out(key)
        self.model.set_shown(key)
        self._select_shown()
        self._update_words()
        self.stream_chosen.emit(self.current_stream())

    def _note_choice(self) -> None:
        """The user selects: exactly one stream is shown, several leave alone what is."""
        if self._is_syncing:
            return
        selected = self.view.selected_streams()
        self._update_words()
        if len(selected) > 1:
            self.auto_follow.note_user_acted()
        elif selected == [self.view.current_stream()] and selected[0].key != self._current_key:
            self.auto_follow.note_user_acted()
            self._choose(selected[0].key)

    def _select_beside(self, step: int) -> bool:
        rows = self.model.rowCount()
        if not rows:
            return False
        if self._current_key is None:
            beside = min(self._row_of_gone, rows - 1) if step > 0 else rows - 1
        else:
            row = self.model.row_of(self._current_key)
            beside = (0 if step > 0 else rows - 1) if row is None else row + step
        if not 0 <= beside < rows:
            return False
        self._choose(self.model.stream_at(beside).key)
        return True

    def _change_model(self, change: Callable[[], object]) -> None:
        """Change the list without letting the view choose by itself what is shown."""
        self._is_syncing = True
        change()
        self._is_syncing = False
        self._reselect_shown()
        self._update_words()

    def _select_shown(self) -> None:
        """Have nothing but the shown stream selected, in view."""
        index = self._shown_index()
        self._is_syncing = True
        self.view.setAutoScroll(False)
        self.view.selectionModel().setCurrentIndex(index, _CHOOSE)
        self.view.setAutoScroll(True)
        self._is_syncing = False
        if index.isValid():
            self.view.scrollTo(index)

    def _reselect_shown(self) -> None:
        """Have the shown stream selected where none is; the keyboard stays where it is."""
        index, selection = self._shown_index(), self.view.selectionModel()
        if index.isValid() and not selection.hasSelection():
            self._is_syncing = True
            selection.select(index, QItemSelectionModel.SelectionFlag.Select)
            if not selection.currentIndex().isValid():
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._is_syncing = False

    def _shown_index(self) -> QModelIndex:
        row = None if self._current_key is None else self.model.row_of(self._current_key)
        return QModelIndex() if row is None else self.model.index(row, 0)

    def _update_words(self) -> None:
        found, total = self.model.rowCount(), self.model.total
        self.head.show_count(found, total, len(self.view.selectedIndexes()))
        if found:
            self.notice.hide()
        elif total:
            self.notice.say(
                "No stream found", f"None matches “{self.search.text().strip()}”.", "Clear search"
            )
        elif self._is_loaded:
            self.notice.say("No stream yet", "A stream appears here with its first bet or heartbeat.")
