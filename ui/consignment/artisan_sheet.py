"""The sheets for a new artisan, and for how one is reached and paid."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId, new_id
from sentra_pos.core.speech import _
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_artisan import (
    AddArtisan,
    ArtisanAdded,
    ArtisanExists,
    ArtisanNameMissing,
    PartyCodeTaken,
)
from sentra_pos.people.change_artisan import ArtisanChanged, ChangeArtisan
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.people.queries import Artisan
from sentra_pos.people.rules import PartyCodeWrong
from ui.consignment.choice import Choice
from ui.consignment.terms_fields import titled
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.layout import column, row
from ui.kit.messages import error

Failed = Callable[[SentraError], object]
Ended = Callable[[], object]
Add = Callable[[AddArtisan, Callable[[ArtisanAdded], object], Failed, Ended], object]
Change = Callable[[ChangeArtisan, Callable[[ArtisanChanged], object], Failed, Ended], object]


class _PersonSheet(Sheet):
    """The fields that both sheets have."""

    def __init__(self, parent: QWidget, title: str, artisan: Artisan | None) -> None:
        super().__init__(parent, title=title, primary_text=_("Save"), width=620, height=560, scrolls=True)
        known = artisan
        self.name = TextField(known.name if known else "")
        self.code = TextField(known.code if known else "", placeholder=_("automatic"))
        self.contact = TextField(known.contact_name if known else "")
        self.phone = TextField(known.phone if known else "")
        self.address = TextField(known.address if known else "")
        self.payout = Choice(
            [(each, payout_label(each)) for each in PayoutMethod], known.payout_method if known else None
        )
        self.account = TextField(known.bank_account if known else "")
        self.remark = TextField(known.remark if known else "")
        self.code.setDisabled(known is not None)
        code = with_problem(self.code, _("Code"))
        code.setMaximumWidth(150)
        for part in (
            row(with_problem(self.name, _("Business name")), code, spacing=12),
            row(titled(_("Contact person"), self.contact), titled(_("Phone"), self.phone), spacing=12),
            column(titled(_("Address"), self.address)),
            row(titled(_("Paid by"), self.payout), with_problem(self.account, _("Bank account")), spacing=12),
            column(titled(_("Remark"), self.remark)),
        ):
            self.content.addLayout(part)
        self.content.addStretch(1)
        self.name.setFocus()

    def _is_complete(self) -> bool:
        self.name.mark("" if self.name.text().strip() else str(ArtisanNameMissing()))
        needs_account = self.payout.value() is PayoutMethod.TRANSFER and not self.account.text().strip()
        self.account.mark(_("To be paid by transfer, the account is needed.") if needs_account else "")
        for field in (self.name, self.account):
            if field.problem:
                field.setFocus()
                return False
        return True

    def _over(self) -> None:
        # A fault has neither done nor failed.
        self.busy(False)

    def _failed(self, trouble: SentraError) -> None:
        self.busy(False)
        field: TextField | None = None
        if isinstance(trouble, ArtisanExists | ArtisanNameMissing):
            field = self.name
        elif isinstance(trouble, PartyCodeTaken | PartyCodeWrong):
            field = self.code
        if field is None:
            error(self, trouble)
            return
        field.mark(str(trouble))
        field.setFocus()


class NewArtisanSheet(_PersonSheet):
    """Returns who was added."""

    def __init__(self, parent: QWidget, by: ActedBy, clock: Clock, send: Add) -> None:
        super().__init__(parent, _("New artisan"), None)
        self._id, self._by, self._send = PartyId(new_id(clock)), by, send

    def confirm(self) -> None:
        if not self._is_complete():
            return
        command = AddArtisan(
            id=self._id,
            by=self._by,
            name=self.name.text(),
            code=self.code.text(),
            contact_name=self.contact.text(),
            phone=self.phone.text(),
            address=self.address.text(),
            payout_method=self.payout.value(),
            bank_account=self.account.text(),
            remark=self.remark.text(),
        )
        self.busy(True)
        self._send(command, self._done, self._failed, self._over)

    def _done(self, added: ArtisanAdded) -> None:
        self.busy(False)
        self.finish(added)


class ChangeArtisanSheet(_PersonSheet):
    """Everything but the code, which is on papers."""

    def __init__(self, parent: QWidget, artisan: Artisan, by: ActedBy, send: Change) -> None:
        super().__init__(parent, artisan.name, artisan)
        self._artisan, self._by, self._send = artisan, by, send

    def confirm(self) -> None:
        if not self._is_complete():
            return
        command = ChangeArtisan(
            by=self._by,
            artisan=self._artisan.id,
            name=self.name.text(),
            contact_name=self.contact.text(),
            phone=self.phone.text(),
            address=self.address.text(),
            payout_method=self.payout.value(),
            bank_account=self.account.text(),
            remark=self.remark.text(),
            active=self._artisan.active,
        )
        self.busy(True)
        self._send(command, self._done, self._failed, self._over)

    def _done(self, changed: ArtisanChanged) -> None:
        self.busy(False)
        self.finish(changed)
