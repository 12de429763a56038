"""Which of the window's actions stand on the stream's page, and where."""

from liveapp.ui.actions import WindowActions
from liveapp.ui.proof.tab import ProofTab
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.widgets.tab_order import follow_layout

EXPORTS = ("exportCsvAction", "exportAllAction", "exportSeedsAction")
HEADER = ("backAction", "forwardAction", "exportCsvAction", "editNotesAction")
MENU = ("editNotesAction", "editAliasAction", "pinStreamAction", "deleteStreamAction")


def put_actions_on_page(page: StreamPage, proof: ProofTab, actions: WindowActions) -> None:
    """Give the page's header, menus and tabs their actions; Tab goes through all of it as the eye does."""
    page.add_export_actions([actions[name] for name in EXPORTS])
    page.set_header_actions(*(actions[name] for name in HEADER))
    page.tell_ways_to_tabs([actions[name] for name in page.ways_to_tabs()])
    page.add_menu_actions([actions[name] for name in MENU])
    page.header.missing.clicked.connect(actions["missedRoundsAction"].trigger)
    proof.set_notes_action(actions["editNotesAction"])
    proof.section.result.set_export_action(actions["exportProofAction"])
    follow_layout(page)
