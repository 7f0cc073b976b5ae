"""Take goods back from a customer: the mirror of what their sale posted, and money back within what was paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from sentra_pos.consignment.take_over import insert_lots
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy, Draft
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.payments.methods import CASH, PaymentMethod, payment_methods
from sentra_pos.payments.rounding import cash_rounding
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.cart import ReturnedLine, Tender
from sentra_pos.sales.errors import (
    NothingReturned,
    OtherSale,
    ReasonMissing,
    UnknownPaymentMethod,
    WayBackTooMuch,
)
from sentra_pos.sales.returnable import SoldSale, ways_back
from sentra_pos.sales.spool_receipt import spool_receipt
from sentra_pos.sales.take_back import Shelves, TakenBack, take_back, worth_back
from sentra_pos.sales.take_money import Payment, take_money
from sentra_pos.stock.places import quarantine_of, selling_from
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSale:
    """Which lines of one receipt come back, and why.

    ``tenders`` are what goes back by ways of their own; the rest goes by ``method``. ``without_receipt``: nobody
    showed the receipt, the sale was found by its goods.
    """

    id: DocumentId
    by: ActedBy
    lines: tuple[ReturnedLine, ...]
    method: str
    reason: str
    tenders: tuple[Tender, ...] = ()
    without_receipt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRefunded:
    """The refund that stands; ``total`` is what went back to the customer."""

    id: DocumentId
    code: str
    total: Rupiah
    changes: Changes = Changes(stock=True, sales=True, settlement=True, till=True, printing=True)


def refund_sale(session: Session, command: RefundSale, *, clock: Clock) -> SaleRefunded:
    """Put the goods back and mirror the sale's money, also after the artisan was paid.

    Raises what ``take_back`` and ``take_money`` raise, ReasonMissing, OtherSale, WayBackTooMuch.
    """
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        total = sum_rupiah(line.amount for line in lines_of(session, command.id) if line.kind is LineKind.TENDER)
        return SaleRefunded(id=command.id, code=before.code, total=total)
    require(session, command.by, Permission.REFUND)
    if command.without_receipt:
        require(session, command.by, Permission.RETURN_WITHOUT_RECEIPT)
    shift = open_shift(session, command.by.device)
    if shift is None:
        raise TillNotOpen
    if not command.reason.split():
        raise ReasonMissing
    if not command.lines:
        raise NothingReturned
    if len({line.sale for line in command.lines}) > 1:
        raise OtherSale
    device = command.by.device
    places = Shelves(shelf=selling_from(session, device), quarantine=quarantine_of(session, device))
    back = take_back(session, command.id, command.lines, places, 1, clock=clock)
    (sold,) = back.sales
    payment = _payment(session, command, back, sold)
    paid = take_money(session, payment, command.by)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.REFUND,
        by=command.by,
        business_date=shift.business_date,
        shift=shift.id,
        reason=command.reason.strip(),
        intent=intent,
        lines=(*back.lines, *paid.lines),
        allocations=back.allocations,
        goods=back.goods,
        money=(*back.money, *paid.money),
    )
    insert_lots(session, back.lots)
    posted = post(session, draft, clock=clock)
    spool_receipt(session, command.id, command.by, open_drawer=paid.drawer, clock=clock)
    return SaleRefunded(id=command.id, code=posted.code, total=back.total - paid.rounding)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundQuote:
    """A refund reckoned beforehand: ``total`` is what goes back, ``parts`` by which ways, the last of them the rest.

    ``amounts`` are what each of the lines is worth, ``short`` what cannot go back in any way that is left.
    """

    total: Rupiah
    amounts: tuple[Rupiah, ...]
    ways: Mapping[str, Rupiah]
    parts: tuple[Tender, ...]
    short: Rupiah


def quote_refund(session: Session, returns: Sequence[ReturnedLine], method: str = CASH) -> RefundQuote:
    """What goes back for these lines of one sale, by ``method`` as far as that reaches, else by the other ways.

    ``refund_sale`` takes the last part's way as its method, the others as its tenders. Raises what ``worth_back`` does.
    """
    back = worth_back(session, returns)
    (sold,) = back.sales
    ways = _Ways.of(session, sold)
    parts = ways.share_out(back.total, method)
    short = back.total - sum_rupiah(part.given for part in parts)
    if parts and parts[-1].method == CASH and not short:
        due = _cash_due(session, ways, parts[:-1], parts[-1].given, complete=back.complete)
        parts = (*parts[:-1], replace(parts[-1], given=due)) if due else parts[:-1]
    total = sum_rupiah(part.given for part in parts)
    return RefundQuote(
        total=total, amounts=tuple(line.amount for line in back.lines), ways=ways.left, parts=parts, short=short
    )


def _cash_due(session: Session, ways: _Ways, others: Sequence[Tender], rest: Rupiah, *, complete: bool) -> Rupiah:
    """Rounded in the customer's favour, but never beyond what was paid: the last of the sale brings the balance."""
    if complete:
        return rest
    return min(rest - cash_rounding(session).of(-rest), max(ways.limit(CASH, others), ZERO))


def _payment(session: Session, command: RefundSale, back: TakenBack, sold: SoldSale) -> Payment:
    """The rest by the one way, checked against what came in by each."""
    rest = back.total - sum_rupiah(tender.given for tender in command.tenders)
    ways = _Ways.of(session, sold)
    due = rest
    if command.method == CASH:
        due = _cash_due(session, ways, command.tenders, rest, complete=back.complete)
    tenders = (*command.tenders, Tender(method=command.method, given=due)) if due else command.tenders
    ways.check(tenders)
    return Payment(
        due=-back.total,
        tenders=tenders,
        first=len(back.lines) + 1,
        customer=sold.customer,
        rounding=rest - due,
        sign=-1,
        about=sold.header.id,
    )


@dataclass(frozen=True, slots=True)
class _Ways:
    """By which ways money may go out, and how much."""

    methods: Mapping[str, PaymentMethod]
    left: Mapping[str, Rupiah]

    @classmethod
    def of(cls, session: Session, sold: SoldSale) -> _Ways:
        methods = {method.code: method for method in payment_methods(session, also_inactive=True)}
        return cls(methods, ways_back(session, sold))

    def limit(self, method: str, tenders: Sequence[Tender]) -> Rupiah:
        """No more than came in by it; cash in the place of whatever else was really paid."""
        limit = self.left.get(method, ZERO)
        if method != CASH:
            return limit
        return limit - sum_rupiah(each.given for each in tenders if each.method != CASH and self._is_money(each))

    def share_out(self, total: Rupiah, first: str) -> tuple[Tender, ...]:
        """So much by the first way, then by the others in their order; what goes out in cash comes last."""
        order = [first, *(method for method in self.left if method not in (first, CASH)), CASH]
        taken: dict[str, Rupiah] = {}
        rest = total
        for method in dict.fromkeys(order):
            others = [Tender(method=other, given=given) for other, given in taken.items()]
            limit = self.limit(method, others)
            if CASH in taken and self.methods[method].is_money:
                limit = min(limit, self.left[CASH] - sum_rupiah(t.given for t in others if self._is_money(t)))
            amount = min(max(limit, ZERO), rest)
            if amount:
                taken[method] = amount
                rest -= amount
        parts = [Tender(method=method, given=given) for method, given in taken.items()]
        return tuple(sorted(parts, key=lambda part: part.method == CASH))

    def _is_money(self, tender: Tender) -> bool:
        return tender.method in self.methods and self.methods[tender.method].is_money

    def check(self, tenders: Sequence[Tender]) -> None:
        """Raises UnknownPaymentMethod, WayBackTooMuch."""
        for method in dict.fromkeys(tender.method for tender in tenders):
            if method not in self.methods:
                raise UnknownPaymentMethod(method=method)
            limit = self.limit(method, tenders)
            if sum_rupiah(tender.given for tender in tenders if tender.method == method) > limit:
                raise WayBackTooMuch(method=self.methods[method].name, limit=format_rupiah(max(limit, ZERO)))
