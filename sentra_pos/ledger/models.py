"""The tables of the book. Everything but the balances and counters is written once."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import (
    AccountId,
    AgreementId,
    DeviceId,
    DocumentId,
    EventId,
    ItemId,
    LotId,
    PartyId,
    PlaceId,
    ShiftId,
    StaffId,
)
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText, JsonText
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, EventKind, LineKind, PlaceKind


class Device(Base):
    """An installation that writes documents; its digit is in every number it prints."""

    __tablename__ = "device"
    __table_args__ = strict(CheckConstraint("code BETWEEN 0 AND 9999", name="code_range"))

    id: Mapped[DeviceId] = mapped_column(primary_key=True)
    code: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    epoch: Mapped[int]


class DeviceEpoch(Base):
    """A stretch of a device's life; a restore opens a new one, so no number is ever given twice."""

    __tablename__ = "device_epoch"
    __table_args__ = strict(append_only=True)

    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime]
    reason: Mapped[str]
    genesis: Mapped[bytes]


class ChainHead(Base):
    """The newest link of each chain of a device and epoch: ``document`` and ``event``."""

    __tablename__ = "chain_head"
    __table_args__ = strict()

    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[bytes]


class NumberSeries(Base):
    """The last number given, per device, epoch and kind; raised in the document's own transaction, so without gaps."""

    __tablename__ = "number_series"
    __table_args__ = strict()

    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind] = mapped_column(EnumText(DocumentKind), primary_key=True)
    last: Mapped[int]


class Document(Base):
    """A header: who, when, where, why; ``received_seq`` is this store's order of arrival and not part of the hash."""

    __tablename__ = "document"
    __table_args__ = strict(
        one_of("kind", DocumentKind),
        UniqueConstraint("device_id", "epoch", "seq"),
        UniqueConstraint("device_id", "epoch", "kind", "number"),
        Index(None, "kind", "received_seq"),
        Index(None, "shift_id", "kind"),
        Index(None, "business_date", "kind"),
        # Who adds up an artisan's moves asks each document for its day alone, and reads no more of it than this.
        Index("ix_document_day", "id", "business_date", "kind"),
        append_only=True,
    )

    received_seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[DocumentId] = mapped_column(unique=True)
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    epoch: Mapped[int]
    seq: Mapped[int]
    kind: Mapped[DocumentKind] = mapped_column(EnumText(DocumentKind))
    number: Mapped[int]
    shift_id: Mapped[ShiftId | None]
    business_date: Mapped[date]
    at: Mapped[datetime]
    utc_offset_minutes: Mapped[int]
    actor_id: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))
    approver_id: Mapped[StaffId | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str]
    reverses_id: Mapped[DocumentId | None] = mapped_column(ForeignKey("document.id"), index=True)
    intent: Mapped[bytes]
    format_version: Mapped[int]
    prev_hash: Mapped[bytes]
    hash: Mapped[bytes]


class DocumentLine(Base):
    """A line, with the columns that questions are asked of and the rest in ``details``."""

    __tablename__ = "document_line"
    __table_args__ = strict(
        one_of("kind", LineKind),
        Index(None, "item_id"),
        Index("ix_document_line_refers", "refers_document_id", "refers_line_no"),
        # Few lines name a party, and few are tenders: an ordinary sale pays for one entry in these.
        Index("ix_document_line_party", "party_id", sqlite_where=text("party_id IS NOT NULL")),
        Index("ix_document_line_tender", "amount", sqlite_where=text("kind = 'tender'")),
        # One line of each settlement, and what stood in the artisan's name before there was a book.
        Index("ix_document_line_balance", "party_id", sqlite_where=text("kind = 'balance'")),
        rowid=False,
        append_only=True,
    )

    document_id: Mapped[DocumentId] = mapped_column(ForeignKey("document.id"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LineKind] = mapped_column(EnumText(LineKind))
    amount: Mapped[Rupiah]
    text: Mapped[str]
    item_id: Mapped[ItemId | None] = mapped_column(ForeignKey("item.id"))
    lot_id: Mapped[LotId | None] = mapped_column(ForeignKey("lot.id"))
    party_id: Mapped[PartyId | None] = mapped_column(ForeignKey("party.id"))
    quantity: Mapped[Quantity | None]
    price: Mapped[Rupiah | None]
    discount: Mapped[Rupiah | None]
    method: Mapped[str | None]
    reference: Mapped[str | None]
    refers_document_id: Mapped[DocumentId | None] = mapped_column(ForeignKey("document.id"))
    refers_line_no: Mapped[int | None]
    details: Mapped[dict[str, object]] = mapped_column(JsonText)


class LineAllocation(Base):
    """Which lot answered for a line, and how its money was split."""

    __tablename__ = "line_allocation"
    __table_args__ = strict(
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("share + shop_part = list_amount - discount", name="parts_sum"),
        CheckConstraint("shop_discount BETWEEN 0 AND discount", name="shop_discount_within"),
        Index(None, "lot_id"),
        rowid=False,
        append_only=True,
    )

    document_id: Mapped[DocumentId] = mapped_column(ForeignKey("document.id"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True)
    allocation_no: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[LotId] = mapped_column(ForeignKey("lot.id"))
    quantity: Mapped[Quantity]
    list_amount: Mapped[Rupiah]
    discount: Mapped[Rupiah]
    shop_discount: Mapped[Rupiah]
    share: Mapped[Rupiah]
    shop_part: Mapped[Rupiah]
    short: Mapped[bool]


class Place(Base):
    """Where goods can be; only its custodian device writes its stock. Virtual places have no custodian."""

    __tablename__ = "place"
    __table_args__ = strict(one_of("kind", PlaceKind))

    id: Mapped[PlaceId] = mapped_column(primary_key=True)
    kind: Mapped[PlaceKind] = mapped_column(EnumText(PlaceKind))
    name: Mapped[str]
    custodian_id: Mapped[DeviceId | None] = mapped_column(ForeignKey("device.id"))


class Lot(Base):
    """What one line of one note brought in, under the terms of that day. ``owner_id`` empty: the shop's own.

    ``price`` and ``net_price`` are the agreed list price and *harga titip* per unit; ``cost`` is what the shop paid for
    goods bought outright. ``category`` is the one the goods came in under, which rates may be agreed for. ``seq`` is
    this store's order of arrival: the oldest lot sells first.
    """

    __tablename__ = "lot"
    __table_args__ = strict(
        CheckConstraint("price >= 0", name="price_sane"),
        UniqueConstraint("seq"),
        Index(None, "item_id", "seq"),
        Index(None, "owner_id"),
        append_only=True,
    )

    id: Mapped[LotId] = mapped_column(primary_key=True)
    seq: Mapped[int]
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("item.id"))
    owner_id: Mapped[PartyId | None] = mapped_column(ForeignKey("party.id"))
    agreement_id: Mapped[AgreementId | None] = mapped_column(ForeignKey("agreement.id"))
    document_id: Mapped[DocumentId] = mapped_column(ForeignKey("document.id", deferrable=True, initially="DEFERRED"))
    line_no: Mapped[int]
    price: Mapped[Rupiah]
    net_price: Mapped[Rupiah | None]
    cost: Mapped[Rupiah | None]
    category: Mapped[str] = mapped_column(default="")


class GoodsMove(Base):
    """Goods from one place to another."""

    __tablename__ = "goods_move"
    __table_args__ = strict(
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("from_place_id <> to_place_id", name="two_ends"),
        Index(None, "lot_id"),
        rowid=False,
        append_only=True,
    )

    document_id: Mapped[DocumentId] = mapped_column(ForeignKey("document.id"), primary_key=True)
    move_no: Mapped[int] = mapped_column(primary_key=True)
    line_no: Mapped[int]
    lot_id: Mapped[LotId] = mapped_column(ForeignKey("lot.id"))
    from_place_id: Mapped[PlaceId] = mapped_column(ForeignKey("place.id"))
    to_place_id: Mapped[PlaceId] = mapped_column(ForeignKey("place.id"))
    quantity: Mapped[Quantity]


class AccountRow(Base):
    """An account that has been used; its id is computed from the rest."""

    __tablename__ = "account"
    __table_args__ = strict(one_of("kind", AccountKind), Index(None, "party_id", "kind"), append_only=True)

    id: Mapped[AccountId] = mapped_column(primary_key=True)
    kind: Mapped[AccountKind] = mapped_column(EnumText(AccountKind))
    party_id: Mapped[PartyId | None] = mapped_column(ForeignKey("party.id"))
    device_id: Mapped[DeviceId | None] = mapped_column(ForeignKey("device.id"))
    method: Mapped[str | None]


class MoneyMove(Base):
    """Money from one account into another."""

    __tablename__ = "money_move"
    __table_args__ = strict(
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("debit_account_id <> credit_account_id", name="two_ends"),
        Index(None, "debit_account_id", "document_id"),
        Index(None, "credit_account_id", "document_id"),
        rowid=False,
        append_only=True,
    )

    document_id: Mapped[DocumentId] = mapped_column(ForeignKey("document.id"), primary_key=True)
    move_no: Mapped[int] = mapped_column(primary_key=True)
    line_no: Mapped[int]
    debit_account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id"))
    credit_account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id"))
    amount: Mapped[Rupiah]


class StockBalance(Base):
    """How much of a lot is at a place: the sum of its moves, kept alongside."""

    __tablename__ = "stock_balance"
    __table_args__ = strict(rowid=False)

    lot_id: Mapped[LotId] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    place_id: Mapped[PlaceId] = mapped_column(ForeignKey("place.id"), primary_key=True)
    quantity: Mapped[Quantity]


class AccountBalance(Base):
    """Debits minus credits of an account: the sum of its moves, kept alongside."""

    __tablename__ = "account_balance"
    __table_args__ = strict(rowid=False)

    account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id"), primary_key=True)
    balance: Mapped[Rupiah]


class Event(Base):
    """What happened though nothing moved, in a chain of its own."""

    __tablename__ = "event"
    __table_args__ = strict(
        one_of("kind", EventKind),
        UniqueConstraint("device_id", "epoch", "seq"),
        Index(None, "kind", "at"),
        append_only=True,
    )

    id: Mapped[EventId] = mapped_column(primary_key=True)
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    epoch: Mapped[int]
    seq: Mapped[int]
    kind: Mapped[EventKind] = mapped_column(EnumText(EventKind))
    at: Mapped[datetime]
    actor_id: Mapped[StaffId | None] = mapped_column(ForeignKey("staff.id"))
    details: Mapped[dict[str, object]] = mapped_column(JsonText)
    format_version: Mapped[int]
    prev_hash: Mapped[bytes]
    hash: Mapped[bytes]
