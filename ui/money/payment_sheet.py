"""Take a customer's payment or down payment, or give money back: how much, by which way, what for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.methods import CASH, QRIS, TRANSFER, PaymentMethod
from sentra_pos.sales.customer_payment import CustomerPaid
from sentra_pos.sales.customer_queries import CustomerAccount
from ui.context import Context
from ui.kit.buttons import Tile
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, label, set_tone
from ui.kit.layout import divider, plain, row, spacer
from ui.kit.messages import Banner
from ui.money.accounts import PaymentWish, TakePayment
from ui.money.rows import balance_tone, standing_words
from ui.people.approving import Approving

_ICONS = {CASH: "money", QRIS: "qr-code", TRANSFER: "bank"}


class PaymentSheet(Sheet):
    """Returns the CustomerPaid once it stands."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        account: CustomerAccount,
        methods: Sequence[PaymentMethod],
        *,
        back: bool,
    ) -> None:
        words = _("Give money back · {name}") if back else _("Payment · {name}")
        super().__init__(
            parent,
            title=words.format(name=account.customer.name),
            primary_text=_("Give back") if back else _("Take the payment"),
            width=600,
        )
        self.heading.setWordWrap(True)
        self._pay = TakePayment(
            Approving(context, self), context.shop.clock, context.by, self, account, tuple(methods), back=back
        )
        self._touched = False
        self.method = next((each for each in self._pay.methods if each.code == CASH), self._pay.methods[0])
        self.amount = RupiahEdit(self._pay.due or None, big=True, name=_("Amount"))
        self.withheld = RupiahEdit(name=_("Tax withheld"))
        self.slip = TextField(placeholder=_("Number of the tax slip"), name=_("Number of the tax slip"))
        self.reference = TextField(placeholder=_("As the bank's list shows it"), name=_("Reference"))
        self.confirmed = QCheckBox(_("The money was seen to arrive"))
        example = _("For example: the visit was called off") if back else _("For example: 40 uniforms")
        self.reason = TextField(self._usual_reason(), placeholder=example, name=_("What for"))
        self._problem = Banner("")
        self._after_name, self._after = caption(""), label("", "title", "extrabold")
        self._tiles: dict[str, Tile] = {}
        self._lay_out()
        self._choose(self.method)
        self.amount.setFocus()
        self.amount.selectAll()

    def _lay_out(self) -> None:
        balance = self._pay.account.balance
        stands = label(format_rupiah(abs(balance)) if balance else "–", "lead", "bold", balance_tone(balance))
        self.content.addLayout(row(caption(standing_words(balance)), spacer(), stands))
        tiles, group = row(spacing=8), QButtonGroup(self)
        for number, method in enumerate(self._pay.methods, start=3):
            tile = Tile(method.name, _ICONS.get(method.code, "credit-card"), f"F{number}")
            tile.clicked.connect(lambda _checked=False, chosen=method: self._choose(chosen))
            group.addButton(tile)
            tiles.addWidget(tile)
            self._tiles[method.code] = tile
        self.content.addLayout(tiles)
        self.content.addWidget(with_problem(self.amount, _("Amount")))
        self._reference_box = with_problem(self.reference, _("Reference"))
        self.content.addWidget(self._reference_box)
        self.content.addWidget(self.confirmed)
        self._add_withheld()
        self.content.addWidget(with_problem(self.reason, _("What for")))
        self.content.addWidget(divider())
        self.content.addLayout(row(self._after_name, spacer(), self._after))
        self.content.addWidget(self._problem)
        self._problem.hide()
        self.amount.textEdited.connect(lambda _text: self._lead())
        self.amount.value_changed.connect(lambda _value: self._show_after())
        self.withheld.value_changed.connect(lambda _value: self._follow_withheld())

    def _add_withheld(self) -> None:
        holding = self._pay.withholding
        if holding is None:
            for field in (self.withheld, self.slip):
                field.setParent(self)
                field.hide()
            return
        beside = row(spacing=12)
        beside.addWidget(with_problem(self.withheld, holding.name), 1)
        beside.addWidget(with_problem(self.slip, _("Number of the tax slip")), 1)
        self._withheld_box = plain(beside)
        self.content.addWidget(self._withheld_box)

    def _usual_reason(self) -> str:
        if self._pay.back:
            return ""
        return _("Pays what is owed") if self._pay.due else _("Down payment")

    def _choose(self, method: PaymentMethod) -> None:
        self.method = method
        self._tiles[method.code].setChecked(True)
        moves_outside = method.account is not AccountKind.DRAWER
        self._reference_box.setVisible(moves_outside)
        self.confirmed.setVisible(method.confirmed and not self._pay.back)
        self._show_after()

    def _lead(self) -> None:
        # From now on the amount is what was typed, not what is left beside the tax.
        self._touched = True

    def _follow_withheld(self) -> None:
        if not self._touched and self._pay.due:
            self.amount.set_value(max(self._pay.due - (self.withheld.value() or ZERO), ZERO))
        self._show_after()

    def _show_after(self) -> None:
        after = self._pay.balance_after(self.amount.value() or ZERO, self.withheld.value() or ZERO)
        self._after_name.setText(_("Afterwards: {state}").format(state=standing_words(after)))
        self._after.setText(format_rupiah(abs(after)) if after else "–")
        set_tone(self._after, balance_tone(after))
        self._adjust()

    def confirm(self) -> None:
        self._problem.hide()
        amount = self.amount.check()
        if amount is None:
            self.amount.setFocus()
            return
        withheld = self._typed_withheld()
        if withheld is None:
            return
        if not self.reason.text().strip():
            self.reason.mark(_("Say what the money is for, in a few words."))
            self.reason.setFocus()
            self._adjust()
            return
        outside = self.method.account is not AccountKind.DRAWER
        self._pay.pay(
            PaymentWish(
                method=self.method.code,
                amount=amount,
                reason=self.reason.text().strip(),
                reference=self.reference.text().strip() if outside else "",
                confirmed=self.confirmed.isChecked() and not self.confirmed.isHidden(),
                withheld=withheld,
                slip=self.slip.text().strip(),
            )
        )

    def _typed_withheld(self) -> Rupiah | None:
        if not self.withheld.text().strip():
            return ZERO
        value = self.withheld.check()
        if value is None:
            self.withheld.setFocus()
        return value

    # -------------------------------------------------------------------------------------- what the presenter tells

    def paid(self, paid: CustomerPaid) -> None:
        """It stands."""
        self.busy(False)
        self.finish(paid)

    def refused(self, trouble: SentraError) -> None:
        """Say why; nothing was booked."""
        self.busy(False)
        self._problem.tell(str(trouble), "bad")
        self._adjust()

    def _adjust(self) -> None:
        if self.isVisible():
            self._place()
