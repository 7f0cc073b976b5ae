"""Documents of another device's book into this one, verbatim: the rows as they were hashed, and their sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from sentra_pos.exhibitions.homecoming_records import DeviceRecord, DocumentRecord, Row

#: Documents written at once.
_BATCH = 200


def _insert(table: str, columns: str, more: str = "") -> str:
    places = ", ".join("?" for _ in columns.split())
    return f"INSERT INTO {table} ({', '.join(columns.split())}) VALUES ({places}) {more}".strip()


#: The tables of a document's rows, with their columns as a ``DocumentRecord`` has them.
HEADER = (
    "id device_id epoch seq kind number shift_id business_date at utc_offset_minutes actor_id approver_id reason "
    "reverses_id intent format_version prev_hash hash"
)
ROWS = {
    "document_line": "document_id line_no kind amount text item_id lot_id party_id quantity price discount method "
    "reference refers_document_id refers_line_no details",
    "line_allocation": "document_id line_no allocation_no lot_id quantity list_amount discount shop_discount share "
    "shop_part short",
    "goods_move": "document_id move_no line_no lot_id from_place_id to_place_id quantity",
    "money_move": "document_id move_no line_no debit_account_id credit_account_id amount",
}
EVENT = "id device_id epoch seq kind at actor_id details format_version prev_hash hash"
_DOCUMENTS, _EVENTS = _insert("document", HEADER), _insert("event", EVENT)
_LINES, _PARTS, _GOODS, _MONEY = (_insert(table, columns) for table, columns in ROWS.items())
_ACCOUNTS = _insert("account", "id kind party_id device_id method", "ON CONFLICT (id) DO NOTHING")
_MONEY_BALANCES = _insert(
    "account_balance",
    "account_id balance",
    "ON CONFLICT (account_id) DO UPDATE SET balance = account_balance.balance + excluded.balance",
)
_STOCK_BALANCES = _insert(
    "stock_balance",
    "lot_id place_id quantity",
    "ON CONFLICT (lot_id, place_id) DO UPDATE SET quantity = stock_balance.quantity + excluded.quantity",
)
_SERIES = _insert(
    "number_series",
    "device_id epoch kind last",
    "ON CONFLICT (device_id, epoch, kind) DO UPDATE SET last = max(number_series.last, excluded.last)",
)
_HEAD = "UPDATE chain_head SET seq = ?, hash = ? WHERE device_id = ? AND epoch = ? AND chain = ?"


def insert_documents(session: Session, documents: Iterable[DocumentRecord], accounts: Mapping[bytes, Row]) -> int:
    """Write them in the order given, which is their chain's, and keep balances, series and heads. Says how many.

    Whether they may be written is decided before; their lots are here already.
    """
    session.flush()
    connection = session.connection()
    waiting, written = iter(documents), 0
    while batch := list(islice(waiting, _BATCH)):
        _write(connection, batch, accounts)
        _keep_sums(connection, batch)
        _keep_place(connection, batch)
        written += len(batch)
    return written


def _write(connection: Connection, batch: list[DocumentRecord], accounts: Mapping[bytes, Row]) -> None:
    _many(connection, _DOCUMENTS, [each.header for each in batch])
    _many(connection, _LINES, [row for each in batch for row in each.lines])
    _many(connection, _PARTS, [row for each in batch for row in each.parts])
    _many(connection, _GOODS, [row for each in batch for row in each.goods])
    money = [row for each in batch for row in each.money]
    _many(connection, _ACCOUNTS, [accounts[used] for used in dict.fromkeys(end for row in money for end in row[3:5])])
    _many(connection, _MONEY, money)


def _keep_sums(connection: Connection, batch: list[DocumentRecord]) -> None:
    money: defaultdict[bytes, int] = defaultdict(int)
    stock: defaultdict[tuple[bytes, bytes], int] = defaultdict(int)
    for each in batch:
        for _document, _number, _line, debit, credit, amount in each.money:
            money[debit] += amount
            money[credit] -= amount
        for _document, _number, _line, lot, source, target, quantity in each.goods:
            stock[lot, target] += quantity
            stock[lot, source] -= quantity
    _many(connection, _MONEY_BALANCES, [(account, amount) for account, amount in money.items() if amount])
    # Also what came and went again within the batch: a balance of nothing says that the lot once lay there.
    _many(connection, _STOCK_BALANCES, [(lot, place, units) for (lot, place), units in stock.items()])


def _keep_place(connection: Connection, batch: list[DocumentRecord]) -> None:
    last: dict[tuple[bytes, int, str], int] = {}
    heads: dict[tuple[bytes, int], tuple[int, bytes]] = {}
    for each in batch:
        device = each.header[1]
        last[device, each.link.epoch, each.kind] = each.number
        heads[device, each.link.epoch] = (each.link.seq, each.link.hash)
    _many(connection, _SERIES, [(*series, number) for series, number in last.items()])
    _many(connection, _HEAD, [(*head, device, epoch, "document") for (device, epoch), head in heads.items()])


def insert_events(session: Session, events: Iterable[Row]) -> int:
    """Write the other chain's rows in their order; says how many."""
    session.flush()
    connection = session.connection()
    waiting, written = iter(events), 0
    while batch := list(islice(waiting, _BATCH)):
        _many(connection, _EVENTS, batch)
        heads = {(row[1], row[2]): (row[3], row[10]) for row in batch}
        _many(connection, _HEAD, [(*head, device, epoch, "event") for (device, epoch), head in heads.items()])
        written += len(batch)
    return written


def insert_epochs(session: Session, device: DeviceRecord) -> None:
    """The device's epochs that are not known here yet, each with its two empty chains."""
    session.flush()
    connection, identity = session.connection(), device.id.bytes
    known = (
        connection.exec_driver_sql("SELECT epoch FROM device_epoch WHERE device_id = ?", (identity,)).scalars().all()
    )
    fresh = [each for each in device.epochs if each.epoch not in known]
    _many(
        connection,
        _insert("device_epoch", "device_id epoch opened_at reason genesis"),
        [(identity, each.epoch, each.opened_at, each.reason, each.genesis) for each in fresh],
    )
    heads = [(identity, each.epoch, chain, 0, each.genesis) for each in fresh for chain in ("document", "event")]
    _many(connection, _insert("chain_head", "device_id epoch chain seq hash"), heads)
    newest = max([*known, *(each.epoch for each in device.epochs)])
    connection.exec_driver_sql("UPDATE device SET epoch = ? WHERE id = ?", (newest, identity))


def heads_of(session: Session, device: bytes) -> frozenset[Row]:
    """How far the device's chains have come here; the same again says that nothing of it was added between."""
    sql = "SELECT epoch, chain, seq, hash FROM chain_head WHERE device_id = ?"
    return frozenset(tuple(row) for row in session.connection().exec_driver_sql(sql, (device,)))


def insert_lots(session: Session, lots: Iterable[Row]) -> None:
    """Lots of the shop's own that damaged returns became: oldest first, after every lot that is here already."""
    connection = session.connection()
    newest = connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM lot").scalar_one()
    rows = [
        (lot, newest + place, item, None, None, document, line, price, None, 0, category)
        for place, (lot, item, document, line, price, category) in enumerate(lots, start=1)
    ]
    columns = "id seq item_id owner_id agreement_id document_id line_no price net_price cost category"
    _many(connection, _insert("lot", columns), rows)


def _many(connection: Connection, sql: str, rows: list[Row]) -> None:
    if rows:
        connection.exec_driver_sql(sql, rows)
