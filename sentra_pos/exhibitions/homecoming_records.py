"""The records of a homecoming file: how each is spelled, and reading them back as if a stranger had written them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sentra_pos.exhibitions.file_errors import RecordSenseless
from sentra_pos.exhibitions.record_details import check_event, check_line, check_till
from sentra_pos.exhibitions.record_values import (
    LATEST,
    LINES,
    MOST,
    Senseless,
    amount_of,
    day_of,
    details_of,
    fields_of,
    hash_of,
    identity,
    maybe,
    one_of,
    table_of,
    text_of,
    units_of,
    whole,
)
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
#: Terms, cases and packs are the shop's to record: there these events are read as its own word.
_EVENT_KINDS = frozenset(kind.value for kind in EventKind) - {
    EventKind.AGREEMENT_RECORDED,
    EventKind.CASE_NOTED,
    EventKind.PACK_WRITTEN,
}
#: What no till away from the shop touches: the safe, and what the shop owes and owns beyond its sales.
_NEVER_THERE = frozenset({AccountKind.SAFE, AccountKind.CAPITAL, AccountKind.PAYABLE, AccountKind.ADVANCE})
_DOCUMENT_KEYS = frozenset(
    "v id device epoch seq kind number shift date at offset actor approver reason reverses intent lines allocations "
    "goods money".split()
)
_EVENT_KEYS = frozenset("v id device epoch seq kind at actor details".split())
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
    except Senseless as wrong:
        raise RecordSenseless(record=line, what=str(wrong)) from None
    except UnicodeEncodeError:
        raise RecordSenseless(record=line, what="a text") from None


def read_device(record: Mapping[str, Any]) -> DeviceRecord:
    """The first record: the device and its epochs, one to the newest, each bound to it by its beginning."""
    said = fields_of(record, ("is", "id", "code", "name", "epochs"))
    device = UUID(bytes=identity(said["id"]))
    epochs = []
    for expected, row in enumerate(table_of(said["epochs"], 4), start=1):
        number, opened_at = whole(row[0], expected, expected), whole(row[1], 0, LATEST)
        reason, start = text_of(row[2], 100), hash_of(row[3])
        content = {"device": str(device), "epoch": number, "at": opened_at, "why": reason}
        if link(b"genesis", b"", content) != start:
            raise Senseless("the beginning of an epoch")
        epochs.append(EpochRecord(epoch=number, opened_at=opened_at, reason=reason, genesis=start))
    if not epochs:
        raise Senseless("the epochs")
    text_of(said["name"])
    return DeviceRecord(id=device, code=whole(said["code"], 0, 9999), epochs=tuple(epochs))


def read_customer(record: Mapping[str, Any]) -> Row:
    """Somebody entered at the stand: id, name, contact, telephone, address, remark, whether active."""
    said = fields_of(record, ("is", "id", "name", "contact_name", "phone", "address", "remark", "active"))
    texts = (text_of(said[key], 1_000) for key in ("name", "contact_name", "phone", "address", "remark"))
    if type(said["active"]) is not bool or not said["name"]:
        raise Senseless("a customer")
    return (identity(said["id"]), *texts, int(said["active"]))


def read_lot(record: Mapping[str, Any]) -> Row:
    """A lot of the shop's own that damaged goods became: id, item, document, line, price, category. It cost nothing."""
    said = fields_of(record, ("is", "id", "item", "document", "line", "price", "category"))
    return (
        identity(said["id"]),
        identity(said["item"]),
        identity(said["document"]),
        whole(said["line"], 1, LINES),
        whole(said["price"], 0, LARGEST_AMOUNT),
        text_of(said["category"], 200),
    )


def read_account(record: Mapping[str, Any], device: UUID) -> Row:
    """An account that was used: id, kind, party, device, method. Its id follows from the rest; no other till's."""
    said = fields_of(record, ("is", "kind", "party", "device", "method"))
    kind = AccountKind(one_of(said["kind"], frozenset(kind.value for kind in AccountKind), "an account"))
    party, whose = maybe(identity, said["party"]), maybe(identity, said["device"])
    method = maybe(lambda value: text_of(value, 100), said["method"])
    if whose not in (None, device.bytes) or method == "" or kind in _NEVER_THERE:
        raise Senseless("an account")
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
    said = fields_of(record, ("is", "content", "prev", "hash"))
    content = fields_of(said["content"], keys)
    if whole(content["v"], FORMAT_VERSION, FORMAT_VERSION) and identity(content["device"]) != device.bytes:
        raise Senseless("another device")
    previous, sealed = hash_of(said["prev"]), hash_of(said["hash"])
    if not sealed_before and link(domain, previous, dict(content)) != sealed:
        raise Senseless("the seal")
    return content, Link(
        id=identity(content["id"]),
        epoch=whole(content["epoch"], 1, 10**6),
        seq=whole(content["seq"], 1, MOST),
        previous=previous,
        hash=sealed,
    )


def link_of(record: Mapping[str, Any], device: UUID, *, checked: bool = False) -> Link:
    """Where a document stands in its chain, its seal computed again unless it was ``checked`` before."""
    return _chained(record, b"document", _DOCUMENT_KEYS, device, checked)[1]


def read_document(record: Mapping[str, Any], allowed: Allowed, *, place: Link | None = None) -> DocumentRecord:
    """A document's rows; whatever of it no act of a stand could have written is refused.

    ``place`` is what ``link_of`` made of this very record just before.
    """
    said: Mapping[str, Any] = record["content"] if place else {}
    if place is None:
        said, place = _chained(record, b"document", _DOCUMENT_KEYS, allowed.device, False)
    kind = one_of(said["kind"], _KINDS, "a kind of document")
    number, day = whole(said["number"], 1, MOST), day_of(said["date"])
    header = (
        *(place.id, allowed.device.bytes, place.epoch, place.seq, kind, number, maybe(identity, said["shift"]), day),
        *(whole(said["at"], 0, LATEST), whole(said["offset"], -14 * 60, 14 * 60), identity(said["actor"])),
        *(maybe(identity, said["approver"]), text_of(said["reason"]), maybe(identity, said["reverses"])),
        *(_intent(said["intent"]), FORMAT_VERSION, place.previous, place.hash),
    )
    lines = tuple(_line(place.id, row) for row in table_of(said["lines"], 15))
    check_till(kind, said["lines"])
    numbers = [row[1] for row in lines]
    if numbers != sorted(set(numbers)):
        raise Senseless("the order of the lines")
    known = frozenset(numbers)
    return DocumentRecord(
        link=place,
        kind=kind,
        number=number,
        header=header,
        lines=lines,
        parts=tuple(_part(place.id, n, row, known) for n, row in enumerate(table_of(said["allocations"], 9), start=1)),
        goods=tuple(
            _goods(place.id, n, row, known, allowed) for n, row in enumerate(table_of(said["goods"], 5), start=1)
        ),
        money=tuple(
            _money(place.id, n, row, known, allowed) for n, row in enumerate(table_of(said["money"], 4), start=1)
        ),
    )


def _intent(value: Any) -> bytes:
    return b"" if value == "" else hash_of(value)


def _line(document: bytes, row: list[Any]) -> Row:
    number, kind, amount, text, item, lot, party, quantity, price, discount, method, reference, refers, line, said = row
    details = details_of(said)
    check_line(one_of(kind, _LINE_KINDS, "a kind of line"), said)
    return (
        *(document, whole(number, 1, LINES), kind, amount_of(amount)),
        *(
            text_of(text),
            maybe(identity, item),
            maybe(identity, lot),
            maybe(identity, party),
            maybe(units_of, quantity),
        ),
        *(maybe(amount_of, price), maybe(amount_of, discount), maybe(text_of, method), maybe(text_of, reference)),
        *(maybe(identity, refers), None if line is None else whole(line, 1, LINES), details),
    )


def _of_a_line(value: Any, known: Collection[int]) -> int:
    line = whole(value, 1, LINES)
    if line not in known:
        raise Senseless("a line that is not there")
    return line


def _part(document: bytes, number: int, row: list[Any], known: Collection[int]) -> Row:
    line, lot, quantity, listed, discount, by_shop, share, shop_part, short = row
    amounts = [amount_of(each) for each in (listed, discount, by_shop, share, shop_part)]
    said = _of_a_line(line, known)
    if share + shop_part != listed - discount or not 0 <= by_shop <= discount:
        raise Senseless("a lot's part")
    return (
        *(document, said, number, identity(lot), whole(quantity, 1, MOST), *amounts),
        whole(short, 0, 1),
    )


def _goods(document: bytes, number: int, row: list[Any], known: Collection[int], allowed: Allowed) -> Row:
    line, lot, source, target, quantity = row
    ends = identity(source), identity(target)
    said = _of_a_line(line, known)
    if ends[0] == ends[1]:
        raise Senseless("a goods move")
    if not allowed.places.issuperset(ends):
        raise Senseless("a place that is not the stand's")
    return (document, number, said, identity(lot), *ends, whole(quantity, 1, MOST))


def _money(document: bytes, number: int, row: list[Any], known: Collection[int], allowed: Allowed) -> Row:
    line, debit, credit, amount = row
    ends = identity(debit), identity(credit)
    said = _of_a_line(line, known)
    if ends[0] == ends[1]:
        raise Senseless("a money move")
    if ends[0] not in allowed.accounts or ends[1] not in allowed.accounts:
        raise Senseless("an account that the file does not name")
    return (document, number, said, *ends, whole(amount, 1, LARGEST_AMOUNT))


def read_event(record: Mapping[str, Any], device: UUID, *, checked: bool = False) -> tuple[Link, Row]:
    """An event's row: id, device, epoch, seq, kind, at, actor, details, version, the link before it and its own."""
    said, place = _chained(record, b"event", _EVENT_KEYS, device, checked)
    details = details_of(said["details"])
    check_event(one_of(said["kind"], _EVENT_KINDS, "a kind of event"), said["details"])
    return place, (
        *(place.id, device.bytes, place.epoch, place.seq, said["kind"]),
        *(whole(said["at"], 0, LATEST), maybe(identity, said["actor"]), details),
        *(FORMAT_VERSION, place.previous, place.hash),
    )
