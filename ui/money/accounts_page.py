"""Customers' accounts: who owes what and why, payments and down payments, money given back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.customer_queries import Customer
from sentra_pos.people.permissions import Permission
from sentra_pos.sales.customer_payment import CustomerPaid
from sentra_pos.sales.customer_queries import AccountRow, CustomerAccount, Owing
from ui.context import Context
from ui.customers.customer_sheet import CustomerSheet
from ui.kit.buttons import primary, secondary
from ui.kit.fields import SearchField
from ui.kit.keys import on_key
from ui.kit.labels import label, set_tone, title
from ui.kit.layout import column, panel, plain, row
from ui.kit.messages import error, toast
from ui.kit.table import RecordTable
from ui.kit.theme import set_kind
from ui.money.accounts import AccountsPresenter
from ui.money.payment_sheet import PaymentSheet
from ui.money.rows import account_columns, account_hint, accounts_words, balance_tone, history_columns, standing_words


class AccountsPage(QWidget):
    """``main`` and ``panel`` are for the screen to place."""

    #: All accounts in a sentence, and how many are open.
    said = Signal(str, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.presenter = AccountsPresenter(context.runner, self)
        self._wanted: object = None
        self.main = primary(_("Take a payment"), "F12", on=lambda: self._pay(back=False))
        set_kind(self.main, compact=True)
        self.search = SearchField(_("Name, agency or phone … F2"), name=_("Search"))
        self.new = secondary(_("New customer"), "F4", icon="plus", on=self._add)
        self.change = secondary(_("Change customer"), "F5", on=self._change)
        self.back = secondary(_("Give money back"), "F9", on=lambda: self._pay(back=True))
        self.table: RecordTable[Owing] = RecordTable(
            account_columns(), empty="", name=_("Customers' accounts"), key=lambda each: each.customer.id
        )
        self.history: RecordTable[AccountRow] = RecordTable(
            history_columns(context.shop.clock.zone),
            empty=_("Nothing was bought or paid on this account yet."),
            name=_("What this customer bought and paid"),
            key=lambda each: each.document,
        )
        top = row(spacing=10)
        top.addWidget(self.search, 1)
        top.addWidget(self.new)
        layout = column(top, spacing=12)
        layout.addWidget(self.table, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self.panel = self._build_panel()
        self._wire()
        self.show_account(None)

    def _build_panel(self) -> QWidget:
        self._name = title("")
        self._name.setWordWrap(True)
        self._hint = label("", "caption", "medium", "muted", wrap=True)
        self._standing = label("", "lead", "bold")
        self._balance = label("", "total", "extrabold")
        self._balance.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made = column(self._name, self._hint, spacing=8)
        made.addWidget(self.history, 1)
        made.addLayout(column(self._standing, self._balance, spacing=0))
        made.addWidget(self.back)
        made.addWidget(self.change)
        return panel(plain(made), margins=(18, 20, 18, 20))

    def _wire(self) -> None:
        may = self._context.may
        for button in (self.new, self.change):
            button.setVisible(may(Permission.MANAGE_CUSTOMERS))
        on_key(self, "F2", _("Search"), self._find)
        self.search.searched.connect(self.presenter.look_for)
        self.search.returnPressed.connect(self.search.search_now)
        self.search.went_down.connect(self._into_list)
        self.table.picked.connect(lambda each: self.presenter.choose(None if each is None else each.customer.id))
        self.table.on_open(_("Take a payment"), lambda _each: self._pay(back=False))

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_accounts(self, accounts: tuple[Owing, ...], *, searched: bool) -> None:
        """Who is listed."""
        self.table.set_empty(
            _("Nobody is called that. F4 enters a new customer.")
            if searched
            else _("No account is open. Type a name to find any customer, for a down payment or what was bought.")
        )
        self.table.set_rows(accounts)
        if self._wanted is not None:
            self.table.pick(self._wanted)
            self._wanted = None
        if self.table.current() is None:
            self.table.pick_first()
        self.said.emit(accounts_words(self.presenter.owed, self.presenter.ahead), self.presenter.opened)

    def show_account(self, account: CustomerAccount | None) -> None:
        """The chosen one."""
        for button in (self.main, self.change):
            button.setEnabled(account is not None)
        self.back.setEnabled(account is not None and account.balance < ZERO)
        if account is None:
            self._name.setText(_("Nobody chosen"))
            self._hint.setText(_("Choose a customer to see what was bought and paid."))
            self.history.set_rows(())
            self._standing.setText("")
            self._balance.setText("")
            return
        self._name.setText(account.customer.name)
        self._hint.setText(account_hint(account))
        self.history.set_rows(tuple(reversed(account.rows)))
        self._standing.setText(standing_words(account.balance))
        set_tone(self._standing, balance_tone(account.balance))
        self._balance.setText(format_rupiah(abs(account.balance)))

    def tell(self, trouble: SentraError) -> None:
        error(self, trouble)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _pay(self, *, back: bool) -> None:
        account = self.presenter.account
        if account is None or not self.presenter.methods or (back and account.balance >= ZERO):
            return
        sheet = PaymentSheet(self, self._context, account, self.presenter.methods, back=back)
        sheet.returned.connect(self._paid)
        sheet.open()

    def _paid(self, answer: object) -> None:
        self.table.setFocus()
        if not isinstance(answer, CustomerPaid):
            return
        words = _("{code}: {amount} given back.") if answer.amount < ZERO else _("{code}: {amount} received.")
        toast(self, words.format(code=answer.code, amount=format_rupiah(abs(answer.amount))))
        # An account that is even now leaves the list, but whoever took the money still wants to see it.
        account = self.presenter.account
        if not answer.balance and account is not None and not self.search.text():
            self.search.setText(account.customer.code)
            self.search.search_now()
        else:
            self.presenter.load()

    def _add(self) -> None:
        sheet = CustomerSheet(self, self._context, typed=self.search.text().strip())
        sheet.returned.connect(self._entered)
        sheet.open()

    def _change(self) -> None:
        account = self.presenter.account
        if account is not None:
            sheet = CustomerSheet(self, self._context, account.customer)
            sheet.returned.connect(lambda made: self.presenter.load() if made is not None else None)
            sheet.open()

    def _entered(self, made: object) -> None:
        if isinstance(made, Customer):
            self._wanted = made.id
            self.search.setText(made.name)
            self.search.search_now()
            self.table.setFocus()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _into_list(self) -> None:
        self.table.enter()
