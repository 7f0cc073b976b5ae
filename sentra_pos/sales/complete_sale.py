"""Ring up a sale, or an exchange: goods, money and the artisans' shares in one act, or none of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import CostBearer
from sentra_pos.consignment.take_over import insert_lots
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy, Draft, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import header_of
from sentra_pos.ledger.standing import intent_of
from sentra_pos.payments.methods import CASH, payment_methods
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.cart import ReturnedLine, SaleLine, Tender
from sentra_pos.sales.errors import CartEmpty, ReturnAccountFirst, SaleAlreadyStands, WayBackTooMuch
from sentra_pos.sales.keep_cart import forget_cart
from sentra_pos.sales.price_lines import Priced, price_lines
from sentra_pos.sales.queries import receipt_of
from sentra_pos.sales.returnable import ways_back
from sentra_pos.sales.spool_receipt import spool_receipt
from sentra_pos.sales.take_back import NOTHING_BACK, Shelves, TakenBack, take_back
from sentra_pos.sales.take_money import Bearers, Payment, take_money
from sentra_pos.stock.places import quarantine_of, selling_from
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteSale:
    """The whole cart as it was paid. ``id`` is the cart's own; ``confirmed`` holds what was answered with yes.

    With ``returns`` it is an exchange: the tenders are the difference, and when that is below zero they go out.
    ``customer`` is who buys, where that is known; ``language`` is the receipt's, the shop's own where empty.
    """

    id: DocumentId
    by: ActedBy
    lines: tuple[SaleLine, ...]
    tenders: tuple[Tender, ...]
    returns: tuple[ReturnedLine, ...] = ()
    customer: PartyId | None = None
    language: str = ""
    reason: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleCompleted:
    """The sale that stands; ``again`` when it was safe already and this was a repeated press.

    ``total`` is what was to be paid, rounding included; below zero the shop paid the customer.
    """

    id: DocumentId
    code: str
    total: Rupiah
    change: Rupiah
    again: bool = False
    changes: Changes = Changes(stock=True, sales=True, settlement=True, till=True, printing=True)


def complete_sale(session: Session, command: CompleteSale, *, clock: Clock) -> SaleCompleted:
    """Take the goods, the money and the artisans' shares in one act, or none of them.

    The same id with the same content answers with the sale that stands; with other content it is refused by name.
    """
    intent = intent_of(command)
    standing = header_of(session, command.id)
    if standing is not None:
        if standing.intent != intent:
            raise SaleAlreadyStands(code=standing.code)
        receipt = receipt_of(session, command.id)
        return SaleCompleted(id=command.id, code=standing.code, total=receipt.due, change=receipt.change, again=True)
    require(session, command.by, Permission.SELL)
    if not command.lines:
        raise CartEmpty
    shift = open_shift(session, command.by.device)
    if shift is None:
        raise TillNotOpen
    shelf = selling_from(session, command.by.device)
    priced = price_lines(session, command.lines, command.by, shelf, command.confirmed, day=shift.business_date)
    back = _returns(session, command, shelf, len(priced.lines) + 1, clock)
    due = priced.total - back.total
    if due < ZERO:
        _check_ways_back(session, command, back)
    lines = (*priced.lines, *back.lines, *_customer_line(command, len(priced.lines) + len(back.lines) + 1))
    payment = Payment(
        due=due,
        tenders=command.tenders,
        first=len(lines) + 1,
        customer=command.customer,
        bearers=_bearers(priced),
    )
    paid = take_money(session, payment, command.by)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.EXCHANGE if command.returns else DocumentKind.SALE,
        by=command.by,
        business_date=shift.business_date,
        shift=shift.id,
        reason=command.reason.strip(),
        intent=intent,
        lines=(*lines, *paid.lines),
        allocations=(*priced.allocations, *back.allocations),
        goods=(*priced.goods, *back.goods),
        money=(*priced.money, *back.money, *paid.money),
    )
    insert_lots(session, back.lots)
    posted = post(session, draft, clock=clock)
    forget_cart(session, command.by.device)
    spool_receipt(session, command.id, command.by, open_drawer=paid.drawer, clock=clock)
    return SaleCompleted(id=command.id, code=posted.code, total=due + paid.rounding, change=paid.change)


def _returns(session: Session, command: CompleteSale, shelf: PlaceId, first: int, clock: Clock) -> TakenBack:
    if not command.returns:
        return NOTHING_BACK
    require(session, command.by, Permission.REFUND)
    places = Shelves(shelf=shelf, quarantine=quarantine_of(session, command.by.device))
    back = take_back(session, command.id, command.returns, places, first, clock=clock)
    money = {way.code for way in payment_methods(session, also_inactive=True) if way.is_money}
    for sold in back.sales:
        if not sold.paid.keys() <= money:
            raise ReturnAccountFirst(code=sold.header.code)
    return back


def _check_ways_back(session: Session, command: CompleteSale, back: TakenBack) -> None:
    """What an exchange pays out goes out in cash, or by a way by which as much came in for what comes back."""
    ways = [ways_back(session, sold) for sold in back.sales]
    names = {way.code: way.name for way in payment_methods(session, also_inactive=True)}
    for method in dict.fromkeys(tender.method for tender in command.tenders if tender.method != CASH):
        limit = sum_rupiah(way.get(method, ZERO) for way in ways)
        if sum_rupiah(tender.given for tender in command.tenders if tender.method == method) > limit:
            raise WayBackTooMuch(method=names.get(method, method), limit=format_rupiah(limit))


def _customer_line(command: CompleteSale, number: int) -> tuple[Line, ...]:
    """Who bought, by id alone (names stay out of the book), and in which language he reads."""
    if command.customer is None and not command.language:
        return ()
    details = {"language": command.language} if command.language else {}
    return (Line(number=number, kind=LineKind.CUSTOMER, party=command.customer, details=details),)


def _bearers(priced: Priced) -> Bearers:
    """Who bears what a payment costs, for which part of what is paid."""
    answered: set[int] = set()
    found: list[tuple[PartyId | None, Rupiah]] = []
    for part in priced.allocations:
        answered.add(part.line)
        lot = priced.lots[part.lot]
        by_artisan = lot.agreement is not None and lot.agreement.payment_cost_bearer is CostBearer.ARTISAN
        found.append((lot.owner if by_artisan else None, part.share + part.shop_part))
    found += [(None, line.amount) for line in priced.lines if line.number not in answered]
    return found
