"""Lock and pay one artisan: what it comes to, how much is paid now, and how."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.people.permissions import Permission
from sentra_pos.settlement.errors import FiguresChanged, NothingToSettle
from sentra_pos.settlement.figures import ArtisanToday
from sentra_pos.settlement.lock_settlement import SettlementLocked
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.settlement.pay_out import PaidOut
from sentra_pos.settlement.rules import needs_stamp
from ui.context import Context
from ui.kit.buttons import Button, Tile, secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import ElidedLabel, amount, body, label, set_tone
from ui.kit.layout import column, divider, plain, row, spacer
from ui.kit.messages import Banner
from ui.people.approving import Approving
from ui.settlement.presenter import SettleOne, Wish
from ui.settlement.rows import held_words, taken_words
from ui.settlement.stand_in import StandIn

_ICONS = {PayoutMethod.CASH: "money", PayoutMethod.TRANSFER: "bank"}


class SettleSheet(Sheet):
    """Returns ``(SettlementLocked | None, PaidOut | None)`` once what was asked stands, None when it was left.

    Figures that moved meanwhile end it too, with that trouble as the answer.

    Give the artisan of the day's list, or a locked settlement that waits to be paid and how its artisan ``wished`` it.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        today: ArtisanToday | SettlementRow,
        drawer: Rupiah,
        wished: PayoutMethod = PayoutMethod.CASH,
    ) -> None:
        self._today, self._drawer = today, drawer
        self._due = today.payable if isinstance(today, SettlementRow) else today.owed.to_pay
        self._may_pay = bool(self._due) and context.may(Permission.PAY_OUT)
        self._locks_first = isinstance(today, ArtisanToday) and today.can_lock
        name = today.name if isinstance(today, SettlementRow) else today.owed.name
        title = _("Lock and pay · {name}") if self._locks_first else _("Pay · {name}")
        super().__init__(parent, title=title.format(name=name), primary_text=self._primary_words(), width=560)
        self.heading.setWordWrap(True)
        approving = Approving(context, self, saying=lambda command: _about(name, command))
        self._settle = SettleOne(approving, context.shop.clock, context.by, self, today=today)
        self.method = wished if isinstance(today, SettlementRow) else today.owed.payout_method
        self.amount_field = RupiahEdit(self._due, big=True, name=_("Paid now"))
        self.reference = TextField(placeholder=_("As the bank printed it"), name=_("Reference"))
        self._problem = Banner("")
        self._hint = label("", "caption", "semibold", "muted", wrap=True)
        self._tiles: dict[PayoutMethod, Tile] = {}
        self.lock_only: Button | None = None
        self.content.addWidget(self._figures())
        if self._may_pay:
            self.content.addWidget(self._payment())
        self.content.addWidget(self._problem)
        self._problem.hide()
        if self._may_pay and self._settle.locks:
            self.lock_only = secondary(_("Lock, pay later"), "F8", on=lambda: self._settle.settle(None))
            self.footer.insertWidget(1, self.lock_only)
        if self._may_pay:
            self._choose(self.method)
            self.amount_field.value_changed.connect(lambda _value: self._tell_hint())
            self.amount_field.setFocus()
            self.amount_field.selectAll()

    def _primary_words(self) -> str:
        if not self._may_pay:
            return _("Lock")
        return _("Lock and pay") if self._locks_first else _("Pay")

    def _figures(self) -> QWidget:
        page = column(spacing=8)
        if isinstance(self._today, ArtisanToday):
            owed = self._today.owed
            figures = [
                (_("Earned, not yet settled"), owed.fresh),
                (_("Carried from before"), owed.carried),
                *((taken_words(each), -each.amount) for each in owed.taken),
            ]
            for name, figure in figures:
                if figure:
                    words = ElidedLabel(name, "caption", "medium", "muted")
                    page.addLayout(row(words, spacer(), label(format_rupiah(figure), "lead", "semibold")))
            if owed.held_until is not None:
                page.addWidget(body(held_words(owed)))
            if owed.balance < ZERO:
                page.addWidget(body(_("This is below zero: nothing is paid, and the next settlement takes it up.")))
            page.addWidget(divider())
        page.addLayout(row(label(_("To be paid"), "lead", "bold"), spacer(), amount(self._due, "total")))
        return plain(page)

    def _payment(self) -> QWidget:
        tiles, group = row(spacing=8), QButtonGroup(self)
        for key, method in (("F2", PayoutMethod.CASH), ("F3", PayoutMethod.TRANSFER)):
            tile = Tile(payout_label(method), _ICONS[method], key)
            tile.clicked.connect(lambda _checked=False, chosen=method: self._choose(chosen))
            group.addButton(tile)
            tiles.addWidget(tile)
            self._tiles[method] = tile
        self._reference_box = with_problem(self.reference, _("Reference of the transfer"))
        self.stand_in = StandIn(self._adjust)
        paid = with_problem(self.amount_field, _("Paid now"))
        return plain(column(tiles, paid, self._hint, self._reference_box, self.stand_in, spacing=12))

    def _choose(self, method: PayoutMethod) -> None:
        self.method = method
        self._tiles[method].setChecked(True)
        self._reference_box.setVisible(method is PayoutMethod.TRANSFER)
        self._tell_hint()
        self._adjust()

    def _tell_hint(self) -> None:
        # What was wrong was wrong with another amount, or another way of paying it.
        self._problem.hide()
        now = self.amount_field.value() or ZERO
        cash = self.method is PayoutMethod.CASH
        words = [_("The drawer holds {cash}.").format(cash=format_rupiah(self._drawer))] if cash else []
        if now < self._due:
            words.append(_("{left} is left for later.").format(left=format_rupiah(self._due - now)))
        if needs_stamp([now]):
            words.append(_("More than Rp 5.000.000: have a duty stamp of Rp 10.000 at hand."))
        self._hint.setText(" ".join(words))
        self._hint.setVisible(bool(words))
        set_tone(self._hint, "warn" if cash and now > self._drawer else "muted")
        self._adjust()

    def confirm(self) -> None:
        self._problem.hide()
        if not self._may_pay:
            self._settle.settle(None)
            return
        now = self.amount_field.check()
        if now is None:
            self.amount_field.setFocus()
            return
        reference = self.reference.text().strip()
        if self.method is PayoutMethod.TRANSFER and not reference:
            self.reference.mark(_("Enter the transfer's reference, so that the artisan can find it."))
            self.reference.setFocus()
            self._adjust()
            return
        named, representative = self.stand_in.check()
        if named:
            self._settle.settle(
                Wish(method=self.method, amount=now, reference=reference, representative=representative)
            )

    # -------------------------------------------------------------------------------------- what the presenter tells

    def settled(self, locked: SettlementLocked | None, paid: PaidOut | None) -> None:
        """It stands."""
        self.finish((locked, paid))

    def refused(self, trouble: SentraError, *, locked: bool) -> None:
        """Say why; what was locked before stays locked, and is paid with the next press."""
        if isinstance(trouble, FiguresChanged | NothingToSettle):
            # What was reviewed is no longer there: only the list can show what is.
            self.finish(trouble)
            return
        sentence = str(trouble)
        if locked:
            sentence += " " + _("The settlement is locked already; only the payment is missing.")
            self.back_button.set_label(_("Pay later"))
        if self.primary_button is not None and not self._settle.locks:
            self.primary_button.set_label(_("Pay"))
        if self.lock_only is not None:
            self.lock_only.setVisible(self._settle.locks)
        self._problem.tell(sentence, "bad")
        self._adjust()

    def busy(self, is_busy: bool) -> None:
        super().busy(is_busy)
        if self.lock_only is not None:
            self.lock_only.setDisabled(is_busy)

    def _adjust(self) -> None:
        if self.isVisible():
            self._place()


def _about(name: str, command: object) -> str:
    """For whom a second person is asked, and about how much."""
    paid = getattr(command, "amount", None)
    return name if paid is None else f"{name} · {format_rupiah(paid)}"
