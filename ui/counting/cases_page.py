"""Cases: what is missing or damaged until somebody decides, what was given up, and how cases ended."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.core.clock import business_today, local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_percent, format_rupiah, format_short_date
from sentra_pos.counting.case_queries import Case, Decided
from sentra_pos.counting.decide_case import CaseDecided, DecideCase
from sentra_pos.counting.print_slips import PrintCase, SlipsPrinted, print_case
from sentra_pos.counting.wording import case_label, outcome_label
from sentra_pos.giving_back.transfer_goods import GoodsTransferred
from ui.context import Context
from ui.counting.cases import Cases, CasesPresenter, Which
from ui.counting.decide_sheet import DecideSheet
from ui.counting.files import save_case
from ui.counting.put_apart_sheet import PutApartSheet
from ui.counting.rows import case_columns, case_facts, decided_columns, since_words
from ui.give_back.goods_paper_sheet import GoodsPaperSheet, PaperUse
from ui.kit.buttons import primary, secondary
from ui.kit.chips import Chips
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body, caption, label, title
from ui.kit.layout import column, divider, panel, plain, row, spacer
from ui.kit.messages import error, toast
from ui.kit.table import RecordTable
from ui.people.approving import Approving


class CasesPage(QWidget):
    """``panel`` is for the screen to place."""

    #: The page in a sentence, and how many cases are open.
    said = Signal(str, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._clock = context, context.shop.clock
        self._runner = Approving(context, self, saying=_about)
        self.presenter = CasesPresenter(self._runner, self._clock, context.by, self)
        self._cases = Cases(open=(), given_up=(), decided=())
        self.which = Chips(
            [(Which.OPEN, _("Still open")), (Which.GIVEN_UP, _("Given up")), (Which.DECIDED, _("Decided"))],
            name=_("Which cases"),
        )
        self.table: RecordTable[Case] = RecordTable(
            case_columns(business_today(self._clock)),
            empty="",
            name=_("Cases"),
            key=lambda case: (case.lot, case.place),
        )
        self.done: RecordTable[Decided] = RecordTable(
            decided_columns(),
            empty=_("No case was decided yet."),
            name=_("Decided cases"),
            key=lambda case: case.id,
        )
        self.note = TextField(placeholder=_("Looked in the store room …"), name=_("What was done"))
        self.add_note = secondary(_("Write it down"), "F7", on=self._note)
        self.apart = secondary(_("Put damaged goods apart"), "F8", icon="warning", on=self.open_apart)
        self.decide = primary(_("Decide"), "F12", on=self.open_decision)
        self.slip = secondary(_("Slip"), "F6", icon="printer", on=self._print)
        self.paper = secondary(_("Slip as PDF"), "F9", icon="file-pdf", on=self._save)
        self._lists, self._sides = QStackedWidget(), QStackedWidget()
        for table in (self.table, self.done):
            self._lists.addWidget(table)
        layout = column(self.which, spacing=12)
        layout.addWidget(self._lists, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self.panel = self._build_panel()
        self._wire()

    def _wire(self) -> None:
        self.which.chosen.connect(lambda _which: self._show())
        self.table.picked.connect(self._tell_case)
        self.done.picked.connect(self._tell_done)
        self.table.on_open(_("Decide"), lambda _case: self.open_decision())
        self.done.on_open(_("Slip as PDF"), lambda _case: self._save())
        self.note.returnPressed.connect(self._note)

    def _build_panel(self) -> QWidget:
        self._name, self._facts, self._worth = title(""), caption(""), label("", "total", "extrabold")
        self._agreed, self._notes = body(""), body("")
        self._name.setWordWrap(True)
        self._facts.setWordWrap(True)
        self._write = plain(column(with_problem(self.note, _("What was done")), self.add_note, spacing=8))
        self._papers = plain(row(self.slip, self.paper, spacing=8))
        return panel(
            self._name, self._facts, self._worth, self._agreed, divider(), self._notes, self._write,
            spacer(), self._papers, self.apart, self.decide, spacing=12,
        )  # fmt: skip

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_cases(self, cases: Cases) -> None:
        """The lists, as they stand."""
        self._cases = cases
        self._show()

    def noted(self) -> None:
        self.note.clear()
        toast(self, _("It is written down."))

    def decided(self, case: Case, done: CaseDecided) -> None:
        words = _("Decided as {code}: {name}.").format(code=done.code, name=case.name)
        if done.paid:
            words = _("Decided as {code}. {amount} are in the next settlement of {artisan}.").format(
                code=done.code, amount=format_rupiah(done.paid), artisan=case.owner_name
            )
        toast(self, words)
        # What was written in goes with the last case; the keys stay with the list.
        self.setFocus()

    def tell(self, trouble: SentraError) -> None:
        error(self, trouble)
        self.presenter.load()

    # ------------------------------------------------------------------------------------------------- what is shown

    def _show(self) -> None:
        which = self.which.choice()
        decided = which is Which.DECIDED
        self._lists.setCurrentWidget(self.done if decided else self.table)
        self.setFocusProxy(self.done if decided else self.table)
        if decided:
            self.done.set_rows(self._cases.decided)
            if self.done.current() is None:
                self.done.pick_first()
            self._tell_done(self.done.current())
        else:
            given_up = which is Which.GIVEN_UP
            self.table.set_empty(_nothing_given_up() if given_up else _nothing_open())
            self.table.set_rows(self._cases.given_up if given_up else self._cases.open)
            if self.table.current() is None:
                self.table.pick_first()
            self._tell_case(self.table.current())
        count = len(self._cases.open)
        words = ngettext("{count} case is open", "{count} cases are open", count).format(count=format_number(count))
        self.said.emit(words if count else _("Nothing is missing or damaged"), count)

    def _tell_case(self, case: Case | None) -> None:
        if self.which.choice() is Which.DECIDED:
            return
        self._papers.hide()
        for part in (self._worth, self._agreed, self._notes, self._write, self.decide):
            part.setVisible(case is not None)
        if case is None:
            self._name.setText(_("Nothing to decide"))
            self._facts.setText(_nothing_open())
            return
        today = business_today(self._clock)
        self._name.setText(f"{format_number(case.quantity.units)} × {case.name}")
        facts = (case_label(case.kind), case_facts(case), since_words(case, today), case.why)
        self._facts.setText(" · ".join(part for part in facts if part))
        self._worth.setText(format_rupiah(case.value.times(case.quantity)))
        self._worth.setVisible(case.owner is not None)
        self._agreed.setText(_agreed(case))
        self._notes.setText(self._note_words(case))
        self._notes.setVisible(bool(case.notes))
        self.decide.set_label(_("It was found") if self.which.choice() is Which.GIVEN_UP else _("Decide"))

    def _note_words(self, case: Case) -> str:
        zone = self._clock.zone
        told = (f"{format_short_date(local(note.at, zone).date())} {note.by}: {note.text}" for note in case.notes[-4:])
        return "\n".join(told)

    def _tell_done(self, case: Decided | None) -> None:
        if self.which.choice() is not Which.DECIDED:
            return
        for part in (self._notes, self._write, self.decide):
            part.hide()
        for part in (self._worth, self._agreed, self._papers):
            part.setVisible(case is not None)
        if case is None:
            self._name.setText(_("Nothing was decided yet"))
            self._facts.setText("")
            return
        self._name.setText(f"{format_number(case.quantity.units)} × {case.name}")
        outcome = outcome_label(case.outcome, case.kind)
        self._facts.setText(" · ".join((case.code, outcome, case.owner_name or _("the shop's own"))))
        self._worth.setText(format_rupiah(case.paid))
        bears = _("The shop bears {percent} of {value} a piece.").format(
            percent=format_percent(case.percent), value=format_rupiah(case.value)
        )
        self._agreed.setText(" ".join(part for part in (bears if case.owner else "", case.reason) if part))

    # ------------------------------------------------------------------------------------------------- what is asked

    def _note(self) -> None:
        case = self.table.current()
        if case is not None and self.which.choice() is not Which.DECIDED:
            self.presenter.note(case, self.note.text())

    def open_decision(self) -> None:
        """Ask how it ends, with the money shown before."""
        case = self.table.current()
        if case is None or self.which.choice() is Which.DECIDED:
            return
        sheet = DecideSheet(self, case, self.presenter)
        sheet.returned.connect(lambda command: self._decide(case, command))
        sheet.open()

    def open_apart(self) -> None:
        """Something was damaged in the shop: it becomes a case."""
        sheet = PutApartSheet(self, self._context)
        sheet.returned.connect(self._put_apart)
        sheet.open()

    def _put_apart(self, moved: object) -> None:
        if isinstance(moved, GoodsTransferred):
            self.which.choose(Which.OPEN)
            self.presenter.load()
            self.setFocus()
            toast(self, _("Put apart as {code}.").format(code=moved.code))
            GoodsPaperSheet(self, self._context, moved.id, moved.code, use=PaperUse.DAMAGE).open()

    def _decide(self, case: Case, command: object) -> None:
        if isinstance(command, DecideCase):
            self.presenter.decide(case, command)

    def _print(self) -> None:
        case = self.done.current()
        if case is not None:
            command = PrintCase(by=self._context.by, case=case.id)
            self._runner.write(print_case, command, self._printed, self.tell, origin=self)

    def _printed(self, _printed: SlipsPrinted) -> None:
        toast(self, _("The slip is on its way."))

    def _save(self) -> None:
        case = self.done.current()
        if case is not None:
            shop, document = self._context.shop, case.id
            self._context.runner.apart(lambda: save_case(shop, document), self._saved, self.tell, origin=self)

    def _saved(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
        toast(self, _("Saved as {file}.").format(file=file.name))


def _nothing_open() -> str:
    return _(
        "What a count does not find and what is damaged is listed here. F8 puts apart what was damaged in the shop."
    )


def _nothing_given_up() -> str:
    return _("Nothing was given up. Goods that are paid for and turn up again are found here.")


def _agreed(case: Case) -> str:
    if case.agreement is None:
        return _("The shop's own goods: nobody else is paid for them.")
    return _("By the agreement: {agreed}, which is {amount} for the artisan.").format(
        agreed=outcome_label(case.agreed, case.kind), amount=format_rupiah(case.pays(case.agreed, case.quantity))
    )


def _about(command: object) -> str:
    """What somebody else is asked to approve."""
    return outcome_label(command.outcome) if isinstance(command, DecideCase) else ""
