"""What opens over the counter's pages: why an amount is so, a settlement, an objection, a new PIN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.objection_queries import ObjectionRow
from sentra_pos.artisan_counter.set_artisan_pin import ChangeArtisanPin, change_artisan_pin
from sentra_pos.core.clock import local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_rupiah
from sentra_pos.settlement.figures import Explanation, Part
from sentra_pos.settlement.queries import OwedLine
from sentra_pos.settlement.statement import Statement
from sentra_pos.shop import Shop
from ui.artisan.large import LargeSheet, side_button, words
from ui.artisan.presenter import CounterPresenter
from ui.artisan.rows import line_columns, part_columns
from ui.kit.fields import PinField, TextField
from ui.kit.immediate import Runs
from ui.kit.labels import label, pill
from ui.kit.layout import row, spacer
from ui.kit.messages import toast
from ui.kit.table import RecordTable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A page of the way down; ``line`` is what may be objected to on it."""

    explanation: Explanation
    line: tuple[DocumentId, int] | None


class WhySheet(LargeSheet):
    """Enter goes down into the chosen part, Backspace up again.

    ``line`` is what may be objected to here; opened for a sum of many lines, it is the one that was gone down into.
    """

    def __init__(
        self, parent: QWidget, presenter: CounterPresenter, line: tuple[DocumentId, int] | None = None
    ) -> None:
        super().__init__(parent, title=_("Why this amount?"), back_text=_("Close"), width=900, height=660)
        self._presenter, self._line = presenter, line
        self._above: list[_Seen] = []
        self._now: _Seen | None = None
        self.table: RecordTable[Part] = RecordTable(
            part_columns(),
            empty=_("Nothing is open here now. What was sold and settled stands under F4 and F5."),
            name=_("Parts of the amount"),
            large=True,
        )
        self.table.on_open(_("Open the chosen line"), self._open)
        self.table.picked.connect(self._tell_all)
        self.detail = words("", "muted")
        self.total = label("", "figure", "extrabold")
        self.up_button = side_button(_("Up again"), "Backspace", self.go_up, icon="arrow-left")
        self.object_button = side_button(_("I do not agree"), "F10", self.object, icon="note-pencil")
        self.object_button.hide()
        self.up_button.hide()
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.detail)
        self.content.addLayout(row(words(_("Together")), spacer(), self.total))
        self.footer.insertWidget(1, self.object_button)
        self.footer.insertWidget(2, self.up_button)

    def go_down(self, explanation: Explanation, line: tuple[DocumentId, int] | None = None) -> None:
        """One page further down; ``line`` when it is of one line."""
        if self._now is not None:
            self._above.append(self._now)
        self._show(_Seen(explanation=explanation, line=self._line or line))

    def go_up(self) -> None:
        """The page before, if there was one."""
        if self._above:
            self._show(self._above.pop())

    def object(self) -> None:
        """Say what is not right with this line."""
        line = None if self._now is None else self._now.line
        if line is not None:
            ObjectSheet(self, self._presenter, *line, about=self._about()).open()

    def _about(self) -> str:
        """What may be objected to is the line that the sheet was opened for, however far down one has gone."""
        first = self._above[0] if self._above and self._line is not None else self._now
        return "" if first is None else first.explanation.title

    def _open(self, part: Part) -> None:
        presenter = self._presenter
        if part.settlement is not None:
            presenter.statement(part.settlement, lambda earlier: SettlementSheet(self, presenter, earlier).open())
            return
        line = None if part.document is None or part.figure is not None else (part.document, part.line)
        presenter.why(part, lambda explanation: self.go_down(explanation, line))

    def _tell_all(self, part: Part | None) -> None:
        """All of what stands on the chosen line: a finger has no tooltip."""
        self.detail.setText("" if part is None else part.detail)
        self.detail.setVisible(bool(self.detail.text()))

    def _show(self, seen: _Seen) -> None:
        self._now, explanation = seen, seen.explanation
        self.heading.setText(explanation.title)
        self.table.set_rows(explanation.parts)
        self.table.enter()
        self.total.setText(format_rupiah(explanation.total))
        self.up_button.setVisible(bool(self._above))
        self.object_button.setVisible(seen.line is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.go_up()
            return
        super().keyPressEvent(event)


class SettlementSheet(LargeSheet):
    """A settlement's lines; each opens why it is so, and may be objected to there."""

    def __init__(self, parent: QWidget, presenter: CounterPresenter, statement: Statement) -> None:
        super().__init__(parent, title=_("Settlement {code}").format(code=statement.code), width=900, height=660)
        self._presenter, self.statement = presenter, statement
        self.table: RecordTable[OwedLine] = RecordTable(
            line_columns(), empty=_("Nothing was sold in this period."), name=_("Lines of the settlement"), large=True
        )
        self.table.set_rows(statement.lines)
        self.table.on_open(_("Why this amount?"), self.why)
        self.content.addWidget(words(_("Settled on {date}").format(date=format_date(statement.date)), "muted"))
        self.content.addWidget(self.table, 1)
        for name, amount in _sums(statement):
            self.content.addLayout(row(words(name), spacer(), label(format_rupiah(amount), "title", "bold")))
        total = label(format_rupiah(statement.to_pay), "figure", "extrabold")
        self.content.addLayout(row(words(_("To be paid")), spacer(), total))
        if statement.paid:
            paid = label(format_rupiah(statement.paid), "title", "bold", "good")
            self.content.addLayout(row(words(_("Paid")), spacer(), paid))
        self.print_button = side_button(_("Print"), "F9", self.print_it, icon="printer")
        self.footer.insertWidget(1, self.print_button)
        self.table.enter()

    def why(self, line: OwedLine) -> None:
        """How the line came to its share."""
        sheet = WhySheet(self, self._presenter, (line.document, line.line))
        sheet.open()
        self._presenter.why_line(line.document, line.line, sheet.go_down)

    def print_it(self) -> None:
        """The statement on the receipt printer."""
        self._presenter.print_statement(self.statement.id, lambda _paper: toast(self, _("It is being printed.")))


def _sums(statement: Statement) -> list[tuple[str, Rupiah]]:
    pairs = (
        (_("Earned in this settlement"), statement.earned),
        (_("Carried from before"), statement.carried),
        (_("Taken off"), -statement.deducted),
    )
    return [(name, amount) for name, amount in pairs if amount]


class ObjectSheet(LargeSheet):
    """What is not right, in the artisan's own words."""

    def __init__(
        self, parent: QWidget, presenter: CounterPresenter, document: DocumentId, line: int, *, about: str
    ) -> None:
        super().__init__(parent, title=_("I do not agree"), primary_text=_("Send to the shop"))
        self._presenter, self._document, self._line = presenter, document, line
        self._id = presenter.new_objection()
        self.said = TextField(name=_("What is not right?"))
        self.said.setProperty("large", True)
        self.problem = words("", "bad")
        self.problem.hide()
        self.content.addWidget(words(about, "muted"))
        self.content.addWidget(words(_("What is not right? A few words are enough. The shop has to answer.")))
        self.content.addWidget(self.said)
        self.content.addWidget(self.problem)
        self.said.setFocus()

    def confirm(self) -> None:
        self.busy(True)
        self._presenter.raise_objection(
            self._id, self._document, self._line, self.said.text(),
            self._raised, self._refuse, lambda: self.busy(False),
        )  # fmt: skip

    def _raised(self, raised: object) -> None:
        self.busy(False)
        window = self.base()
        self.finish(raised)
        toast(window, _("Your objection is written down. The shop will answer it."))

    def _refuse(self, trouble: SentraError) -> None:
        self.problem.setText(str(trouble))
        self.problem.show()
        self.adjust()


class ReadObjectionSheet(LargeSheet):
    """An objection with the shop's answer."""

    def __init__(self, parent: QWidget, row_: ObjectionRow, zone: tzinfo) -> None:
        raised = format_date(local(row_.at, zone).date())
        super().__init__(parent, title=_("Your objection of {date}").format(date=raised))
        about = " · ".join(part for part in (row_.code, row_.about) if part)
        for part in (words(about, "muted"), words(row_.words)):
            self.content.addWidget(part)
        if not row_.answer:
            self.content.addWidget(words(_("The shop has not answered yet."), "warn"))
            return
        self.content.addWidget(pill(_("Answer of the shop"), "good"))
        self.content.addWidget(words(row_.answer))
        if row_.mended:
            self.content.addWidget(words(_("Put right by {code}.").format(code=row_.mended), "good"))
        answered = format_date(local(row_.answered_at or row_.at, zone).date())
        said = _("{name}, {date}").format(name=row_.answered_by, date=answered)
        self.content.addWidget(words(said, "muted"))


class NewPinSheet(LargeSheet):
    """The old PIN, and the new one twice."""

    def __init__(self, parent: QWidget, shop: Shop, runner: Runs, who: ArtisanSession) -> None:
        super().__init__(parent, title=_("Change my PIN"), primary_text=_("Change it"), width=560)
        self._shop, self._runner, self._who = shop, runner, who
        self.fields = tuple(
            PinField(longest=6, name=name) for name in (_("Old PIN"), _("New PIN, 4 to 6 digits"), _("New PIN again"))
        )
        self.problem = words("", "bad")
        self.problem.hide()
        for field in self.fields:
            field.setProperty("large", True)
            self.content.addWidget(words(field.accessibleName()))
            self.content.addWidget(field)
        self.content.addWidget(self.problem)
        self.fields[0].setFocus()

    def confirm(self) -> None:
        missing = next((field for field in self.fields if not field.text()), None)
        if missing is not None:
            missing.setFocus()
            return
        old, new, again = (field.text() for field in self.fields)
        if new != again:
            self._refuse(_("The two new PINs are not the same. Please type them once more."))
            return
        command = ChangeArtisanPin(artisan=self._who, old=old, pin=new)
        self.busy(True)
        self._runner.apart(
            lambda: change_artisan_pin(self._shop.store, command, self._shop.clock),
            self._changed,
            lambda trouble: self._refuse(str(trouble)),
            ended=lambda: self.busy(False),
            origin=self,
        )

    def _changed(self, changed: object) -> None:
        self.busy(False)
        window = self.base()
        self.finish(changed)
        toast(window, _("Your new PIN holds from now on."))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        for field in self.fields:
            field.clear()
        self.fields[0].setFocus()
        self.adjust()
