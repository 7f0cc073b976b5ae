"""Charge a fee, or share a cost among artisans (*potongan*): what for, how much, and who bears which part of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_rupiah
from sentra_pos.settlement.charge_fees import ChargeFees, Shares, Spread, charge_fees, fees_for
from sentra_pos.settlement.errors import (
    AmountNotSensible,
    DaysNotInOrder,
    FeesChanged,
    FeesNotSeen,
    NobodyChosen,
    PurposeMissing,
)
from sentra_pos.settlement.queries import Owed
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import DateEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, label
from ui.kit.layout import column, plain, row
from ui.kit.table import Column
from ui.settlement.choosing import ArtisanChoice
from ui.settlement.sending import Sending


class FeeSheet(Sheet):
    """Returns FeesCharged. Begins with the artisan who was chosen in the list; charges what it shows, or nothing."""

    def __init__(self, parent: QWidget, context: Context, artisans: Sequence[Owed], chosen: PartyId | None) -> None:
        title = _("Charge a fee or share a cost")
        super().__init__(parent, title=title, primary_text=_("Charge"), primary_key="F12", width=720, height=640)
        self._context = context
        self._id = DocumentId(new_id(context.shop.clock))
        #: What was asked last, who bears how much of it once that is known, and why nobody can.
        self._asked: ChargeFees | None = None
        self._shares: dict[PartyId, Rupiah] = {}
        self._trouble: SentraError | None = None

        self.total = RupiahEdit(name=_("Amount in all"))
        self.what = TextField(name=_("What for"))
        self.spread = Chips(
            [(Spread.EQUAL, _("In equal parts")), (Spread.SALES, _("By what each sold"))], name=_("How it is shared")
        )
        day = business_today(context.shop.clock)
        self.since = DateEdit(day.replace(day=1), today=lambda: business_today(context.shop.clock), name=_("From"))
        self.until = DateEdit(day, today=lambda: business_today(context.shop.clock), name=_("To"))
        self._days = plain(row(with_problem(self.since, _("From")), with_problem(self.until, _("To")), spacing=12))
        bears = Column[Owed](title=_("Bears"), text=self._bears, right=True, strong=True)
        self.choice = ArtisanChoice(artisans, () if chosen is None else (chosen,), self._look, (bears,))
        self._count = label("", "caption", "semibold", "muted", wrap=True)
        self.all_button = secondary(_("Everybody or nobody"), "F8", on=self.choice.take_all)
        self._lay_out()
        self._sending = _FeeSending(self, context, self._look)
        self.spread.chosen.connect(self._show)
        for field in (self.total, self.since, self.until):
            field.value_changed.connect(lambda _value: self._look())
        self._show(self.spread.choice())
        self.total.setFocus()

    def _lay_out(self) -> None:
        self.footer.insertWidget(1, self.all_button)
        fields = row(spacing=12)
        for field, words in ((self.total, _("Amount in all")), (self.what, _("What for"))):
            fields.addWidget(with_problem(field, words), 1, Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(plain(fields))
        self.content.addWidget(plain(column(caption(_("How it is shared")), self.spread, spacing=4)))
        self.content.addWidget(self._days)
        self.content.addWidget(self.choice, 1)
        self.content.addWidget(self._count)

    def _show(self, spread: object) -> None:
        self._days.setVisible(spread is Spread.SALES)
        if self.isVisible():
            self.adjust()
        self._look()

    # ------------------------------------------------------------------------------------------------ who bears what

    def _look(self) -> None:
        """Ask who would bear how much by what is entered now; until it is known nobody is said to."""
        command = self._asked = self._command()
        self._shares, self._trouble = {}, None
        self._tell()
        if command is not None:
            self._context.runner.read(
                lambda session: fees_for(session, command),
                lambda shares: self._bear(command, shares),
                lambda trouble: self._cannot(command, trouble),
                origin=self,
                latest="fees",
            )

    def _command(self) -> ChargeFees | None:
        """What is entered, without what it is for; None while that is not enough to share."""
        total, by_sales = self.total.value(), self.spread.choice() is Spread.SALES
        since, until = self.since.value(), self.until.value()
        if total is None or total <= ZERO or not self.choice.chosen or (by_sales and None in (since, until)):
            return None
        return ChargeFees(
            id=self._id,
            by=self._context.by,
            parties=self.choice.in_order,
            total=total,
            text="",
            spread=Spread.SALES if by_sales else Spread.EQUAL,
            since=since if by_sales else None,
            until=until if by_sales else None,
        )

    def _bear(self, command: ChargeFees, shares: Shares) -> None:
        if command == self._asked:
            self._shares = dict(shares)
            self._tell()

    def _cannot(self, command: ChargeFees, trouble: SentraError) -> None:
        if command == self._asked:
            self._trouble = trouble
            self._tell()

    def _bears(self, each: Owed) -> str:
        share = self._shares.get(each.party)
        if share is not None:
            return format_rupiah(share)
        return "–" if self._shares and each.party in self.choice.chosen else ""

    def _tell(self) -> None:
        self.choice.tell_again()
        count = len(self._shares) or len(self.choice.chosen)
        words = ngettext("{count} artisan bears it.", "{count} artisans bear it together.", count)
        more = _("Enter in the list takes one in or out.") if self._trouble is None else str(self._trouble)
        self._count.setText(words.format(count=count) + " " + more)

    # ---------------------------------------------------------------------------------------------------- charging it

    def confirm(self) -> None:
        if self.total.check() is None:
            self.total.setFocus()
            return
        if not self.what.text().strip():
            self.what.mark(str(PurposeMissing()))
            self.what.setFocus()
            return
        if self._asked is None or not self._shares:
            self._sending.tell(self._why_not())
            return
        self._sending.send(charge_fees, self._seen(self._asked))

    def _why_not(self) -> SentraError:
        if not self.choice.chosen:
            return NobodyChosen()
        if (self.total.value() or ZERO) <= ZERO:
            return AmountNotSensible()
        if self._asked is None:
            return DaysNotInOrder()
        return self._trouble or FeesNotSeen()

    def _seen(self, asked: ChargeFees) -> ChargeFees:
        return replace(asked, text=self.what.text(), shares=tuple(self._shares.items()))


class _FeeSending(Sending):
    """Shares that changed meanwhile are shown at once, beside the sentence that says so."""

    def __init__(self, sheet: Sheet, context: Context, look: Callable[[], None]) -> None:
        super().__init__(sheet, context, lambda command: f"{command.text} · {format_rupiah(command.total)}")
        self._look = look

    def tell(self, trouble: SentraError) -> None:
        super().tell(trouble)
        if isinstance(trouble, FeesChanged):
            self._look()
