"""Record what artisans say to a proposed price: the last yes changes it, the first no ends it. Or withdraw it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from sentra_pos.consignment.change_price import ChangePrice, Consent, ConsentWay, NewPrice, change_price
from sentra_pos.consignment.net_price_floor import refuse_below_net
from sentra_pos.consignment.queries import consignor
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.words import format_rupiah
from sentra_pos.giving_back.errors import NoSuchProposal, NotAsked, PriceMovedSince
from sentra_pos.giving_back.facts import ProposalState
from sentra_pos.giving_back.markdown_queries import Proposal, owners_here, proposals
from sentra_pos.giving_back.models import MarkdownAnswerRow, MarkdownProposalRow
from sentra_pos.giving_back.propose_markdown import ask_owners
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMarkdown:
    """What one artisan says to one proposal, and how that is known."""

    by: ActedBy
    proposal: UUID
    party: PartyId
    accepted: bool
    way: ConsentWay = ConsentWay.IN_PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMarkdown:
    """The shop does not want it any more."""

    by: ActedBy
    proposal: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownAnswered:
    """The proposal as it stands; ``new_tag`` where the price was changed by this, so that tags are printed again."""

    proposal: Proposal
    new_tag: bool = False
    changes: Changes = Changes(consignment=True, catalogue=True)


def answer_markdown(session: Session, command: AnswerMarkdown, *, clock: Clock) -> MarkdownAnswered:
    """The same answer again changes nothing. When everybody whose goods carry the tag said yes, the price changes.

    Raises NoSuchProposal, NotAsked, and for a yes PriceMovedSince where the tag says something else by now, or
    PriceBelowNetPrice where goods came in meanwhile at a net price above the proposed one.
    """
    require(session, command.by, Permission.PROPOSE_MARKDOWN)
    stands = _one(session, command.proposal)
    before = next((each for each in stands.answers if each.party == command.party), None)
    if before is not None and (before.accepted, before.way) == (command.accepted, command.way):
        return MarkdownAnswered(proposal=stands)
    _must_be_open(stands)
    owners = owners_here(session, [stands.item])[stands.item]
    if before is None and command.party not in owners:
        raise NotAsked(name=_name(session, command.party), item=stands.name)
    if command.accepted:
        _must_be_possible(session, stands)
    # Whoever brought such goods since is asked too; whose goods are gone has nothing to say any more.
    ask_owners(session, stands.id, {**owners, command.party: ""})
    _forget_those_gone(session, stands, owners, command.party)
    _write(session, command, clock)
    written = _one(session, stands.id)
    said = {"accepted": command.accepted, "party": str(command.party), **_share_told(written, command.party)}
    _note(session, command.by, stands, said, clock)
    if not command.accepted:
        _close(session, stands.id, ProposalState.DECLINED, clock)
    elif not written.waiting_for:
        _change_price(session, command.by, written, clock)
        return MarkdownAnswered(proposal=_one(session, stands.id), new_tag=True)
    return MarkdownAnswered(proposal=_one(session, stands.id))


def withdraw_markdown(session: Session, command: WithdrawMarkdown, *, clock: Clock) -> MarkdownAnswered:
    """Raises NoSuchProposal for one that was answered; withdrawn twice is withdrawn once."""
    require(session, command.by, Permission.PROPOSE_MARKDOWN)
    stands = _one(session, command.proposal)
    if stands.state is not ProposalState.WITHDRAWN:
        _must_be_open(stands)
        _close(session, stands.id, ProposalState.WITHDRAWN, clock)
        _note(session, command.by, stands, {"withdrawn": True}, clock)
    return MarkdownAnswered(proposal=_one(session, stands.id))


def _one(session: Session, proposal: UUID) -> Proposal:
    found = proposals(session, ids=(proposal,))
    if not found:
        raise NoSuchProposal
    return found[0]


def _must_be_open(proposal: Proposal) -> None:
    if proposal.state is not ProposalState.OPEN:
        raise NoSuchProposal


def _must_be_possible(session: Session, proposal: Proposal) -> None:
    """Nobody says yes to a price that nobody can have any more."""
    if proposal.now != proposal.from_price:
        prices = {"price": format_rupiah(proposal.now), "was": format_rupiah(proposal.from_price)}
        raise PriceMovedSince(item=proposal.name, **prices)
    refuse_below_net(session, {proposal.item: proposal.to_price})


def _share_told(proposal: Proposal, party: PartyId) -> dict[str, object]:
    """What the artisan was told that a piece would bring: the lowest and the highest, in rupiah."""
    share = next((each.share_then for each in proposal.answers if each.party == party), None)
    return {} if share is None else {"share": [share.lowest.amount, share.highest.amount]}


def _name(session: Session, party: PartyId) -> str:
    found = consignor(session, party)
    return "" if found is None else found.name


def _forget_those_gone(session: Session, stands: Proposal, owners: dict[PartyId, str], answering: PartyId) -> None:
    gone = [each.party for each in stands.waiting_for if each.party not in owners and each.party != answering]
    row = MarkdownAnswerRow
    session.execute(delete(row).where(row.proposal_id == stands.id, row.party_id.in_(gone)))


def _write(session: Session, command: AnswerMarkdown, clock: Clock) -> None:
    row = MarkdownAnswerRow
    session.execute(
        update(row)
        .where(row.proposal_id == command.proposal, row.party_id == command.party)
        .values(accepted=command.accepted, way=command.way, answered_by=command.by.staff, answered_at=clock.now())
    )


def _close(
    session: Session, proposal: UUID, state: ProposalState, clock: Clock, document: DocumentId | None = None
) -> None:
    row = MarkdownProposalRow
    values = {"state": state, "closed_at": clock.now(), "document_id": document}
    session.execute(update(row).where(row.id == proposal).values(**values))


def _change_price(session: Session, by: ActedBy, proposal: Proposal, clock: Clock) -> None:
    """By the shop's own act, which writes the consents into its document."""
    document = DocumentId(new_id(clock))
    consents = (Consent(party=each.party, way=each.way) for each in proposal.answers if each.way is not None)
    change = ChangePrice(
        id=document,
        by=by,
        prices=(NewPrice(item=proposal.item, price=proposal.to_price),),
        reason=proposal.reason,
        consents=tuple(consents),
    )
    change_price(session, change, clock=clock)
    _close(session, proposal.id, ProposalState.ACCEPTED, clock, document)


def _note(session: Session, by: ActedBy, proposal: Proposal, said: dict[str, object], clock: Clock) -> None:
    prices = {"old": proposal.from_price.amount, "new": proposal.to_price.amount}
    told = {"proposal": str(proposal.id), "item": str(proposal.item), **prices, **said}
    kind = EventKind.MARKDOWN_ANSWERED
    record_event(session, kind, device=by.device, staff=by.staff, clock=clock, details=told)
