"""What a count came to, with its papers: a slip to sign for each artisan, and the whole count."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_date, format_number
from sentra_pos.counting.print_slips import PrintDifferences, SlipsPrinted, print_differences
from sentra_pos.counting.report_queries import CountReport, ReportLine, count_report
from sentra_pos.counting.wording import difference_words, zones_words
from ui.context import Context
from ui.counting.files import save_differences, save_report
from ui.counting.rows import whose
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import body, caption, label
from ui.kit.layout import row
from ui.kit.messages import error, toast
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving


def _columns() -> list[Column[tuple[PartyId, str, str]]]:
    return [
        Column(title=_("Artisan"), text=lambda each: each[1], stretch=2, strong=True),
        Column(title=_("Difference"), text=lambda each: each[2], stretch=2, tone=lambda _each: "bad"),
    ]


class ReportSheet(Sheet):
    """Of a posted count. Raises nothing; trouble is told over it."""

    def __init__(self, parent: QWidget, context: Context, count: DocumentId) -> None:
        super().__init__(parent, title=_("Stock count"), back_text=_("Close"), width=720, height=520)
        self._context, self._count = context, count
        self._runner = Approving(context, self)
        self._result = label("", "lead", "semibold", wrap=True)
        self._facts = caption("")
        self._facts.setWordWrap(True)
        self.table: RecordTable[tuple[PartyId, str, str]] = RecordTable(
            _columns(),
            empty=_("No artisan's goods differ. There is nothing to sign."),
            name=_("Artisans whose goods differ"),
            key=lambda each: each[0],
        )
        self.slips = secondary(_("Slips to sign"), "F6", icon="printer", on=self._print)
        self.page = secondary(_("Slip as PDF"), "F7", icon="file-pdf", on=self._save_one)
        self.whole = secondary(_("Whole count"), "F8", icon="file-pdf", on=self._save_whole)
        self._zones = caption("")
        self._zones.setWordWrap(True)
        self._zones.hide()
        self._over = body("")
        self._over.hide()
        for part in (self._result, self._facts, self._zones, self._over):
            self.content.addWidget(part)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(row(self.slips, self.page, self.whole, spacing=8))
        self.table.on_open(_("Slip as PDF"), lambda _each: self._save_one())
        context.runner.read(lambda session: count_report(session, count), self._show, self._tell, origin=self)

    def _show(self, report: CountReport) -> None:
        self.heading.setText(_("Stock count {code}").format(code=report.code))
        self._result.setText(_result(report))
        facts = (whose(report.place, report.artisan), format_date(report.business_date), report.by)
        self._facts.setText(" · ".join(facts))
        self._zones.setText(_("By zone: {zones}").format(zones=zones_words(report.by_zone)))
        self._zones.setVisible(bool(report.by_zone))
        over = [_named_over(line) for line in report.lines if line.over]
        # A piece that was paid for and comes in on a new note would be paid for twice.
        words = _(
            "More than recorded: {names}. Look under Given up first: what was paid for is found there. Otherwise "
            "correct the note they came on, or take them in with a new one."
        )
        self._over.setText(words.format(names=", ".join(over)))
        self._over.setVisible(bool(over))
        self.table.set_rows([(party, name, _differs(report, party)) for party, name in report.artisans])
        self.table.pick_first()
        for button in (self.slips, self.page):
            button.setEnabled(bool(report.artisans))

    def _print(self) -> None:
        command = PrintDifferences(by=self._context.by, count=self._count)
        self._runner.write(print_differences, command, self._printed, self._tell, origin=self)

    def _printed(self, printed: SlipsPrinted) -> None:
        words = ngettext("{count} slip is on its way.", "{count} slips are on their way.", printed.slips)
        toast(self, words.format(count=format_number(printed.slips)))

    def _save_one(self) -> None:
        picked = self.table.current()
        if picked is not None:
            shop, count, party = self._context.shop, self._count, picked[0]
            self._runner.apart(lambda: save_differences(shop, count, party), self._saved, self._tell, origin=self)

    def _save_whole(self) -> None:
        shop, count = self._context.shop, self._count
        self._runner.apart(lambda: save_report(shop, count), self._saved, self._tell, origin=self)

    def _saved(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
        toast(self, _("Saved as {file}.").format(file=file.name))

    def _tell(self, trouble: SentraError) -> None:
        error(self, trouble)


def _result(report: CountReport) -> str:
    items = ngettext("{count} item counted", "{count} items counted", len(report.lines)).format(
        count=format_number(len(report.lines))
    )
    return f"{items}: {difference_words(report.missing, report.found, report.over)}"


def _named_over(line: ReportLine) -> str:
    more = format_number(line.over)
    return f"{line.name} ({more}; {zones_words(line.zones)})" if line.zones else f"{line.name} ({more})"


def _differs(report: CountReport, party: PartyId) -> str:
    moved = [each.missing for line in report.lines for each in line.moved if each.owner == party]
    missing, found = sum(units for units in moved if units > 0), -sum(units for units in moved if units < 0)
    return difference_words(missing, found, 0)
