"""Papers of moved goods as they stand in the book, and what is open between the shop and an artisan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.drop_off_queries import open_drop_offs
from sentra_pos.consignment.queries import consignor
from sentra_pos.core.ids import DocumentId, ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import QuantityType
from sentra_pos.giving_back.facts import ProposalState
from sentra_pos.giving_back.models import GoodsCollectorRow, MarkdownAnswerRow, MarkdownProposalRow
from sentra_pos.ledger.draft import Account, Line
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, PlaceKind
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.ledger.queries import balance_of, header_of, headers, lines_of
from sentra_pos.people.models import Objection, ObjectionAnswer, Party, Staff
from sentra_pos.stock.care import in_our_care

_KINDS = (DocumentKind.TRANSFER, DocumentKind.HAND_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLine:
    """A line as it was signed; ``owner_name`` is empty for the shop's own."""

    number: int
    item: ItemId
    code: str
    name: str
    size: str
    owner: PartyId | None
    owner_name: str
    quantity: Quantity
    price: Rupiah
    source: PlaceKind
    target: PlaceKind

    @property
    def is_damaged(self) -> bool:
        """Put apart as damaged, or handed back out of there."""
        return PlaceKind.QUARANTINE in (self.source, self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPaper:
    """A transfer, a pull list, what was put apart as damaged, or a note of goods handed back: all that its paper says.

    ``party`` is the one artisan whose goods they are, None where they are several artisans' or the shop's.
    """

    id: DocumentId
    kind: DocumentKind
    code: str
    business_date: date
    at: datetime
    by: str
    reason: str
    party: PartyId | None
    party_code: str
    party_name: str
    fetched_by: str
    hash: bytes
    lines: tuple[MovedLine, ...]

    @property
    def is_pull_list(self) -> bool:
        """Whether it takes goods off sale for their artisan to fetch."""
        return all(line.target is PlaceKind.SET_ASIDE for line in self.lines)

    @property
    def is_damage(self) -> bool:
        """Whether it puts goods apart that were damaged here."""
        return all(line.target is PlaceKind.QUARANTINE for line in self.lines)

    @property
    def pieces(self) -> Quantity:
        return Quantity(sum(line.quantity.units for line in self.lines))

    @property
    def value(self) -> Rupiah:
        """All of it at the prices of its tags that day."""
        return sum_rupiah(line.price.times(line.quantity) for line in self.lines)


def moved_paper(session: Session, document: DocumentId) -> MovedPaper | None:
    """The document with its lines, or None when there is no such transfer or return."""
    header = header_of(session, document)
    if header is None or header.kind not in _KINDS:
        return None
    lines = lines_of(session, document)
    owners = {line.party for line in lines}
    rows = session.execute(select(Party.id, Party.code, Party.name).where(Party.id.in_([p for p in owners if p])))
    people = {party: (code, name) for party, code, name in rows}
    only = next(iter(owners)) if len(owners) == 1 else None
    code, name = ("", "") if only is None else people[only]
    wanted = select(GoodsCollectorRow.name).where(GoodsCollectorRow.document_id == document)
    return MovedPaper(
        id=document,
        kind=header.kind,
        code=header.code,
        business_date=header.business_date,
        at=header.at,
        by=session.execute(select(Staff.name).where(Staff.id == header.actor)).scalar_one(),
        reason=header.reason,
        party=only,
        party_code=code,
        party_name=name,
        fetched_by=session.execute(wanted).scalar_one_or_none() or "",
        hash=header.hash,
        lines=tuple(_line(line, "" if line.party is None else people[line.party][1]) for line in lines),
    )


def _line(line: Line, owner_name: str) -> MovedLine:
    assert line.item is not None
    assert line.quantity is not None
    assert line.price is not None
    said = line.details
    return MovedLine(
        number=line.number,
        item=line.item,
        code=said["code"],
        name=line.text,
        size=said["size"],
        owner=line.party,
        owner_name=owner_name,
        quantity=line.quantity,
        price=line.price,
        source=PlaceKind(said["from"]),
        target=PlaceKind(said.get("to", PlaceKind.WITH_ARTISAN.value)),
    )


def moved_papers(
    session: Session, *, kind: DocumentKind, party: PartyId | None = None, newest: int = 50
) -> tuple[MovedPaper, ...]:
    """The newest papers of the kind, those with goods of one artisan if named."""
    found = (moved_paper(session, header.id) for header in headers(session, kind, newest=newest))
    papers = [paper for paper in found if paper is not None]
    return tuple(paper for paper in papers if party is None or any(line.owner == party for line in paper.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatters:
    """What is not finished between the shop and an artisan. Money is what the shop owes; ``advance`` the other way.

    ``here`` are goods by kind of place, at a stand and on the road to it too, ``missing`` those that a case has not
    decided about, ``short`` what was sold beyond what ever came in, ``left`` what lies here by a receipt that no note
    has answered yet, ``objections`` wait for an answer of the shop.
    """

    party: PartyId
    name: str
    active: bool
    here: tuple[tuple[PlaceKind, Quantity], ...]
    missing: Quantity
    short: Quantity
    left: Quantity
    accrued: Rupiah
    payable: Rupiah
    advance: Rupiah
    savings: Rupiah
    proposals: int
    objections: int

    @property
    def pieces(self) -> Quantity:
        return Quantity(sum(quantity.units for _kind, quantity in self.here))

    @property
    def owed(self) -> Rupiah:
        """Earned and settled, not yet paid; below zero what the artisan owes from returns."""
        return self.accrued + self.payable

    @property
    def below_zero(self) -> Rupiah:
        """By how much what was paid out is more than was earned in the end."""
        return max(-self.owed, ZERO)

    @property
    def goods_are_clear(self) -> bool:
        return not (self.pieces or self.missing or self.short or self.left)

    @property
    def money_is_clear(self) -> bool:
        return not (self.accrued or self.payable or self.advance or self.savings)

    @property
    def all_clear(self) -> bool:
        """The artisan may leave."""
        return self.goods_are_clear and self.money_is_clear and not (self.proposals or self.objections)


def open_matters(session: Session, party: PartyId) -> OpenMatters | None:
    """What is open with the artisan, on every device; None for nobody goods come from."""
    artisan = consignor(session, party)
    if artisan is None:
        return None
    here: dict[PlaceKind, Quantity] = {}
    missing = short = NONE
    for kind, kept, quantity in session.execute(
        select(Place.kind, in_our_care(), func.sum(StockBalance.quantity, type_=QuantityType()))
        .join(StockBalance, StockBalance.place_id == Place.id)
        .join(Lot, Lot.id == StockBalance.lot_id)
        .where(Lot.owner_id == party, StockBalance.quantity != NONE)
        .group_by(Place.kind, in_our_care(), StockBalance.quantity > NONE)
        .order_by(Place.kind)
    ):
        if kept and quantity > NONE:
            here[kind] = here.get(kind, NONE) + quantity
        elif kept:
            short = short - quantity
        elif kind is PlaceKind.MISSING:
            missing = missing + quantity

    def stands(kind: AccountKind) -> Rupiah:
        return balance_of(session, Account(kind, party=party))

    return OpenMatters(
        party=party,
        name=artisan.name,
        active=artisan.active,
        here=tuple(here.items()),
        missing=missing,
        short=short,
        left=Quantity(sum(each.pieces.units for each in open_drop_offs(session, party))),
        accrued=ZERO - stands(AccountKind.ACCRUED),
        payable=ZERO - stands(AccountKind.PAYABLE),
        advance=stands(AccountKind.ADVANCE),
        savings=ZERO - stands(AccountKind.SAVINGS),
        proposals=_open_proposals(session, party),
        objections=_unanswered(session, party),
    )


def _unanswered(session: Session, party: PartyId) -> int:
    return session.execute(
        select(func.count())
        .select_from(Objection)
        .outerjoin(ObjectionAnswer, ObjectionAnswer.objection_id == Objection.id)
        .where(Objection.party_id == party, ObjectionAnswer.objection_id.is_(None))
    ).scalar_one()


def _open_proposals(session: Session, party: PartyId) -> int:
    return session.execute(
        select(func.count())
        .select_from(MarkdownAnswerRow)
        .join(MarkdownProposalRow, MarkdownProposalRow.id == MarkdownAnswerRow.proposal_id)
        .where(MarkdownAnswerRow.party_id == party, MarkdownProposalRow.state == ProposalState.OPEN)
    ).scalar_one()
