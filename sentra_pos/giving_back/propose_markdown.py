"""Propose a lower price to the artisans whose goods carry the tag; nothing changes before all of them said yes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.net_price_floor import refuse_below_net
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.giving_back.errors import (
    NobodyToAsk,
    NoLowerPrice,
    NothingChosen,
    ProposalReasonMissing,
    ProposedAlready,
)
from sentra_pos.giving_back.facts import ProposalState
from sentra_pos.giving_back.holdings import words_of
from sentra_pos.giving_back.markdown_queries import Proposal, owners_here, proposals
from sentra_pos.giving_back.models import MarkdownAnswerRow, MarkdownProposalRow
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerPrice:
    """One item's; ``id`` is the proposal's, minted by the caller."""

    id: UUID
    item: ItemId
    price: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeMarkdown:
    """Several items for one reason, which the artisans are told."""

    by: ActedBy
    prices: tuple[LowerPrice, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownProposed:
    """The proposals that stand, and whose answer each waits for."""

    proposals: tuple[Proposal, ...]
    changes: Changes = Changes(consignment=True)


def propose_markdown(session: Session, command: ProposeMarkdown, *, clock: Clock) -> MarkdownProposed:
    """All or none; the same ids again change nothing, and other prices under them are refused.

    Raises NothingChosen, ProposalReasonMissing, NoLowerPrice, NobodyToAsk, ProposedAlready, PriceBelowNetPrice.
    """
    require(session, command.by, Permission.PROPOSE_MARKDOWN)
    if not command.prices:
        raise NothingChosen
    ids = [each.id for each in command.prices]
    stands = proposals(session, ids=ids)
    if stands:
        _same(stands, command)
        return MarkdownProposed(proposals=stands)
    reason = one_line(command.reason, 200)
    if not reason:
        raise ProposalReasonMissing
    items = [each.item for each in command.prices]
    words, owners, waiting = words_of(session, items), owners_here(session, items), _waiting(session, items)
    for each in command.prices:
        tag = words[each.item]
        if not ZERO < each.price < tag.price:
            raise NoLowerPrice(item=tag.name, price=format_rupiah(tag.price))
        if each.item in waiting:
            raise ProposedAlready(item=tag.name, price=format_rupiah(waiting[each.item]))
        if not owners[each.item]:
            raise NobodyToAsk(item=tag.name)
        refuse_below_net(session, {each.item: each.price})
        waiting[each.item] = each.price
        row = {"id": each.id, "item_id": each.item, "from_price": tag.price, "to_price": each.price, "reason": reason}
        row |= {"proposed_by": command.by.staff, "proposed_at": clock.now(), "state": ProposalState.OPEN}
        session.execute(insert(MarkdownProposalRow), [row])
        ask_owners(session, each.id, owners[each.item])
        said = {"proposal": str(each.id), "item": str(each.item), "old": tag.price.amount, "new": each.price.amount}
        kind = EventKind.MARKDOWN_PROPOSED
        record_event(session, kind, device=command.by.device, staff=command.by.staff, clock=clock, details=said)
    return MarkdownProposed(proposals=proposals(session, ids=ids))


def _same(stands: tuple[Proposal, ...], command: ProposeMarkdown) -> None:
    """Another price under an id that was used is not what stands."""
    asked = {each.id: (each.item, each.price) for each in command.prices}
    for proposal in stands:
        if asked[proposal.id] != (proposal.item, proposal.to_price):
            raise ProposedAlready(item=proposal.name, price=format_rupiah(proposal.to_price))


def ask_owners(session: Session, proposal: UUID, owners: dict[PartyId, str]) -> None:
    """An open answer of each of them; whoever was asked before keeps what they said."""
    asked = select(MarkdownAnswerRow.party_id).where(MarkdownAnswerRow.proposal_id == proposal)
    known = set(session.execute(asked).scalars())
    nothing = dict.fromkeys(("accepted", "way", "answered_by", "answered_at"))
    rows = [{"proposal_id": proposal, "party_id": party, **nothing} for party in owners if party not in known]
    if rows:
        session.execute(insert(MarkdownAnswerRow), rows)


def _waiting(session: Session, items: list[ItemId]) -> dict[ItemId, Rupiah]:
    """What is proposed already and not answered."""
    row = MarkdownProposalRow
    wanted = select(row.item_id, row.to_price).where(row.item_id.in_(items), row.state == ProposalState.OPEN)
    return {found.item_id: found.to_price for found in session.execute(wanted)}
