"""Receipts found again: by number, day, amount, goods, artisan, customer or cashier, the newest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from sentra_pos.catalogue.codes import parse_code
from sentra_pos.catalogue.models import ItemText
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, PartyId, StaffId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.spelling import fold
from sentra_pos.core.words import parse_rupiah
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, DeviceEpoch, Document, DocumentLine, LineAllocation, Lot
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Party, Staff
from sentra_pos.sales.queries import RECEIPT_CODES, RECEIPTS, sale_by_receipt
from sentra_pos.sales.returnable import GOODS_LINES, SOLD_BY

PAGE = 60
_CODE = re.compile(r"([A-Z]{1,2})([0-9]+)(?:\.([0-9]+))?-([0-9]+)")
_KINDS = {kind.mark: kind for kind in RECEIPTS}
_GOODS = (*GOODS_LINES, LineKind.TAKEN_BACK)
_LONGEST_NUMBER = 6
_MOST_WORDS = 8
_PHONE = 4
#: Of more items than these it is quicker to look through the newest receipts than to gather all that have one.
_MANY_ITEMS = 200


class Came(StrEnum):
    """What became of a sale since."""

    STANDS = "stands"
    PART_BACK = "part_back"
    ALL_BACK = "all_back"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """What is looked for; what is left empty does not matter.

    ``text`` is a printed number or its last digits, an amount, or words: of goods, of their artisan, of the customer.
    Days are business days, both included. An empty ``kinds`` means all.
    """

    text: str = ""
    first: date | None = None
    last: date | None = None
    kinds: Collection[DocumentKind] = ()
    cashier: StaffId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A receipt in the list.

    ``amount`` is what was paid, below zero when the shop paid. ``goods`` are the names on its lines, ``customer`` who
    bought, ``answers`` the number of the sale that it takes back (of one sold elsewhere, as it was written).
    """

    id: DocumentId
    kind: DocumentKind
    code: str
    at: datetime
    business_date: date
    till: str
    cashier: str
    pieces: int
    amount: Rupiah
    goods: tuple[str, ...]
    customer: str
    answers: str
    came: Came


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Some rows; ``older`` is where the next page begins, None at the end."""

    rows: tuple[HistoryRow, ...]
    older: int | None


def history(session: Session, wanted: HistoryFilter, *, before: int | None = None, limit: int = PAGE) -> HistoryPage:
    """A page of receipts of all kinds, newest first; eight statements at most, however long the page or the book."""
    found = session.execute(_documents(session, wanted, before, limit + 1)).all()
    chosen = found[:limit]
    documents = [row.id for row, *_rest in chosen]
    lines = _lines(session, documents)
    names = _names(session, lines)
    codes = _codes(session, lines)
    back = _back(session, documents)
    rows = tuple(
        _row(header, device, till, cashier, lines.get(header.id, []), names, codes, back.get(header.id, {}))
        for header, device, till, cashier in chosen
    )
    return HistoryPage(rows=rows, older=chosen[-1][0].received_seq if len(found) > limit else None)


# ------------------------------------------------------------------------------------------------------ what is asked


def _documents(session: Session, wanted: HistoryFilter, before: int | None, limit: int) -> Any:
    """Which ones, by their places alone, so that little is sorted however many match; then all that is told of them."""
    typed = wanted.text.strip()
    number = receipt_by_number(session, typed) if typed else None
    places = select(Document.received_seq).where(_of_kind(wanted)).order_by(Document.received_seq.desc()).limit(limit)
    if before is not None:
        places = places.where(Document.received_seq < before)
    if wanted.cashier is not None:
        places = places.where(Document.actor_id == wanted.cashier)
    if number is not None:
        # Who types a whole number wants that receipt, of whatever day.
        answered = select(DocumentLine.document_id).where(DocumentLine.refers_document_id == number)
        places = places.where(Document.id.in_(union_all(select(literal(number, Document.id.type)), answered)))
    else:
        places = places.where(*_days(wanted))
        if typed:
            places = places.where(_meant(session, typed, wanted))
    return (
        select(Document, Device.code, Device.name, Staff.name)
        .join(Device, Device.id == Document.device_id)
        .join(Staff, Staff.id == Document.actor_id)
        .where(Document.received_seq.in_(places))
        .order_by(Document.received_seq.desc())
    )


def _of_kind(wanted: HistoryFilter) -> ColumnElement[bool]:
    kinds = [kind for kind in RECEIPTS if not wanted.kinds or kind in wanted.kinds]
    if len(kinds) == 1:
        return Document.kind == kinds[0]
    # The plus keeps SQLite from the index over kinds: most documents are receipts, and the newest are at the end.
    return literal_column("+document.kind", Document.kind.type).in_(kinds)


def _days(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    bounds = []
    if wanted.first is not None:
        bounds.append(Document.business_date >= wanted.first)
    if wanted.last is not None:
        bounds.append(Document.business_date <= wanted.last)
    return bounds


def receipt_by_number(session: Session, typed: str) -> DocumentId | None:
    """The receipt whose number or whose code was typed in full."""
    parsed = parse_code(typed)
    if parsed is not None and parsed.kind in RECEIPT_CODES.values():
        return sale_by_receipt(session, parsed)
    match = _CODE.fullmatch(typed.upper())
    if match is None or match[1] not in _KINDS:
        return None
    return session.execute(
        select(Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind == _KINDS[match[1]], Device.code == int(match[2]))
        .where(Document.epoch == int(match[3] or 1), Document.number == int(match[4]))
    ).scalar_one_or_none()


def _meant(session: Session, typed: str, wanted: HistoryFilter) -> ColumnElement[bool]:
    # Figures are a number or an amount; enough of them, a telephone's.
    is_figure = not any(sign.isalpha() for sign in typed)
    items = [] if is_figure else _items_meant(session, typed)
    parties = [] if is_figure and len(typed) < _PHONE else _parties_meant(session, typed)
    ways = [*_by_digits(typed), *_by_amount(typed, wanted)]
    if parties:
        lots = select(Lot.id).where(Lot.owner_id.in_(parties))
        ways.append(select(LineAllocation.document_id).where(LineAllocation.lot_id.in_(lots)))
        ways.append(select(DocumentLine.document_id).where(DocumentLine.party_id.in_(parties)))
    if 0 < len(items) <= _MANY_ITEMS:
        ways.append(select(DocumentLine.document_id).where(DocumentLine.item_id.in_(items)))
    met: list[ColumnElement[bool]] = [Document.id.in_(union_all(*ways))] if ways else []
    if len(items) > _MANY_ITEMS:
        # So wide a word is on most receipts: from the newest on, a page of them is soon together.
        match = _items(typed)
        met.append(exists().where(DocumentLine.document_id == Document.id, DocumentLine.item_id.in_(match)))
    return or_(*met) if met else false()


def _by_digits(typed: str) -> list[Select[Any]]:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER):
        return []
    # Every device and epoch by name, so that the index over device, epoch, kind and number finds it.
    epochs = select(DeviceEpoch.device_id, DeviceEpoch.epoch)
    named = tuple_(Document.device_id, Document.epoch).in_(epochs)
    return [select(Document.id).where(named, Document.kind.in_(RECEIPTS), Document.number == int(typed))]


def _by_amount(typed: str, wanted: HistoryFilter) -> list[Select[Any]]:
    """Receipts with a tender of this amount; where the days are bounded, also those paid in parts that come to it."""
    try:
        amount = parse_rupiah(typed)
    except SentraError:
        return []
    if amount <= ZERO:
        return []
    either = (amount, -amount)
    # Spoken out, for the index that holds tenders alone.
    is_tender = DocumentLine.kind == bindparam("tender", LineKind.TENDER, DocumentLine.kind.type, literal_execute=True)
    ways = [select(DocumentLine.document_id).where(is_tender, DocumentLine.amount.in_(either))]
    if wanted.first is not None:
        paid = func.sum(DocumentLine.amount, type_=DocumentLine.amount.type)
        ways.append(
            select(DocumentLine.document_id)
            .join(Document, Document.id == DocumentLine.document_id)
            .where(*_days(wanted), is_tender)
            .group_by(DocumentLine.document_id)
            .having(paid.in_(either))
        )
    return ways


def _items(typed: str) -> Select[Any]:
    match = " AND ".join(f'"{word}"*' for word in fold(typed).split()[:_MOST_WORDS])
    found = text("SELECT rowid FROM item_search WHERE item_search MATCH :match").bindparams(match=match)
    return select(ItemText.item_id).where(ItemText.number.in_(found.columns(literal_column("rowid"))))


def _items_meant(session: Session, typed: str) -> list[ItemId]:
    if not fold(typed):
        return []
    return list(session.execute(_items(typed).limit(_MANY_ITEMS + 1)).scalars())


def _parties_meant(session: Session, typed: str) -> list[PartyId]:
    wanted = select(Party.id).where(*(_has(word) for word in typed.split()[:_MOST_WORDS]))
    return list(session.execute(wanted).scalars())


def _has(word: str) -> ColumnElement[bool]:
    columns = (Party.name, Party.contact_name, Party.code, Party.phone)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


# ------------------------------------------------------------------------------------------------------ what is found


def _lines(session: Session, documents: Sequence[DocumentId]) -> dict[DocumentId, list[DocumentLine]]:
    kinds = (*_GOODS, LineKind.TENDER, LineKind.CUSTOMER)
    found: defaultdict[DocumentId, list[DocumentLine]] = defaultdict(list)
    asked = (
        select(DocumentLine)
        .where(DocumentLine.document_id.in_(documents), DocumentLine.kind.in_(kinds))
        .order_by(DocumentLine.document_id, DocumentLine.line_no)
    )
    for line in session.execute(asked).scalars():
        found[line.document_id].append(line)
    return found


def _names(session: Session, lines: dict[DocumentId, list[DocumentLine]]) -> dict[UUID, str]:
    parties = {line.party_id for of_one in lines.values() for line in of_one if line.party_id is not None}
    return {row.id: row.name for row in session.execute(select(Party.id, Party.name).where(Party.id.in_(parties)))}


def _codes(session: Session, lines: dict[DocumentId, list[DocumentLine]]) -> dict[UUID, str]:
    wanted = {line.refers_document_id for of_one in lines.values() for line in of_one if line.refers_document_id}
    asked = (
        select(Document.id, Document.kind, Document.epoch, Document.number, Device.code)
        .join(Device, Device.id == Document.device_id)
        .where(Document.id.in_(wanted))
    )
    return {
        identity: document_code(kind, device, epoch, number)
        for identity, kind, epoch, number, device in session.execute(asked)
    }


def _back(session: Session, documents: Sequence[DocumentId]) -> dict[DocumentId, dict[DocumentKind, int]]:
    """How many units came back of each, by what kind of document."""
    units = func.sum(DocumentLine.quantity, type_=DocumentLine.quantity.type)
    asked = (
        select(DocumentLine.refers_document_id, Document.kind, units)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(DocumentLine.refers_document_id.in_(documents), DocumentLine.kind.in_(GOODS_LINES))
        .group_by(DocumentLine.refers_document_id, Document.kind)
    )
    found: defaultdict[DocumentId, dict[DocumentKind, int]] = defaultdict(dict)
    for sale, kind, quantity in session.execute(asked):
        if sale is not None and quantity is not None:
            found[sale][kind] = quantity.units
    return found


def _row(
    header: Document,
    device: int,
    till: str,
    cashier: str,
    lines: Sequence[DocumentLine],
    names: dict[UUID, str],
    codes: dict[UUID, str],
    back: dict[DocumentKind, int],
) -> HistoryRow:
    goods = [line for line in lines if line.kind in _GOODS]
    sold = sum(line.quantity.units for line in goods if line.quantity and line.refers_document_id is None)
    paid = sum_rupiah(line.amount for line in lines if line.kind is LineKind.TENDER)
    is_out = header.kind not in SOLD_BY
    customer = next((line.party_id for line in lines if line.kind is LineKind.CUSTOMER), None)
    answered = next((line.refers_document_id for line in lines if line.refers_document_id is not None), None)
    return HistoryRow(
        id=header.id,
        kind=header.kind,
        code=document_code(header.kind, device, header.epoch, header.number),
        at=header.at,
        business_date=header.business_date,
        till=till,
        cashier=cashier,
        pieces=sum(line.quantity.units for line in goods if line.quantity),
        amount=-paid if is_out else paid,
        goods=tuple(dict.fromkeys(line.text for line in goods)),
        customer=names.get(customer, "") if customer else "",
        answers=codes.get(answered, "") if answered else _written(goods),
        came=_came(sold, back),
    )


def _written(goods: Sequence[DocumentLine]) -> str:
    """The receipt of a sale that was in another book, as somebody read it there."""
    return next((line.reference or "" for line in goods if line.kind is LineKind.TAKEN_BACK), "")


def _came(sold: int, back: dict[DocumentKind, int]) -> Came:
    if DocumentKind.VOID in back:
        return Came.VOIDED
    units = sum(back.values())
    if not units:
        return Came.STANDS
    return Came.ALL_BACK if units >= sold else Came.PART_BACK
