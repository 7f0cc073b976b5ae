"""The one door by which documents enter the book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock, local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AccountId, DocumentId, LotId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import N_
from sentra_pos.db.direct import RowWriter
from sentra_pos.ledger.chain import FORMAT_VERSION, document_content, link
from sentra_pos.ledger.draft import CLEARING, Account, Draft
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import (
    AccountBalance,
    AccountRow,
    Document,
    DocumentLine,
    GoodsMove,
    LineAllocation,
    MoneyMove,
    StockBalance,
)

Sides = Sequence[tuple[AccountId, AccountId]]
#: No line of a shop of cloth comes near it; the sum of 2^20 such lines still fits 63 bits.
LARGEST_AMOUNT = 10**12


class AmountTooLarge(SentraError):
    """A slip of the finger, caught before it is in the book for ever."""

    message = N_("An amount of more than Rp1.000.000.000.000 cannot be recorded. Please check what was typed.")


class BookBroken(RuntimeError):
    """A draft that would break the book: a bug of the act that made it, and nothing a person could mend."""


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
    return f"{kind.mark}{series}-{number:06d}"


_DOCUMENTS = RowWriter(
    Document,
    *("id", "device_id", "epoch", "seq", "kind", "number", "shift_id", "business_date", "at", "utc_offset_minutes"),
    *("actor_id", "approver_id", "reason", "reverses_id", "intent", "format_version", "prev_hash", "hash"),
)
_LINES = RowWriter(
    DocumentLine,
    *("document_id", "line_no", "kind", "amount", "text", "item_id", "lot_id", "party_id", "quantity", "price"),
    *("discount", "method", "reference", "refers_document_id", "refers_line_no", "details"),
)
_ALLOCATIONS = RowWriter(
    LineAllocation,
    *("document_id", "line_no", "allocation_no", "lot_id", "quantity", "list_amount", "discount", "shop_discount"),
    *("share", "shop_part", "short"),
)
_GOODS = RowWriter(GoodsMove, "document_id", "move_no", "line_no", "lot_id", "from_place_id", "to_place_id", "quantity")
_MONEY = RowWriter(MoneyMove, "document_id", "move_no", "line_no", "debit_account_id", "credit_account_id", "amount")
_ACCOUNTS = RowWriter(
    AccountRow, "id", "kind", "party_id", "device_id", "method", on_conflict="ON CONFLICT (id) DO NOTHING"
)
_MONEY_BALANCES = RowWriter(
    AccountBalance,
    *("account_id", "balance"),
    on_conflict="ON CONFLICT (account_id) DO UPDATE SET balance = account_balance.balance + excluded.balance",
)
_STOCK_BALANCES = RowWriter(
    StockBalance,
    *("lot_id", "place_id", "quantity"),
    on_conflict="ON CONFLICT (lot_id, place_id) DO UPDATE SET quantity = stock_balance.quantity + excluded.quantity",
)
_HEAD = (
    "SELECT device.code, device.epoch, chain_head.seq, chain_head.hash FROM device "
    "JOIN chain_head ON chain_head.device_id = device.id AND chain_head.epoch = device.epoch "
    "WHERE device.id = ? AND chain_head.chain = 'document'"
)
_NEXT_NUMBER = (
    "INSERT INTO number_series (device_id, epoch, kind, last) VALUES (?, ?, ?, 1) "
    "ON CONFLICT (device_id, epoch, kind) DO UPDATE SET last = number_series.last + 1 RETURNING last"
)
_MOVE_HEAD = "UPDATE chain_head SET seq = ?, hash = ? WHERE device_id = ? AND epoch = ? AND chain = 'document'"


def post(session: Session, draft: Draft, *, clock: Clock) -> Posted:
    """Write the document with its moves and balances, number it and chain it, within the caller's transaction.

    Its money must pass through clearing and leave it at zero: a draft that does not raises BookBroken.
    """
    _check(draft)
    session.flush()
    connection = session.connection()
    device = draft.by.device.bytes
    device_code, epoch, last_seq, previous = connection.exec_driver_sql(_HEAD, (device,)).one()
    number = connection.exec_driver_sql(_NEXT_NUMBER, (device, epoch, draft.kind.value)).scalar_one()
    at = clock.now()
    offset = _minutes_from_utc(at, clock)
    seq = last_seq + 1
    content = document_content(draft, epoch=epoch, seq=seq, number=number, at=at, offset=offset)
    digest = link(b"document", previous, content)
    header = (
        *(draft.id, draft.by.device, epoch, seq, draft.kind, number, draft.shift, draft.business_date, at, offset),
        *(draft.by.staff, draft.by.approver, draft.reason, draft.reverses, draft.intent, FORMAT_VERSION),
        *(previous, digest),
    )
    # The order of arrival is SQLite's own: the column is its row id.
    _DOCUMENTS.write(connection, [header])
    connection.exec_driver_sql(_MOVE_HEAD, (seq, digest, device, epoch))
    _write_lines(connection, draft)
    # Reckoned once: they are asked for by the moves, the accounts and the balances.
    sides = [(move.debit.id, move.credit.id) for move in draft.money]
    _write_moves(connection, draft, sides)
    _keep_balances(connection, draft, sides)
    code = document_code(draft.kind, device_code, epoch, number)
    return Posted(id=draft.id, kind=draft.kind, code=code, number=number, seq=seq, at=at, hash=digest)


def _minutes_from_utc(at: datetime, clock: Clock) -> int:
    offset = local(at, clock.zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) // 60


def _check(draft: Draft) -> None:
    # Raised, not asserted: `python -O` must not take the guard away.
    clearing = 0
    for move in draft.money:
        if move.amount.amount <= 0:
            raise BookBroken(f"a money move of {move.amount.amount}")
        if move.amount.amount > LARGEST_AMOUNT:
            raise AmountTooLarge
        clearing += move.amount.amount * ((move.debit == CLEARING) - (move.credit == CLEARING))
    if clearing:
        raise BookBroken(f"{draft.kind} leaves {clearing} in clearing")
    if any(move.quantity.units <= 0 for move in draft.goods):
        raise BookBroken("a goods move of nothing")
    if any(part.share + part.shop_part != part.list_amount - part.discount for part in draft.allocations):
        raise BookBroken("an allocation does not add up")
    for line in draft.lines:
        if abs(line.amount.amount) > LARGEST_AMOUNT or (
            line.price is not None and abs(line.price.amount) > LARGEST_AMOUNT
        ):
            raise AmountTooLarge


def _write_lines(connection: Connection, draft: Draft) -> None:
    lines = [
        (
            *(draft.id, line.number, line.kind, line.amount, line.text, line.item, line.lot, line.party),
            *(line.quantity, line.price, line.discount, line.method, line.reference),
            *(line.refers_to, line.refers_line, dict(line.details)),
        )
        for line in draft.lines
    ]
    _LINES.write(connection, lines)
    parts = [
        (
            *(draft.id, part.line, number, part.lot, part.quantity, part.list_amount, part.discount),
            *(part.shop_discount, part.share, part.shop_part, part.short),
        )
        for number, part in enumerate(draft.allocations, start=1)
    ]
    _ALLOCATIONS.write(connection, parts)


def _write_moves(connection: Connection, draft: Draft, sides: Sides) -> None:
    goods = [
        (draft.id, number, move.line, move.lot, move.source, move.target, move.quantity)
        for number, move in enumerate(draft.goods, start=1)
    ]
    _GOODS.write(connection, goods)
    accounts: dict[AccountId, Account] = {}
    for move, (debit, credit) in zip(draft.money, sides, strict=True):
        accounts[debit] = move.debit
        accounts[credit] = move.credit
    used = [(key, account.kind, account.party, account.device, account.method) for key, account in accounts.items()]
    _ACCOUNTS.write(connection, used)
    money = [
        (draft.id, number, move.line, debit, credit, move.amount)
        for number, (move, (debit, credit)) in enumerate(zip(draft.money, sides, strict=True), start=1)
    ]
    _MONEY.write(connection, money)


def _keep_balances(connection: Connection, draft: Draft, sides: Sides) -> None:
    money: defaultdict[AccountId, int] = defaultdict(int)
    for move, (debit, credit) in zip(draft.money, sides, strict=True):
        money[debit] += move.amount.amount
        money[credit] -= move.amount.amount
    changed = [(account, Rupiah(amount)) for account, amount in money.items() if amount]
    _MONEY_BALANCES.write(connection, changed)
    stock: defaultdict[tuple[LotId, PlaceId], int] = defaultdict(int)
    for goods in draft.goods:
        stock[goods.lot, goods.target] += goods.quantity.units
        stock[goods.lot, goods.source] -= goods.quantity.units
    moved = [(lot, place, Quantity(units)) for (lot, place), units in stock.items() if units]
    _STOCK_BALANCES.write(connection, moved)
