"""Documents as the rooms above write them, posted straight into the book: what payments are checked by."""

from __future__ import annotations

from dataclasses import dataclass

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId, ShiftId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of
from sentra_pos.payments.methods import payment_method
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from tests.factories import Founded, found_a_shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A tender: how much by which way, and what is said of it."""

    method: str
    amount: int
    confirmed: bool | None = None
    reference: str | None = None
    cost: int = 0
    refers_to: DocumentId | None = None
    refers_line: int | None = None


class Desk:
    """A shop and its clock."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store, self.clock = store, clock
        self.founded: Founded = found_a_shop(store, clock)
        self.by = self.founded.by

    def new(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def hire(self, role: Role) -> ActedBy:
        staff = StaffId(new_id(self.clock))
        with self.store.writing() as session:
            add_staff(session, AddStaff(id=staff, by=self.by, name=role.value, role=role), clock=self.clock)
        return ActedBy(device=self.by.device, staff=staff)

    def sell(self, *paid: Paid, shift: ShiftId | None = None) -> DocumentId:
        """A service sold: its line is the first, the tenders are the second and on."""
        return self._post(DocumentKind.SALE, paid, AccountKind.SALES, shift=shift)

    def give_back(self, method: str, amount: int) -> DocumentId:
        return self._post(DocumentKind.REFUND, (Paid(method=method, amount=-amount),), AccountKind.SALES)

    def correct(self, *paid: Paid) -> DocumentId:
        """A payment change: what is taken away is below zero and names what it takes away."""
        return self._post(DocumentKind.PAYMENT_CHANGE, paid, None)

    def void(self, sale: DocumentId, method: str, amount: int) -> DocumentId:
        paid = Paid(method=method, amount=-amount, refers_to=sale)
        return self._post(DocumentKind.VOID, (paid,), AccountKind.SALES, reverses=sale)

    def _post(
        self,
        kind: DocumentKind,
        paid: tuple[Paid, ...],
        against: AccountKind | None,
        *,
        shift: ShiftId | None = None,
        reverses: DocumentId | None = None,
    ) -> DocumentId:
        document, total = self.new(), Rupiah(sum(each.amount for each in paid))
        lines: list[Line] = []
        money: list[MoneyMove] = []
        if against is not None:
            lines.append(Line(number=1, kind=LineKind.SERVICE, amount=abs(total)))
            money += money_move(1, CLEARING, Account(against), total)
        with self.store.writing() as session:
            for each in paid:
                method = payment_method(session, each.method)
                assert method is not None
                account = method.account_on(self.by.device)
                number = len(lines) + 1
                out = kind in (DocumentKind.REFUND, DocumentKind.VOID)
                lines.append(
                    Line(
                        number=number,
                        kind=LineKind.TENDER,
                        amount=Rupiah(-each.amount if out else each.amount),
                        method=each.method,
                        reference=each.reference,
                        refers_to=each.refers_to,
                        refers_line=each.refers_line,
                        details={} if each.confirmed is None else {"confirmed": each.confirmed},
                    )
                )
                money += money_move(number, account, CLEARING, Rupiah(each.amount))
                if each.cost:
                    cost = Rupiah(each.cost)
                    details = {"full": each.cost, "tender": number}
                    line = Line(
                        number=number + 1, kind=LineKind.PAYMENT_COST, amount=cost, method=each.method, details=details
                    )
                    lines.append(line)
                    money += money_move(number + 1, Account(AccountKind.PAYMENT_COST), CLEARING, cost)
                    money += money_move(number + 1, CLEARING, account, cost)
            draft = Draft(
                id=document,
                kind=kind,
                by=self.by,
                business_date=business_today(self.clock),
                shift=shift,
                reverses=reverses,
                lines=tuple(lines),
                money=tuple(money),
            )
            post(session, draft, clock=self.clock)
        return document

    def balance(self, account: Account) -> int:
        with self.store.reading() as session:
            return balance_of(session, account).amount
