"""Questions about proposed prices: what was proposed, and what every artisan whose goods carry the tag said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.consignment.change_price import ConsentWay
from sentra_pos.consignment.share_queries import GoodsUnderTerms, Share, goods_under_terms, shares_at
from sentra_pos.core.ids import DocumentId, ItemId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE
from sentra_pos.giving_back.facts import ProposalState
from sentra_pos.giving_back.models import MarkdownAnswerRow, MarkdownProposalRow
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.people.models import Party, Staff
from sentra_pos.stock.care import in_our_care


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one artisan says; ``accepted`` is None while nobody knows.

    Of one piece of theirs: what the price on the tag brings them today and what the proposed one would. None once the
    proposal is closed, or where nothing of theirs is here any more.
    """

    party: PartyId
    name: str
    accepted: bool | None
    way: ConsentWay | None
    at: datetime | None
    share_now: Share | None = None
    share_then: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A lower price for one item. ``now`` is what its tag says today; ``document`` the price change it became."""

    id: UUID
    item: ItemId
    name: str
    code: str
    from_price: Rupiah
    to_price: Rupiah
    now: Rupiah
    reason: str
    by: str
    at: datetime
    state: ProposalState
    document: DocumentId | None
    answers: tuple[Said, ...]

    @property
    def waiting_for(self) -> tuple[Said, ...]:
        """Those who have not answered."""
        return tuple(each for each in self.answers if each.accepted is None)


def proposals(
    session: Session,
    *,
    ids: Collection[UUID] | None = None,
    party: PartyId | None = None,
    state: ProposalState | None = None,
    newest: int = 200,
) -> tuple[Proposal, ...]:
    """Newest first: these, or those that ask the artisan, or those in the state."""
    row = MarkdownProposalRow
    wanted = (
        select(row, Item.name, Item.price, func.coalesce(ItemCode.code, ""), Staff.name)
        .join(Item, Item.id == row.item_id)
        .join(Staff, Staff.id == row.proposed_by)
        .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .order_by(row.proposed_at.desc(), row.id.desc())
        .limit(newest)
    )
    if ids is not None:
        wanted = wanted.where(row.id.in_(list(ids)))
    if state is not None:
        wanted = wanted.where(row.state == state)
    if party is not None:
        asked = select(MarkdownAnswerRow.proposal_id).where(MarkdownAnswerRow.party_id == party)
        wanted = wanted.where(row.id.in_(asked))
    found = session.execute(wanted).all()
    said = _answers(session, [each[0].id for each in found])
    waiting = {each[0].id: each[0].item_id for each in found if each[0].state is ProposalState.OPEN}
    here = goods_under_terms(session, set(waiting.values()))
    goods = {proposal: here[item] for proposal, item in waiting.items()}
    return tuple(
        Proposal(
            id=proposal.id,
            item=proposal.item_id,
            name=name,
            code=code,
            from_price=proposal.from_price,
            to_price=proposal.to_price,
            now=price,
            reason=proposal.reason,
            by=by,
            at=proposal.proposed_at,
            state=proposal.state,
            document=proposal.document_id,
            answers=_with_shares(said[proposal.id], goods.get(proposal.id, ()), price, proposal.to_price),
        )
        for proposal, name, price, code, by in found
    )


def _answers(session: Session, ids: Collection[UUID]) -> defaultdict[UUID, list[Said]]:
    rows = session.execute(
        select(MarkdownAnswerRow, Party.name)
        .join(Party, Party.id == MarkdownAnswerRow.party_id)
        .where(MarkdownAnswerRow.proposal_id.in_(list(ids)))
        .order_by(Party.code)
    )
    found: defaultdict[UUID, list[Said]] = defaultdict(list)
    for row, name in rows:
        said = Said(party=row.party_id, name=name, accepted=row.accepted, way=row.way, at=row.answered_at)
        found[row.proposal_id].append(said)
    return found


def _with_shares(said: Iterable[Said], goods: Iterable[GoodsUnderTerms], now: Rupiah, then: Rupiah) -> tuple[Said, ...]:
    today, proposed = shares_at(goods, now), shares_at(goods, then)
    return tuple(replace(each, share_now=today.get(each.party), share_then=proposed.get(each.party)) for each in said)


def owners_here(session: Session, items: Collection[ItemId]) -> dict[ItemId, dict[PartyId, str]]:
    """Whose goods carry each tag in the shop's care now, by name; an item that nobody has there has none."""
    found: dict[ItemId, dict[PartyId, str]] = {item: {} for item in items}
    rows = session.execute(
        select(Lot.item_id, Party.id, Party.name)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .join(Party, Party.id == Lot.owner_id)
        .where(Lot.item_id.in_(list(items)), in_our_care(), StockBalance.quantity > NONE)
        .distinct()
        .order_by(Party.code)
    )
    for item, party, name in rows:
        found[item][party] = name
    return found
