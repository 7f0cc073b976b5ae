"""The settlement presenter: a mistake of the program leaves nothing busy for ever."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from sentra_pos.core.errors import SentraError
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.figures import ArtisanDetail, SettlementDay
from sentra_pos.settlement.lock_settlement import SettlementLocked
from sentra_pos.settlement.locked import SettlementPage
from sentra_pos.settlement.pay_out import PaidOut
from sentra_pos.settlement.statement import Statement
from tests.settlement.gallery import Gallery
from tests.ui.settlement.conftest import context_of
from ui.kit.immediate import ActBroke
from ui.settlement import presenter as presenter_module
from ui.settlement.presenter import SettlementPresenter, SettleOne, Wish


class Sheet:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.is_busy: list[bool] = []

    def settled(self, locked: SettlementLocked | None, paid: PaidOut | None) -> None: ...

    def refused(self, trouble: SentraError, *, locked: bool) -> None: ...

    def busy(self, is_busy: bool) -> None:
        self.is_busy.append(is_busy)


class Screen:
    """Remembers how locking everybody ended."""

    def __init__(self) -> None:
        self.ended: list[int] = []

    def show_day(self, day: SettlementDay) -> None: ...

    def show_detail(self, detail: ArtisanDetail | None) -> None: ...

    def show_history(self, page: SettlementPage, *, sought: bool) -> None: ...

    def show_statement(self, statement: Statement | None) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...

    def show_progress(self, done: int, of: int, name: str) -> None: ...

    def all_locked(self, locked: int, left: Sequence[tuple[str, SentraError]]) -> None:
        self.ended.append(locked)


def broken(*_args: object, **_named: object) -> None:
    raise ZeroDivisionError


def presenting(gallery: Gallery) -> tuple[Screen, SettlementPresenter]:
    context = context_of(gallery)
    screen = Screen()
    presenter = SettlementPresenter(context.runner, context.shop.clock, context.by, context.device, screen)
    presenter.load()
    return screen, presenter


@pytest.mark.parametrize("act", ["lock_settlement", "pay_out"])
def test_a_mistake_of_the_program_gives_the_sheet_back(
    busy: Gallery, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr(presenter_module, act, broken)
    _screen, presenter = presenting(busy)
    today = presenter.lockable[0]
    context, sheet = context_of(busy), Sheet()
    settle = SettleOne(context.runner, context.shop.clock, context.by, sheet, today=today)

    with pytest.raises(ActBroke):
        settle.settle(Wish(method=PayoutMethod.TRANSFER, amount=today.owed.to_pay, reference="TRF"))

    assert sheet.is_busy[0]
    assert not sheet.is_busy[-1]


def test_the_sheet_stays_busy_between_its_lock_and_its_payout(busy: Gallery) -> None:
    _screen, presenter = presenting(busy)
    today = presenter.lockable[0]
    context, sheet = context_of(busy), Sheet()
    later = Later(context.runner.write)
    settle = SettleOne(later, context.shop.clock, context.by, sheet, today=today)  # type: ignore[arg-type]
    settle.settle(Wish(method=PayoutMethod.TRANSFER, amount=today.owed.to_pay, reference="TRF"))

    later.next()
    assert all(sheet.is_busy)
    later.next()
    assert not sheet.is_busy[-1]


class Later:
    """Writes when it is told to, as the real runner answers later."""

    def __init__(self, write: Callable[..., None]) -> None:
        self._write = write
        self._asked: list[Callable[[], None]] = []

    def write(self, *args: object, **named: object) -> None:
        self._asked.append(lambda: self._write(*args, **named))

    def next(self) -> None:
        self._asked.pop(0)()


def test_a_mistake_of_the_program_ends_locking_everybody(busy: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    screen, presenter = presenting(busy)
    with monkeypatch.context() as patch:
        patch.setattr(presenter_module, "lock_settlement", broken)
        with pytest.raises(ActBroke):
            presenter.lock_all()
    count = len(presenter.lockable)
    presenter.lock_all()

    assert screen.ended == [0, count]
