"""Say which sale a return from elsewhere belongs to, once that sale is in this book: goods and shares come back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.consignment.take_over import insert_lots
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy, Draft, Line
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import header_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.sales.elsewhere_errors import (
    CameBackThereToo,
    NotAllFound,
    NotWaiting,
    OtherGoods,
    ReturnDiffers,
    SaleNeverFound,
)
from sentra_pos.sales.elsewhere_queries import condition_of, taken_back_by, taken_back_line, waiting_line
from sentra_pos.sales.elsewhere_rules import matched_line, matched_money, worth_of
from sentra_pos.sales.errors import NotReturnable
from sentra_pos.sales.returnable import sold_sale
from sentra_pos.sales.take_back import NOTHING_BACK, Shelves, TakenBack, take_back
from sentra_pos.stock.places import quarantine_of, selling_from, shop_quarantine_of, shop_shelf_of
from sentra_pos.tills.queries import place_of_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldThere:
    """So many pieces of what came back were sold by this line of this sale."""

    sale: DocumentId
    line: int
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchReturn:
    """``foreign`` is the return that waits; ``parts`` answer for all its pieces, or none: its sale is never found.

    ``line`` is the one of it that took the goods back.
    """

    id: DocumentId
    by: ActedBy
    foreign: DocumentId
    parts: tuple[SoldThere, ...]
    reason: str = ""
    confirmed: frozenset[str] = frozenset()
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnMatched:
    """The document that stands; ``difference`` is what the shop bears of it, below zero where the sale brought more."""

    id: DocumentId
    code: str
    difference: Rupiah
    changes: Changes = Changes(stock=True, sales=True, settlement=True, consignment=True)


def match_return(session: Session, command: MatchReturn, *, clock: Clock) -> ReturnMatched:
    """Mirror the sale for what came back, out of the money that waited; what is left over is the shop's. Idempotent.

    Raises NotWaiting, CameBackThereToo, OtherGoods, NotAllFound and what ``take_back`` raises; asks ReturnDiffers or
    SaleNeverFound.
    """
    require(session, command.by, Permission.IDENTIFY_GOODS)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return _matched(session, command.id, before.code)
    taken = waiting_line(session, command.foreign, command.line)
    if taken is None:
        raise NotWaiting
    back = _back(session, command, taken, clock)
    worth = worth_of(back.lines)
    _ask(command, taken, worth)
    number = len(back.lines) + 1
    draft = Draft(
        id=command.id,
        kind=DocumentKind.RETURN_MATCHED,
        by=command.by,
        business_date=business_today(clock),
        reason=one_line(command.reason),
        intent=intent,
        lines=(*back.lines, matched_line(number, command.foreign, taken, worth)),
        allocations=back.allocations,
        goods=back.goods,
        money=(*back.money, *matched_money(number, taken.amount, worth)),
    )
    insert_lots(session, back.lots)
    posted = post(session, draft, clock=clock)
    return _matched(session, command.id, posted.code)


def _matched(session: Session, document: DocumentId, code: str) -> ReturnMatched:
    difference = Rupiah(int(taken_back_line(session, document).details["difference"]))
    return ReturnMatched(id=document, code=code, difference=difference)


def _back(session: Session, command: MatchReturn, taken: Line, clock: Clock) -> TakenBack:
    if not command.parts:
        return NOTHING_BACK
    device = command.by.device
    places = _where_it_lies(session, command.foreign, device)
    condition = condition_of(taken.details)
    returns = [
        ReturnedLine(sale=part.sale, line=part.line, quantity=part.quantity, condition=condition)
        for part in command.parts
    ]
    try:
        back = take_back(session, command.id, returns, places, 1, clock=clock, without=_own_line(command))
    except NotReturnable:
        _tell_if_it_is_here(session, command, taken)
        raise
    numbers = range(1, len(returns) + 1)
    if any(line.item != taken.item for line in back.lines if line.number in numbers):
        raise OtherGoods(name=taken.text)
    found = sum((part.quantity for part in command.parts), NONE)
    if found != taken.quantity:
        assert taken.quantity is not None
        raise NotAllFound(name=taken.text, wanted=taken.quantity.units, found=found.units)
    return back


def _where_it_lies(session: Session, foreign: DocumentId, device: DeviceId) -> Shelves:
    """The shop, or the stand where it was taken back and the till still sells."""
    header = header_of(session, foreign)
    at = None if header is None or header.shift is None else place_of_shift(session, header.shift)
    if at is not None and at == selling_from(session, device):
        return Shelves(shelf=at, quarantine=quarantine_of(session, device))
    return Shelves(shelf=shop_shelf_of(session, device), quarantine=shop_quarantine_of(session, device))


def _own_line(command: MatchReturn) -> tuple[DocumentId, int]:
    """What the match takes the place of, where that counted as a return itself."""
    return command.foreign, command.line


def _tell_if_it_is_here(session: Session, command: MatchReturn, taken: Line) -> None:
    """The customer had his money for it before, from whoever else took it back."""
    for part in command.parts:
        sold = sold_sale(session, part.sale, without=_own_line(command))
        if part.line in sold.lines and not sold.left(part.line):
            code = taken_back_by(session, part.sale, part.line)
            raise CameBackThereToo(name=taken.text, sale=sold.header.code, code=code)


def _ask(command: MatchReturn, taken: Line, worth: Rupiah) -> None:
    if worth == taken.amount:
        return
    kind = ReturnDiffers if command.parts else SaleNeverFound
    question = kind(
        name=taken.text,
        paid=format_rupiah(taken.amount),
        worth=format_rupiah(worth),
        difference=format_rupiah(taken.amount - worth),
        amount=(taken.amount - worth).amount,
    )
    if question.answer not in command.confirmed:
        raise question
