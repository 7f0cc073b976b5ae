"""*Ganti cara bayar*: a tender rung up the wrong way, or that never came, put right by a document."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.queries import cost_bearers
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code, post
from sentra_pos.ledger.queries import balance_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.payments.checks import has_arrived
from sentra_pos.payments.costs import cost_of, net_borne, spread_costs
from sentra_pos.payments.methods import CASH, PaymentMethod, payment_methods
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.errors import (
    DrawerTooLow,
    PaymentShort,
    PaymentTooMuch,
    ReasonMissing,
    ReceivedByBank,
    ReferenceMissing,
    TenderGone,
    UnknownPaymentMethod,
)
from sentra_pos.sales.returnable import SoldSale, corrects, sold_sale
from sentra_pos.sales.take_money import cost_line, cost_moves
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingTender:
    """A tender of a sale as it stands after all corrections; ``document`` is the sale or the correction it is on.

    ``party`` is whose account it stands on, where it was not paid yet.
    """

    document: DocumentId
    line: int
    code: str
    method: str
    amount: Rupiah
    reference: str
    is_received: bool
    party: PartyId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePayment:
    """Which tender of the sale is wrong, and how its money really came: one way or several, together as much.

    By the way of paying ``LOST`` it never came at all. ``customer`` is whose account "on account" means.
    """

    id: DocumentId
    by: ActedBy
    sale: DocumentId
    document: DocumentId
    line: int
    tenders: tuple[Tender, ...]
    reason: str
    customer: PartyId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentChanged:
    """The correction that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(sales=True, settlement=True, till=True)


def standing_tenders(session: Session, sale: DocumentId) -> tuple[StandingTender, ...]:
    """How the sale is paid now, in the order in which it was said; a voided one is not paid any more."""
    voided = select(Document.id).where(Document.reverses_id == sale, Document.kind == DocumentKind.VOID)
    if session.execute(voided).first() is not None:
        return ()
    rows = session.execute(
        select(Document, Device.code, DocumentLine, has_arrived(DocumentKind.BANK_RECEIPT))
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(DocumentLine.kind == LineKind.TENDER)
        .where(or_(Document.id == sale, corrects(sale)))
        .order_by(Document.received_seq, DocumentLine.line_no)
    )
    found: list[StandingTender] = []
    for header, device, line, received in rows:
        if line.amount < ZERO and header.kind is DocumentKind.PAYMENT_CHANGE:
            gone = (line.refers_document_id, line.refers_line_no)
            found = [each for each in found if (each.document, each.line) != gone]
            continue
        found.append(
            StandingTender(
                document=header.id,
                line=line.line_no,
                code=document_code(header.kind, device, header.epoch, header.number),
                method=line.method or "",
                amount=line.amount,
                reference=line.reference or "",
                is_received=received,
                party=line.party_id,
            )
        )
    return tuple(found)


def change_payment(session: Session, command: ChangePayment, *, clock: Clock) -> PaymentChanged:
    """Take the tender off the account it was rung on and put its money where it belongs; its cost follows.

    Raises TenderGone, ReceivedByBank, PaymentShort, PaymentTooMuch, UnknownPaymentMethod, ReferenceMissing,
    ReasonMissing, DrawerTooLow, TillNotOpen.
    """
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return PaymentChanged(id=command.id, code=before.code)
    require(session, command.by, Permission.CHANGE_PAYMENT)
    sold = sold_sale(session, command.sale, to_be_charged=True)
    wrong = _wrong(session, command)
    methods = {method.code: method for method in payment_methods(session, also_inactive=True)}
    shift = open_shift(session, command.by.device)
    if shift is None and (wrong.method == CASH or any(tender.method == CASH for tender in command.tenders)):
        raise TillNotOpen
    _check(command, wrong, methods)
    lines, money = _tenders(session, command, wrong, sold, methods)
    cost_lines, cost_money = _costs(session, command, wrong, sold, methods, len(lines) + 1)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.PAYMENT_CHANGE,
        by=command.by,
        business_date=business_today(clock) if shift is None else shift.business_date,
        shift=None if shift is None else shift.id,
        reason=command.reason.strip(),
        reverses=command.sale,
        intent=intent,
        lines=(*lines, *cost_lines),
        money=(*money, *cost_money),
    )
    posted = post(session, draft, clock=clock)
    return PaymentChanged(id=command.id, code=posted.code)


def _wrong(session: Session, command: ChangePayment) -> StandingTender:
    for tender in standing_tenders(session, command.sale):
        if (tender.document, tender.line) == (command.document, command.line):
            if tender.is_received:
                raise ReceivedByBank(code=tender.code)
            return tender
    raise TenderGone


def _check(command: ChangePayment, wrong: StandingTender, methods: dict[str, PaymentMethod]) -> None:
    if not command.reason.split():
        raise ReasonMissing
    left = wrong.amount
    for tender in command.tenders:
        method = methods.get(tender.method)
        if method is None:
            raise UnknownPaymentMethod(method=tender.method)
        if tender.given <= ZERO or tender.given > left:
            raise PaymentTooMuch(method=method.name, limit=format_rupiah(left))
        if method.asks_reference and not tender.reference.split():
            raise ReferenceMissing(method=method.name)
        left -= tender.given
    if left:
        raise PaymentShort(missing=format_rupiah(left))


def _tenders(
    session: Session,
    command: ChangePayment,
    wrong: StandingTender,
    sold: SoldSale,
    methods: dict[str, PaymentMethod],
) -> tuple[list[Line], list[MoneyMove]]:
    customer = command.customer or sold.customer
    account = methods[wrong.method].account_on(command.by.device, wrong.party)
    if wrong.method == CASH and balance_of(session, account) < wrong.amount:
        raise DrawerTooLow(available=format_rupiah(balance_of(session, account)))
    lines = [
        Line(
            number=1,
            kind=LineKind.TENDER,
            amount=-wrong.amount,
            method=wrong.method,
            party=account.party,
            refers_to=wrong.document,
            refers_line=wrong.line,
        )
    ]
    money = list(money_move(1, CLEARING, account, wrong.amount))
    for number, tender in enumerate(command.tenders, start=2):
        method = methods[tender.method]
        account = method.account_on(command.by.device, customer)
        lines.append(
            Line(
                number=number,
                kind=LineKind.TENDER,
                amount=tender.given,
                method=method.code,
                party=account.party,
                reference=" ".join(tender.reference.split()) or None,
                refers_to=command.sale,
                details={"confirmed": tender.confirmed} if method.confirmed else {},
            )
        )
        money += money_move(number, account, CLEARING, tender.given)
    return lines, money


def _costs(
    session: Session,
    command: ChangePayment,
    wrong: StandingTender,
    sold: SoldSale,
    methods: dict[str, PaymentMethod],
    number: int,
) -> tuple[list[Line], list[MoneyMove]]:
    """What the wrong way cost is undone for who bore it, and what the right one costs is charged to who bears that.

    For goods that came back since, an artisan bears nothing either way.
    """
    lines: list[Line] = []
    money: list[MoneyMove] = []
    borne = dict(sold.costs)
    for method, tender, changes in _changes(session, command, wrong, sold, methods):
        for party, full in changes.items():
            if not full:
                continue
            now = full
            if party is not None:
                before_full, before = borne.get(party, (ZERO, ZERO))
                after = net_borne(before_full + full, sold.back_of(party), sold.worth_of(party))
                now, borne[party] = after - before, (before_full + full, after)
            for bearer, amount, whole in ((party, now, full), (None, full - now, ZERO)):
                if amount or whole:
                    line = cost_line(
                        number, bearer, amount, full=whole, method=method, tender=tender, sale=command.sale
                    )
                    lines.append(line)
                    money += cost_moves(number, bearer, amount)
                    number += 1
            transit = Account(AccountKind.IN_TRANSIT, method=method)
            money += money_move(lines[-1].number, CLEARING, transit, full)
    return lines, money


def _changes(
    session: Session,
    command: ChangePayment,
    wrong: StandingTender,
    sold: SoldSale,
    methods: dict[str, PaymentMethod],
) -> list[tuple[str, int, dict[PartyId | None, Rupiah]]]:
    """By how much each bearer's part of the whole cost changes, by way of paying.

    With the line of the tender that costs it; none (0) for what the wrong one cost.
    """
    paid = sold.paid[wrong.method]
    undone: dict[PartyId | None, Rupiah] = {}
    for line in sold.cost_lines:
        if line.method == wrong.method:
            whole = Rupiah(int(line.details.get("full", line.amount.amount)))
            undone[line.party] = undone.get(line.party, ZERO) + whole
    changes = [
        (
            wrong.method,
            0,
            {party: cost.part((paid - wrong.amount).amount, paid.amount) - cost for party, cost in undone.items()},
        )
    ]
    bearers = _bearers(session, sold)
    for number, tender in enumerate(command.tenders, start=2):
        cost = cost_of(methods[tender.method], tender.given)
        if cost:
            changes.append((tender.method, number, spread_costs(cost, bearers)))
    return changes


def _bearers(session: Session, sold: SoldSale) -> list[tuple[PartyId | None, Rupiah]]:
    parts = [part for found in sold.allocations.values() for part in found]
    who = cost_bearers(session, [part.lot for part in parts])
    bearers = [(who[part.lot], part.share + part.shop_part) for part in parts]
    rest = sum_rupiah(line.amount for number, line in sold.lines.items() if number not in sold.allocations)
    return [*bearers, (None, rest)] if rest else bearers
