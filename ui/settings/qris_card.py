"""The shop's own QRIS: whom its customers pay."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.payments.qris import QrisMerchant
from sentra_pos.payments.set_qris import QrisSet, SetQris, qris_standing, set_qris
from ui.context import Context
from ui.kit.buttons import danger, secondary
from ui.kit.labels import body, title
from ui.kit.layout import Flow, card, column, plain
from ui.kit.messages import ask, error, toast
from ui.people.approving import Approving
from ui.settings.qris_sheet import MerchantFacts, QrisSheet


class QrisCard(QWidget):
    """Seen as the customer's phone shows it, so that a foreign name strikes the eye."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._runner = context, Approving(context, self)
        self.facts = MerchantFacts(144)
        self._empty = body(_("No QRIS yet. With it the till shows customers a code that has the amount in it already."))
        self._empty.setProperty("tone", "muted")
        self.change = secondary(_("Put in the QRIS"), "Alt+Q", icon="qr-code", on=self._change)
        self.remove = danger(_("Remove the QRIS"), "Alt+Y", icon="trash", on=self._ask_remove)
        self.setLayout(
            column(
                card(
                    title(_("QRIS")),
                    self._empty,
                    self.facts,
                    plain(Flow(self.change, self.remove, line_spacing=8)),
                    spacing=10,
                ),
            )
        )
        self._show(None)

    def refresh(self) -> None:
        self._context.runner.read(qris_standing, self._show, self._tell, origin=self, latest="qris")

    def _show(self, merchant: QrisMerchant | None) -> None:
        # Set before the card has a parent, a part that is shown would be a window of its own.
        self._empty.setHidden(merchant is not None)
        self.facts.setHidden(merchant is None)
        self.remove.setHidden(merchant is None)
        self.change.set_label(_("Put in the QRIS") if merchant is None else _("Change the QRIS"))
        if merchant is not None:
            self.facts.show_merchant(merchant)

    def _change(self) -> None:
        sheet = QrisSheet(self, self._context)
        sheet.returned.connect(lambda changed: self._changed(changed) if isinstance(changed, QrisSet) else None)
        sheet.open()

    def _ask_remove(self) -> None:
        ask(
            self,
            _("Customers can then no longer be shown the shop's QRIS. The change is logged."),
            lambda agreed: self._remove() if agreed else None,
            title=_("Remove the QRIS?"),
            yes=_("Remove it"),
            no=_("Back"),
        )

    def _remove(self) -> None:
        command = SetQris(by=self._context.by, payload=None)
        self._runner.write(set_qris, command, self._changed, self._tell, origin=self)

    def _changed(self, changed: QrisSet) -> None:
        self._show(changed.merchant)
        if changed.merchant is None:
            toast(self, _("The QRIS was removed."))
        else:
            toast(self, _("From now on QRIS pays {name}.").format(name=changed.merchant.name))

    def _tell(self, trouble: SentraError) -> None:
        error(self, trouble)
