"""What a settlement day takes: notes and coins, whom the drawer does not reach, and the lists to print or send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.export_transfers import (
    ExportTransfers,
    TransfersExported,
    TransfersReady,
    export_transfers,
    in_short,
    transfers_ready,
)
from sentra_pos.settlement.run_papers import run_title
from sentra_pos.settlement.run_queries import RunArtisan, RunDay
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import caption, label
from ui.kit.layout import Flow, column, plain, row, spacer
from ui.kit.messages import Banner, ask_again, toast
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving
from ui.settlement.all_statements import AllStatements, locked_in
from ui.settlement.print_sheet import open_paper
from ui.settlement.run_files import save_run_paper, save_transfers
from ui.settlement.statement_pdf import papers_folder


class RunSheet(Sheet):
    """Returns ``"close"`` when the day is to be closed."""

    def __init__(self, parent: QWidget, context: Context, day: RunDay) -> None:
        title = _("{day}: cash and lists").format(day=run_title(day.run.number))
        super().__init__(parent, title=title, back_text=_("Close"), width=820, height=600)
        self.context, self._day = context, day
        self._runner = Approving(context, self)
        self.statements = AllStatements(self, context, locked_in(day), self._tell)
        self.notes: RecordTable[tuple[int, int]] = RecordTable(
            (
                Column(title=_("Note or coin"), text=lambda each: format_number(each[0]), right=True, strong=True),
                Column(title=_("How many"), text=lambda each: format_number(each[1]), right=True, stretch=1),
                Column(title=_("Value"), text=lambda each: format_number(each[0] * each[1]), right=True),
            ),
            empty=_("Nobody waits for cash."),
            name=_("Notes and coins to prepare"),
        )
        self.beyond: RecordTable[RunArtisan] = RecordTable(
            (
                Column(title=_("Artisan"), text=lambda each: each.today.owed.name, strong=True, stretch=1),
                Column(title=_("Amount"), text=lambda each: format_number(each.due.amount), right=True),
            ),
            empty=_("The drawer pays everybody who waits for cash."),
            name=_("Whom the drawer does not reach"),
        )
        self.notes.set_rows(day.notes.counts)
        self.beyond.set_rows(day.beyond)
        left = column(caption(_("Notes and coins to prepare")), spacing=6)
        left.addWidget(self.notes, 1)
        right = column(caption(_("Whom the drawer does not reach")), spacing=6)
        right.addWidget(self.beyond, 1)
        tables = row(plain(left), plain(right), spacing=16)
        tables.setStretch(0, 1)
        tables.setStretch(1, 1)
        self.content.addWidget(plain(tables), 1)
        for words, amount in self._figures():
            self.content.addLayout(row(caption(words), spacer(), label(format_rupiah(amount), "lead", "semibold")))
        self._problem = Banner("")
        self._problem.hide()
        self.content.addWidget(self._problem)
        self.envelopes_button = secondary(_("Envelope list"), "F5", icon="printer", on=self.envelopes)
        self.transfers_button = secondary(_("Transfer list as a file"), "F6", icon="download-simple", on=self.transfers)
        self.summary_button = secondary(_("Summary"), "F7", icon="printer", on=self.summary)
        self.statements_button = secondary(_("All statements"), "F9", icon="file-pdf", on=self.statements.choose)
        self.close_button = secondary(_("Close the day"), "F8", on=lambda: self.finish("close"))
        self.statements_button.setEnabled(bool(locked_in(day)))
        self.transfers_button.setEnabled(
            any(each.settlement is not None for each in day.waiting_for(PayoutMethod.TRANSFER))
        )
        self.content.addWidget(
            plain(
                Flow(
                    self.envelopes_button,
                    self.transfers_button,
                    self.summary_button,
                    self.statements_button,
                    self.close_button,
                    line_spacing=8,
                )
            )
        )

    def _figures(self) -> tuple[tuple[str, Rupiah], ...]:
        day = self._day
        short = day.cash_due - day.drawer
        figures = [(_("Waits to be paid in cash"), day.cash_due), (_("Cash in the drawer"), day.drawer)]
        if short > Rupiah(0):
            figures.append((_("Still missing in the drawer"), short))
        if day.absent:
            figures.append((_("Stays to be paid, absent"), day.absent_stays))
        return tuple(figures)

    def envelopes(self) -> None:
        """One envelope an artisan, with its notes."""
        self._paper(envelopes=True)

    def summary(self) -> None:
        """What was locked, paid and left."""
        self._paper(envelopes=False)

    def _paper(self, *, envelopes: bool) -> None:
        context, run = self.context, self._day.run
        self._apart(lambda: save_run_paper(context.shop, context.device, run, envelopes=envelopes), open_paper)

    def transfers(self) -> None:
        """What was written before is said first; then where to, then what waits."""
        self._problem.hide()
        context, run = self.context, self._day.run.id
        self._runner.read(
            lambda session: transfers_ready(session, context.device, run, clock=context.shop.clock),
            self._ready,
            self._tell,
            origin=self,
            latest="settlement.transfers",
        )

    def _ready(self, ready: TransfersReady) -> None:
        if ready.before is None:
            self._choose_file(frozenset())
        else:
            self._ask_again(ready.before, self._choose_file)

    def _ask_again(self, question: Question, again: Callable[[frozenset[str]], object]) -> None:
        ask_again(self, question, lambda answer: again(frozenset({answer})), yes=_("Write it again"))

    def _choose_file(self, confirmed: frozenset[str]) -> None:
        start = papers_folder(self.context.shop) / f"transfer-{self._day.run.number}.csv"
        start.parent.mkdir(parents=True, exist_ok=True)
        chosen, wanted = QFileDialog.getSaveFileName(
            self, _("Transfer list as a file"), str(start), "CSV (*.csv);;Excel (*.xlsx)"
        )
        if chosen:
            ending = ".xlsx" if "xlsx" in wanted or chosen.lower().endswith(".xlsx") else ".csv"
            self.write_transfers(Path(chosen).with_suffix(ending), confirmed)

    def write_transfers(self, file: Path, confirmed: frozenset[str] = frozenset()) -> None:
        """The export is remembered first, then written."""
        command = ExportTransfers(by=self.context.by, run=self._day.run.id, confirmed=confirmed)

        def made(exported: TransfersExported) -> None:
            self._apart(lambda: save_transfers(exported, file), lambda saved: self._transfers_saved(saved, exported))

        def refused(trouble: SentraError) -> None:
            if isinstance(trouble, Question):
                # Somebody wrote it since it was looked at.
                self._ask_again(trouble, lambda answers: self.write_transfers(file, answers))
            else:
                self._tell(trouble)

        self._runner.write(export_transfers, command, made, refused, origin=self)

    def _transfers_saved(self, file: Path, exported: TransfersExported) -> None:
        toast(self, _("Saved as {file}.").format(file=file.name))
        if exported.without_account:
            words = _(
                "Not in the file, because no bank account is known: {names}. Write it under “Consigned”, or pay in"
                " cash."
            )
            self._problem.tell(words.format(names=in_short(exported.without_account)), "warn")

    def _apart(self, work: Callable[[], Path], done: Callable[[Path], object]) -> None:
        self._problem.hide()
        self.busy(True)
        self.context.runner.apart(work, done, self._tell, ended=lambda: self.busy(False), origin=self)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
