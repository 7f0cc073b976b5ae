"""Many sales at once: documents, links of the chain and balances as ``post`` would write them, in bulk."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sentra_pos.core.clock import FixedClock, local
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId, ShiftId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE
from sentra_pos.db.types import canonical_json, microseconds
from sentra_pos.ledger.chain import FORMAT_VERSION, document_content, link
from sentra_pos.ledger.draft import CLEARING, Account, Allocation, Draft, Line, MoneyMove
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.payments.methods import CASH
from sentra_pos.sales.postings import LotFacts, sold_goods, sold_money
from sentra_pos.tills.queries import drawer_of
from tests.factories import Founded

LINES_A_SALE = 5

_TABLES = {
    "document": "received_seq id device_id epoch seq kind number shift_id business_date at utc_offset_minutes actor_id"
    " approver_id reason reverses_id intent format_version prev_hash hash",
    "document_line": "document_id line_no kind amount text item_id lot_id party_id quantity price discount method"
    " reference refers_document_id refers_line_no details",
    "line_allocation": "document_id line_no allocation_no lot_id quantity list_amount discount shop_discount share"
    " shop_part short",
    "goods_move": "document_id move_no line_no lot_id from_place_id to_place_id quantity",
    "account": "id kind party_id device_id method",
    "money_move": "document_id move_no line_no debit_account_id credit_account_id amount",
    "account_balance": "account_id balance",
    "stock_balance": "lot_id place_id quantity",
}
_CONFLICT = {
    "account": " ON CONFLICT (id) DO NOTHING",
    "account_balance": " ON CONFLICT (account_id) DO UPDATE SET balance = balance + excluded.balance",
    "stock_balance": " ON CONFLICT (lot_id, place_id) DO UPDATE SET quantity = quantity + excluded.quantity",
}
_HEAD = (
    "SELECT chain_head.seq, chain_head.hash, coalesce(last, 0), (SELECT max(received_seq) FROM document) "
    "FROM chain_head LEFT JOIN number_series ON number_series.kind = 'sale' WHERE chain = 'document'"
)
_MOVE_HEAD = "UPDATE chain_head SET seq = ?, hash = ? WHERE chain = 'document'"
_MOVE_NUMBER = (
    "INSERT INTO number_series (device_id, epoch, kind, last) VALUES (?, 1, 'sale', ?) "
    "ON CONFLICT (device_id, epoch, kind) DO UPDATE SET last = excluded.last"
)
_PIECES = (
    "SELECT item.id, lot.id, item.name, item.price, lot.owner_id, agreement.rate, technique, dye, item_code.code "
    "FROM lot JOIN item ON item.id = lot.item_id JOIN agreement ON agreement.id = lot.agreement_id "
    "JOIN item_code ON item_code.item_id = item.id ORDER BY lot.seq DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What a sale needs to know of an item; ``code`` is on its tag."""

    item: ItemId
    lot: LotId
    name: str
    price: Rupiah
    maker: PartyId
    rate: Percent
    facts: tuple[str, str] | None
    code: str


def pieces_of(connection: Any, newest: int = -1) -> list[Piece]:
    """What lies in a store of ``big_catalogue``, the newest first; without ``newest`` all of it."""
    return [
        Piece(
            item=ItemId(UUID(bytes=item)),
            lot=LotId(UUID(bytes=lot)),
            name=name,
            price=Rupiah(price),
            maker=PartyId(UUID(bytes=maker)),
            rate=Percent(rate),
            facts=None if technique == "none" else (technique, dye),
            code=code,
        )
        for item, lot, name, price, maker, rate, technique, dye, code in connection.execute(_PIECES, (newest,))
    ]


@dataclass(slots=True)
class _Rows:
    """What is to be written, a list a table."""

    tables: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    accounts: dict[Account, int] = field(default_factory=lambda: defaultdict(int))
    stock: dict[tuple[bytes, bytes], int] = field(default_factory=lambda: defaultdict(int))


def sell_in_bulk(connection: Any, founded: Founded, shift: ShiftId, sold: Sequence[Piece], clock: FixedClock) -> Rupiah:
    """Write one sale a minute, of five pieces each, within the caller's transaction; what was taken in cash."""
    seq, previous, number, received = connection.execute(_HEAD).fetchone()
    rows = _Rows()
    taken = ZERO
    for sale in _sales(founded, clock, shift, sold):
        seq, number, received = seq + 1, number + 1, received + 1
        at = clock.now()
        offset = int((local(at, clock.zone).utcoffset() or timedelta()).total_seconds()) // 60
        content = document_content(sale, epoch=1, seq=seq, number=number, at=at, offset=offset)
        digest = link(b"document", previous, content)
        rows.tables["document"].append(
            (
                *(received, sale.id.bytes, founded.device.bytes, 1, seq, "sale", number, shift.bytes),
                *(sale.business_date.isoformat(), microseconds(at), offset, founded.owner.bytes, None, "", None),
                *(sale.intent, FORMAT_VERSION, previous, digest),
            )
        )
        previous = digest
        _put_lines(rows, sale)
        _put_moves(rows, sale)
        taken += sale.lines[-1].amount
    _write(connection, rows)
    connection.execute(_MOVE_HEAD, (seq, previous))
    connection.execute(_MOVE_NUMBER, (founded.device.bytes, number))
    return taken


def _write(connection: Any, rows: _Rows) -> None:
    for account, balance in rows.accounts.items():
        key = account.id.bytes
        party = None if account.party is None else account.party.bytes
        device = None if account.device is None else account.device.bytes
        rows.tables["account"].append((key, account.kind.value, party, device, account.method))
        if balance:
            rows.tables["account_balance"].append((key, balance))
    rows.tables["stock_balance"] = [(*where, quantity) for where, quantity in sorted(rows.stock.items())]
    for table, columns in _TABLES.items():
        names = columns.split()
        places = ", ".join("?" for _name in names)
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places}){_CONFLICT.get(table, '')}"
        connection.executemany(sql, rows.tables[table])


def _put_lines(rows: _Rows, sale: Draft) -> None:
    document = sale.id.bytes
    rows.tables["document_line"] += [
        (
            *(document, line.number, line.kind.value, line.amount.amount, line.text),
            *(None if line.item is None else line.item.bytes, None, None),
            None if line.quantity is None else line.quantity.units,
            None if line.price is None else line.price.amount,
            None if line.discount is None else line.discount.amount,
            *(line.method, None, None, None, canonical_json(line.details)),
        )
        for line in sale.lines
    ]
    rows.tables["line_allocation"] += [
        (
            *(document, part.line, number, part.lot.bytes, part.quantity.units, part.list_amount.amount),
            *(part.discount.amount, part.shop_discount.amount, part.share.amount, part.shop_part.amount, 0),
        )
        for number, part in enumerate(sale.allocations, start=1)
    ]


def _put_moves(rows: _Rows, sale: Draft) -> None:
    document = sale.id.bytes
    for number, move in enumerate(sale.goods, start=1):
        lot, source, target, units = move.lot.bytes, move.source.bytes, move.target.bytes, move.quantity.units
        rows.tables["goods_move"].append((document, number, move.line, lot, source, target, units))
        rows.stock[lot, source] -= units
        rows.stock[lot, target] += units
    for number, paid in enumerate(sale.money, start=1):
        amount = paid.amount.amount
        rows.tables["money_move"].append(
            (document, number, paid.line, paid.debit.id.bytes, paid.credit.id.bytes, amount)
        )
        rows.accounts[paid.debit] += amount
        rows.accounts[paid.credit] -= amount


def _sales(founded: Founded, clock: FixedClock, shift: ShiftId, sold: Sequence[Piece]) -> Iterator[Draft]:
    for begun in range(0, len(sold), LINES_A_SALE):
        clock.advance(timedelta(minutes=1))
        yield _sale(founded, clock, shift, sold[begun : begun + LINES_A_SALE])


def _sale(founded: Founded, clock: FixedClock, shift: ShiftId, pieces: Sequence[Piece]) -> Draft:
    numbered = list(enumerate(pieces, start=1))
    total = sum_rupiah(piece.price for piece in pieces)
    goods = [
        Line(
            number=number,
            kind=LineKind.GOODS,
            amount=piece.price,
            text=piece.name,
            item=piece.item,
            quantity=ONE,
            price=piece.price,
            discount=ZERO,
            details={"facts": list(piece.facts)} if piece.facts else {},
        )
        for number, piece in numbered
    ]
    tender = Line(
        number=len(goods) + 1, kind=LineKind.TENDER, amount=total, method=CASH, details={"given": total.amount}
    )
    parts = tuple(_part(number, piece) for number, piece in numbered)
    lots = {piece.lot: LotFacts(owner=piece.maker, cost=None) for piece in pieces}
    paid = MoneyMove(line=tender.number, debit=drawer_of(founded.device), credit=CLEARING, amount=total)
    return Draft(
        id=DocumentId(new_id(clock)),
        kind=DocumentKind.SALE,
        by=founded.by,
        business_date=local(clock.now(), clock.zone).date(),
        shift=shift,
        intent=hashlib.sha256(json.dumps(total.amount).encode()).digest(),
        lines=(*goods, tender),
        allocations=parts,
        goods=sold_goods(parts, founded.shelf),
        money=(*sold_money(parts, lots), paid),
    )


def _part(number: int, piece: Piece) -> Allocation:
    commission = piece.price.percent(piece.rate)
    return Allocation(
        line=number,
        lot=piece.lot,
        quantity=ONE,
        list_amount=piece.price,
        discount=ZERO,
        share=piece.price - commission,
        shop_part=commission,
    )
