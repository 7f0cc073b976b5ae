"""Closings as they were written: the Z report, the running grand total, and the count that holds by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import lines_of
from sentra_pos.people.models import Staff
from sentra_pos.tills.counts import MethodCount
from sentra_pos.tills.denominations import Denominations
from sentra_pos.tills.errors import NoSuchClosing
from sentra_pos.tills.kept_figures import totals_kept
from sentra_pos.tills.open_ends import OpenEnds
from sentra_pos.tills.queries import last_closing
from sentra_pos.tills.shift_queries import ShiftTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class ZReport:
    """A closing as its paper says it, the same for ever. ``first`` is the cash counted before the book was shown.

    ``grand_total`` is all that the till ever sold less all that came back, this shift included.
    """

    id: DocumentId
    code: str
    till: str
    device_code: int
    business_date: date
    opening_code: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime
    closed_by: str
    approved_by: str | None
    totals: ShiftTotals
    counted: Rupiah
    denominations: Denominations | None
    first: Rupiah | None
    to_safe: Rupiah
    reason: str
    methods: tuple[MethodCount, ...]
    grand_total: Rupiah
    open_ends: OpenEnds
    hash: bytes

    @property
    def difference(self) -> Rupiah:
        """Below zero, money is short."""
        return self.counted - self.totals.expected_cash


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingRow:
    """A closing in a list; ``counted`` and ``difference`` as the newest count has them."""

    id: DocumentId
    code: str
    business_date: date
    at: datetime
    closed_by: str
    counted: Rupiah
    difference: Rupiah
    recounts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountThatHolds:
    """The newest count of a closing: its own, or the last recount's."""

    counted: Rupiah
    difference: Rupiah
    to_safe: Rupiah
    recounts: int


def z_report_of(session: Session, closing: DocumentId) -> ZReport:
    """Raises NoSuchClosing."""
    opening, closer, opener, approver = aliased(Document), aliased(Staff), aliased(Staff), aliased(Staff)
    found = session.execute(
        select(Document, Device, opening, closer.name, opener.name, approver.name)
        .join(Device, Device.id == Document.device_id)
        .join(opening, opening.id == Document.shift_id)
        .join(closer, closer.id == Document.actor_id)
        .join(opener, opener.id == opening.actor_id)
        .outerjoin(approver, approver.id == Document.approver_id)
        .where(Document.id == closing, Document.kind == DocumentKind.TILL_CLOSING)
    ).one_or_none()
    if found is None:
        raise NoSuchClosing
    header, device, begun, closed_by, opened_by, approved_by = found
    cash, *slips = lines_of(session, closing)
    said = cash.details
    return ZReport(
        id=closing,
        code=document_code(header.kind, device.code, header.epoch, header.number),
        till=device.name,
        device_code=device.code,
        business_date=header.business_date,
        opening_code=document_code(begun.kind, device.code, begun.epoch, begun.number),
        opened_at=begun.at,
        opened_by=opened_by,
        closed_at=header.at,
        closed_by=closed_by,
        approved_by=approved_by,
        totals=totals_kept(said),
        counted=cash.amount,
        denominations=_denominations(cash),
        first=Rupiah(int(said["first_counted"])) if "first_counted" in said else None,
        to_safe=Rupiah(int(said["to_safe"])),
        reason=header.reason,
        methods=tuple(_method(line) for line in slips),
        grand_total=Rupiah(int(said["grand_total"])),
        open_ends=_open_ends(said["open"]),
        hash=header.hash,
    )


def _denominations(line: Line) -> Denominations | None:
    kept = line.details.get("denominations")
    return None if kept is None else Denominations.from_json(kept)


def _method(line: Line) -> MethodCount:
    return MethodCount(method=line.method or "", counted=line.amount, expected=Rupiah(int(line.details["expected"])))


def _open_ends(said: dict[str, Any]) -> OpenEnds:
    return OpenEnds(
        unprinted=said["unprinted"],
        in_doubt=said["in_doubt"],
        unchecked=said["unchecked"],
        unchecked_amount=Rupiah(said["unchecked_amount"]),
    )


def grand_total_before(session: Session, device: DeviceId) -> Rupiah:
    """The till's running grand total as its last closing left it."""
    closing = last_closing(session, device)
    return ZERO if closing is None else Rupiah(int(lines_of(session, closing)[0].details["grand_total"]))


def count_that_holds(session: Session, closing: DocumentId) -> CountThatHolds:
    """What was counted, by the newest count of the closing."""
    cash = lines_of(session, closing)[0]
    counts = session.execute(
        select(DocumentLine.amount)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(
            Document.kind == DocumentKind.RECOUNT,
            DocumentLine.kind == LineKind.COUNTED_CASH,
            DocumentLine.refers_document_id == closing,
        )
        .order_by(Document.received_seq)
    ).scalars()
    again = list(counts)
    counted = again[-1] if again else cash.amount
    return CountThatHolds(
        counted=counted,
        difference=counted - Rupiah(int(cash.details["expected"])),
        to_safe=Rupiah(int(cash.details["to_safe"])),
        recounts=len(again),
    )


def closings(session: Session, device: DeviceId, *, newest: int = 50) -> tuple[ClosingRow, ...]:
    """The till's closings, the newest first."""
    rows = session.execute(
        select(Document, Device.code, Staff.name)
        .join(Device, Device.id == Document.device_id)
        .join(Staff, Staff.id == Document.actor_id)
        .where(Document.kind == DocumentKind.TILL_CLOSING, Document.device_id == device)
        .order_by(Document.received_seq.desc())
        .limit(newest)
    ).all()
    found = []
    for header, code, name in rows:
        holds = count_that_holds(session, header.id)
        found.append(
            ClosingRow(
                id=header.id,
                code=document_code(header.kind, code, header.epoch, header.number),
                business_date=header.business_date,
                at=header.at,
                closed_by=name,
                counted=holds.counted,
                difference=holds.difference,
                recounts=holds.recounts,
            )
        )
    return tuple(found)
