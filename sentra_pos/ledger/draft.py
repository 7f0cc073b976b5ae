"""A document as values, before it is posted: lines, allocations, goods moves and money moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from sentra_pos.core.ids import AccountId, DeviceId, DocumentId, ItemId, LotId, PartyId, PlaceId, ShiftId, StaffId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind

_ACCOUNTS = UUID("5e47ba50-6f1c-5a0e-9d0c-6c6f63616c00")


@dataclass(frozen=True, slots=True)
class Account:
    """Where money stands: a kind, and whose, which till's or which method's where that matters.

    Its id is computed from these, so the same account has the same id on every machine and books merge without a map.
    """

    kind: AccountKind
    party: PartyId | None = None
    device: DeviceId | None = None
    method: str | None = None

    @property
    def id(self) -> AccountId:
        return _account_id(self)


@lru_cache(maxsize=4096)
def _account_id(account: Account) -> AccountId:
    # A sale asks some eighty times for the ids of half a dozen accounts.
    whose = f"{account.party or ''}|{account.device or ''}|{account.method or ''}"
    return AccountId(uuid5(_ACCOUNTS, f"{account.kind}|{whose}"))


CLEARING = Account(AccountKind.CLEARING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActedBy:
    """Who did it, on which device, and who approved it."""

    device: DeviceId
    staff: StaffId
    approver: StaffId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a document. ``amount`` is what the line comes to, signed as its document reads it.

    ``details`` holds what only this kind of document needs, as JSON values. ``refers_to`` and ``refers_line`` name the
    line of an earlier document that this one answers (a refund's sale line, a settlement's sale line).
    """

    number: int
    kind: LineKind
    amount: Rupiah = ZERO
    text: str = ""
    item: ItemId | None = None
    lot: LotId | None = None
    party: PartyId | None = None
    quantity: Quantity | None = None
    price: Rupiah | None = None
    discount: Rupiah | None = None
    method: str | None = None
    reference: str | None = None
    refers_to: DocumentId | None = None
    refers_line: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Which lot answered for how much of a line, and how its money was split: a snapshot, never computed again.

    ``share + shop_part`` is what the customer pays for this part, always. ``shop_discount`` is what of the discount the
    shop took upon itself, whatever the agreement says. ``short`` marks units sold below zero.
    """

    line: int
    lot: LotId
    quantity: Quantity
    list_amount: Rupiah
    discount: Rupiah
    share: Rupiah
    shop_part: Rupiah
    shop_discount: Rupiah = ZERO
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsMove:
    """``quantity`` (above zero) of a lot from one place to another."""

    line: int
    lot: LotId
    source: PlaceId
    target: PlaceId
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMove:
    """``amount`` (above zero) into ``debit`` out of ``credit``."""

    line: int
    debit: Account
    credit: Account
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a document says. ``intent`` is the fingerprint of the command it answers (see ``fingerprint``)."""

    id: DocumentId
    kind: DocumentKind
    by: ActedBy
    business_date: date
    shift: ShiftId | None = None
    reason: str = ""
    reverses: DocumentId | None = None
    intent: bytes = b""
    lines: tuple[Line, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    goods: tuple[GoodsMove, ...] = ()
    money: tuple[MoneyMove, ...] = ()


def money_move(line: int, debit: Account, credit: Account, amount: Rupiah) -> tuple[MoneyMove, ...]:
    """The move in the direction its sign asks for, or none for nothing."""
    if amount.amount > 0:
        return (MoneyMove(line=line, debit=debit, credit=credit, amount=amount),)
    if amount.amount < 0:
        return (MoneyMove(line=line, debit=credit, credit=debit, amount=-amount),)
    return ()
