"""The settlement day on the screen: reviewed and locked by name, stopped where somebody wishes, paid and closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.run_facts import RunStanding, RunState
from tests.settlement.gallery import Gallery
from tests.ui.settlement.conftest import context_of
from ui.kit.progress import ProgressSheet
from ui.settlement.all_statements import AllStatements, locked_in
from ui.settlement.rows import cash_words
from ui.settlement.run_bar import RunBar
from ui.settlement.run_sheet import RunSheet
from ui.settlement.screen import SettlementScreen


@pytest.fixture
def screen(busy: Gallery) -> Iterator[SettlementScreen]:
    made = SettlementScreen(context_of(busy))
    made.resize(1275, 768)
    made.show()
    made.shown()
    yield made
    made.close()


def _standings(bar: RunBar) -> set[RunStanding]:
    assert bar.day is not None
    return {each.standing for each in bar.day.artisans}


def _state(bar: RunBar) -> RunState:
    assert bar.day is not None
    return bar.day.run.state


def test_a_day_is_reviewed_locked_and_closed_from_the_bar(screen: SettlementScreen, busy: Gallery) -> None:
    bar = screen.bar
    assert bar.step_button.isVisible()
    assert not bar.sheet_button.isVisible()
    bar.presenter.start()
    assert _state(bar) is RunState.DRAFT
    assert not screen.lock_all_button.isVisible()

    bar.presenter.review()
    busy.sell((busy.items[busy.party], 1, 100_000, 0))
    bar.presenter.load()
    assert RunStanding.CHANGED in _standings(bar)
    bar.presenter.review()
    bar.lock()

    assert _state(bar) is RunState.LOCKED
    assert RunStanding.WAITING not in _standings(bar)
    assert bar.day is not None
    waiting = next(each for each in bar.day.waiting_for(PayoutMethod.CASH) if each.standing is RunStanding.TO_PAY)
    screen.table.pick(waiting.party)
    assert screen.lock_button.isEnabled()
    before = len(bar.day.cash_payouts)
    bar.mark_absent()
    assert RunStanding.ABSENT in _standings(bar)
    # Nothing of the drawer is kept for who is absent.
    assert len(bar.day.cash_payouts) == before - 1
    assert cash_words(bar.day)[0] == screen.cards["cash"].below.text()
    bar.presenter.close()
    assert not bar.absent_button.isVisible()


def test_locking_stops_where_somebody_wishes(screen: SettlementScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    bar = screen.bar
    bar.presenter.start()
    bar.presenter.review()
    assert bar.day is not None
    before = len(bar.day.to_lock)
    assert before > 2
    told = screen.locking.show_progress

    def stop_at_the_second(done: int, of: int, name: str) -> None:
        told(done, of, name)
        if done == 1:
            bar.presenter.stop()

    monkeypatch.setattr(screen.locking, "show_progress", stop_at_the_second)
    bar.lock()
    assert len(bar.day.to_lock) == before - 2
    assert bar.day.run.state is RunState.REVIEWED


def test_all_statements_of_a_day_go_into_a_folder_until_somebody_stops_it(
    screen: SettlementScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = screen.bar
    bar.presenter.start()
    bar.presenter.review()
    assert bar.day is not None
    before = len(locked_in(bar.day))
    bar.lock()
    wanted = len(locked_in(bar.day))
    assert wanted > before + 2
    bar.open_sheet()
    (sheet,) = screen.findChildren(RunSheet)
    assert sheet.statements_button.isEnabled()
    sheet.statements.write(tmp_path / "all")
    papers = sorted((tmp_path / "all").glob("*.pdf"))
    assert len(papers) == wanted
    assert all(paper.read_bytes().startswith(b"%PDF") for paper in papers)

    stopping = AllStatements(sheet, sheet.context, locked_in(bar.day), lambda trouble: pytest.fail(str(trouble)))
    monkeypatch.setattr(ProgressSheet, "show_progress", lambda *_told: stopping.stop())
    stopping.write(tmp_path / "stopped")
    assert len(list((tmp_path / "stopped").glob("*.pdf"))) == 1
