"""What is done beside settling: advances, fees, a payout voided, a settlement day begun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sentra_pos.core.speech import _
from sentra_pos.settlement.charge_fees import FeesCharged
from sentra_pos.settlement.figures import ArtisanToday
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.settlement.void_payout import PayoutVoided
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.messages import say, toast
from ui.settlement.debts_sheet import DebtsSheet
from ui.settlement.fee_sheet import FeeSheet
from ui.settlement.start_sheet import StartRunSheet
from ui.settlement.void_payout_sheet import VoidPayoutSheet

if TYPE_CHECKING:
    from ui.settlement.screen import SettlementScreen


class MoneyActs:
    """The buttons, and the sheets that they open over the settlement screen."""

    def __init__(self, screen: SettlementScreen, context: Context) -> None:
        self._screen, self._context = screen, context
        self._artisan: ArtisanToday | None = None
        self._settlement: SettlementRow | None = None
        self.debts = secondary(_("Advances"), "F3", on=self.open_debts)
        self.fees = secondary(_("Charge fees"), "F4", on=self.open_fees)
        self.void = secondary(_("Void a payout"), "F8", on=self.void_payout)

    def offer(self, artisan: ArtisanToday | None, settlement: SettlementRow | None) -> None:
        """What is chosen in either list."""
        self._artisan, self._settlement = artisan, settlement
        self.debts.setEnabled(artisan is not None)
        self.fees.setEnabled(bool(self._everybody()))
        self.void.setEnabled(settlement is not None and bool(settlement.paid))

    def show_for(self, *, today: bool) -> None:
        """What fits the list that is seen."""
        self.debts.setVisible(today)
        self.fees.setVisible(today)
        self.void.setVisible(not today)

    def open_debts(self) -> None:
        """What the chosen artisan had ahead and puts aside."""
        each = self._artisan
        if each is not None:
            sheet = DebtsSheet(self._screen, self._context, each.owed.party, each.owed.name)
            sheet.returned.connect(lambda _answer: self._screen.refresh())
            sheet.open()

    def open_fees(self) -> None:
        """Charge somebody, or share a cost."""
        chosen = None if self._artisan is None else self._artisan.owed.party
        sheet = FeeSheet(self._screen, self._context, [each.owed for each in self._everybody()], chosen)
        sheet.returned.connect(self._recorded)
        sheet.open()

    def void_payout(self) -> None:
        """Of the chosen settlement."""
        if self._settlement is not None and self._settlement.paid:
            sheet = VoidPayoutSheet(self._screen, self._context, self._settlement)
            sheet.returned.connect(self._recorded)
            sheet.open()

    def _everybody(self) -> Sequence[ArtisanToday]:
        day = self._screen.day
        return () if day is None else day.artisans

    def start_run(self) -> None:
        """Choose who takes part, then begin."""
        artisans = self._everybody()
        if not artisans:
            say(
                self._screen,
                _("Nothing is waiting to be settled. What is sold on consignment appears here by itself."),
            )
            return
        sheet = StartRunSheet(self._screen, [each.owed for each in artisans])
        sheet.returned.connect(self._chosen)
        sheet.open()

    def _chosen(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self._screen.bar.presenter.start(answer)

    def _recorded(self, answer: object) -> None:
        if isinstance(answer, FeesCharged | PayoutVoided):
            toast(self._screen, _("Recorded as {code}.").format(code=answer.code))
            self._screen.refresh()
