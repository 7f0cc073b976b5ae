"""Every kind of the till's documents, posted past the acts that sell: services only, so that a line is a figure."""

from __future__ import annotations

from dataclasses import dataclass, field

from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ShiftId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.payments.methods import payment_methods


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A sale that stands: what it came to, and how it was paid."""

    id: DocumentId
    amount: int
    rounding: int
    method: str


@dataclass(slots=True, kw_only=True)
class Tickets:
    """Posts them into a shift, and keeps by itself what they come to."""

    store: Store
    clock: Clock
    by: ActedBy
    shift: ShiftId
    taken: dict[str, int] = field(default_factory=dict)
    sold: int = 0
    refunded: int = 0
    voided: int = 0
    rounding: int = 0
    discounts: int = 0

    def sale(self, amount: int, method: str, rounding: int = 0, discount: int = 0) -> Ticket:
        identity = self._post(DocumentKind.SALE, (self._goods(amount, discount),), rounding, {method: 1})
        self.sold += amount
        self.rounding += rounding
        self.discounts += discount
        return Ticket(id=identity, amount=amount, rounding=rounding, method=method)

    def refund(self, sale: Ticket) -> None:
        self._post(DocumentKind.REFUND, (self._goods(sale.amount, 0, sale.id),), sale.rounding, {sale.method: -1})
        self.refunded += sale.amount
        self.rounding -= sale.rounding

    def void(self, sale: Ticket) -> None:
        self._post(DocumentKind.VOID, (self._goods(sale.amount, 0, sale.id),), sale.rounding, {sale.method: -1})
        self.voided += sale.amount
        self.rounding -= sale.rounding

    def exchange(self, sale: Ticket, amount: int, method: str) -> Ticket:
        lines = (self._goods(sale.amount, 0, sale.id), self._goods(amount, 0))
        identity = self._post(DocumentKind.EXCHANGE, lines, 0, {method: 1})
        self.refunded += sale.amount
        self.sold += amount
        return Ticket(id=identity, amount=amount, rounding=0, method=method)

    def payment_change(self, sale: Ticket, method: str) -> None:
        paid = sale.amount + sale.rounding
        tenders = ((sale.method, -paid), (method, paid))
        self._document(DocumentKind.PAYMENT_CHANGE, (), tenders, ())

    def customer_payment(self, amount: int, method: str) -> None:
        owed = money_move(1, CLEARING, Account(AccountKind.TO_IDENTIFY), Rupiah(amount))
        self._document(DocumentKind.CUSTOMER_PAYMENT, (), ((method, amount),), owed)

    def _goods(self, amount: int, discount: int, answers: DocumentId | None = None) -> Line:
        return Line(
            number=1,
            kind=LineKind.SERVICE,
            amount=Rupiah(amount),
            quantity=ONE,
            price=Rupiah(amount + discount),
            discount=Rupiah(discount),
            refers_to=answers,
            refers_line=None if answers is None else 1,
        )

    def _post(self, kind: DocumentKind, lines: tuple[Line, ...], rounding: int, paid: dict[str, int]) -> DocumentId:
        """``paid`` is by which way of paying, and whether the money comes (1) or goes (-1)."""
        ((method, sign),) = paid.items()
        money: list[MoneyMove] = []
        total = sign * rounding
        for line in lines:
            back = line.refers_to is not None
            signed = -line.amount if back else line.amount
            money += money_move(1, CLEARING, Account(AccountKind.SALES), signed)
            total += signed.amount
        money += money_move(1, CLEARING, Account(AccountKind.ROUNDING), Rupiah(sign * rounding))
        amount = total if kind is DocumentKind.EXCHANGE else sign * total
        return self._document(kind, lines, ((method, amount),), tuple(money), sign=sign)

    def _document(
        self,
        kind: DocumentKind,
        goods: tuple[Line, ...],
        tenders: tuple[tuple[str, int], ...],
        money: tuple[MoneyMove, ...],
        sign: int = 1,
    ) -> DocumentId:
        with self.store.writing() as session:
            methods = {each.code: each for each in payment_methods(session, also_inactive=True)}
            lines = list(goods)
            moves = list(money)
            for method, amount in tenders:
                account = methods[method].account_on(self.by.device)
                lines.append(Line(number=1, kind=LineKind.TENDER, amount=Rupiah(amount), method=method))
                moves += money_move(1, account, CLEARING, Rupiah(sign * amount))
                self.taken[method] = self.taken.get(method, 0) + sign * amount
            draft = Draft(
                id=DocumentId(new_id(self.clock)),
                kind=kind,
                by=self.by,
                business_date=business_today(self.clock),
                shift=self.shift,
                lines=tuple(_numbered(lines)),
                money=tuple(moves),
            )
            post(session, draft, clock=self.clock)
        return draft.id


def _numbered(lines: list[Line]) -> list[Line]:
    return [
        Line(
            number=number,
            kind=line.kind,
            amount=line.amount,
            quantity=line.quantity,
            price=line.price,
            discount=line.discount or ZERO,
            method=line.method,
            refers_to=line.refers_to,
            refers_line=line.refers_line,
        )
        for number, line in enumerate(lines, start=1)
    ]
