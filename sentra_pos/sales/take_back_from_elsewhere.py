"""Take goods back whose sale is in another book: money goes out, and waits until their sale is found."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy, Draft, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import header_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.payments.methods import payment_methods
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.cart import Condition, Tender
from sentra_pos.sales.elsewhere_errors import (
    MoreThanTheTag,
    NotByThisWayBack,
    NotGoods,
    NothingWasPaid,
    SaleIsHere,
    TakenBackBefore,
)
from sentra_pos.sales.elsewhere_queries import as_printed, taken_back_before, taken_back_line
from sentra_pos.sales.elsewhere_rules import waiting_money
from sentra_pos.sales.errors import ItemUnknown, QuantityNotSensible, ReasonMissing
from sentra_pos.sales.history_queries import receipt_by_number
from sentra_pos.sales.queries import ItemForSale, items_for_sale
from sentra_pos.sales.rules import LARGEST_QUANTITY
from sentra_pos.sales.spool_receipt import spool_receipt
from sentra_pos.sales.take_money import Payment, take_money
from sentra_pos.stock.places import selling_from
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackFromElsewhere:
    """``price`` is what the customer paid for one piece, ``receipt`` its number as written there, "" where it is lost.

    ``method`` is how the money goes back: by a way that is really money.
    """

    id: DocumentId
    by: ActedBy
    item: ItemId
    quantity: Quantity
    price: Rupiah
    receipt: str
    method: str
    reason: str
    condition: Condition = Condition.GOOD
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBackFromElsewhere:
    """The return that stands; ``total`` is what went back to the customer."""

    id: DocumentId
    code: str
    total: Rupiah
    changes: Changes = Changes(sales=True, till=True, printing=True)


def take_back_from_elsewhere(
    session: Session, command: TakeBackFromElsewhere, *, clock: Clock
) -> TakenBackFromElsewhere:
    """Give the money back; no goods move, because nobody here knows yet whose they are. Idempotent by id.

    Without a receipt it needs RETURN_WITHOUT_RECEIPT too. Raises TillNotOpen, SaleIsHere, ReasonMissing, ItemUnknown,
    NotGoods, QuantityNotSensible, NothingWasPaid, NotByThisWayBack, DrawerTooLow, StandHasEnded, and asks
    MoreThanTheTag and TakenBackBefore.
    """
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return TakenBackFromElsewhere(
            id=command.id, code=before.code, total=taken_back_line(session, command.id).amount
        )
    require(session, command.by, Permission.RETURN_FROM_ELSEWHERE)
    receipt = as_printed(command.receipt)
    if not receipt:
        require(session, command.by, Permission.RETURN_WITHOUT_RECEIPT)
    shift = open_shift(session, command.by.device)
    if shift is None:
        raise TillNotOpen
    selling_from(session, command.by.device)
    item = _check(session, command, receipt)
    amount = command.price.times(command.quantity)
    payment = Payment(
        due=-amount, tenders=(Tender(method=command.method, given=amount),), first=2, rounding=ZERO, sign=-1
    )
    paid = take_money(session, payment, command.by)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.FOREIGN_RETURN,
        by=command.by,
        business_date=shift.business_date,
        shift=shift.id,
        reason=one_line(command.reason),
        intent=intent,
        lines=(_line(command, item, receipt, amount), *paid.lines),
        money=(*waiting_money(1, amount), *paid.money),
    )
    posted = post(session, draft, clock=clock)
    spool_receipt(session, command.id, command.by, open_drawer=paid.drawer, clock=clock)
    return TakenBackFromElsewhere(id=command.id, code=posted.code, total=amount)


def _check(session: Session, command: TakeBackFromElsewhere, receipt: str) -> ItemForSale:
    here = receipt_by_number(session, receipt) if receipt else None
    header = None if here is None else header_of(session, here)
    if header is not None:
        raise SaleIsHere(code=header.code)
    if not one_line(command.reason):
        raise ReasonMissing
    item = items_for_sale(session, (command.item,)).get(command.item)
    if item is None:
        raise ItemUnknown(name=str(command.item))
    if item.kind is ItemKind.SERVICE:
        raise NotGoods(name=item.name)
    most = 1 if item.kind is ItemKind.UNIQUE else LARGEST_QUANTITY
    if not 1 <= command.quantity.units <= most:
        raise QuantityNotSensible(name=item.name, limit=most)
    if command.price <= ZERO:
        raise NothingWasPaid
    ways = {way.code: way for way in payment_methods(session)}
    if command.method not in ways or not ways[command.method].is_money:
        name = ways[command.method].name if command.method in ways else command.method
        raise NotByThisWayBack(method=name)
    _ask(session, command, item, receipt)
    return item


def _ask(session: Session, command: TakeBackFromElsewhere, item: ItemForSale, receipt: str) -> None:
    if command.price > item.price and MoreThanTheTag.about(item.id) not in command.confirmed:
        raise MoreThanTheTag(
            item=item.id, name=item.name, tag=format_rupiah(item.price), paid=format_rupiah(command.price)
        )
    before = taken_back_before(session, item.id, receipt) if receipt else ""
    if before and TakenBackBefore.about(item.id) not in command.confirmed:
        raise TakenBackBefore(item=item.id, receipt=receipt, name=item.name, code=before)


def _line(command: TakeBackFromElsewhere, item: ItemForSale, receipt: str, amount: Rupiah) -> Line:
    facts = {"facts": item.facts} if item.facts else {}
    return Line(
        number=1,
        kind=LineKind.TAKEN_BACK,
        amount=amount,
        text=item.name,
        item=item.id,
        quantity=command.quantity,
        price=command.price,
        reference=receipt or None,
        details={**facts, "condition": command.condition.value},
    )
