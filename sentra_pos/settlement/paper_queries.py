"""Which slips there are of an artisan's money outside of settlements: given, paid back or in, let go, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.settlement.deduction_rules import Purpose

_GIVEN = (DocumentKind.ADVANCE, DocumentKind.SAVINGS)
#: What leaves a slip only where it takes something back.
_UNDOING = (DocumentKind.CHARGE, DocumentKind.PAYOUT_VOID)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipKept:
    """A document that left a slip; ``amount`` is the slip's, of a shared fee everybody's together.

    ``what`` its lines are; ``undoes`` where it takes another document back. ``paid_in`` where it, or what it takes
    back, is savings that the artisan gave to the shop.
    """

    document: DocumentId
    kind: DocumentKind
    code: str
    date: date
    text: str
    amount: Rupiah
    undoes: bool
    paid_in: bool
    what: LineKind
    purpose: Purpose | None

    @property
    def has_receipt(self) -> bool:
        """Whether a page says, too, that the artisan received it."""
        return self.kind in _GIVEN and not self.undoes and not self.paid_in


def slips_of(session: Session, party: PartyId, *, newest: int = 200) -> tuple[SlipKept, ...]:
    """The artisan's, the newest first."""
    own, line = aliased(DocumentLine), DocumentLine
    undoing = Document.kind.in_(_UNDOING) & Document.reverses_id.is_not(None)
    rows = session.execute(
        select(
            Document,
            Device.code,
            func.min(line.text),
            func.min(line.kind, type_=line.kind.type),
            func.min(line.details, type_=line.details.type),
            func.sum(line.amount, type_=line.amount.type),
        )
        .join(Device, Device.id == Document.device_id)
        .join(line, line.document_id == Document.id)
        .where(or_(Document.kind.in_((*_GIVEN, DocumentKind.PAY_BACK)), undoing))
        .where(select(own.line_no).where(own.document_id == Document.id, own.party_id == party).exists())
        .group_by(Document.id, Device.code)
        .order_by(Document.received_seq.desc())
        .limit(newest)
    )
    return tuple(
        SlipKept(
            document=header.id,
            kind=header.kind,
            code=document_code(header.kind, device, header.epoch, header.number),
            date=header.business_date,
            text=text,
            amount=abs(amount),
            undoes=header.reverses_id is not None,
            # What comes in stands below zero, and what mirrors it above.
            paid_in=header.kind is DocumentKind.SAVINGS and (amount < ZERO) is (header.reverses_id is None),
            what=what,
            purpose=Purpose(str(details["purpose"])) if "purpose" in details else None,
        )
        for header, device, text, what, details, amount in rows
    )
