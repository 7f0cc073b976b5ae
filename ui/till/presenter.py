"""What the till's screen shows, without a window: the shift, the closings, the cash that moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.shop import Shop
from sentra_pos.tills.closing_queries import ClosingRow, ZReport, closings, z_report_of
from sentra_pos.tills.movement_queries import CashMovement, Recount, cash_movements, recounts
from sentra_pos.tills.queries import TillStanding, till_standing
from sentra_pos.tills.shift_queries import shift_totals
from ui.kit.immediate import Runs
from ui.till.papers import movement_picture, z_picture

_NEWEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TillPage:
    """``sales`` and ``sold`` are of the shift that is open, goods less what came back; not what its drawer holds."""

    till: TillStanding
    sales: int
    sold: Rupiah
    closings: tuple[ClosingRow, ...]
    movements: tuple[CashMovement, ...]

    def can_recount(self, closing: ClosingRow) -> bool:
        """The last one, until the next opening counts the drawer itself."""
        return self.till.shift is None and self.closings[:1] == (closing,)


class TillView(Protocol):
    """What the presenter asks of the screen."""

    def show_page(self, page: TillPage) -> None: ...

    def show_picture(self, png: bytes) -> None: ...

    def show_recounts(self, found: tuple[Recount, ...]) -> None: ...

    def tell_trouble(self, trouble: SentraError) -> None: ...


class TillPresenter:
    """Reads; what is done is done by the sheets."""

    def __init__(self, runner: Runs, shop: Shop, device: DeviceId, view: TillView) -> None:
        self._runner, self._shop, self._device, self._view = runner, shop, device, view
        self.page: TillPage | None = None

    def load(self) -> None:
        """Read everything anew."""
        device = self._device
        self._runner.read(
            lambda session: till_page(session, device),
            self._came,
            self._view.tell_trouble,
            origin=self._view,
            latest="till.page",
        )

    def _came(self, page: TillPage) -> None:
        self.page = page
        self._view.show_page(page)

    def look_at_closing(self, closing: DocumentId) -> None:
        """Its slip, and how it was counted again."""
        shop = self._shop
        self._draw(lambda: z_picture(shop, closing))
        self._runner.read(
            lambda session: recounts(session, closing),
            self._view.show_recounts,
            self._view.tell_trouble,
            origin=self._view,
            latest="till.recounts",
        )

    def look_at_movement(self, document: DocumentId) -> None:
        """Its slip."""
        shop = self._shop
        self._draw(lambda: movement_picture(shop, document))

    def _draw(self, work: Any) -> None:
        self._runner.apart(
            work, self._view.show_picture, self._view.tell_trouble, origin=self._view, latest="till.picture"
        )

    def with_report(self, closing: DocumentId, then: Any) -> None:
        """Hand the closing's figures on."""

        def read(session: Any) -> ZReport:
            return z_report_of(session, closing)

        self._runner.read(read, then, self._view.tell_trouble, origin=self._view)


def till_page(session: Any, device: DeviceId) -> TillPage:
    """The till as it is now."""
    till = till_standing(session, device)
    totals = None if till.shift is None else shift_totals(session, till.shift.id, device)
    return TillPage(
        till=till,
        sales=0 if totals is None else totals.sales + totals.exchanges,
        sold=ZERO if totals is None else totals.net,
        closings=closings(session, device, newest=_NEWEST),
        movements=cash_movements(session, device, newest=_NEWEST),
    )
