"""The gallery's pictures of charts and waits."""

from liveapp.domain.queries import BetFilter
from tests.gallery_tools import Gallery, wait, wait_until
from tests.shell import Shell


def show_charts(gallery: Gallery, shell: Shell) -> None:
    window, page = shell.window, shell.window.page
    wait_until(lambda: page.stream is not None and page.stream.total_bets > 1000)
    window.actions_by_name["showChartsTabAction"].trigger()
    wait_until(lambda: window.charts.body is not None and window.charts.body.profit.picture is not None)
    wait(1500)
    gallery.take_themes("charts", window)
    scroll = window.charts.body._scroll.verticalScrollBar()
    scroll.setValue(scroll.maximum() // 2)
    wait(800)
    gallery.take_themes("charts-outcomes", window)
    scroll.setValue(scroll.maximum())
    wait(800)
    gallery.take_themes("charts-pace", window)
    scroll.setValue(0)
    show_filtered(gallery, shell)
    show_smallest(gallery, shell)
    window.actions_by_name["showWaitsTabAction"].trigger()
    wait_until(lambda: window.chart_ways.waits_place.chart is not None)
    wait(1500)
    gallery.take_themes("waits", window)
    window.actions_by_name["showBetsTabAction"].trigger()


def show_filtered(gallery: Gallery, shell: Shell) -> None:
    """The line that tells which bets the charts are about."""
    bets, ways = shell.window.bets, shell.window.chart_ways
    bets.filter_bar.set_filter(BetFilter(min_multiplier=2.0, nonce_from=500))
    ways.lines[0].chosen.emit(True)
    wait(1500)
    gallery.take_themes("charts-of-the-bets-that-are-shown", shell.window)
    ways.lines[0].chosen.emit(False)
    bets.filter_bar.clear_filter()
    wait(800)


def show_smallest(gallery: Gallery, shell: Shell) -> None:
    size = shell.window.size()
    shell.window.resize(680, 480)
    wait(800)
    gallery.take("charts-smallest", shell.window)
    shell.window.resize(size)
    wait(300)
