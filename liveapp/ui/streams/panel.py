"""The list of streams at the window's left: search, order, and the choice of what is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.clock import now_us
from liveapp.domain.errors import LiveappError
from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.questions import Questions
from liveapp.ui.streams.auto_follow import AutoFollow
from liveapp.ui.streams.delegate import StreamDelegate
from liveapp.ui.streams.model import STREAM_ROLE, StreamListModel
from liveapp.ui.streams.order import StreamOrder
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.notice import Notice

NEW_STREAMS_JOIN_MS = 1000
"""New streams within this time are told together."""


class StreamsPanel(QWidget):
    """Chooses the stream that is shown: by click, key, call, or by itself with auto-follow.

    What is shown stays the same while the list is searched, ordered and changed by events; only
    the deletion of the stream ends that.
    """

    stream_chosen = Signal(object)  # Stream or None
    new_streams_appeared = Signal(object)  # list[Stream]
    loaded = Signal()
    state_changed = Signal()
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
        self._is_syncing = False
        self._pending: list[StoreEvent] | None = None
        self._wanted_key: int | None = None
        self._is_loaded = False
        self._new_keys: list[int] = []
        self._new_timer = QTimer(self)
        self._new_timer.setSingleShot(True)
        self._new_timer.timeout.connect(self._tell_new_streams)
        self._auto_follow = AutoFollow(self)
        self._auto_follow.stream_requested.connect(self.show_stream)
        self.auto_follow_action = self._auto_follow.action
        self.auto_follow_action.toggled.connect(lambda _: self.state_changed.emit())
        self.addAction(self.auto_follow_action)
        self._build()

    @property
    def is_loaded(self) -> bool:
        """Whether the list was read."""
        return self._is_loaded

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
        had_streams = self.model.total > 0
        # An event may tell of a stream that the list was read with.
        new_keys = [
            event.stream.key
            for event in stored
            if event.is_new_stream and self.model.stream(event.stream.key) is None
        ]
        self._change_model(lambda: self.model.apply(events))
        if self._current_key is not None and self.model.stream(self._current_key) is None:
            self._choose(None)
        self._note_new_streams(new_keys)
        if self._current_key is None and not had_streams and stored:
            self._choose(stored[-1].stream.key)
        with_bets = [event.stream.key for event in stored if event.bets]
        if with_bets:
            self._auto_follow.note_bet(with_bets[-1], is_shown=with_bets[-1] == self._current_key)

    def show_stream(self, key: int) -> None:
        """Choose a stream, whether the search finds it or not; once the list is read, where it is not."""
        if not self._is_loaded:
            self._wanted_key = key
        elif self.model.stream(key) is not None:
            self._choose(key)

    def select_next(self) -> bool:
        """Choose the stream below, or the first; False where there is none."""
        return self._select_beside(1)

    def select_previous(self) -> bool:
        """Choose the stream above, or the last; False where there is none."""
        return self._select_beside(-1)

    def current_stream(self) -> Stream | None:
        """The stream that is shown, as it is now."""
        return None if self._current_key is None else self.model.stream(self._current_key)

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def save_state(self) -> dict[str, str]:
        """The order that was chosen, for the next start."""
        return {"order": self.model.order.name}

    def restore_state(self, state: Mapping[str, object]) -> None:
        """Show what was kept; what cannot be read changes nothing."""
        names = [order.name for order in StreamOrder]
        if state.get("order") in names:
            self.order_choice.setCurrentIndex(names.index(str(state["order"])))

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("streamSearch")
        plain.set_placeholder(self.search, "Search seeds, notes")
        self.search.setClearButtonEnabled(True)
        plain.set_accessible_name(self.search, "Search streams")
        plain.set_tooltip(self.search, "Search hashes, client seeds and notes (Ctrl+K)")
        self.search.textChanged.connect(self._search)
        self.count_label = plain.PlainLabel()
        self.order_choice = QComboBox()
        self.order_choice.addItems([order.value for order in StreamOrder])
        plain.set_accessible_name(self.order_choice, "Order of streams")
        plain.set_tooltip(self.order_choice, "What the streams are ordered by")
        self.order_choice.currentIndexChanged.connect(self._set_order)
        self.view = self._build_view()
        self.notice = Notice(self.view)
        self.notice.action_chosen.connect(self._act_on_notice)
        self._build_layout()
        self._update_words()

    def _build_view(self) -> QListView:
        view = QListView()
        view.setObjectName("streamView")
        plain.set_accessible_name(view, "Streams")
        plain.set_tooltip(view, "Streams; the one above or below with Alt+↑ and Alt+↓")
        view.setModel(self.model)
        view.setItemDelegate(StreamDelegate(view))
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMinimumWidth(200)
        view.selectionModel().currentChanged.connect(self._choose_clicked)
        return view

    def _build_layout(self) -> None:
        follow = QCheckBox("Auto-follow latest")
        plain.set_accessible_name(follow, "Auto-follow latest")
        plain.set_tooltip(follow, self.auto_follow_action.toolTip())
        follow.toggled.connect(self.auto_follow_action.setChecked)
        self.auto_follow_action.toggled.connect(follow.setChecked)
        ordering = QHBoxLayout()
        ordering.addWidget(self.count_label, 1)
        ordering.addWidget(self.order_choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.setSpacing(6)
        layout.addWidget(self.search)
        layout.addLayout(ordering)
        layout.addWidget(self.view, 1)
        layout.addWidget(follow)

    def _search(self, text: str) -> None:
        self._change_model(lambda: self.model.set_search(text))

    def _set_order(self, place: int) -> None:
        self._change_model(lambda: self.model.set_order(list(StreamOrder)[place]))
        self.state_changed.emit()

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
        wanted, self._wanted_key = self._wanted_key, None
        if wanted is not None:
            self.show_stream(wanted)
        self.loaded.emit()
        if self._current_key is None and self.model.rowCount():
            self._choose(self.model.stream_at(0).key)

    def _tell_fault(self, error: LiveappError) -> None:
        self._pending = None
        self.notice.say("The streams could not be read", str(error), "Try again")
        self.fault_met.emit(error)

    def _choose(self, key: int | None) -> None:
        self._current_key = key
        self._sync_selection()
        self.stream_chosen.emit(self.current_stream())

    def _choose_clicked(self, index: QModelIndex) -> None:
        if not self._is_syncing and index.isValid():
            stream = index.data(STREAM_ROLE)
            if stream.key != self._current_key:
                self._choose(stream.key)

    def _select_beside(self, step: int) -> bool:
        if not self.model.rowCount():
            return False
        row = None if self._current_key is None else self.model.row_of(self._current_key)
        beside = (0 if step > 0 else self.model.rowCount() - 1) if row is None else row + step
        if not 0 <= beside < self.model.rowCount():
            return False
        self._choose(self.model.stream_at(beside).key)
        return True

    def _change_model(self, change: Callable[[], object]) -> None:
        """Change the list without letting the view choose by itself what is shown."""
        self._is_syncing = True
        change()
        self._is_syncing = False
        self._sync_selection(is_jump=False)
        self._update_words()

    def _sync_selection(self, is_jump: bool = True) -> None:
        row = None if self._current_key is None else self.model.row_of(self._current_key)
        self._is_syncing = True
        if row is None:
            self.view.selectionModel().clear()
        elif self.view.currentIndex().row() != row or not self.view.selectionModel().hasSelection():
            self.view.setAutoScroll(is_jump)
            self.view.setCurrentIndex(self.model.index(row, 0))
            self.view.setAutoScroll(True)
        self._is_syncing = False

    def _update_words(self) -> None:
        found, total = self.model.rowCount(), self.model.total
        streams = counted(total, "stream", "streams")
        plain.set_text(self.count_label, streams if found == total else f"{found:,} of {streams}")
        if found:
            self.notice.hide()
        elif total:
            self.notice.say(
                "No stream found", f"None matches “{self.search.text().strip()}”.", "Clear search"
            )
        elif self._is_loaded:
            self.notice.say("No stream yet", "A stream appears here with its first bet or heartbeat.")

    def _note_new_streams(self, keys: Iterable[int]) -> None:
        self._new_keys.extend(keys)
        if self._new_keys and not self._new_timer.isActive():
            self._new_timer.start(NEW_STREAMS_JOIN_MS)

    def _tell_new_streams(self) -> None:
        keys, self._new_keys = self._new_keys, []
        streams = [stream for stream in map(self.model.stream, keys) if stream is not None]
        if streams:
            self.new_streams_appeared.emit(streams)
