"""A second person's PIN for one act of somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.approve import Approve, approve
from sentra_pos.people.permissions import Permission
from sentra_pos.people.queries import StaffMember
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.labels import body, label
from ui.people.pin_entry import PinEntry


class ApproveSheet(Sheet):
    """Returns the ActedBy to sign the command with. ``refusal`` is the act's own sentence; ``saying`` adds to it."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        by: ActedBy,
        permissions: frozenset[Permission],
        staff: Sequence[StaffMember],
        *,
        refusal: str,
        saying: str = "",
    ) -> None:
        somebody = bool(staff)
        super().__init__(parent, title=_("Ask for approval"), primary_text=_("Approve") if somebody else "", width=480)
        self._context, self._by, self._permissions = context, by, permissions
        self.content.addWidget(body(refusal))
        if saying:
            self.content.addWidget(label(saying, "lead", "bold", wrap=True))
        self.entry = PinEntry(staff)
        if somebody:
            self.content.addWidget(
                body(_("Who allows it? Choose your name and type your PIN. It holds for this once."))
            )
            self.content.addWidget(self.entry)
            self.entry.given.connect(self._give)
            self.entry.setFocus()
        else:
            self.entry.setParent(self)
            self.entry.hide()
            self.content.addWidget(body(_("Nobody else with a PIN may allow it. Please ask the owner to set one.")))

    def confirm(self) -> None:
        self.entry.give()

    def _give(self, member: StaffMember, pin: str) -> None:
        shop = self._context.shop
        command = Approve(by=self._by, approver=member.id, permissions=self._permissions, pin=pin)
        self._wait(True)
        self._context.runner.apart(
            lambda: approve(shop.store, command, shop.clock),
            done=self._approved,
            failed=self.entry.refuse,
            ended=lambda: self._wait(False),
            origin=self,
        )

    def _approved(self, approved: ActedBy) -> None:
        self._wait(False)
        self.finish(approved)

    def _wait(self, waiting: bool) -> None:
        self.busy(waiting)
        self.entry.waits(waiting)
