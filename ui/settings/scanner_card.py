"""How this till's scanner types, and the way to the page where it is tried."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.change_scanner import (
    ChangeScanner,
    GapOutOfRange,
    LengthOutOfRange,
    Scanner,
    ScannerChanged,
    Suffix,
    change_scanner,
    scanner_of,
)
from sentra_pos.core.errors import SentraError
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from ui.context import Context
from ui.desk import heard_as
from ui.kit.buttons import primary, secondary
from ui.kit.chips import Chips
from ui.kit.fields import CountEdit, TextField, with_problem
from ui.kit.labels import caption, title
from ui.kit.layout import card, column, row, spacer
from ui.kit.messages import toast
from ui.kit.theme import set_kind
from ui.settings.scanner_sheet import ScannerSheet


class ScannerCard(QWidget):
    """What is saved holds from the next scan on."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._scanner = Scanner()
        self.gap = CountEdit()
        self.least = CountEdit()
        self.prefix = TextField()
        self.prefix.setMaxLength(1)
        ends = ((Suffix.EITHER, _("Enter or Tab")), (Suffix.ENTER, "Enter"), (Suffix.TAB, "Tab"))
        self.suffixes = Chips(ends, name=_("A scan ends with"))
        self.save = primary(_("Save scanner"), "Alt+N", on=self._save)
        set_kind(self.save, compact=True)
        self.try_it = secondary(_("Try the scanner"), "F9", icon="barcode", on=self._try)
        numbers = row(
            with_problem(self.gap, _("Longest pause, ms")),
            with_problem(self.least, _("Shortest code")),
            with_problem(self.prefix, _("Sign before it")),
            spacing=10,
        )
        self.setLayout(
            column(
                card(
                    title(_("Scanner")),
                    numbers,
                    caption(_("A scan ends with")),
                    self.suffixes,
                    row(self.save, self.try_it, spacer(), spacing=8),
                    spacing=10,
                )
            )
        )

    def refresh(self) -> None:
        self._context.runner.read(scanner_of, done=self._show, origin=self)

    def _show(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self.gap.set_value(Quantity(scanner.gap_ms))
        self.least.set_value(Quantity(scanner.least))
        self.prefix.setText(scanner.prefix)
        self.prefix.mark("")
        self.suffixes.choose(scanner.suffix)

    def _save(self) -> None:
        gap, least = self.gap.check(), self.least.check()
        if gap is None or least is None:
            (self.gap if gap is None else self.least).setFocus()
            return
        self._keep(
            Scanner(
                gap_ms=gap.units,
                least=least.units,
                prefix=self.prefix.text(),
                suffix=Suffix(str(self.suffixes.choice())),
            )
        )

    def _keep(self, scanner: Scanner) -> None:
        command = ChangeScanner(by=self._context.by, scanner=scanner)
        self._context.runner.write(change_scanner, command, done=self._saved, failed=self._tell, origin=self)

    def _saved(self, changed: ScannerChanged) -> None:
        self._show(changed.scanner)
        self._context.scans.settings = heard_as(changed.scanner)
        toast(self, _("Saved. The next scan is read this way."))

    def _tell(self, trouble: SentraError) -> None:
        field = {GapOutOfRange: self.gap, LengthOutOfRange: self.least}.get(type(trouble), self.prefix)
        field.mark(str(trouble))
        field.setFocus()

    def _try(self) -> None:
        sheet = ScannerSheet(self, self._context.scans, self._scanner)
        sheet.returned.connect(lambda better: self._keep(better) if isinstance(better, Scanner) else None)
        sheet.open()
