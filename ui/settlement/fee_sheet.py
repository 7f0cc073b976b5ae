"""Charge a fee, or share a cost among artisans (*potongan*): what for, how much, among whom, and by what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_rupiah
from sentra_pos.settlement.charge_fees import ChargeFees, Spread, charge_fees
from sentra_pos.settlement.errors import NobodyChosen, PurposeMissing
from sentra_pos.settlement.queries import Owed
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import DateEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, label
from ui.kit.layout import column, plain, row
from ui.settlement.choosing import ArtisanChoice
from ui.settlement.sending import Sending


class FeeSheet(Sheet):
    """Returns FeesCharged. Begins with the artisan who was chosen in the list."""

    def __init__(self, parent: QWidget, context: Context, artisans: Sequence[Owed], chosen: PartyId | None) -> None:
        title = _("Charge a fee or share a cost")
        super().__init__(parent, title=title, primary_text=_("Charge"), primary_key="F12", width=720, height=640)
        self._context = context
        self._id = DocumentId(new_id(context.shop.clock))

        self.total = RupiahEdit(big=True, name=_("Amount in all"))
        self.what = TextField(name=_("What for"))
        self.spread = Chips(
            [(Spread.EQUAL, _("In equal parts")), (Spread.SALES, _("By what each sold"))], name=_("How it is shared")
        )
        day = business_today(context.shop.clock)
        self.since = DateEdit(day.replace(day=1), today=lambda: business_today(context.shop.clock), name=_("From"))
        self.until = DateEdit(day, today=lambda: business_today(context.shop.clock), name=_("To"))
        self._days = plain(row(with_problem(self.since, _("From")), with_problem(self.until, _("To")), spacing=12))
        self.choice = ArtisanChoice(artisans, () if chosen is None else (chosen,), self._tell_count)
        self._count = label("", "caption", "semibold", "muted", wrap=True)
        self.all_button = secondary(_("Everybody or nobody"), "F8", on=self.choice.take_all)
        self.footer.insertWidget(1, self.all_button)
        fields = row(spacing=12)
        for field, words in ((self.total, _("Amount in all")), (self.what, _("What for"))):
            fields.addWidget(with_problem(field, words), 1, Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(plain(fields))
        self.content.addWidget(plain(column(caption(_("How it is shared")), self.spread, spacing=4)))
        self.content.addWidget(self._days)
        self.content.addWidget(self.choice, 1)
        self.content.addWidget(self._count)
        self._sending = Sending(self, context, lambda command: f"{command.text} · {format_rupiah(command.total)}")
        self.spread.chosen.connect(self._show)
        self._show(self.spread.choice())
        self._tell_count()
        self.total.setFocus()

    def _show(self, spread: object) -> None:
        self._days.setVisible(spread is Spread.SALES)
        if self.isVisible():
            self.adjust()

    def _tell_count(self) -> None:
        count = len(self.choice.chosen)
        words = ngettext("{count} artisan bears it.", "{count} artisans bear it together.", count)
        self._count.setText(words.format(count=count) + " " + _("Enter in the list takes one in or out."))

    def confirm(self) -> None:
        total = self.total.check()
        if total is None:
            self.total.setFocus()
            return
        if not self.what.text().strip():
            self.what.mark(str(PurposeMissing()))
            self.what.setFocus()
            return
        if not self.choice.chosen:
            self._sending.tell(NobodyChosen())
            return
        by_sales = self.spread.choice() is Spread.SALES
        command = ChargeFees(
            id=self._id,
            by=self._context.by,
            parties=self.choice.in_order,
            total=total,
            text=self.what.text(),
            spread=Spread.SALES if by_sales else Spread.EQUAL,
            since=self.since.value() if by_sales else None,
            until=self.until.value() if by_sales else None,
        )
        self._sending.send(charge_fees, command)
