"""Working rows of giving back: proposed prices with what each artisan said, and who fetched goods for an artisan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.consignment.change_price import ConsentWay
from sentra_pos.core.ids import DocumentId, ItemId, PartyId, StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText
from sentra_pos.giving_back.facts import ProposalState


class MarkdownProposalRow(Base):
    """A lower price for one item, until everybody whose goods carry that tag has answered.

    ``document_id`` is the price change that it became, for one that was accepted.
    """

    __tablename__ = "markdown_proposal"
    __table_args__ = strict(
        one_of("state", ProposalState),
        CheckConstraint("to_price > 0 AND to_price < from_price", name="price_lower"),
        CheckConstraint("(state = 'accepted') = (document_id IS NOT NULL)", name="accepted_is_changed"),
        Index(None, "item_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("item.id"))
    from_price: Mapped[Rupiah]
    to_price: Mapped[Rupiah]
    reason: Mapped[str]
    proposed_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[datetime]
    state: Mapped[ProposalState] = mapped_column(EnumText(ProposalState))
    closed_at: Mapped[datetime | None]
    document_id: Mapped[DocumentId | None] = mapped_column(ForeignKey("document.id"))


class MarkdownAnswerRow(Base):
    """What one artisan says to a proposal; ``accepted`` is empty while nobody knows."""

    __tablename__ = "markdown_answer"
    __table_args__ = strict(
        CheckConstraint("way IS NULL OR way IN ('signed', 'in_person', 'message', 'phone')", name="way_known"),
        CheckConstraint("(accepted IS NULL) = (answered_at IS NULL)", name="answered_at_once"),
        Index(None, "party_id"),
        rowid=False,
    )

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("markdown_proposal.id"), primary_key=True)
    party_id: Mapped[PartyId] = mapped_column(ForeignKey("party.id"), primary_key=True)
    accepted: Mapped[bool | None]
    way: Mapped[ConsentWay | None] = mapped_column(EnumText(ConsentWay))
    answered_by: Mapped[StaffId | None] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None]


class GoodsCollectorRow(Base):
    """Who fetched goods for an artisan. A name is personal data, so it stands here and not in the chain."""

    __tablename__ = "goods_collector"
    __table_args__ = strict(CheckConstraint("name <> ''", name="named"))

    document_id: Mapped[DocumentId] = mapped_column(ForeignKey("document.id"), primary_key=True)
    name: Mapped[str]
