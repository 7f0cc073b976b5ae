"""Choose the customer of a sale: found while the name or phone is typed, or entered on the spot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.people.customer_queries import Customer, find_customers
from sentra_pos.people.permissions import Permission
from ui.context import Context
from ui.customers.customer_sheet import CustomerSheet
from ui.customers.rows import customer_columns
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import SearchField
from ui.kit.keys import on_key
from ui.kit.messages import error
from ui.kit.table import RecordTable


class CustomerPicker(Sheet):
    """Returns the Customer, or None when it was left. Enter takes the one with the cursor, or enters a new one."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, title=_("Customer"), primary_text=_("Choose"), width=640, height=560)
        self._context = context
        self._shown: str | None = None
        self._take_when_shown = False
        self._may_add = context.may(Permission.MANAGE_CUSTOMERS)
        self.search = SearchField(_("Name, agency or phone … F2"), name=_("Search"))
        self.table: RecordTable[Customer] = RecordTable(
            customer_columns(), empty="", name=_("Customers"), key=lambda each: each.id
        )
        self.new = secondary(_("New customer"), "F4", icon="plus", on=self._add)
        self.footer.insertWidget(1, self.new)
        self.new.setVisible(self._may_add)
        self.content.addWidget(self.search)
        self.content.addWidget(self.table, 1)
        on_key(self, "F2", _("Search"), self._find)
        self.search.searched.connect(self._look)
        self.search.went_down.connect(self._into_list)
        self.table.on_open(_("Choose"), self.finish)
        self.table.picked.connect(lambda _each: self._offer())
        self.search.setFocus()
        self._look("")

    def _look(self, text: str) -> None:
        self._context.runner.read(
            lambda session: find_customers(session, text),
            lambda found: self._show(text, found),
            self._tell,
            origin=self,
            latest="customers.find",
        )

    def _show(self, text: str, found: Sequence[Customer]) -> None:
        self._shown = text
        if not text:
            self.table.set_empty(_("Nobody is entered yet. A name is enough."))
        else:
            self.table.set_empty(_("Nobody is called that. Enter makes a new customer of it."))
        self.table.set_rows(found)
        self.table.pick_first()
        self._offer()
        if self._take_when_shown:
            self._take_when_shown = False
            self.confirm()

    def _offer(self) -> None:
        button = self.primary_button
        if button is not None:
            is_new = bool(self._shown) and not self.table.records.rows and self._may_add
            button.set_label(_("Enter as new customer") if is_new else _("Choose"))

    def confirm(self) -> None:
        """Take the one with the cursor; typed so fast that nobody has looked yet, look first."""
        if self.search.text().strip() != self._shown:
            self._take_when_shown = True
            self.search.search_now()
            return
        each = self.table.current()
        if each is not None:
            self.finish(each)
        elif self._shown and self._may_add:
            self._add()
        else:
            self.search.setFocus()

    def _add(self) -> None:
        sheet = CustomerSheet(self, self._context, typed=self.search.text().strip())
        sheet.returned.connect(lambda made: self.finish(made) if isinstance(made, Customer) else None)
        sheet.open()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _into_list(self) -> None:
        self.table.enter()

    def _tell(self, trouble: SentraError) -> None:
        error(self, trouble)
