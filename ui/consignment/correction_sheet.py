"""The sheet that corrects a posted note: its lines on the left, what is right of the picked one on the right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.change_price import ConsentWay, consent_label
from sentra_pos.consignment.correct_note import LineCorrection, NoteCorrected
from sentra_pos.consignment.errors import ConsentMissing
from sentra_pos.consignment.note_errors import CorrectionReasonMissing
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.quantity import NONE
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from ui.consignment.choice import Choice
from ui.consignment.correction_presenter import CorrectionPresenter, CorrectionRow
from ui.consignment.terms_fields import titled
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, title
from ui.kit.layout import column, row
from ui.kit.messages import Banner, ask_again, error
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving

_SIDE = 320


def _columns() -> list[Column[CorrectionRow]]:
    return [
        Column[CorrectionRow](
            title=_("Item"),
            text=lambda each: each.line.name,
            second=_said_of,
            stretch=1,
            strong=True,
            tone=_tone,
        ),
        Column[CorrectionRow](title=_("On the note"), text=lambda each: _units(each.line.brought.units), right=True),
        Column[CorrectionRow](title=_("Unsold here"), text=lambda each: _units(each.line.here.units), right=True),
        Column[CorrectionRow](title=_("Right"), text=lambda each: _units(each.count.units), right=True, strong=True),
        Column[CorrectionRow](title=_("Price"), text=lambda each: format_number(each.price.amount), right=True),
    ]


def _units(units: int) -> str:
    return format_number(units)


def _tone(each: CorrectionRow) -> str:
    return "ink" if each.right is None else "warn"


def _said_of(each: CorrectionRow) -> str:
    if each.right is None:
        return each.line.code
    return _("was never ours") if each.count == NONE else _("corrected")


class CorrectionSheet(Sheet):
    """Enter takes what is right into the list, F12 posts it. Returns the correction."""

    def __init__(self, parent: QWidget, context: Context, note: DocumentId, code: str) -> None:
        self.count, self.price, self.due, self.remark = CountEdit(), RupiahEdit(), RupiahEdit(), TextField()
        self.cost = RupiahEdit()
        self.take_button = secondary(_("That is right"), "Enter", icon="check", on=self.take)
        self.never_button = secondary(_("Was never ours"), "F8", icon="trash", on=self.never_ours)
        self._name, self._stays = title(""), caption("")
        self._due_box, self._cost_box = (
            with_problem(self.due, _("Net price")),
            with_problem(self.cost, _("Buying price")),
        )
        super().__init__(
            parent,
            title=_("Correct note {code}").format(code=code),
            primary_text=_("Post the correction"),
            primary_key="F12",
            side=self._form(),
            width=1120,
            height=680,
        )
        runner = Approving(context, self)
        self.presenter = CorrectionPresenter(runner, context.by, context.shop.clock, note, self)
        self.table = RecordTable(_columns(), empty=_("The note is being read."), name=_("Lines of the note"))
        self.reason = TextField(placeholder=_("counted wrong, wrong price, not theirs …"))
        ways = [(None, "–"), *((way, consent_label(way)) for way in ConsentWay)]
        self.consent: Choice[ConsentWay | None] = Choice(ways, name=_("The artisan agreed"))
        self._banner = Banner("", "bad", closable=True)
        self._banner.hide()
        self._fill()
        self.presenter.load()

    def _form(self) -> QWidget:
        self._name.setWordWrap(True)
        self._stays.setWordWrap(True)
        form = QWidget()
        fields = column(
            self._name,
            with_problem(self.count, _("How many came")),
            with_problem(self.price, _("Selling price")),
            self._due_box,
            self._cost_box,
            titled(_("Condition"), self.remark),
            self._stays,
            self.take_button,
            self.never_button,
            spacing=12,
        )
        fields.addStretch(1)
        form.setLayout(fields)
        form.setFixedWidth(_SIDE)
        for field in (self.count, self.price, self.due, self.cost, self.remark):
            field.returnPressed.connect(self.take)
        return form

    def _fill(self) -> None:
        hint = caption(
            _("What is sold keeps what was agreed. Only what lies here unsold is corrected, by a paper of its own.")
        )
        hint.setWordWrap(True)
        self.content.addWidget(hint)
        self.content.addWidget(self._banner)
        self.content.addWidget(self.table, 1)
        agreed = titled(_("The artisan agreed"), self.consent)
        # Whose agreement asks for it is told when the correction is posted.
        why = row(with_problem(self.reason, _("What was wrong")), agreed, spacing=12)
        why.setStretch(0, 2)
        why.setStretch(1, 1)
        self.content.addLayout(why)
        self.table.picked.connect(lambda _each: self._show_picked())
        self.table.on_open(_("Correct the chosen line"), lambda _each: self.count.setFocus())
        if self.primary_button is not None:
            # Enter belongs to the fields here.
            self.primary_button.setDefault(False)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_rows(self, rows: tuple[CorrectionRow, ...]) -> None:
        place = max(self.table.currentIndex().row(), 0)
        self.table.set_rows(rows)
        self.table.selectRow(min(place, len(rows) - 1))
        self._show_picked()
        if self.primary_button is not None:
            self.primary_button.setEnabled(any(each.right is not None for each in rows))

    def _show_picked(self) -> None:
        each = self.table.current()
        if each is None:
            return
        line, right = each.line, each.right
        self._name.setText(line.name)
        self.count.set_value(each.count)
        self.count.setDisabled(line.kind is ItemKind.UNIQUE and line.brought != NONE)
        self.price.set_value(each.price)
        self._due_box.setVisible(line.net_price is not None)
        self.due.set_value(line.net_price if right is None or right.net_price is None else right.net_price)
        self._cost_box.setVisible(line.cost is not None)
        self.cost.set_value(line.cost if right is None or right.cost is None else right.cost)
        self.remark.setText(line.remark if right is None or right.remark is None else right.remark)
        said = " ".join(part for part in (_kept(line.least.units), _missing(line.missing.units)) if part)
        self._stays.setText(said)
        self._stays.setVisible(bool(said))

    def mark_line(self, place: int, sentence: str) -> None:
        self.busy(False)
        self.table.selectRow(place)
        self._banner.tell(sentence, "bad")

    def tell_trouble(self, trouble: SentraError) -> None:
        self.busy(False)
        if isinstance(trouble, CorrectionReasonMissing):
            self.reason.mark(str(trouble))
            self.reason.setFocus()
            return
        error(self, trouble)

    def ask(self, question: Question) -> None:
        self.busy(False)
        ask_again(self, question, self._post)

    def ask_consent(self, trouble: ConsentMissing, *, again: bool) -> None:
        self.busy(False)
        if self.consent.value() is not None and not again:
            # A way that was chosen already was meant for them.
            self._post("")
            return
        error(self, trouble)
        self.consent.setFocus()

    def forget_consent(self) -> None:
        self.consent.set_value(None)

    def posting_ended(self) -> None:
        self.busy(False)

    def posted(self, corrected: NoteCorrected) -> None:
        self.busy(False)
        self.finish(corrected)

    # ---------------------------------------------------------------------------------------------- what is asked

    def take(self) -> None:
        """What was typed is right of the picked line."""
        each, count = self.table.current(), self.count.value()
        if each is None:
            return
        self.count.mark("" if count is not None else _("How many? Type 0 or more."))
        self.price.mark("" if self.price.value() else _("What does one sell for?"))
        for field in (self.count, self.price):
            if field.problem:
                field.setFocus()
                return
        self._banner.hide()
        self.presenter.put(
            self.table.currentIndex().row(),
            LineCorrection(
                line=each.line.number,
                quantity=count,
                price=self.price.value(),
                net_price=self.due.value() if each.line.net_price is not None else None,
                cost=self.cost.value() if each.line.cost is not None else None,
                remark=self.remark.text(),
            ),
        )

    def never_ours(self) -> None:
        """The picked line was a mistake altogether."""
        if self.table.current() is not None:
            self._banner.hide()
            self.presenter.never_ours(self.table.currentIndex().row())

    def confirm(self) -> None:
        self._post("")

    def _post(self, confirmed: str) -> None:
        self.reason.mark("")
        self.busy(True)
        self.presenter.post(self.reason.text(), confirmed, self.consent.value())


def _kept(stays: int) -> str:
    if not stays:
        return ""
    sentence = ngettext(
        "{count} piece of it is sold or lies elsewhere, and keeps what was agreed.",
        "{count} pieces of it are sold or lie elsewhere, and keep what was agreed.",
        stays,
    )
    return sentence.format(count=format_number(stays))


def _missing(pieces: int) -> str:
    """What never came is not found at a count either; so that whoever corrects it sees that the two are one."""
    if not pieces:
        return ""
    sentence = ngettext(
        "{count} piece of it is missing; a correction downwards takes that one first.",
        "{count} pieces of it are missing; a correction downwards takes those first.",
        pieces,
    )
    return sentence.format(count=format_number(pieces))
