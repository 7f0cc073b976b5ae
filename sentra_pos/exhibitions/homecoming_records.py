"""The records of a homecoming file: how each is spelled, and reading them back as if a stranger had written them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sentra_pos.db.types import canonical_json
from sentra_pos.exhibitions.file_errors import RecordSenseless
from sentra_pos.ledger.chain import FORMAT_VERSION, link
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, EventKind, LineKind
from sentra_pos.ledger.post import LARGEST_AMOUNT

#: What a record is; the first key that is looked at.
DEVICE, CUSTOMER, LOT, ACCOUNT, DOCUMENT, EVENT = "device", "customer", "lot", "account", "document", "event"
#: In this order they stand in a file.
ORDER = (DEVICE, CUSTOMER, LOT, ACCOUNT, DOCUMENT, EVENT)
#: What is done at a stand; everything else is the shop's own work and comes from no laptop.
STAND_KINDS = frozenset(
    {
        DocumentKind.TILL_OPENING,
        DocumentKind.TILL_CLOSING,
        DocumentKind.SALE,
        DocumentKind.REFUND,
        DocumentKind.EXCHANGE,
        DocumentKind.VOID,
        DocumentKind.PAYMENT_CHANGE,
        DocumentKind.PAYMENT_CHECK,
        DocumentKind.CUSTOMER_PAYMENT,
        DocumentKind.CASH_MOVEMENT,
        DocumentKind.RECOUNT,
        DocumentKind.EXHIBITION_ARRIVAL,
        DocumentKind.STAND_ENDED,
        DocumentKind.FOREIGN_RETURN,
    }
)
_KINDS = frozenset(kind.value for kind in STAND_KINDS)
_LINE_KINDS = frozenset(kind.value for kind in LineKind)
#: Terms and cases are the shop's to record: there these events are read as its own word.
_EVENT_KINDS = frozenset(kind.value for kind in EventKind) - {EventKind.AGREEMENT_RECORDED, EventKind.CASE_NOTED}
_DOCUMENT_KEYS = frozenset(
    "v id device epoch seq kind number shift date at offset actor approver reason reverses intent lines allocations "
    "goods money".split()
)
_EVENT_KEYS = frozenset("v id device epoch seq kind at actor details".split())
_MOST, _LONGEST, _DEEPEST, _LINES = 10**9, 10_000, 8, 100_000
_LATEST = 2**53
Row = tuple[Any, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What a stand's documents may name: its own device, its places, and the accounts that the file listed."""

    device: UUID
    places: frozenset[bytes]
    accounts: Collection[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochRecord:
    epoch: int
    opened_at: int
    reason: str
    genesis: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRecord:
    """Whose book this is."""

    id: UUID
    code: int
    epochs: tuple[EpochRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where in a chain something stands. The link itself was computed again and agrees."""

    id: bytes
    epoch: int
    seq: int
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A document as the rows that its tables take, without the order of arrival."""

    link: Link
    kind: str
    number: int
    header: Row
    lines: tuple[Row, ...]
    parts: tuple[Row, ...]
    goods: tuple[Row, ...]
    money: tuple[Row, ...]


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Wrong(ValueError):
    """What was wrong; the line's number is added where it is known."""


def _whole(value: Any, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise _Wrong("a number")
    return value


def _text(value: Any, longest: int = _LONGEST) -> str:
    if type(value) is not str or len(value) > longest or "\0" in value:
        raise _Wrong("a text")
    return value


def _uuid(value: Any) -> bytes:
    if type(value) is not str or len(value) != 36:
        raise _Wrong("an identity")
    try:
        identity = UUID(value)
    except ValueError:
        raise _Wrong("an identity") from None
    if str(identity) != value:
        raise _Wrong("an identity")
    return identity.bytes


def _hash(value: Any, length: int = 64) -> bytes:
    if type(value) is not str or len(value) != length or value != value.lower():
        raise _Wrong("a hash")
    try:
        return bytes.fromhex(value)
    except ValueError:
        raise _Wrong("a hash") from None


def _day(value: Any) -> str:
    text = _text(value, 10)
    try:
        if date.fromisoformat(text).isoformat() != text:
            raise _Wrong("a day")
    except ValueError:
        raise _Wrong("a day") from None
    return text


def _maybe(read: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else read(value)


def _amount(value: Any) -> int:
    return _whole(value, -LARGEST_AMOUNT, LARGEST_AMOUNT)


def _units(value: Any) -> int:
    return _whole(value, -_MOST, _MOST)


def _one(value: Any, known: Collection[str], what: str) -> str:
    if type(value) is not str or value not in known:
        raise _Wrong(what)
    return value


def _rows(value: Any, cells: int) -> list[list[Any]]:
    if (
        type(value) is not list
        or len(value) > _LINES
        or any(type(row) is not list or len(row) != cells for row in value)
    ):
        raise _Wrong("a table")
    return value


def _said(value: Any) -> str:
    """A JSON object of texts, whole numbers and what is made of them, as it is stored."""
    if type(value) is not dict:
        raise _Wrong("details")
    _check_plain(value, 0)
    return canonical_json(value)


def _check_plain(value: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise _Wrong("details too deep")
    if type(value) is dict:
        for key, part in value.items():
            _text(key)
            _check_plain(part, depth + 1)
    elif type(value) is list:
        for part in value:
            _check_plain(part, depth + 1)
    elif type(value) is int:
        _whole(value, -_LATEST, _LATEST)
    elif type(value) is str:
        _text(value)
    elif value is not None and type(value) is not bool:
        raise _Wrong("details")


def _keys(value: Any, keys: Collection[str]) -> Mapping[str, Any]:
    if type(value) is not dict or value.keys() != frozenset(keys):
        raise _Wrong("the names of the fields")
    return value


# ── Records ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def kind_of(record: Any, line: int) -> str:
    """Which kind of record it says it is."""
    kind = record.get("is") if type(record) is dict else None
    if type(kind) is not str or kind not in ORDER:
        raise RecordSenseless(record=line, what="is")
    return kind


def read_record(read: Callable[[Mapping[str, Any]], T], record: Any, line: int) -> T:
    """What ``read`` makes of the record. Raises RecordSenseless with its line."""
    try:
        return read(record)
    except _Wrong as wrong:
        raise RecordSenseless(record=line, what=str(wrong)) from None
    except UnicodeEncodeError:
        raise RecordSenseless(record=line, what="a text") from None


def read_device(record: Mapping[str, Any]) -> DeviceRecord:
    """The first record: the device and its epochs, one to the newest, each bound to it by its beginning."""
    said = _keys(record, ("is", "id", "code", "name", "epochs"))
    device = UUID(bytes=_uuid(said["id"]))
    epochs = []
    for expected, row in enumerate(_rows(said["epochs"], 4), start=1):
        number, opened_at = _whole(row[0], expected, expected), _whole(row[1], 0, _LATEST)
        reason, start = _text(row[2], 100), _hash(row[3])
        content = {"device": str(device), "epoch": number, "at": opened_at, "why": reason}
        if link(b"genesis", b"", content) != start:
            raise _Wrong("the beginning of an epoch")
        epochs.append(EpochRecord(epoch=number, opened_at=opened_at, reason=reason, genesis=start))
    if not epochs:
        raise _Wrong("the epochs")
    _text(said["name"])
    return DeviceRecord(id=device, code=_whole(said["code"], 0, 9999), epochs=tuple(epochs))


def read_customer(record: Mapping[str, Any]) -> Row:
    """Somebody entered at the stand: id, name, contact, telephone, address, remark, whether active."""
    said = _keys(record, ("is", "id", "name", "contact_name", "phone", "address", "remark", "active"))
    texts = (_text(said[key], 1_000) for key in ("name", "contact_name", "phone", "address", "remark"))
    if type(said["active"]) is not bool or not said["name"]:
        raise _Wrong("a customer")
    return (_uuid(said["id"]), *texts, int(said["active"]))


def read_lot(record: Mapping[str, Any]) -> Row:
    """A lot of the shop's own that damaged goods became: id, item, document, line, price, category. It cost nothing."""
    said = _keys(record, ("is", "id", "item", "document", "line", "price", "category"))
    return (
        _uuid(said["id"]),
        _uuid(said["item"]),
        _uuid(said["document"]),
        _whole(said["line"], 1, _LINES),
        _whole(said["price"], 0, LARGEST_AMOUNT),
        _text(said["category"], 200),
    )


def read_account(record: Mapping[str, Any], device: UUID) -> Row:
    """An account that was used: id, kind, party, device, method. Its id follows from the rest; no other till's."""
    said = _keys(record, ("is", "kind", "party", "device", "method"))
    kind = AccountKind(_one(said["kind"], frozenset(kind.value for kind in AccountKind), "an account"))
    party, whose = _maybe(_uuid, said["party"]), _maybe(_uuid, said["device"])
    method = _maybe(lambda value: _text(value, 100), said["method"])
    if whose not in (None, device.bytes) or method == "":
        raise _Wrong("an account")
    account: Any = Account(
        kind,
        party=party and UUID(bytes=party),  # type: ignore[arg-type]
        device=whose and UUID(bytes=whose),  # type: ignore[arg-type]
        method=method,
    )
    return (account.id.bytes, kind.value, party, whose, method)


def _chained(
    record: Mapping[str, Any], domain: bytes, keys: Collection[str], device: UUID, sealed_before: bool
) -> tuple[Any, Link]:
    said = _keys(record, ("is", "content", "prev", "hash"))
    content = _keys(said["content"], keys)
    if _whole(content["v"], FORMAT_VERSION, FORMAT_VERSION) and _uuid(content["device"]) != device.bytes:
        raise _Wrong("another device")
    previous, sealed = _hash(said["prev"]), _hash(said["hash"])
    if not sealed_before and link(domain, previous, dict(content)) != sealed:
        raise _Wrong("the seal")
    return content, Link(
        id=_uuid(content["id"]),
        epoch=_whole(content["epoch"], 1, 10**6),
        seq=_whole(content["seq"], 1, _MOST),
        previous=previous,
        hash=sealed,
    )


def link_of(record: Mapping[str, Any], device: UUID, *, checked: bool = False) -> Link:
    """Where a document stands in its chain, its seal computed again unless it was ``checked`` before."""
    return _chained(record, b"document", _DOCUMENT_KEYS, device, checked)[1]


def read_document(record: Mapping[str, Any], allowed: Allowed, *, checked: bool = False) -> DocumentRecord:
    """A document's rows; whatever of it no act of a stand could have written is refused."""
    said, place = _chained(record, b"document", _DOCUMENT_KEYS, allowed.device, checked)
    kind = _one(said["kind"], _KINDS, "a kind of document")
    number, day = _whole(said["number"], 1, _MOST), _day(said["date"])
    header = (
        *(place.id, allowed.device.bytes, place.epoch, place.seq, kind, number, _maybe(_uuid, said["shift"]), day),
        *(_whole(said["at"], 0, _LATEST), _whole(said["offset"], -14 * 60, 14 * 60), _uuid(said["actor"])),
        *(_maybe(_uuid, said["approver"]), _text(said["reason"]), _maybe(_uuid, said["reverses"])),
        *(_intent(said["intent"]), FORMAT_VERSION, place.previous, place.hash),
    )
    lines = tuple(_line(place.id, row) for row in _rows(said["lines"], 15))
    numbers = [row[1] for row in lines]
    if numbers != sorted(set(numbers)):
        raise _Wrong("the order of the lines")
    known = frozenset(numbers)
    return DocumentRecord(
        link=place,
        kind=kind,
        number=number,
        header=header,
        lines=lines,
        parts=tuple(_part(place.id, n, row, known) for n, row in enumerate(_rows(said["allocations"], 9), start=1)),
        goods=tuple(_goods(place.id, n, row, known, allowed) for n, row in enumerate(_rows(said["goods"], 5), start=1)),
        money=tuple(_money(place.id, n, row, known, allowed) for n, row in enumerate(_rows(said["money"], 4), start=1)),
    )


def _intent(value: Any) -> bytes:
    return b"" if value == "" else _hash(value)


def _line(document: bytes, row: list[Any]) -> Row:
    number, kind, amount, text, item, lot, party, quantity, price, discount, method, reference, refers, line, said = row
    return (
        *(document, _whole(number, 1, _LINES), _one(kind, _LINE_KINDS, "a kind of line"), _amount(amount)),
        *(_text(text), _maybe(_uuid, item), _maybe(_uuid, lot), _maybe(_uuid, party), _maybe(_units, quantity)),
        *(_maybe(_amount, price), _maybe(_amount, discount), _maybe(_text, method), _maybe(_text, reference)),
        *(_maybe(_uuid, refers), None if line is None else _whole(line, 1, _LINES), _said(said)),
    )


def _part(document: bytes, number: int, row: list[Any], known: Collection[int]) -> Row:
    line, lot, quantity, listed, discount, by_shop, share, shop_part, short = row
    amounts = [_amount(each) for each in (listed, discount, by_shop, share, shop_part)]
    if line not in known or share + shop_part != listed - discount or not 0 <= by_shop <= discount:
        raise _Wrong("a lot's part")
    return (
        *(document, _whole(line, 1, _LINES), number, _uuid(lot), _whole(quantity, 1, _MOST), *amounts),
        _whole(short, 0, 1),
    )


def _goods(document: bytes, number: int, row: list[Any], known: Collection[int], allowed: Allowed) -> Row:
    line, lot, source, target, quantity = row
    ends = _uuid(source), _uuid(target)
    if line not in known or ends[0] == ends[1]:
        raise _Wrong("a goods move")
    if not allowed.places.issuperset(ends):
        raise _Wrong("a place that is not the stand's")
    return (document, number, _whole(line, 1, _LINES), _uuid(lot), *ends, _whole(quantity, 1, _MOST))


def _money(document: bytes, number: int, row: list[Any], known: Collection[int], allowed: Allowed) -> Row:
    line, debit, credit, amount = row
    ends = _uuid(debit), _uuid(credit)
    if line not in known or ends[0] == ends[1]:
        raise _Wrong("a money move")
    if ends[0] not in allowed.accounts or ends[1] not in allowed.accounts:
        raise _Wrong("an account that the file does not name")
    return (document, number, _whole(line, 1, _LINES), *ends, _whole(amount, 1, LARGEST_AMOUNT))


def read_event(record: Mapping[str, Any], device: UUID, *, checked: bool = False) -> tuple[Link, Row]:
    """An event's row: id, device, epoch, seq, kind, at, actor, details, version, the link before it and its own."""
    said, place = _chained(record, b"event", _EVENT_KEYS, device, checked)
    return place, (
        *(place.id, device.bytes, place.epoch, place.seq, _one(said["kind"], _EVENT_KINDS, "a kind of event")),
        *(_whole(said["at"], 0, _LATEST), _maybe(_uuid, said["actor"]), _said(said["details"])),
        *(FORMAT_VERSION, place.previous, place.hash),
    )
