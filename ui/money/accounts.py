"""Customers' accounts, without a window: who owes what and why, and a payment taken or given back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.methods import PaymentMethod, payment_methods
from sentra_pos.people.customer_queries import find_customers
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.customer_payment import CustomerPaid, CustomerPayment, customer_payment
from sentra_pos.sales.customer_queries import CustomerAccount, Owing, customer_account, open_accounts
from ui.kit.immediate import Runs


class AccountsView(Protocol):
    """What the presenter asks of the page."""

    def show_accounts(self, accounts: tuple[Owing, ...], *, searched: bool) -> None: ...

    def show_account(self, account: CustomerAccount | None) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...


class AccountsPresenter:
    """Open accounts, or whoever is looked for; and one of them with its history."""

    def __init__(self, runner: Runs, view: AccountsView) -> None:
        self._runner, self._view = runner, view
        self._text = ""
        self._chosen: PartyId | None = None
        self.account: CustomerAccount | None = None
        self.methods: tuple[PaymentMethod, ...] = ()
        #: Of everybody together: what is owed to the shop, and what it was paid ahead.
        self.owed = ZERO
        self.ahead = ZERO
        #: How many accounts are open.
        self.opened = 0

    def load(self) -> None:
        """Read the list, the chosen account and the ways of paying anew."""
        self._runner.read(payment_methods, self._know, self._view.tell, origin=self._view, latest="money.methods")
        text = self._text
        self._runner.read(
            lambda session: _accounts(session, text),
            lambda found: self._came(found, searched=bool(text)),
            self._view.tell,
            origin=self._view,
            latest="money.accounts",
        )
        self._read_chosen()

    def look_for(self, text: str) -> None:
        """Somebody by name or phone, also with an even account; nothing typed: all that are open."""
        self._text = text
        self.load()

    def choose(self, party: PartyId | None) -> None:
        """Show one account's history."""
        self._chosen = party
        if party is None:
            self._show(None)
        else:
            self._read_chosen()

    def _read_chosen(self) -> None:
        party = self._chosen
        if party is not None:
            self._runner.read(
                lambda session: customer_account(session, party),
                self._show,
                self._view.tell,
                origin=self._view,
                latest="money.account",
            )

    def _know(self, methods: tuple[PaymentMethod, ...]) -> None:
        self.methods = methods

    def _came(self, found: _Found, *, searched: bool) -> None:
        self.owed, self.ahead, self.opened = found.owed, found.ahead, found.opened
        self._view.show_accounts(found.accounts, searched=searched)

    def _show(self, account: CustomerAccount | None) -> None:
        self.account = account
        self._view.show_account(account)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    accounts: tuple[Owing, ...]
    owed: Rupiah
    ahead: Rupiah
    opened: int


def _accounts(session: Any, text: str) -> _Found:
    opened = open_accounts(session)
    balances = {each.customer.id: each.balance for each in opened}
    shown = opened
    if text:
        found = find_customers(session, text)
        shown = tuple(Owing(customer=each, balance=balances.get(each.id, ZERO)) for each in found)
    return _Found(
        accounts=shown,
        owed=sum_rupiah(each.balance for each in opened if each.balance > ZERO),
        ahead=sum_rupiah(-each.balance for each in opened if each.balance < ZERO),
        opened=len(opened),
    )


class Paying(Protocol):
    """What the payment's sheet is told."""

    def paid(self, paid: CustomerPaid) -> None: ...

    def refused(self, trouble: SentraError) -> None: ...

    def busy(self, is_busy: bool) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentWish:
    """What was typed: how much by which way, what the treasurer kept back of it, and what for."""

    method: str
    amount: Rupiah
    reason: str
    reference: str = ""
    confirmed: bool = False
    withheld: Rupiah = ZERO
    slip: str = ""


class TakePayment:
    """One payment of a customer, or ``back`` to him. Its id is minted once, so a second press repeats nothing."""

    def __init__(
        self,
        runner: Runs,
        clock: Clock,
        by: ActedBy,
        view: Paying,
        account: CustomerAccount,
        methods: tuple[PaymentMethod, ...],
        *,
        back: bool,
    ) -> None:
        self._runner, self._by, self._view = runner, by, view
        self._id = DocumentId(new_id(clock))
        self.account, self.back = account, back
        # Cards and QRIS only bring money; what goes back goes in cash or by a transfer.
        ways = (AccountKind.DRAWER, AccountKind.BANK) if back else tuple(AccountKind)
        self.methods = tuple(method for method in methods if method.is_money and method.account in ways)
        held = [method for method in methods if method.account is AccountKind.TAX_WITHHELD]
        #: How a treasurer's tax is entered; None where the shop does not offer it.
        self.withholding = None if back or not held else held[0]

    @property
    def due(self) -> Rupiah:
        """What would make the account even."""
        return max(-self.account.balance if self.back else self.account.balance, ZERO)

    def balance_after(self, amount: Rupiah, withheld: Rupiah) -> Rupiah:
        """What he owes once it is paid; below zero, what he has ahead."""
        return self.account.balance + (amount if self.back else -(amount + withheld))

    def pay(self, wish: PaymentWish) -> None:
        """Post it."""
        tenders = [Tender(method=wish.method, given=wish.amount, reference=wish.reference, confirmed=wish.confirmed)]
        if wish.withheld and self.withholding is not None:
            tenders.append(Tender(method=self.withholding.code, given=wish.withheld, reference=wish.slip))
        command = CustomerPayment(
            id=self._id,
            by=self._by,
            customer=self.account.customer.id,
            tenders=tuple(tender for tender in tenders if tender.given),
            reason=wish.reason,
            back=self.back,
        )
        self._view.busy(True)
        self._runner.write(
            customer_payment, command, self._view.paid, self._view.refused, ended=self._over, origin=self._view
        )

    def _over(self) -> None:
        self._view.busy(False)
