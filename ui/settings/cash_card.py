"""Closing the till: how large a difference a cashier closes alone with, and the kinds of expense and income."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.tills.cash_categories import CashCategory, cash_categories
from sentra_pos.tills.counts import difference_limit
from sentra_pos.tills.keep_cash_category import CashCategoryKept, KeepCashCategory, keep_cash_category
from sentra_pos.tills.limit_difference import DifferenceLimited, LimitDifference, limit_difference
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, title
from ui.kit.layout import Flow, card, column, plain
from ui.kit.messages import toast
from ui.kit.table import Column, RecordTable


class CategorySheet(Sheet):
    """Returns the CashCategoryKept. Which way its money goes never changes, so only a new one is asked."""

    def __init__(self, parent: QWidget, context: Context, category: CashCategory | None) -> None:
        heading = _("New category") if category is None else _("Change {name}").format(name=category.name)
        super().__init__(parent, title=heading, primary_text=_("Save"), width=460)
        self._context, self._category = context, category
        self.name = TextField("" if category is None else category.name)
        self.way = Chips([(True, _("Paid out")), (False, _("Paid in"))], name=_("Which way the money goes"))
        self.active = QCheckBox(_("Offered at the till"))
        self.active.setChecked(category is None or category.active)
        self.content.addWidget(with_problem(self.name, _("Name")))
        if category is None:
            self.content.addWidget(caption(_("Which way the money goes")))
            self.content.addWidget(self.way)
        else:
            self.content.addWidget(self.active)
        self.name.setFocus()
        self.name.selectAll()

    def confirm(self) -> None:
        category = self._category
        command = KeepCashCategory(
            by=self._context.by,
            name=self.name.text(),
            code=None if category is None else category.code,
            pays_out=bool(self.way.choice()) if category is None else category.pays_out,
            active=self.active.isChecked(),
        )
        self._context.runner.write(keep_cash_category, command, self.finish, self._tell, origin=self)

    def _tell(self, trouble: SentraError) -> None:
        self.name.mark(str(trouble))
        self.name.setFocus()


class CashCard(QWidget):
    """For whoever may change settings."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.limit = RupiahEdit()
        self.save = secondary(_("Save the limit"), "Alt+J", on=self._save)
        self.table: RecordTable[CashCategory] = RecordTable(
            (
                Column(
                    title=_("Category"),
                    text=lambda each: each.name,
                    tone=lambda each: "ink" if each.active else "muted",
                    strong=True,
                    stretch=1,
                ),
                Column(title=_("Way"), text=lambda each: _("Paid out") if each.pays_out else _("Paid in")),
                Column(title=_("Offered"), text=lambda each: _("yes") if each.active else _("no")),
            ),
            empty=_("There are no categories yet."),
            name=_("Kinds of expense and income"),
            key=lambda each: each.code,
        )
        self.table.on_open(_("Change the category"), self._edit)
        self.new = secondary(_("New category"), "Alt+G", icon="plus", on=lambda: self._edit(None))
        self.change = secondary(_("Change the kind"), "Alt+H", icon="pencil-simple", on=self._change)
        hint = _("A larger difference at the closing needs a second person's PIN. 0: every difference does.")
        self.setLayout(
            column(
                card(
                    title(_("Cash in the till")),
                    with_problem(self.limit, _("Largest difference a cashier closes alone with"), hint),
                    plain(Flow(self.save)),
                    caption(_("Kinds of expense and income")),
                    self.table,
                    plain(Flow(self.new, self.change, line_spacing=8)),
                    spacing=10,
                )
            )
        )

    def refresh(self) -> None:
        self._context.runner.read(difference_limit, done=self._show_limit, origin=self)
        self._context.runner.read(
            lambda session: cash_categories(session, also_inactive=True), done=self.table.set_rows, origin=self
        )

    def _show_limit(self, limit: Rupiah) -> None:
        if not self.limit.hasFocus():
            self.limit.set_value(limit)

    def _save(self) -> None:
        limit = self.limit.check()
        if limit is None:
            self.limit.setFocus()
            return
        command = LimitDifference(by=self._context.by, limit=limit)
        self._context.runner.write(
            limit_difference, command, self._saved, lambda trouble: self.limit.mark(str(trouble)), origin=self
        )

    def _saved(self, limited: DifferenceLimited) -> None:
        toast(self, _("Saved: {amount}.").format(amount=format_rupiah(limited.limit)))

    def _change(self) -> None:
        category = self.table.current()
        if category is None:
            toast(self, _("Choose a category in the list first."), "warn")
            return
        self._edit(category)

    def _edit(self, category: CashCategory | None) -> None:
        sheet = CategorySheet(self, self._context, category)
        sheet.returned.connect(self._kept)
        sheet.open()

    def _kept(self, answer: object) -> None:
        if isinstance(answer, CashCategoryKept):
            toast(self, _("Saved."))
            self.refresh()
