"""What the activity view is made of: one record for everything somebody did, whichever chain it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sentra_pos.core.ids import DocumentId, StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import N_, _
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, EventKind

Kind = DocumentKind | EventKind


class ActivityGroup(StrEnum):
    """What somebody asks about."""

    PRICES = "prices"
    RETURNS = "returns"
    CASH = "cash"
    GOODS = "goods"
    ACCESS = "access"
    SETTINGS = "settings"


_LABELS = {
    ActivityGroup.PRICES: N_("Prices"),
    ActivityGroup.RETURNS: N_("Returns"),
    ActivityGroup.CASH: N_("Money"),
    ActivityGroup.GOODS: N_("Goods"),
    ActivityGroup.ACCESS: N_("PINs"),
    ActivityGroup.SETTINGS: N_("Settings"),
}

#: Every kind that is in the book stands in one group; a sale is told of when somebody took something off by hand.
GROUPS: Mapping[Kind, ActivityGroup] = {
    DocumentKind.SALE: ActivityGroup.PRICES,
    DocumentKind.PRICE_CHANGE: ActivityGroup.PRICES,
    EventKind.PROMOTION_CHANGED: ActivityGroup.PRICES,
    DocumentKind.REFUND: ActivityGroup.RETURNS,
    DocumentKind.EXCHANGE: ActivityGroup.RETURNS,
    DocumentKind.VOID: ActivityGroup.RETURNS,
    EventKind.CART_DROPPED: ActivityGroup.RETURNS,
    DocumentKind.PAYMENT_CHANGE: ActivityGroup.CASH,
    DocumentKind.PAYMENT_CHECK: ActivityGroup.CASH,
    DocumentKind.BANK_RECEIPT: ActivityGroup.CASH,
    DocumentKind.CUSTOMER_PAYMENT: ActivityGroup.CASH,
    DocumentKind.CASH_MOVEMENT: ActivityGroup.CASH,
    DocumentKind.TILL_OPENING: ActivityGroup.CASH,
    DocumentKind.TILL_CLOSING: ActivityGroup.CASH,
    DocumentKind.RECOUNT: ActivityGroup.CASH,
    EventKind.DRAWER_OPENED: ActivityGroup.CASH,
    EventKind.COUNT_SHOWN: ActivityGroup.CASH,
    EventKind.SHIFT_REPORT: ActivityGroup.CASH,
    DocumentKind.CONSIGNMENT_NOTE: ActivityGroup.GOODS,
    DocumentKind.OPENING_BALANCES: ActivityGroup.CASH,
    DocumentKind.SETTLEMENT: ActivityGroup.CASH,
    DocumentKind.PAYOUT: ActivityGroup.CASH,
    EventKind.STOCK_IMPORTED: ActivityGroup.GOODS,
    EventKind.AGREEMENT_RECORDED: ActivityGroup.GOODS,
    DocumentKind.DROP_OFF: ActivityGroup.GOODS,
    DocumentKind.NOTE_CORRECTION: ActivityGroup.GOODS,
    DocumentKind.TERMS_MOVE: ActivityGroup.GOODS,
    DocumentKind.IDENTIFICATION: ActivityGroup.GOODS,
    DocumentKind.HAND_BACK: ActivityGroup.GOODS,
    DocumentKind.TRANSFER: ActivityGroup.GOODS,
    DocumentKind.STOCK_COUNT: ActivityGroup.GOODS,
    DocumentKind.LOSS_CASE: ActivityGroup.GOODS,
    DocumentKind.ADVANCE: ActivityGroup.CASH,
    DocumentKind.CHARGE: ActivityGroup.CASH,
    DocumentKind.SAVINGS: ActivityGroup.CASH,
    DocumentKind.PAYOUT_VOID: ActivityGroup.CASH,
    DocumentKind.PAY_BACK: ActivityGroup.CASH,
    DocumentKind.EXHIBITION_LOAD: ActivityGroup.GOODS,
    DocumentKind.EXHIBITION_ARRIVAL: ActivityGroup.GOODS,
    DocumentKind.STAND_ENDED: ActivityGroup.GOODS,
    DocumentKind.EXHIBITION_RETURN: ActivityGroup.GOODS,
    DocumentKind.EXHIBITION_COST: ActivityGroup.CASH,
    DocumentKind.FOREIGN_RETURN: ActivityGroup.RETURNS,
    DocumentKind.RETURN_MATCHED: ActivityGroup.RETURNS,
    EventKind.EXHIBITION_PLANNED: ActivityGroup.GOODS,
    EventKind.DEVICE_ENROLLED: ActivityGroup.ACCESS,
    EventKind.DEVICE_REVOKED: ActivityGroup.ACCESS,
    EventKind.PACK_WRITTEN: ActivityGroup.GOODS,
    EventKind.PACK_OPENED: ActivityGroup.GOODS,
    EventKind.HOMECOMING_WRITTEN: ActivityGroup.GOODS,
    EventKind.HOMECOMING_ADDED: ActivityGroup.GOODS,
    EventKind.HOMECOMING_REFUSED: ActivityGroup.ACCESS,
    EventKind.LATE_DECIDED: ActivityGroup.GOODS,
    EventKind.MARKDOWN_PROPOSED: ActivityGroup.GOODS,
    EventKind.MARKDOWN_ANSWERED: ActivityGroup.GOODS,
    EventKind.COUNT_STARTED: ActivityGroup.GOODS,
    EventKind.COUNT_DROPPED: ActivityGroup.GOODS,
    EventKind.ZONE_ENDED: ActivityGroup.GOODS,
    EventKind.ZONE_OPENED: ActivityGroup.GOODS,
    EventKind.CASE_NOTED: ActivityGroup.GOODS,
    EventKind.RECOVERY_PLANNED: ActivityGroup.CASH,
    EventKind.RUN_CHANGED: ActivityGroup.CASH,
    EventKind.OBJECTION_RAISED: ActivityGroup.GOODS,
    EventKind.OBJECTION_ANSWERED: ActivityGroup.GOODS,
    EventKind.LOGIN: ActivityGroup.ACCESS,
    EventKind.ARTISAN_LOGIN: ActivityGroup.ACCESS,
    EventKind.ARTISAN_LOGIN_REFUSED: ActivityGroup.ACCESS,
    EventKind.ARTISAN_PIN_CHANGED: ActivityGroup.ACCESS,
    EventKind.LOGIN_REFUSED: ActivityGroup.ACCESS,
    EventKind.PERMISSION_REFUSED: ActivityGroup.ACCESS,
    EventKind.SETTINGS_CHANGED: ActivityGroup.SETTINGS,
    EventKind.REPRINT: ActivityGroup.SETTINGS,
    EventKind.BACKUP: ActivityGroup.SETTINGS,
    EventKind.RESTORE: ActivityGroup.SETTINGS,
    EventKind.STORE_CREATED: ActivityGroup.SETTINGS,
    EventKind.RECORDS_EXPORTED: ActivityGroup.SETTINGS,
}


def group_label(group: ActivityGroup) -> str:
    """The group as screens say it."""
    return _(_LABELS[group])


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilter:
    """What is asked for; everything by default. ``person`` did it or approved it; the days are the shop's own.

    ``text`` is a document's number, which also finds what refers to it, or words of a reason or of a line.
    """

    person: StaffId | None = None
    group: ActivityGroup | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One thing that somebody did. ``who`` and ``approver`` are names, empty for nobody.

    ``code`` is the document's own number, ``about`` the number of the one that it answers. ``subject`` is the item,
    person or party that it was done to. ``lines`` are the document's; ``details`` the event's.
    """

    id: UUID
    kind: Kind
    at: datetime
    till: str
    who: str
    approver: str = ""
    document: DocumentId | None = None
    code: str = ""
    about: str = ""
    subject: str = ""
    reason: str = ""
    lines: tuple[Line, ...] = ()
    details: Mapping[str, Any]

    @property
    def group(self) -> ActivityGroup:
        return GROUPS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPlace:
    """How far back one has read, in each of the two chains."""

    document: int | None = None
    event: tuple[datetime, int, UUID] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage:
    """Newest first; ``older`` is where to go on reading, None at the end. ``methods`` names the ways of paying."""

    rows: tuple[Activity, ...]
    older: ActivityPlace | None
    methods: Mapping[str, str]


def discounts_of(lines: Iterable[Line]) -> tuple[Mapping[str, Any], ...]:
    """What was taken off the goods of a sale, piece by piece; see ``sales.cart``."""
    return tuple(part for line in lines if line.quantity is not None for part in line.details.get("discounts", ()))


def amount_in(details: Mapping[str, Any], key: str) -> Rupiah | None:
    """A sum among an event's or a line's details."""
    value = details.get(key)
    return Rupiah(value) if isinstance(value, int) and not isinstance(value, bool) else None
