"""Record what an exhibition cost: the stand's rent, the way there, meals; and who bears it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.exhibitions.home_errors import (
    CostNeedsReference,
    CostNeedsText,
    CostTooSmall,
    NobodySoldThere,
    NobodyToShare,
    PartNotSensible,
)
from sentra_pos.exhibitions.result import ArtisanResult, result
from sentra_pos.exhibitions.stage_queries import exhibition_row
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.queries import accrued_of
from sentra_pos.tills.cash_categories import CashCategory, cash_categories
from sentra_pos.tills.errors import CategoryMissing, DrawerHoldsLess, SafeHoldsLess, TillNotOpen
from sentra_pos.tills.queries import Shift, drawer_of, open_shift

WHOLE = Percent.whole(100)


class PaidFrom(StrEnum):
    """Where the money came from. Stored in documents: never rename one."""

    DRAWER = "drawer"
    SAFE = "safe"
    BANK = "bank"


class CostSpread(StrEnum):
    """By what artisans share their part. Stored in documents: never rename one."""

    EQUAL = "equal"
    SALES = "sales"
    PIECES = "pieces"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeCosts:
    """``shop_percent`` of the ``amount`` is the shop's, the rest the artisans' (all whose goods were taken there,
    unless some are named), shared by ``spread``. ``category`` is one of the shop's for money paid out.
    """

    id: DocumentId
    by: ActedBy
    exhibition: UUID
    category: str
    text: str
    amount: Rupiah
    paid_from: PaidFrom = PaidFrom.DRAWER
    reference: str = ""
    shop_percent: Percent = WHOLE
    spread: CostSpread = CostSpread.EQUAL
    parties: tuple[PartyId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShared:
    """Who bears how much; artisans of nothing left out. The parts come to the whole."""

    shop: Rupiah
    artisans: tuple[tuple[PartyId, Rupiah], ...]

    @property
    def of_artisans(self) -> Rupiah:
        return sum_rupiah(amount for _party, amount in self.artisans)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostsCharged:
    """The document that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(settlement=True, till=True, consignment=True)


def charge_costs(session: Session, command: ChargeCosts, *, clock: Clock) -> CostsCharged:
    """Pay it and share it to the rupiah; artisans find their part in their next settlement. Idempotent by id.

    Raises NoSuchExhibition, CostNeedsText, CostTooSmall, PartNotSensible, NobodyToShare, NobodySoldThere,
    CategoryMissing, TillNotOpen, DrawerHoldsLess, SafeHoldsLess, CostNeedsReference.
    """
    require(session, command.by, Permission.MANAGE_EXHIBITIONS)
    require(session, command.by, Permission.CASH_IN_OUT)
    if command.shop_percent != WHOLE:
        require(session, command.by, Permission.CHARGE_FEES)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return CostsCharged(id=command.id, code=before.code)
    shared = cost_shared(session, command)
    category = _category(session, command)
    shift = open_shift(session, command.by.device)
    source = _source(session, command, shift)
    name = exhibition_row(session, command.exhibition).name
    draft = Draft(
        id=command.id,
        kind=DocumentKind.EXHIBITION_COST,
        by=command.by,
        business_date=business_today(clock) if shift is None else shift.business_date,
        shift=None if shift is None else shift.id,
        intent=intent,
        lines=(_cost_line(command, category, shared), *_fees(command, shared, name)),
        money=_money(command, category, source, shared),
    )
    posted = post(session, draft, clock=clock)
    return CostsCharged(id=command.id, code=posted.code)


def cost_shared(session: Session, command: ChargeCosts) -> CostShared:
    """Who would bear how much: a screen shows it before anything is charged. Raises as ``charge_costs``."""
    name = exhibition_row(session, command.exhibition).name
    if not one_line(command.text):
        raise CostNeedsText
    if command.amount <= ZERO:
        raise CostTooSmall
    if not Percent(0) <= command.shop_percent <= WHOLE:
        raise PartNotSensible
    shop = command.amount.percent(command.shop_percent)
    theirs = command.amount - shop
    if not theirs:
        return CostShared(shop=shop, artisans=())
    weights = _weights(session, command)
    if not weights:
        raise NobodyToShare(exhibition=name)
    if not sum(weights.values()):
        raise NobodySoldThere(exhibition=name)
    parts = zip(weights, theirs.share(list(weights.values())), strict=True)
    return CostShared(shop=shop, artisans=tuple((party, part) for party, part in parts if part))


def _weights(session: Session, command: ChargeCosts) -> dict[PartyId, int]:
    """Per artisan, in the order of their codes; who had more returned than sold bears nothing of it."""
    there = [each for each in result(session, command.exhibition).artisans if each.pieces.taken or each.pieces.added]
    return {
        each.party: _weight(each, command.spread)
        for each in there
        if each.party is not None and (not command.parties or each.party in command.parties)
    }


def _weight(each: ArtisanResult, spread: CostSpread) -> int:
    match spread:
        case CostSpread.EQUAL:
            return 1
        case CostSpread.SALES:
            return max(each.sales.paid, ZERO).amount
        case CostSpread.PIECES:
            return each.pieces.taken


def _category(session: Session, command: ChargeCosts) -> CashCategory:
    found = next((each for each in cash_categories(session) if each.code == command.category), None)
    if found is None or not found.pays_out:
        raise CategoryMissing
    return found


def _source(session: Session, command: ChargeCosts, shift: Shift | None) -> Account:
    """Never more than the book has there."""
    if command.paid_from is PaidFrom.BANK:
        if not one_line(command.reference):
            raise CostNeedsReference
        return Account(AccountKind.BANK)
    drawer = command.paid_from is PaidFrom.DRAWER
    if drawer and shift is None:
        raise TillNotOpen
    source = drawer_of(command.by.device) if drawer else Account(AccountKind.SAFE)
    available = balance_of(session, source)
    if command.amount > available:
        trouble = DrawerHoldsLess if drawer else SafeHoldsLess
        raise trouble(available=format_rupiah(max(available, ZERO)))
    return source


def _cost_line(command: ChargeCosts, category: CashCategory, shared: CostShared) -> Line:
    return Line(
        number=1,
        kind=LineKind.COST,
        amount=command.amount,
        text=one_line(command.text),
        reference=one_line(command.reference) or None,
        details={
            "exhibition": str(command.exhibition),
            "category": category.code,
            "from": command.paid_from.value,
            "shop": shared.shop.amount,
            "shop_percent": command.shop_percent.basis_points,
            "spread": command.spread.value,
        },
    )


def _fees(command: ChargeCosts, shared: CostShared, exhibition: str) -> tuple[Line, ...]:
    """A line for each artisan, which the settlement shows as it stands: what for, and where."""
    return tuple(
        Line(
            number=number,
            kind=LineKind.FEE,
            amount=amount,
            text=f"{one_line(command.text)} · {exhibition}",
            party=party,
            details={"spread": command.spread.value, "total": shared.of_artisans.amount},
        )
        for number, (party, amount) in enumerate(shared.artisans, start=2)
    )


def _money(command: ChargeCosts, category: CashCategory, source: Account, shared: CostShared) -> tuple[MoneyMove, ...]:
    return (
        *money_move(1, category.account, CLEARING, shared.shop),
        *money_move(1, CLEARING, source, command.amount),
        *(
            move
            for number, (party, amount) in enumerate(shared.artisans, start=2)
            for move in money_move(number, accrued_of(party), CLEARING, amount)
        ),
    )
