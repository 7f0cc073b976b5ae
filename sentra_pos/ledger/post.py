"""The one door by which documents enter the book."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock, local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AccountId, DocumentId, LotId, PlaceId
from sentra_pos.core.speech import N_
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.chain import FORMAT_VERSION, document_content, link
from sentra_pos.ledger.draft import CLEARING, Account, Draft
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import (
    AccountRow,
    ChainHead,
    Device,
    Document,
    DocumentLine,
    GoodsMove,
    LineAllocation,
    MoneyMove,
)

#: No line of a shop of cloth comes near it; the sum of 2^20 such lines still fits 63 bits.
LARGEST_AMOUNT = 10**12


class AmountTooLarge(SentraError):
    """A slip of the finger, caught before it is in the book for ever."""

    message = N_("An amount of more than Rp1.000.000.000.000 cannot be recorded. Please check what was typed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The header that a document got: ``code`` is its number as printed."""

    id: DocumentId
    kind: DocumentKind
    code: str
    number: int
    seq: int
    at: datetime
    hash: bytes


def document_code(kind: DocumentKind, device_code: int, epoch: int, number: int) -> str:
    """The number as people read it: J1-000412; after a restore the epoch shows too: J1.2-000001."""
    series = f"{device_code}.{epoch}" if epoch > 1 else f"{device_code}"
    return f"{kind.letter}{series}-{number:06d}"


def post(session: Session, draft: Draft, *, clock: Clock) -> Posted:
    """Write the document with its moves and balances, number it and chain it, within the caller's transaction.

    Its money must pass through clearing and leave it at zero: a draft that does not is a bug, not a person's mistake.
    """
    _check(draft)
    device = session.execute(select(Device.code, Device.epoch).where(Device.id == draft.by.device)).one()
    number = _next_number(session, draft, device.epoch)
    head = session.execute(
        select(ChainHead.seq, ChainHead.hash).where(
            ChainHead.device_id == draft.by.device, ChainHead.epoch == device.epoch, ChainHead.chain == "document"
        )
    ).one()
    at = clock.now()
    shift_from_utc = local(at, clock.zone).utcoffset()
    assert shift_from_utc is not None
    offset = int(shift_from_utc.total_seconds()) // 60
    seq = head.seq + 1
    content = document_content(draft, epoch=device.epoch, seq=seq, number=number, at=at, offset=offset)
    digest = link(b"document", head.hash, content)
    header: dict[str, Any] = {
        "received_seq": session.execute(select(func.coalesce(func.max(Document.received_seq), 0) + 1)).scalar_one(),
        "id": draft.id,
        "device_id": draft.by.device,
        "epoch": device.epoch,
        "seq": seq,
        "kind": draft.kind,
        "number": number,
        "shift_id": draft.shift,
        "business_date": draft.business_date,
        "at": at,
        "utc_offset_minutes": offset,
        "actor_id": draft.by.staff,
        "approver_id": draft.by.approver,
        "reason": draft.reason,
        "reverses_id": draft.reverses,
        "intent": draft.intent,
        "format_version": FORMAT_VERSION,
        "prev_hash": head.hash,
        "hash": digest,
    }
    session.execute(insert(Document), [header])
    session.execute(
        update(ChainHead)
        .where(
            ChainHead.device_id == draft.by.device, ChainHead.epoch == device.epoch, ChainHead.chain == "document"
        )
        .values(seq=seq, hash=digest)
    )
    _write_body(session, draft)
    _keep_balances(session, draft)
    code = document_code(draft.kind, device.code, device.epoch, number)
    return Posted(id=draft.id, kind=draft.kind, code=code, number=number, seq=seq, at=at, hash=digest)


def _check(draft: Draft) -> None:
    clearing = 0
    for move in draft.money:
        assert move.amount.amount > 0, f"a money move of {move.amount.amount}"
        if move.amount.amount > LARGEST_AMOUNT:
            raise AmountTooLarge
        clearing += move.amount.amount * ((move.debit == CLEARING) - (move.credit == CLEARING))
    assert clearing == 0, f"{draft.kind} leaves {clearing} in clearing"
    assert all(move.quantity.units > 0 for move in draft.goods), "a goods move of nothing"
    for part in draft.allocations:
        assert part.share + part.shop_part == part.list_amount - part.discount, "an allocation does not add up"
    for line in draft.lines:
        if abs(line.amount.amount) > LARGEST_AMOUNT or (line.price is not None and abs(line.price.amount) > LARGEST_AMOUNT):
            raise AmountTooLarge


def _next_number(session: Session, draft: Draft, epoch: int) -> int:
    statement = text(
        "INSERT INTO number_series (device_id, epoch, kind, last) VALUES (:device, :epoch, :kind, 1) "
        "ON CONFLICT (device_id, epoch, kind) DO UPDATE SET last = number_series.last + 1 RETURNING last"
    )
    values = {"device": draft.by.device.bytes, "epoch": epoch, "kind": draft.kind.value}
    return int(session.execute(statement, values).scalar_one())


def _write_body(session: Session, draft: Draft) -> None:
    document = draft.id
    if draft.lines:
        session.execute(
            insert(DocumentLine),
            [
                {
                    "document_id": document,
                    "line_no": line.number,
                    "kind": line.kind,
                    "amount": line.amount,
                    "text": line.text,
                    "item_id": line.item,
                    "lot_id": line.lot,
                    "party_id": line.party,
                    "quantity": line.quantity,
                    "price": line.price,
                    "discount": line.discount,
                    "method": line.method,
                    "reference": line.reference,
                    "refers_document_id": line.refers_to,
                    "refers_line_no": line.refers_line,
                    "details": dict(line.details),
                }
                for line in draft.lines
            ],
        )
    if draft.allocations:
        session.execute(
            insert(LineAllocation),
            [
                {
                    "document_id": document,
                    "line_no": part.line,
                    "allocation_no": number,
                    "lot_id": part.lot,
                    "quantity": part.quantity,
                    "list_amount": part.list_amount,
                    "discount": part.discount,
                    "share": part.share,
                    "shop_part": part.shop_part,
                    "short": part.short,
                }
                for number, part in enumerate(draft.allocations, start=1)
            ],
        )
    _write_moves(session, draft)


def _write_moves(session: Session, draft: Draft) -> None:
    if draft.goods:
        session.execute(
            insert(GoodsMove),
            [
                {
                    "document_id": draft.id,
                    "move_no": number,
                    "line_no": move.line,
                    "lot_id": move.lot,
                    "from_place_id": move.source,
                    "to_place_id": move.target,
                    "quantity": move.quantity,
                }
                for number, move in enumerate(draft.goods, start=1)
            ],
        )
    if draft.money:
        _know_accounts(session, {account for move in draft.money for account in (move.debit, move.credit)})
        session.execute(
            insert(MoneyMove),
            [
                {
                    "document_id": draft.id,
                    "move_no": number,
                    "line_no": move.line,
                    "debit_account_id": move.debit.id,
                    "credit_account_id": move.credit.id,
                    "amount": move.amount,
                }
                for number, move in enumerate(draft.money, start=1)
            ],
        )


_KNOWN = select(AccountRow.id).where(AccountRow.id.in_(bindparam("ids", expanding=True, type_=UuidType())))


def _know_accounts(session: Session, accounts: set[Account]) -> None:
    known = set(session.execute(_KNOWN, {"ids": [account.id for account in accounts]}).scalars())
    fresh = [
        {
            "id": account.id,
            "kind": account.kind,
            "party_id": account.party,
            "device_id": account.device,
            "method": account.method,
        }
        for account in sorted(accounts, key=lambda account: account.id)
        if account.id not in known
    ]
    if fresh:
        session.execute(insert(AccountRow), fresh)


_ADD_MONEY = text(
    "INSERT INTO account_balance (account_id, balance) VALUES (:account, :amount) "
    "ON CONFLICT (account_id) DO UPDATE SET balance = account_balance.balance + excluded.balance"
)
_ADD_STOCK = text(
    "INSERT INTO stock_balance (lot_id, place_id, quantity) VALUES (:lot, :place, :quantity) "
    "ON CONFLICT (lot_id, place_id) DO UPDATE SET quantity = stock_balance.quantity + excluded.quantity"
)


def _keep_balances(session: Session, draft: Draft) -> None:
    money: defaultdict[AccountId, int] = defaultdict(int)
    for move in draft.money:
        money[move.debit.id] += move.amount.amount
        money[move.credit.id] -= move.amount.amount
    changed = [{"account": key.bytes, "amount": value} for key, value in sorted(money.items()) if value]
    if changed:
        session.execute(_ADD_MONEY, changed)
    stock: defaultdict[tuple[LotId, PlaceId], int] = defaultdict(int)
    for goods in draft.goods:
        stock[goods.lot, goods.target] += goods.quantity.units
        stock[goods.lot, goods.source] -= goods.quantity.units
    moved = [
        {"lot": lot.bytes, "place": place.bytes, "quantity": units}
        for (lot, place), units in sorted(stock.items())
        if units
    ]
    if moved:
        session.execute(_ADD_STOCK, moved)
