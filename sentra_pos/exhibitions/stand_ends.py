"""The end of a stand: the one document that says so, and in whose custody its goods are from then on."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.db.direct import RowReader
from sentra_pos.db.setting_keys import SELLING_PLACE
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.db.types import EnumText
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine, Place

_DOCUMENT, _LINE = Document.__table__, DocumentLine.__table__
_ENDS = RowReader(
    select(_LINE.c.details, _DOCUMENT.c.id)
    .join_from(_DOCUMENT, _LINE, _LINE.c.document_id == _DOCUMENT.c.id)
    .where(_DOCUMENT.c.kind == bindparam("kind", type_=EnumText(DocumentKind)), _LINE.c.kind == LineKind.STAND)
    .order_by(_DOCUMENT.c.received_seq)
)


def _ends_of(session: Session, stand: UUID) -> list[tuple[DocumentId, bool]]:
    """The documents that end the stand, and whether each wrote it off."""
    rows = _ENDS.all(session, kind=DocumentKind.STAND_ENDED)
    return [
        (DocumentId(row.id), bool(row.details.get("written_off", False)))
        for row in rows
        if row.details.get("stand") == str(stand)
    ]


def stand_ended_by(session: Session, stand: UUID) -> DocumentId | None:
    """The first document that says the stand has ended, if one does."""
    ends = _ends_of(session, stand)
    return ends[0][0] if ends else None


def written_off(session: Session, stand: UUID) -> bool:
    """Whether the shop gave the stand's laptop up."""
    return any(given_up for _document, given_up in _ends_of(session, stand))


def stand_line(stand: StandRow, *, written_off: bool) -> Line:
    """The line that names the stand."""
    details: dict[str, object] = {"stand": str(stand.id)}
    if written_off:
        details["written_off"] = True
    return Line(number=1, kind=LineKind.STAND, text=stand.name, details=details)


def hand_over(session: Session, stand: StandRow, device: DeviceId | None) -> None:
    """The stand's goods are in this device's custody from now on; at the laptop in nobody's, for the shop is not there.

    A till that sold from it sells from its shelf again.
    """
    places = (stand.place_id, stand.quarantine_id)
    session.execute(update(Place).where(Place.id.in_(places)).values(custodian_id=device))
    if get_setting(session, SELLING_PLACE) in (stand.place_id.hex, str(stand.place_id)):
        put_setting(session, SELLING_PLACE, None)
