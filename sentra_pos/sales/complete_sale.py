"""Ring up a sale: the goods, the money and the artisans' shares in one act, or none of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.consignment.queries import lots_to_sell
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ItemId, LotId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Allocation, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import header_of
from sentra_pos.ledger.standing import intent_of
from sentra_pos.payments.methods import CASH, PaymentMethod, payment_methods
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.allocate import Shelf, allocate
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.errors import (
    AlreadySold,
    BearerNotAllowed,
    CartEmpty,
    DiscountTooLarge,
    ItemUnknown,
    NoNoteCovers,
    PaymentShort,
    PaymentTooMuch,
    PriceChanged,
    QuantityNotSensible,
    ReferenceMissing,
    SaleAlreadyStands,
    SellBelowZero,
    UnknownPaymentMethod,
)
from sentra_pos.sales.keep_cart import forget_cart
from sentra_pos.sales.postings import LotFacts, sold_goods, sold_money
from sentra_pos.sales.queries import ItemForSale, items_for_sale, receipt_of
from sentra_pos.sales.spool_receipt import spool_receipt
from sentra_pos.stock.places import shelf_of
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift

#: More of one thing than this in one line is a slip of the finger or a barcode typed as a quantity.
LARGEST_QUANTITY = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteSale:
    """The whole cart as it was paid. ``id`` is the cart's own; ``confirmed`` holds what was answered with yes."""

    id: DocumentId
    by: ActedBy
    lines: tuple[SaleLine, ...]
    tenders: tuple[Tender, ...]
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleCompleted:
    """The sale that stands; ``again`` when it was safe already and this was a repeated press."""

    id: DocumentId
    code: str
    total: Rupiah
    change: Rupiah
    again: bool = False
    changes: Changes = Changes(stock=True, sales=True, settlement=True, till=True, printing=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paid:
    lines: tuple[Line, ...]
    money: tuple[MoneyMove, ...]
    change: Rupiah
    cash: bool


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
        return SaleCompleted(id=command.id, code=standing.code, total=receipt.total, change=receipt.change, again=True)
    require(session, command.by, Permission.SELL)
    if any(line.discount for line in command.lines):
        require(session, command.by, Permission.DISCOUNT)
    shift = open_shift(session, command.by.device)
    if shift is None:
        raise TillNotOpen
    items = items_for_sale(session, {line.item for line in command.lines})
    _check_lines(command.lines, items)
    _check_prices(command.lines, items)
    shelf_place = shelf_of(session, command.by.device)
    stocked = [identity for identity, item in items.items() if item.kind is not ItemKind.SERVICE]
    shelf = Shelf(lots_to_sell(session, stocked, shelf_place))
    _check_shelf(command, items, shelf)
    allocations = _allocate(command.lines, items, shelf)
    facts = {lot.lot: LotFacts(owner=lot.owner, cost=lot.cost) for lots in shelf.lots.values() for lot in lots}
    total = sum_rupiah(line.amount for line in command.lines)
    paid = _take_money(command, total, {method.code: method for method in payment_methods(session)})
    draft = Draft(
        id=command.id,
        kind=DocumentKind.SALE,
        by=command.by,
        business_date=shift.business_date,
        shift=shift.id,
        intent=intent,
        lines=(*_goods_lines(command.lines, items), *paid.lines),
        allocations=allocations,
        goods=sold_goods(allocations, shelf_place),
        money=(*_line_money(command.lines, items, allocations, facts), *paid.money),
    )
    posted = post(session, draft, clock=clock)
    forget_cart(session, command.by.device)
    spool_receipt(session, command.id, command.by, open_drawer=paid.cash, clock=clock)
    return SaleCompleted(id=command.id, code=posted.code, total=total, change=paid.change)


def _check_lines(lines: tuple[SaleLine, ...], items: Mapping[ItemId, ItemForSale]) -> None:
    if not lines:
        raise CartEmpty
    for line in lines:
        item = items.get(line.item)
        if item is None or not item.active:
            raise ItemUnknown(name=item.name if item else str(line.item))
        if not 1 <= line.quantity.units <= LARGEST_QUANTITY or line.price < ZERO:
            raise QuantityNotSensible(name=item.name, limit=LARGEST_QUANTITY)
        if not ZERO <= line.discount <= line.list_amount:
            raise DiscountTooLarge(name=item.name, limit=format_rupiah(line.list_amount))
        if line.bearer not in (None, DiscountBearer.SHOP):
            raise BearerNotAllowed


def _check_prices(lines: tuple[SaleLine, ...], items: Mapping[ItemId, ItemForSale]) -> None:
    """What is on the tag is the price; less than that is a discount, which says who bears it and who allowed it."""
    for line in lines:
        item = items[line.item]
        if line.price != item.price:
            raise PriceChanged(
                item=item.id,
                price=item.price,
                name=item.name,
                old=format_rupiah(line.price),
                new=format_rupiah(item.price),
            )


def _check_shelf(command: CompleteSale, items: Mapping[ItemId, ItemForSale], shelf: Shelf) -> None:
    """All lines of an item together against all of its lots; refusals come before the first question."""
    wanted: dict[ItemId, Quantity] = {}
    for line in command.lines:
        if items[line.item].kind is not ItemKind.SERVICE:
            wanted[line.item] = wanted.get(line.item, NONE) + line.quantity
    short = [items[item] for item, quantity in wanted.items() if shelf.available(item) < quantity]
    for item in short:
        if item.kind is ItemKind.UNIQUE:
            raise AlreadySold(name=item.name)
    for item in short:
        kind = SellBelowZero if shelf.lots[item.id] else NoNoteCovers
        if kind.about(item.id) not in command.confirmed:
            available = shelf.available(item.id).units
            raise kind(item=item.id, name=item.name, available=available, wanted=wanted[item.id].units)


def _allocate(lines: tuple[SaleLine, ...], items: Mapping[ItemId, ItemForSale], shelf: Shelf) -> tuple[Allocation, ...]:
    return tuple(
        part
        for number, line in enumerate(lines, start=1)
        if items[line.item].kind is not ItemKind.SERVICE
        for part in allocate(number, line, shelf.take(line.item, line.quantity))
    )


def _goods_lines(lines: tuple[SaleLine, ...], items: Mapping[ItemId, ItemForSale]) -> tuple[Line, ...]:
    return tuple(
        Line(
            number=number,
            kind=LineKind.SERVICE if items[line.item].kind is ItemKind.SERVICE else LineKind.GOODS,
            amount=line.amount,
            text=items[line.item].name,
            item=line.item,
            quantity=line.quantity,
            price=line.price,
            discount=line.discount,
            details=_details(line, items[line.item]),
        )
        for number, line in enumerate(lines, start=1)
    )


def _details(line: SaleLine, item: ItemForSale) -> dict[str, Any]:
    details: dict[str, Any] = {"facts": item.facts} if item.facts else {}
    if line.bearer is not None:
        details["bearer"] = line.bearer.value
    return details


def _line_money(
    lines: tuple[SaleLine, ...],
    items: Mapping[ItemId, ItemForSale],
    allocations: tuple[Allocation, ...],
    facts: Mapping[LotId, LotFacts],
) -> tuple[MoneyMove, ...]:
    answered = {part.line for part in allocations}
    moves = list(sold_money(allocations, facts))
    for number, line in enumerate(lines, start=1):
        if number not in answered:
            # A service is the shop's own turnover; goods that no note ever brought in wait to be identified.
            service = items[line.item].kind is ItemKind.SERVICE
            kind = AccountKind.SALES if service else AccountKind.TO_IDENTIFY
            moves += money_move(number, CLEARING, Account(kind), line.amount)
    return tuple(moves)


def _take_money(command: CompleteSale, total: Rupiah, methods: Mapping[str, PaymentMethod]) -> _Paid:
    """Debit each tender where it stands; what cash exceeds the rest is change, which never enters the book."""
    lines: list[Line] = []
    money: list[MoneyMove] = []
    left, change = total, ZERO
    # Cash last: only then is it known what it has to cover and what goes back.
    for tender in sorted(command.tenders, key=lambda tender: tender.method == CASH):
        method = methods.get(tender.method)
        if method is None:
            raise UnknownPaymentMethod(method=tender.method)
        if tender.given < ZERO or (tender.method != CASH and tender.given > left):
            raise PaymentTooMuch(method=method.name, limit=format_rupiah(left))
        reference = " ".join(tender.reference.split())
        if method.asks_reference and not reference:
            raise ReferenceMissing(method=method.name)
        amount = min(tender.given, left)
        change += tender.given - amount
        left -= amount
        number = len(command.lines) + len(lines) + 1
        lines.append(
            Line(
                number=number,
                kind=LineKind.TENDER,
                amount=amount,
                method=method.code,
                reference=reference or None,
                details={"given": tender.given.amount} if method.code == CASH else {},
            )
        )
        money += money_move(number, method.account_on(command.by.device), CLEARING, amount)
    if left:
        raise PaymentShort(missing=format_rupiah(left))
    cash = any(tender.method == CASH for tender in command.tenders)
    return _Paid(lines=tuple(lines), money=tuple(money), change=change, cash=cash)
