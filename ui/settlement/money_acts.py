"""What is done beside settling: advances, fees, a payout voided, a settlement day begun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.people.queries import Artisan, artisans
from sentra_pos.settlement.charge_fees import FeesCharged
from sentra_pos.settlement.figures import ArtisanToday
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.settlement.queries import Owed, owed_by_artisan
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
        self.void.setEnabled(settlement is not None and bool(settlement.paid))

    def show_for(self, *, today: bool) -> None:
        """What fits the list that is seen."""
        self.debts.setVisible(today)
        self.fees.setVisible(today)
        self.void.setVisible(not today)

    def open_debts(self) -> None:
        """What an artisan had ahead and puts aside: of the chosen one first, but also of who has nothing to settle."""
        # Whoever is chosen now: the list may have moved on when the answer comes.
        chosen = None if self._artisan is None else self._artisan.owed
        self._context.runner.read(
            artisans,
            lambda known: self._show_debts(known, chosen),
            self._screen.tell,
            origin=self._screen,
            latest="money sheet",
        )

    def _show_debts(self, known: Sequence[Artisan], chosen: Owed | None) -> None:
        # With their codes: two may have one name.
        everybody = [(each.id, _named(each.name, each.code)) for each in known]
        if chosen is None and not everybody:
            say(self._screen, _("There are no artisans yet."))
            return
        party, name = (chosen.party, _named(chosen.name, chosen.code)) if chosen else everybody[0]
        sheet = DebtsSheet(self._screen, self._context, party, name, everybody)
        sheet.returned.connect(lambda _answer: self._screen.refresh())
        sheet.open()

    def open_fees(self) -> None:
        """Charge somebody, or share a cost; the day's artisans stand first, then who has nothing to settle."""
        today = business_today(self._context.shop.clock)
        chosen = None if self._artisan is None else self._artisan.owed.party
        self._context.runner.read(
            lambda session: owed_by_artisan(session, today),
            lambda known: self._show_fees(known, chosen),
            self._screen.tell,
            origin=self._screen,
            latest="money sheet",
        )

    def _show_fees(self, known: Sequence[Owed], chosen: PartyId | None) -> None:
        now = {each.party: each for each in known}
        first = [each.owed.party for each in self._everybody() if each.owed.party in now]
        in_order = [now[party] for party in dict.fromkeys((*first, *now))]
        sheet = FeeSheet(self._screen, self._context, in_order, chosen)
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
        everybody = self._everybody()
        if not everybody:
            say(
                self._screen,
                _("Nothing is waiting to be settled. What is sold on consignment appears here by itself."),
            )
            return
        sheet = StartRunSheet(self._screen, [each.owed for each in everybody])
        sheet.returned.connect(self._chosen)
        sheet.open()

    def _chosen(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self._screen.bar.presenter.start(answer)

    def _recorded(self, answer: object) -> None:
        if isinstance(answer, FeesCharged | PayoutVoided):
            toast(self._screen, _("Recorded as {code}.").format(code=answer.code))
            self._screen.refresh()


def _named(name: str, code: str) -> str:
    return f"{name} ({code})"
