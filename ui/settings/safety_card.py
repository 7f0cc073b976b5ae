"""The store's safety: the age of the newest good backup, one more now, and the doctor's word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_age
from sentra_pos.db.backup import BackupFound, BackupMade
from sentra_pos.db.location import Risk, risk_label, risks_of
from sentra_pos.people.permissions import Permission
from sentra_pos.shop import all_the_doctor_says
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.labels import ElidedLabel, label, set_tone, title
from ui.kit.layout import Flow, card, column, plain
from ui.kit.messages import error, say, toast

_OLD = timedelta(hours=24)


class SafetyCard(QWidget):
    """Backups and the doctor; both run beside the selling."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.age = label("", "body", "semibold")
        self.place = ElidedLabel(str(context.shop.store.path))
        self.risks = label("", "caption", "medium", "warn", wrap=True)
        self.now = secondary(_("Back up now"), "Alt+B", icon="floppy-disk", on=self._back_up)
        self.elsewhere = secondary(_("Back up to a stick"), "Alt+U", icon="download-simple", on=self._choose)
        self.check = secondary(_("Check the books"), "Alt+K", icon="shield-check", on=self._check)
        self.setLayout(
            column(
                card(
                    title(_("Safety")),
                    self.age,
                    self.place,
                    self.risks,
                    plain(Flow(self.now, self.elsewhere, self.check, line_spacing=8)),
                    spacing=10,
                )
            )
        )
        for button in (self.now, self.elsewhere, self.check):
            button.setVisible(context.may(Permission.BACKUP))

    def refresh(self) -> None:
        shop = self._context.shop
        # A network drive that is away answers late.
        self._context.runner.apart(lambda: risks_of(shop.store.path), done=self._show_risks, origin=self)
        self._context.runner.apart(shop.newest_backup, done=self._show, origin=self)

    def _show_risks(self, risks: Sequence[Risk]) -> None:
        self.risks.setText(" ".join(risk_label(risk) for risk in risks))
        self.risks.setVisible(bool(risks))

    def _show(self, newest: BackupFound | None) -> None:
        if newest is None:
            self.age.setText(_("There is no backup yet. One is made at every closing of the till."))
            set_tone(self.age, "warn")
            return
        age = newest.age(self._context.shop.clock)
        self.age.setText(_("Newest good backup: {age}").format(age=format_age(age)))
        set_tone(self.age, "warn" if age > _OLD else "good")

    def _back_up(self, file: Path | None = None) -> None:
        self.now.setDisabled(True)
        self._context.runner.apart(
            lambda: self._context.shop.back_up(file, by=self._context.by),
            done=self._made,
            failed=self._tell,
            ended=lambda: self.now.setDisabled(False),
            origin=self,
        )

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Back up to a stick"), "toko-cadangan.sqlite3")
        if chosen:
            self._back_up(Path(chosen))

    def _made(self, made: BackupMade) -> None:
        toast(self, _("A good backup was written to {file}.").format(file=made.file.name))
        self.refresh()

    def _check(self) -> None:
        path = self._context.shop.store.path
        self.check.setDisabled(True)
        self._context.runner.apart(
            lambda: all_the_doctor_says(path),
            done=self._examined,
            failed=self._tell,
            ended=lambda: self.check.setDisabled(False),
            origin=self,
        )

    def _examined(self, sentences: Sequence[str]) -> None:
        if not sentences:
            toast(self, _("The books are in order: every sum, number and chain was checked."))
            return
        say(self, "\n".join(sentences[:8]), _("The books are not in order"))

    def _tell(self, trouble: SentraError) -> None:
        error(self, trouble)
