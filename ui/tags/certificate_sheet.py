"""An artisan's Batikmark certificate, as its paper says it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.facts import Technique, technique_label
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.tags.keep_certificate import (
    CertificateKept,
    CertificateRemoved,
    KeepCertificate,
    RemoveCertificate,
    keep_certificate,
    remove_certificate,
)
from sentra_pos.tags.rules import Certificate
from ui.context import Context
from ui.kit.buttons import choice, danger
from ui.kit.dialog import Sheet
from ui.kit.fields import DateEdit, TextField, with_problem
from ui.kit.labels import body, caption
from ui.kit.layout import column, row, spacer
from ui.kit.messages import Banner

_TECHNIQUES = (Technique.TULIS, Technique.CAP, Technique.KOMBINASI)


class CertificateSheet(Sheet):
    """Returns what was done; its number stands on cards only while it is valid, and only for its techniques."""

    def __init__(self, parent: QWidget, context: Context, party: PartyId, name: str, known: Certificate | None) -> None:
        title = _("Batikmark of {name}").format(name=name)
        super().__init__(parent, title=title, primary_text=_("Save"), width=560)
        self.heading.setWordWrap(True)
        self._context, self._party, self._known = context, party, known
        clock = context.shop.clock
        self.number = TextField(known.number if known is not None else "")
        self.until = DateEdit(known.valid_until if known is not None else None, today=lambda: business_today(clock))
        self.techniques = {technique: choice(technique_label(technique)) for technique in _TECHNIQUES}
        for technique, button in self.techniques.items():
            button.setChecked(known is not None and technique in known.techniques)
        self._problem = Banner("")
        self._problem.hide()
        self.content.addLayout(
            row(
                with_problem(self.number, _("Number on the certificate")),
                with_problem(self.until, _("Valid until")),
                spacing=12,
            )
        )
        self.content.addWidget(caption(_("For these techniques")))
        self.content.addLayout(column(*self.techniques.values(), spacing=6))
        self.content.addWidget(
            body(_("Cards name the number only for pieces of these techniques, and only until that day."))
        )
        self.content.addWidget(self._problem)
        self.content.addLayout(column(spacer()))
        self.remove = danger(_("Remove"), "F8", icon="trash", on=self._remove)
        self.remove.setEnabled(known is not None)
        self.footer.insertWidget(1, self.remove)
        self.number.setFocus()

    def confirm(self) -> None:
        until = self.until.check()
        if until is None:
            self.until.setFocus()
            return
        command = KeepCertificate(
            by=self._context.by,
            party=self._party,
            number=self.number.text(),
            techniques=frozenset(each for each, button in self.techniques.items() if button.isChecked()),
            valid_until=until,
        )
        self.busy(True)
        self._context.runner.write(
            keep_certificate, command, self._kept, self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _kept(self, kept: CertificateKept) -> None:
        self.busy(False)
        self.finish(kept)

    def _remove(self) -> None:
        if self._known is None:
            return
        command = RemoveCertificate(by=self._context.by, party=self._party, number=self._known.number)

        def removed(done: CertificateRemoved) -> None:
            self.finish(done)

        self._context.runner.write(remove_certificate, command, removed, self._tell, origin=self)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()
