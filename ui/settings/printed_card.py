"""What the shop does with printed cloth when somebody brings it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.printed_goods import (
    PrintedPolicy,
    PrintedPolicySet,
    SetPrintedPolicy,
    policy_label,
    printed_policy,
    set_printed_policy,
)
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.labels import caption, title
from ui.kit.layout import card, column
from ui.kit.messages import error
from ui.people.approving import Approving


class PrintedCard(QWidget):
    """A choice holds at once, for notes from now on."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._runner = context, Approving(context, self)
        self._policy = PrintedPolicy.LABEL
        self.policies = Chips([(each, policy_label(each)) for each in PrintedPolicy], name=_("Printed cloth"))
        hint = caption(
            _("Printed cloth has a batik motif and is no batik. Its tag and the receipt always say so; a shop may also"
              " take none in.")
        )  # fmt: skip
        hint.setWordWrap(True)
        self.setLayout(column(card(title(_("Printed cloth")), hint, self.policies, spacing=10)))
        self.policies.chosen.connect(lambda _policy: self._change())

    def refresh(self) -> None:
        self._context.runner.read(printed_policy, self._show, origin=self)

    def _show(self, policy: PrintedPolicy) -> None:
        self._policy = policy
        self.policies.choose(policy)

    def _change(self) -> None:
        command = SetPrintedPolicy(by=self._context.by, policy=PrintedPolicy(str(self.policies.choice())))
        self._runner.write(set_printed_policy, command, self._changed, self._tell, origin=self)

    def _changed(self, changed: PrintedPolicySet) -> None:
        self._show(changed.policy)

    def _tell(self, trouble: SentraError) -> None:
        self._show(self._policy)
        error(self, trouble)
