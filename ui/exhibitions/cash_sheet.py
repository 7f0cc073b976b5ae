"""The cash of a stand comes home: counted by notes and coins beside what the book expects, and into the safe."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.exhibitions.bring_goods import BringGoods, bring_goods
from sentra_pos.tills.errors import DifferenceNeedsReason
from ui.context import Context
from ui.exhibitions.rows import Stand
from ui.exhibitions.sending import Sending
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body, caption, label, set_tone
from ui.kit.layout import plain, row, spacer
from ui.till.cash_count import CashCount
from ui.till.rows import difference_words


class CashHomeSheet(Sheet):
    """Returns GoodsBrought."""

    def __init__(self, parent: QWidget, context: Context, stand: Stand) -> None:
        title = _("Cash of {stand}").format(stand=stand.details.stand.name)
        super().__init__(parent, title=title, primary_text=_("Put into the safe"), primary_key="F12", width=620)
        self.heading.setWordWrap(True)
        self._context, self._stand = context, stand
        self._id = DocumentId(new_id(context.shop.clock))
        self._expected = stand.details.cash + stand.details.road_cash
        self.count = CashCount(_("Counted"))
        self.reason = TextField()
        self._why = with_problem(self.reason, _("Reason for the difference"))
        self._compare = label("", "lead", "bold")
        self._difference = plain(row(caption(_("Difference")), spacer(), self._compare))
        self.content.addWidget(
            body(_("Count what the stand hands over. By its book there should be {amount}.").format(
                amount=format_rupiah(self._expected)
            ))
        )  # fmt: skip
        self.content.addWidget(self.count)
        self.content.addWidget(self._difference)
        self.content.addWidget(self._why)
        self._sending = Sending(self, context, lambda _command: self._compare.text())
        self.count.value_changed.connect(self._counted)
        self.count.switched.connect(self.adjust)
        self.count.finished.connect(self.reason.setFocus)
        self._counted(None)
        self.count.begin()

    def _counted(self, value: object) -> None:
        counted = value if isinstance(value, Rupiah) else None
        differs = counted is not None and counted != self._expected
        if counted is None:
            self._compare.setText("")
            self._difference.hide()
        else:
            words, tone = difference_words(counted - self._expected)
            self._compare.setText(words)
            set_tone(self._compare, tone)
            self._difference.show()
        self._why.setVisible(differs)
        self.adjust()

    def confirm(self) -> None:
        counted = self.count.check()
        if counted is None:
            return
        command = BringGoods(
            id=self._id,
            by=self._context.by,
            stand=self._stand.id,
            cash=self.count.denominations() or counted,
            note=self.reason.text(),
        )
        self._sending.send(bring_goods, command, self._refused)

    def _refused(self, trouble: SentraError) -> bool:
        if not isinstance(trouble, DifferenceNeedsReason):
            return False
        # Also where the sheet saw no difference: the book may have gone on since it was opened.
        self._why.show()
        self.adjust()
        self.reason.mark(str(trouble))
        self.reason.setFocus()
        return True
