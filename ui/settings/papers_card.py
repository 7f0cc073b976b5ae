"""What was printed lately and how it went; a copy, or an answer for one in doubt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.clock import local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_short_date, format_time
from sentra_pos.people.permissions import Permission
from sentra_pos.printing.kinds import JobKind, JobState
from sentra_pos.printing.queries import JobRecord, jobs
from sentra_pos.sales.print_again import PrintAgain, print_again
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.labels import title
from ui.kit.layout import Flow, card, column, plain
from ui.kit.messages import ask, error, toast
from ui.kit.table import Column, RecordTable
from ui.settings.receipt_sheet import ReceiptLookSheet
from ui.settings.slip_file import save_slip

_STATES = {
    JobState.QUEUED: N_("waiting"),
    JobState.CLAIMED: N_("printing"),
    JobState.SENDING: N_("printing"),
    JobState.SENT: N_("sent"),
    JobState.CONFIRMED: N_("printed"),
    JobState.FAILED: N_("not printed"),
    JobState.CANCELLED: N_("not printed"),
    JobState.UNCERTAIN: N_("in doubt"),
}
_BAD = (JobState.FAILED, JobState.UNCERTAIN)


class PapersCard(QWidget):
    """The newest print jobs."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        zone = context.shop.clock.zone

        def when(job: JobRecord) -> str:
            at = local(job.created_at, zone)
            return f"{format_short_date(at.date())} {format_time(at)}"

        self.table: RecordTable[JobRecord] = RecordTable(
            (
                Column(title=_("Paper"), text=lambda job: job.title, strong=True, stretch=1),
                Column(title=_("When"), text=when),
                Column(
                    title=_("State"),
                    text=lambda job: _(_STATES[job.state]),
                    tone=lambda job: "bad" if job.state in _BAD else "ink",
                ),
            ),
            empty=_("Nothing was printed yet."),
            name=_("Printed lately"),
            key=lambda job: job.id,
        )
        self.again = secondary(_("Print a copy"), "Alt+C", icon="printer", on=self._again)
        self.save = secondary(_("Save as PDF"), "Alt+D", icon="download-simple", on=self._save_as)
        self.look = secondary(_("Change the receipt"), "Alt+R", icon="receipt", on=self._change_look)
        # Shown here, before it has a parent, it would be a window of its own for a moment, and take the keys.
        if not context.may(Permission.SETTINGS):
            self.look.hide()
        self.setLayout(
            column(
                card(
                    title(_("Printed lately")),
                    plain(Flow(self.again, self.save, self.look, line_spacing=8)),
                    self.table,
                    spacing=10,
                ),
            )
        )

    def refresh(self) -> None:
        self._context.runner.read(
            lambda session: tuple(job for job in jobs(session, limit=30) if job.kind is not JobKind.DRAWER),
            done=self.table.set_rows,
            origin=self,
            latest="papers",
        )

    def _change_look(self) -> None:
        sheet = ReceiptLookSheet(self, self._context)
        sheet.returned.connect(lambda changed: toast(self, _("Saved.")) if changed is not None else None)
        sheet.open()

    def _save_as(self) -> None:
        job = self.table.current()
        if job is None:
            toast(self, _("Choose a paper in the list first."), "warn")
            return
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as PDF"), f"{job.title}.pdf", "PDF (*.pdf)")
        if chosen:
            self.keep(job, Path(chosen).with_suffix(".pdf"))

    def keep(self, job: JobRecord, file: Path) -> None:
        """Write the paper into the file."""
        shop = self._context.shop
        self._context.runner.apart(lambda: save_slip(shop, job, file), self._kept, self._not_kept, origin=self)

    def _kept(self, file: Path) -> None:
        toast(self, _("Saved as {file}.").format(file=file.name))

    def _not_kept(self, trouble: SentraError) -> None:
        error(self, trouble)

    def _again(self) -> None:
        job = self.table.current()
        if job is None:
            toast(self, _("Choose a paper in the list first."), "warn")
        elif job.in_doubt:
            ask(
                self,
                _("Look at the printer: did {paper} come out whole?").format(paper=job.title),
                lambda printed: self._send(job, printed=printed),
                title=_("Did it print?"),
                yes=_("Yes, it is there"),
                no=_("No, print a copy"),
            )
        else:
            self._send(job, printed=None)

    def _send(self, job: JobRecord, *, printed: bool | None) -> None:
        command = PrintAgain(by=self._context.by, job=job.id, printed=printed)
        self._context.runner.write(
            print_again,
            command,
            done=lambda done: toast(self, _("A copy is on its way.") if done.copies else _("Noted.")),
            failed=lambda trouble: error(self, trouble),
            origin=self,
        )
