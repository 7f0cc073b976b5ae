"""A posted note as it stands now, after what corrected it, and what of it can still be corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item
from sentra_pos.consignment.lot_lineage import LotHere, lineage, lots_here
from sentra_pos.consignment.queries import agreement_by_id
from sentra_pos.consignment.rules import Agreement, share_at_list
from sentra_pos.core.ids import AgreementId, DeviceId, DocumentId, ItemId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.people.models import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """A line with what is right by now; ``tag`` is what the item's tag says.

    ``lots`` are those that its goods went through, the oldest first, with what lies here of each; ``terms`` are theirs.

    ``brought`` is how many came by the note and its corrections; only those ``here``, or missing, can be corrected
    further.
    """

    number: int
    item: ItemId
    name: str
    code: str
    kind: ItemKind
    tag: Rupiah
    brought: Quantity
    price: Rupiah
    net_price: Rupiah | None
    cost: Rupiah | None
    share: Rupiah
    remark: str
    agreement: Agreement | None
    lots: tuple[LotHere, ...]
    terms: Mapping[AgreementId, Agreement]

    @property
    def here(self) -> Quantity:
        """Unsold, and in this till's hands."""
        return max(self._left, NONE)

    @property
    def missing(self) -> Quantity:
        """Of what was brought, and nobody has found since: perhaps it never came."""
        return Quantity(sum(lot.missing.units for lot in self.lots))

    @property
    def stays(self) -> Quantity:
        """Sold, missing or elsewhere: what keeps the terms that it has."""
        return max(self.brought - self._left, NONE)

    @property
    def least(self) -> Quantity:
        """The count cannot be corrected below it; more than were brought, where more were sold."""
        return max(self.brought - self._left - self.missing, NONE)

    @property
    def _left(self) -> Quantity:
        return Quantity(sum(lot.quantity.units for lot in self.lots))

    def terms_of(self, lot: LotHere) -> Agreement | None:
        """Those of the lot: goods that came back stay under the terms that they were sold under."""
        return self.agreement if lot.agreement is None else self.terms[lot.agreement]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingNote:
    """A note and its lines as they stand."""

    id: DocumentId
    code: str
    business_date: date
    party: PartyId
    party_name: str
    lines: tuple[StandingLine, ...]


def note_as_it_stands(session: Session, document: DocumentId, device: DeviceId) -> StandingNote | None:
    """The note with what corrected it, or None for what is no note."""
    header = header_of(session, document)
    if header is None or header.kind is not DocumentKind.CONSIGNMENT_NOTE:
        return None
    said = [line for line in lines_of(session, document) if line.kind is LineKind.GOODS]
    party = said[0].party
    assert party is not None
    corrected = _corrected(session, document)
    families = lineage(session, [line.lot for line in said if line.lot is not None])
    here = lots_here(session, [lot for family in families.values() for lot in family], device)
    items = {
        row.id: row
        for row in session.execute(
            select(Item.id, Item.kind, Item.price).where(Item.id.in_([line.item for line in said]))
        )
    }
    lines = []
    for line in said:
        assert line.lot is not None
        assert line.item is not None
        family = tuple(sorted((here[lot] for lot in families[line.lot]), key=lambda lot: lot.seq))
        item = items[line.item]
        lines.append(_line(session, line, family, corrected.get(line.number, []), item.kind, item.price))
    return StandingNote(
        id=document,
        code=header.code,
        business_date=header.business_date,
        party=party,
        party_name=session.execute(select(Party.name).where(Party.id == party)).scalar_one(),
        lines=tuple(lines),
    )


def _line(
    session: Session,
    line: Line,
    lots: tuple[LotHere, ...],
    corrected: list[DocumentLine],
    kind: ItemKind,
    tag: Rupiah,
) -> StandingLine:
    newest = lots[-1]
    agreements = (agreement_by_id(session, lot.agreement) for lot in lots if lot.agreement is not None)
    terms = {agreement.id: agreement for agreement in agreements if agreement is not None}
    signed = AgreementId(UUID(line.details["agreement"]))
    agreement = terms.get(newest.agreement or signed) or agreement_by_id(session, signed)
    remark = str(line.details["remark"])
    brought = line.quantity or NONE
    for said in corrected:
        if said.details["what"] == "count":
            brought = Quantity(int(str(said.details["to"])))
        elif said.details["what"] == "remark":
            remark = str(said.details["to"])
    share = newest.cost
    if share is None:
        share = share_at_list(agreement, newest.price, newest.net_price, item=line.item, category=newest.category)
    assert line.item is not None
    return StandingLine(
        number=line.number,
        item=line.item,
        name=line.text,
        code=str(line.details["code"]),
        kind=kind,
        tag=tag,
        brought=brought,
        price=newest.price,
        net_price=newest.net_price,
        cost=newest.cost,
        share=share,
        remark=remark,
        agreement=agreement,
        lots=lots,
        terms=terms,
    )


def _corrected(session: Session, document: DocumentId) -> dict[int, list[DocumentLine]]:
    rows = session.execute(
        select(DocumentLine)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(DocumentLine.refers_document_id == document, DocumentLine.kind == LineKind.CORRECTED)
        .order_by(Document.received_seq, DocumentLine.line_no)
    ).scalars()
    found: dict[int, list[DocumentLine]] = {}
    for row in rows:
        assert row.refers_line_no is not None
        found.setdefault(row.refers_line_no, []).append(row)
    return found
