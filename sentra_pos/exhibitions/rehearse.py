"""A homecoming tried out first: an empty store, what the shop gave that stand, the file's documents, and the doctor.

So the content of a file is judged by the same promises as any store's, and nothing of it is in the shop's book before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, exc
from sqlalchemy.orm import Session

from sentra_pos.db.backup import Check
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.db.setting_keys import EXHIBITION, OWN_DEVICE
from sentra_pos.db.settings import put_setting
from sentra_pos.db.trouble import trouble_of_files
from sentra_pos.exhibitions.add_customers import add_customers
from sentra_pos.exhibitions.file_errors import ContentContradicts, NotSound
from sentra_pos.exhibitions.homecoming_errors import MoreThanLoaded, NeverSent, Taken
from sentra_pos.exhibitions.homecoming_records import Row
from sentra_pos.exhibitions.insert_documents import heads_of, insert_documents, insert_epochs, insert_events
from sentra_pos.exhibitions.read_homecoming import FileWalk, HomeFile, Progress
from sentra_pos.exhibitions.stand_ends import hand_over, stand_ended_by

#: Whole tables that a stand's documents may name rows of. What of a person they need not is left out.
_COPIED = (
    "SELECT * FROM staff",
    "SELECT * FROM motif",
    "SELECT * FROM item_group",
    "SELECT * FROM payment_method",
    "SELECT * FROM cash_category",
    "SELECT id, kind, code, name, '', '', '', payout_method, '', '', active FROM party",
    "SELECT * FROM item",
    "SELECT * FROM place WHERE custodian_id IS NULL AND kind <> 'road'",
)
_OF_THE_STANDS = (
    "SELECT * FROM device WHERE id = :device",
    "SELECT * FROM exhibition WHERE id IN (SELECT exhibition_id FROM stand WHERE device_id = :device)",
    "SELECT place.id, place.kind, place.name, iif(place.kind = 'road', NULL, :device) FROM place JOIN stand "
    "ON place.id IN (place_id, road_id, quarantine_id) WHERE device_id = :device",
    "SELECT * FROM stand WHERE device_id = :device",
    "SELECT * FROM account WHERE device_id IS NULL OR device_id = :device",
    "SELECT * FROM device_epoch WHERE device_id = :device",
    "SELECT * FROM chain_head WHERE device_id = :device",
    "SELECT * FROM number_series WHERE device_id = :device",
    "SELECT row_number() OVER (ORDER BY received_seq), id, device_id, epoch, seq, kind, number, shift_id, "
    "business_date, at, utc_offset_minutes, actor_id, approver_id, reason, reverses_id, intent, format_version, "
    "prev_hash, hash FROM document WHERE device_id = :device ORDER BY received_seq",
    *(
        f"SELECT {table}.* FROM document JOIN {table} ON document_id = document.id WHERE device_id = :device"
        for table in ("document_line", "line_allocation", "goods_move", "money_move")
    ),
    "SELECT * FROM event WHERE device_id = :device",
)
_SUMS = (
    "INSERT INTO account_balance SELECT account_id, sum(amount) FROM (SELECT debit_account_id AS account_id, amount "
    "FROM money_move UNION ALL SELECT credit_account_id, -amount FROM money_move) GROUP BY account_id",
    "INSERT INTO stock_balance SELECT lot_id, place_id, sum(quantity) FROM (SELECT lot_id, to_place_id AS place_id, "
    "quantity FROM goods_move UNION ALL SELECT lot_id, from_place_id, -quantity FROM goods_move) GROUP BY 1, 2",
)
#: At a stand a lot comes in by the arrival that first names it.
_ARRIVED = (
    "SELECT lot_id, document_id, line_no FROM document JOIN goods_move ON document_id = document.id "
    "WHERE kind = 'exhibition_arrival' ORDER BY received_seq, move_no"
)
_LOADS = (
    "SELECT document.id, json_extract(line.details, '$.stand') FROM document JOIN document_line AS line "
    "ON line.document_id = document.id AND line.kind = 'stand' WHERE document.kind = 'exhibition_load'"
)
_ARRIVALS = (
    "SELECT json_extract(line.details, '$.load'), json_extract(line.details, '$.stand') FROM document "
    "LEFT JOIN document_line AS line ON line.document_id = document.id AND line.kind = 'stand' "
    "WHERE document.kind = 'exhibition_arrival'"
)
#: Pieces of a lot that a stand took off its road, by the load that they answer.
_CAME = (
    "SELECT json_extract(line.details, '$.load'), move.lot_id, from_place_id, sum(move.quantity) FROM document "
    "JOIN document_line AS line ON line.document_id = document.id AND line.kind = 'stand' "
    "JOIN goods_move AS move ON move.document_id = document.id WHERE document.kind = 'exhibition_arrival' "
    "GROUP BY 1, 2, 3"
)
_WENT = (
    "SELECT document_id, lot_id, to_place_id, sum(quantity) FROM document JOIN goods_move "
    "ON document_id = document.id JOIN stand ON stand.road_id = to_place_id "
    "WHERE document.kind = 'exhibition_load' AND stand.device_id = ? GROUP BY 1, 2, 3"
)
_CARRIED = (
    "SELECT coalesce(sum(amount), 0) FROM document JOIN money_move ON document_id = document.id "
    "JOIN account ON account.id = {side}_account_id WHERE document.kind = ? AND account.kind = 'on_the_road' "
    "AND account.device_id = ?"
)
#: The terms that came with the stand's packs.
_PACKED = (
    "SELECT DISTINCT hex(unhex(each.key, '-')) FROM event, json_each(details, '$.terms') AS each "
    "WHERE kind = 'pack_opened' AND unhex(each.key, '-') IS NOT NULL"
)
_LOTS = "SELECT id, item_id, owner_id, agreement_id, document_id, line_no, price, net_price, cost, category FROM lot "


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """A store that holds the stand's book alone. What the file added has arrived after ``known`` documents.

    ``walk`` has been all through the file, beside a shop's book where the laptop's chains stood at ``heads``.
    """

    path: Path
    known: int
    added: int
    walk: FileWalk
    heads: frozenset[Row]


@contextmanager
def rehearsal(session: Session, file: HomeFile, check: Check, progress: Progress | None = None) -> Iterator[Rehearsed]:
    """The stand's book with the file's documents, once the doctor found nothing in it; gone afterwards.

    ``session`` reads the shop's book. Raises a FileRefused, or StoreUnavailable where the disk is full.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="sentra-pos-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "stand.db"
            path.write_bytes(_empty_store())
            rehearsed = _fill(session, file, path, progress)
            finding = next(iter(check(path)), None)
            if finding is not None:
                raise NotSound(sentence=finding)
            yield rehearsed
    except OSError as error:
        raise trouble_of_files(error) from error


@lru_cache(maxsize=1)
def _empty_store() -> bytes:
    with tempfile.TemporaryDirectory(prefix="sentra-pos-") as folder:
        file = Path(folder) / "empty.db"
        migrate(file)
        return file.read_bytes()


def _fill(session: Session, file: HomeFile, path: Path, progress: Progress | None) -> Rehearsed:
    store, heads = Store(path), heads_of(session, file.laptop.device.bytes)
    try:
        with store.driver_connection() as connection:
            # Nothing of it is kept, and whether its rows name one another the doctor says better than a refusal.
            for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-64000"):
                connection.execute(f"PRAGMA {pragma}").close()
        with store.writing() as there:
            _copy(session.connection(), there.connection(), file.laptop.device.bytes)
            _call_it_a_stand(there, file)
            known = there.connection().exec_driver_sql("SELECT count(*) FROM document").scalar_one()
            walk = FileWalk(session, file, late=False, progress=progress)
            insert_epochs(there, walk.device)
            add_customers(there, walk.customers)
            added = insert_documents(there, walk.documents(), walk.accounts)
            insert_events(there, walk.events())
            _lay_out_lots(session.connection(), there.connection(), walk.lots, walk.device.id.bytes)
            _compare_with_loads(session.connection(), there.connection(), walk.device.id.bytes)
            for stand in file.stands:
                if stand_ended_by(there, stand.id) is not None:
                    hand_over(there, stand, None)
    except exc.IntegrityError as error:
        raise ContentContradicts from error
    finally:
        store.close()
    return Rehearsed(path=path, known=known, added=added, walk=walk, heads=heads)


def _call_it_a_stand(there: Session, file: HomeFile) -> None:
    """The doctor asks of a stand's own store what it must not ask of a shop's, and the other way round."""
    put_setting(there, OWN_DEVICE, str(file.laptop.device))
    put_setting(there, EXHIBITION, {"exhibition": str(file.stand.exhibition_id), "stand": str(file.stand.id)})


def _copy(shop: Connection, there: Connection, device: bytes) -> None:
    for question in (*_COPIED, *_OF_THE_STANDS):
        table = question.partition(" FROM ")[2].split()[0]
        if table == "document" and "JOIN" in question:
            table = question.partition(" JOIN ")[2].split()[0]
        rows = shop.exec_driver_sql(question, {"device": device} if ":device" in question else ()).fetchall()
        if rows:
            places = ", ".join("?" for _ in rows[0])
            there.exec_driver_sql(f"INSERT INTO {table} VALUES ({places})", [tuple(row) for row in rows])
    for statement in _SUMS:
        there.exec_driver_sql(statement)


def _lay_out_lots(shop: Connection, there: Connection, born: list[Row], device: bytes) -> None:
    """The lots that arrived, and those of the shop's own that damaged returns became, with the terms of the first."""
    brought: dict[bytes, tuple[bytes, int]] = {}
    for lot, document, line in there.exec_driver_sql(_ARRIVED):
        brought.setdefault(lot, (document, line))
    ours = _lots(shop, "WHERE id IN ({})", list(brought))
    if len(ours) != len(brought):
        raise Taken
    rows = [(*row[:4], *brought[row[0]], *row[6:]) for row in ours]
    known = shop.exec_driver_sql(
        _LOTS + "WHERE document_id IN (SELECT id FROM document WHERE device_id = ?)", (device,)
    )
    rows += [tuple(row) for row in known]
    here = {row[0] for row in rows}
    for lot, item, document, line, price, category in born:
        if lot not in here:
            rows.append((lot, item, None, None, document, line, price, None, 0, category))
            here.add(lot)
    there.exec_driver_sql("DELETE FROM lot")
    numbered = [(row[0], seq, *row[1:]) for seq, row in enumerate(rows, start=1)]
    if numbered:
        columns = "id, seq, item_id, owner_id, agreement_id, document_id, line_no, price, net_price, cost, category"
        there.exec_driver_sql(f"INSERT INTO lot ({columns}) VALUES ({', '.join('?' * 11)})", numbered)
    packed = [bytes.fromhex(name) for name in there.exec_driver_sql(_PACKED).scalars()]
    _bring_terms(shop, there, [*packed, *(row[3] for row in rows if row[3] is not None)])


def _lots(shop: Connection, where: str, wanted: list[bytes]) -> list[Row]:
    found: list[Row] = []
    for start in range(0, len(wanted), 500):
        part = tuple(wanted[start : start + 500])
        sql = _LOTS + where.format(", ".join("?" for _ in part)) + " ORDER BY seq"
        found += [tuple(row) for row in shop.exec_driver_sql(sql, part)]
    return found


def _bring_terms(shop: Connection, there: Connection, agreements: list[bytes]) -> None:
    """As they went along: without what somebody remarked on them."""
    named = shop.exec_driver_sql("SELECT name FROM pragma_table_info('agreement') ORDER BY cid").scalars()
    columns = ", ".join("''" if name == "remark" else name for name in named)
    for agreement in dict.fromkeys(agreements):
        for question in (
            f"SELECT {columns} FROM agreement WHERE id = ?",
            "SELECT * FROM agreement_rate WHERE agreement_id = ?",
        ):
            table = question.partition(" FROM ")[2].split()[0]
            for row in shop.exec_driver_sql(question, (agreement,)).fetchall():
                there.exec_driver_sql(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in row)})", tuple(row))


def _compare_with_loads(shop: Connection, there: Connection, device: bytes) -> None:
    loads = {str(UUID(bytes=load)): stand for load, stand in shop.exec_driver_sql(_LOADS)}
    for load, stand in there.exec_driver_sql(_ARRIVALS):
        if load not in loads or loads[load] != stand:
            raise NeverSent
    went = {
        (str(UUID(bytes=load)), lot, road): units for load, lot, road, units in shop.exec_driver_sql(_WENT, (device,))
    }
    for load, lot, road, units in there.exec_driver_sql(_CAME):
        if units > went.get((load, lot, road), 0):
            raise MoreThanLoaded
    sent = shop.exec_driver_sql(_CARRIED.format(side="debit"), ("exhibition_load", device)).scalar_one()
    came = there.exec_driver_sql(_CARRIED.format(side="credit"), ("exhibition_arrival", device)).scalar_one()
    if came > sent:
        raise MoreThanLoaded
