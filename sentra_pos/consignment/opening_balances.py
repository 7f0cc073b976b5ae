"""Opening balances: what a shop that has long been running owes, is owed and holds on the day it starts here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from sentra_pos.consignment.errors import (
    BalanceBelowZero,
    BalancesInTheFuture,
    DrawerWasCounted,
    NamedTwice,
    NotAnArtisan,
    NothingToOpenWith,
    OpeningBalancesStand,
)
from sentra_pos.consignment.queries import Consignor, consignor
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.words import format_date
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import headers
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require

_CAPITAL = Account(AccountKind.CAPITAL)
#: What the shop owes stands below zero in its account: it comes out of capital's other side.
_OWED = frozenset({AccountKind.ACCRUED, AccountKind.PAYABLE, AccountKind.SAVINGS})


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyBalance:
    """An amount that stands with one artisan or supplier."""

    party: PartyId
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningBalances:
    """All amounts zero or more.

    ``owed`` is for goods sold and not yet settled, so the first settlement takes it; ``payable`` is ready to be paid
    (settled before, or goods bought outright); ``advances`` are what artisans had beforehand (*kasbon*), ``savings``
    what the shop keeps for them (*simpanan*).
    """

    id: DocumentId
    by: ActedBy
    business_date: date
    owed: tuple[PartyBalance, ...] = ()
    payable: tuple[PartyBalance, ...] = ()
    advances: tuple[PartyBalance, ...] = ()
    savings: tuple[PartyBalance, ...] = ()
    drawer: Rupiah = ZERO
    safe: Rupiah = ZERO
    bank: Rupiah = ZERO
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BalancesOpened:
    """The document that stands; ``capital`` is what the shop has more than it owes, by these amounts."""

    id: DocumentId
    code: str
    capital: Rupiah
    changes: Changes = Changes(settlement=True, till=True)


def opening_balances(session: Session, command: OpeningBalances, *, clock: Clock) -> BalancesOpened:
    """Post the amounts against capital; amounts of nothing are left out.

    Raises BalancesInTheFuture, NothingToOpenWith, BalanceBelowZero, NamedTwice, DrawerWasCounted, and the question
    OpeningBalancesStand for a second document.
    """
    require(session, command.by, Permission.OPENING_BALANCES)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    capital = _capital(command)
    if header is not None:
        return BalancesOpened(id=command.id, code=header.code, capital=capital)
    if command.business_date > business_today(clock):
        raise BalancesInTheFuture(date=format_date(command.business_date))
    amounts = _amounts(session, command)
    if command.drawer and headers(session, DocumentKind.TILL_OPENING, newest=1):
        raise DrawerWasCounted
    earlier = headers(session, DocumentKind.OPENING_BALANCES)
    if earlier and OpeningBalancesStand.key not in command.confirmed:
        first = earlier[-1]
        raise OpeningBalancesStand(code=first.code, date=format_date(first.business_date))
    numbered = list(enumerate(amounts, start=1))
    draft = Draft(
        id=command.id,
        kind=DocumentKind.OPENING_BALANCES,
        by=command.by,
        business_date=command.business_date,
        intent=intent,
        lines=tuple(
            Line(
                number=number,
                kind=LineKind.BALANCE,
                amount=amount,
                party=account.party,
                details={"account": account.kind.value},
            )
            for number, (account, amount) in numbered
        ),
        money=tuple(move for number, (account, amount) in numbered for move in _moves(number, account, amount)),
    )
    posted = post(session, draft, clock=clock)
    return BalancesOpened(id=command.id, code=posted.code, capital=capital)


def _amounts(session: Session, command: OpeningBalances) -> list[tuple[Account, Rupiah]]:
    """Each account with its amount, those of nothing left out."""
    amounts = [
        (Account(AccountKind.DRAWER, device=command.by.device), command.drawer),
        (Account(AccountKind.SAFE), command.safe),
        (Account(AccountKind.BANK), command.bank),
    ]
    of_parties = (
        (AccountKind.ACCRUED, command.owed),
        (AccountKind.PAYABLE, command.payable),
        (AccountKind.ADVANCE, command.advances),
        (AccountKind.SAVINGS, command.savings),
    )
    for kind, balances in of_parties:
        for name in _named_twice(session, balances):
            raise NamedTwice(name=name)
        amounts += [(Account(kind, party=balance.party), balance.amount) for balance in balances]
    if any(amount < ZERO for _account, amount in amounts):
        raise BalanceBelowZero
    amounts = [(account, amount) for account, amount in amounts if amount]
    if not amounts:
        raise NothingToOpenWith
    return amounts


def _named_twice(session: Session, balances: tuple[PartyBalance, ...]) -> list[str]:
    parties = [_known(session, balance.party) for balance in balances]
    return [party.name for index, party in enumerate(parties) if party in parties[:index]]


def _known(session: Session, party: PartyId) -> Consignor:
    known = consignor(session, party)
    if known is None:
        raise NotAnArtisan
    return known


def _moves(number: int, account: Account, amount: Rupiah) -> tuple[MoneyMove, ...]:
    if account.kind in _OWED:
        return (*money_move(number, _CAPITAL, CLEARING, amount), *money_move(number, CLEARING, account, amount))
    return (*money_move(number, account, CLEARING, amount), *money_move(number, CLEARING, _CAPITAL, amount))


def _capital(command: OpeningBalances) -> Rupiah:
    has = command.drawer + command.safe + command.bank + sum_rupiah(balance.amount for balance in command.advances)
    owes = (*command.owed, *command.payable, *command.savings)
    return has - sum_rupiah(balance.amount for balance in owes)
