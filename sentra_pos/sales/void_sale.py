"""Undo a whole sale in the shift it was rung up in, as if it had never been: all of it, or nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.payments.methods import CASH, in_transit, payment_methods
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.sales.errors import (
    DrawerTooLow,
    ExchangeStands,
    NotThisShift,
    ReasonMissing,
    ReceivedByBank,
    TakenBackAlready,
)
from sentra_pos.sales.returnable import SoldSale, corrects, sold_sale
from sentra_pos.sales.spool_receipt import spool_receipt
from sentra_pos.sales.take_back import Shelves, take_back
from sentra_pos.sales.take_money import cost_line, cost_moves
from sentra_pos.stock.places import quarantine_of, selling_from
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import Shift, open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidSale:
    """Which sale, and why."""

    id: DocumentId
    by: ActedBy
    sale: DocumentId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleVoided:
    """The void that stands; ``total`` is what goes back to the customer."""

    id: DocumentId
    code: str
    total: Rupiah
    changes: Changes = Changes(stock=True, sales=True, settlement=True, till=True, printing=True)


def void_sale(session: Session, command: VoidSale, *, clock: Clock) -> SaleVoided:
    """Mirror the sale: goods, shares, tenders by their own ways, rounding and what payments cost.

    Raises NotThisShift, ExchangeStands, TakenBackAlready, ReceivedByBank, ReasonMissing, DrawerTooLow, TillNotOpen.
    """
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        total = sum_rupiah(line.amount for line in lines_of(session, command.id) if line.kind is LineKind.TENDER)
        return SaleVoided(id=command.id, code=before.code, total=total)
    require(session, command.by, Permission.VOID)
    shift = open_shift(session, command.by.device)
    if shift is None:
        raise TillNotOpen
    if not command.reason.split():
        raise ReasonMissing
    sold = sold_sale(session, command.sale)
    _check(session, sold, shift)
    device = command.by.device
    places = Shelves(shelf=selling_from(session, device), quarantine=quarantine_of(session, device))
    whole = [
        ReturnedLine(sale=command.sale, line=number, quantity=line.quantity)
        for number, line in sold.lines.items()
        if line.quantity is not None
    ]
    back = take_back(session, command.id, whole, places, 1, clock=clock, costs=False)
    lines, money = _money_back(session, command, sold, len(back.lines) + 1)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.VOID,
        by=command.by,
        business_date=shift.business_date,
        shift=shift.id,
        reason=command.reason.strip(),
        reverses=command.sale,
        intent=intent,
        lines=(*back.lines, *lines),
        allocations=back.allocations,
        goods=back.goods,
        money=(*back.money, *money),
    )
    posted = post(session, draft, clock=clock)
    spool_receipt(session, command.id, command.by, open_drawer=CASH in sold.paid, clock=clock)
    return SaleVoided(id=command.id, code=posted.code, total=sum_rupiah(sold.paid.values()))


def why_not_void(session: Session, sale: DocumentId, device: DeviceId) -> SentraError | None:
    """What keeps the sale from being voided at this till, whoever asks; None when nothing does."""
    shift = open_shift(session, device)
    if shift is None:
        return TillNotOpen()
    try:
        _check(session, sold_sale(session, sale), shift)
    except SentraError as trouble:
        return trouble
    return None


def _check(session: Session, sold: SoldSale, shift: Shift) -> None:
    code = sold.header.code
    if sold.header.kind is not DocumentKind.SALE:
        raise ExchangeStands(code=code)
    if sold.header.shift != shift.id:
        raise NotThisShift(code=code)
    if sold.earlier.lines:
        raise TakenBackAlready(code=code)
    paper = aliased(Document)
    # A payment that was corrected stands on its correction.
    paid_on = select(Document.id).where(or_(Document.id == sold.header.id, corrects(sold.header.id)))
    received = (
        select(DocumentLine.line_no)
        .join(paper, paper.id == DocumentLine.document_id)
        .where(paper.kind == DocumentKind.BANK_RECEIPT, DocumentLine.refers_document_id.in_(paid_on))
    )
    if session.execute(received).first() is not None:
        raise ReceivedByBank(code=code)


def _money_back(session: Session, command: VoidSale, sold: SoldSale, number: int) -> tuple[list[Line], list[MoneyMove]]:
    """Each tender goes back the way it came, and what it cost was never due."""
    lines: list[Line] = []
    money: list[MoneyMove] = []
    methods = {method.code: method for method in payment_methods(session, also_inactive=True)}
    for code, amount in sold.paid.items():
        account = methods[code].account_on(command.by.device, sold.customer)
        if code == CASH and balance_of(session, account) < amount:
            raise DrawerTooLow(available=format_rupiah(balance_of(session, account)))
        lines.append(
            Line(
                number=number,
                kind=LineKind.TENDER,
                amount=amount,
                method=code,
                party=account.party,
                refers_to=command.sale,
            )
        )
        money += money_move(number, CLEARING, account, amount)
        number += 1
    costs: defaultdict[tuple[PartyId | None, str], Rupiah] = defaultdict(lambda: ZERO)
    for line in sold.cost_lines:
        costs[line.party, line.method or ""] += line.amount
    for (party, method), cost in costs.items():
        if cost:
            lines.append(cost_line(number, party, -cost, full=-cost, method=method, sale=command.sale))
            money += (*cost_moves(number, party, -cost), *money_move(number, in_transit(method), CLEARING, cost))
            number += 1
    return lines, money
