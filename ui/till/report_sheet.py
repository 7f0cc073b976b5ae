"""The X report: the shift so far, on the screen and on paper; nothing ends by looking at it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_time
from sentra_pos.tills.report_queries import ShiftReport
from sentra_pos.tills.report_shift import ReportShift, report_shift
from sentra_pos.tills.spool_slips import method_names
from sentra_pos.tills.wording import shift_sections
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.labels import caption
from ui.kit.layout import scrolling
from ui.kit.messages import Banner, error, toast
from ui.people.approving import Approving
from ui.till.figures import figures_of

_WIDTH, _HEIGHT = 520, 620


class ShiftReportSheet(Sheet):
    """Who looked stands in the activity; printing it is another look."""

    def __init__(self, parent: QWidget, context: Context, report: ShiftReport, methods: Mapping[str, str]) -> None:
        super().__init__(parent, title=_("Shift so far (X)"), primary_text=_("Print"), width=_WIDTH, height=_HEIGHT)
        self._context = context
        self._runner = Approving(context, self)
        self._problem = Banner("", "bad")
        self._problem.hide()
        zone = context.shop.clock.zone
        since, now = format_time(local(report.shift.opened_at, zone)), format_time(local(report.at, zone))
        words = _("{till}, opened at {since} by {name}, as it is at {now}")
        said = words.format(till=report.till, since=since, name=report.shift.cashier_name, now=now)
        self.content.addWidget(caption(said))
        shown = figures_of(shift_sections(report.totals, methods, report.device_code))
        self.content.addWidget(scrolling(shown), 1)
        self.content.addWidget(self._problem)

    def confirm(self) -> None:
        self.busy(True)
        command = ReportShift(by=self._context.by, printed=True)
        self._runner.write(
            report_shift, command, self._printed, self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _printed(self, _report: ShiftReport) -> None:
        behind = self._behind
        self.busy(False)
        self.finish(True)
        toast(behind, _("The slip is on its way."))

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")


def show_shift_report(parent: QWidget, context: Context) -> None:
    """Ask for the figures, with a second person's PIN where it takes one, and show them."""

    def show(report: ShiftReport) -> None:
        context.runner.read(
            method_names, lambda methods: ShiftReportSheet(parent, context, report, methods).open(), origin=parent
        )

    Approving(context, parent).write(
        report_shift,
        ReportShift(by=context.by, printed=False),
        show,
        lambda trouble: error(parent, trouble),
        origin=parent,
    )
