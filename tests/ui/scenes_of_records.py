"""The scenes of the reports."""

from __future__ import annotations

from collections.abc import Iterator

from sentra_pos.settlement.locked import settlements_of
from sentra_pos.settlement.statement import statement_of
from tests.ui.visit import Visit


def records(visit: Visit) -> Iterator[str]:
    """Each page of the reports, with what was sold and settled before."""
    from ui.records.rows import Page
    from ui.records.screen import RecordsScreen

    screen = visit.front("records")
    assert isinstance(screen, RecordsScreen)
    yield "stock-card"
    for page, name in ((Page.RECAP, "recap"), (Page.BOOKS, "artisans-books"), (Page.ARCHIVE, "month-on-a-stick")):
        screen.show_page(page)
        visit.hands.settle()
        yield name
    with visit.app.shop.reading() as session:
        newest = settlements_of(session)
        code = statement_of(session, newest[0].id).qr if newest else "L1-000001 0000 0000 0000 0000"
    screen.show_page(Page.CHECK)
    screen.check.look_at(code)
    visit.hands.settle()
    yield "statement-genuine"
    screen.check.look_at("L1-000001 0000 0000 0000 0000")
    visit.hands.settle()
    yield "statement-not-genuine"
    screen.check.look_at("2000001234563")
    visit.hands.settle()
    yield "statement-no-code"
