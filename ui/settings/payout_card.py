"""Above which amount money for an artisan needs a second person."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.settlement.limit_payout import LimitPayout, PayoutLimited, limit_payout, payout_limit
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.fields import RupiahEdit, with_problem
from ui.kit.labels import title
from ui.kit.layout import Flow, card, column, plain
from ui.kit.messages import toast
from ui.people.approving import Approving


class PayoutCard(QWidget):
    """For whoever may change settings."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._runner = Approving(context, self)
        called = _("The most that one person gives an artisan in a day")
        self.limit = RupiahEdit(name=called)
        self.save = secondary(_("Save the limit"), "Alt+O", on=self._save)
        hint = _(
            "Payouts, advances in money and savings paid back count together. More needs a second person's PIN. "
            "Empty: nothing does."
        )
        field = with_problem(self.limit, called, hint)
        self.setLayout(column(card(title(_("Payouts to artisans")), field, plain(Flow(self.save)), spacing=10)))

    def refresh(self) -> None:
        """Show what holds."""
        self._context.runner.read(payout_limit, done=self._show, origin=self)

    def _show(self, limit: Rupiah | None) -> None:
        if not self.limit.hasFocus():
            self.limit.set_value(limit)

    def _save(self) -> None:
        typed = self.limit.text().strip()
        limit = self.limit.check() if typed else None
        if typed and limit is None:
            self.limit.setFocus()
            return
        command = LimitPayout(by=self._context.by, limit=limit)
        self._runner.write(
            limit_payout, command, self._saved, lambda trouble: self.limit.mark(str(trouble)), origin=self
        )

    def _saved(self, limited: PayoutLimited) -> None:
        if limited.limit is None:
            toast(self, _("Saved: no limit."))
        else:
            toast(self, _("Saved: {amount}.").format(amount=format_rupiah(limited.limit)))
