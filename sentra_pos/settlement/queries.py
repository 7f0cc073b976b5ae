"""What each artisan is owed now, and the lines behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId, DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, LineAllocation, MoneyMove
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import balance_of, balances_by_party
from sentra_pos.people.facts import PartyKind, PayoutMethod
from sentra_pos.people.models import Party
from sentra_pos.settlement.debt_queries import debts_of, savings_plans_of
from sentra_pos.settlement.deduction_rules import Debt, Deduction, SavingsPlan, deductions
from sentra_pos.settlement.holds import HELD_LINES, held_sales
from sentra_pos.settlement.locked import SettlementRow, last_settled, unpaid_settlements, voided_since
from sentra_pos.settlement.sold_at import stands_named
from sentra_pos.settlement.unsettled import BACK_LINES, of_all, of_one, unsettled


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLine:
    """One line's effect on an artisan: what is sold earns, what comes ``back`` takes back. Amounts carry that sign.

    ``list_amount − discount = paid``, and of that ``commission`` is the shop's and ``share`` the artisan's. A line that
    is no goods (a payment's cost that he bears, a compensation, a fee) is all ``extra``. ``held_until`` is the day on
    which the agreement lets it be settled; ``late`` came in after a settlement that is younger than its own date.
    """

    document: DocumentId
    line: int
    kind: DocumentKind
    what: LineKind
    back: bool
    code: str
    business_date: date
    text: str
    quantity: Quantity
    list_amount: Rupiah
    discount: Rupiah
    commission: Rupiah
    extra: Rupiah
    share: Rupiah
    held_until: date | None = None
    late: bool = False
    place: str = ""

    @property
    def paid(self) -> Rupiah:
        """What the customer paid for it."""
        return self.list_amount - self.discount

    @property
    def price(self) -> Rupiah:
        """Of one piece, before the discount; of a line without pieces, all of it."""
        return self.list_amount.part(1, self.quantity.units) if self.quantity else self.list_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What stands between the shop and one artisan now.

    ``fresh`` was earned and not yet settled; ``carried`` is what settlements left, and what was bought outright. Of
    what the agreement holds back on the day that was asked about, only ``held`` and its ``held_lines`` tell, and
    ``held_until``, the first day on which some of it comes free.
    """

    party: PartyId
    code: str
    name: str
    payout_method: PayoutMethod
    pieces: int
    lines: int
    sold: Rupiah
    commission: Rupiah
    extra: Rupiah
    fresh: Rupiah
    carried: Rupiah
    advance: Rupiah
    taken: tuple[Deduction, ...] = ()
    held: Rupiah = ZERO
    held_lines: int = 0
    held_until: date | None = None

    @property
    def deduction(self) -> Rupiah:
        """What the next settlement takes off, by plan and in its order: no more than there is."""
        return sum_rupiah(each.amount for each in self.taken)

    @property
    def recovered(self) -> Rupiah:
        """What of that pays debts back; the rest is saved."""
        return sum_rupiah(each.amount for each in self.taken if each.debt is not None)

    @property
    def balance(self) -> Rupiah:
        """What would stand after settling now; below zero it is carried on."""
        return self.fresh + self.carried - self.deduction

    @property
    def to_pay(self) -> Rupiah:
        """What would be paid if it were settled now; never below zero."""
        return max(self.balance, ZERO)


def accrued_of(party: PartyId) -> Account:
    """What the artisan earned and no settlement has taken yet."""
    return Account(AccountKind.ACCRUED, party=party)


def payable_of(party: PartyId) -> Account:
    """What settlements locked and no payout has paid yet."""
    return Account(AccountKind.PAYABLE, party=party)


def advance_of(party: PartyId) -> Account:
    """What the artisan had ahead and has not given back."""
    return Account(AccountKind.ADVANCE, party=party)


def savings_of(party: PartyId) -> Account:
    """What settlements put aside for the artisan and no document has paid back yet."""
    return Account(AccountKind.SAVINGS, party=party)


def owed_lines(session: Session, party: PartyId, today: date | None = None) -> tuple[OwedLine, ...]:
    """Every line not yet settled, in the order in which it entered the book.

    With a day, those that the agreement holds back on it say until when.
    """
    fresh = unsettled(of_one=True)
    rows = session.execute(
        select(Document, Device.code, DocumentLine, fresh)
        .join(fresh, fresh.c.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == fresh.c.document_id, DocumentLine.line_no == fresh.c.line_no),
        )
        .order_by(Document.received_seq, DocumentLine.line_no),
        of_one(session, party),
    ).all()
    stands = stands_named(session, [row[2] for row in rows])
    held = {} if today is None else held_sales(session, today, party)
    seq, day = last_settled(session, party)
    return tuple(
        replace(
            line,
            held_until=_held_until(held, party, row[2].kind, row[0].id, row[2].refers_document_id),
            late=day is not None and row[0].received_seq > seq and line.business_date < day,
            place=stands.get((line.document, line.line), ""),
        )
        for row, line in ((row, _owed_line(row)) for row in rows)
    )


def _held_until(
    held: dict[tuple[DocumentId, PartyId], date],
    party: PartyId,
    what: LineKind,
    document: DocumentId,
    refers_to: DocumentId | None,
) -> date | None:
    """A sale's hold is also its return's: neither is settled without the other."""
    return held.get((refers_to or document, party)) if what in HELD_LINES else None


def _owed_line(row: Sequence[Any]) -> OwedLine:
    header, device_code, line, _document, number, _party, count, listed, less, commission, extra, share = row
    code = document_code(header.kind, device_code, header.epoch, header.number)
    sold_on = header.business_date
    if line.kind is LineKind.IDENTIFIED:
        # To the artisan it is the sale it was, on its own day; only that it was theirs was found later.
        code, sold_on = line.details["sale"], date.fromisoformat(line.details["sold_on"])
    return OwedLine(
        document=header.id,
        line=number,
        kind=header.kind,
        what=line.kind,
        back=line.refers_document_id is not None and line.kind in BACK_LINES,
        code=code,
        business_date=sold_on,
        text=line.text or line.method or "",
        quantity=count,
        list_amount=listed,
        discount=less,
        commission=commission,
        extra=extra,
        share=share,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Totals:
    pieces: int = 0
    lines: int = 0
    sold: Rupiah = ZERO
    commission: Rupiah = ZERO
    extra: Rupiah = ZERO
    held: Rupiah = ZERO
    held_lines: int = 0
    held_until: date | None = None

    def less_held(self, row: Any, until: date) -> _Totals:
        """Without a line that stays out until then."""
        return replace(
            self,
            pieces=self.pieces - row.quantity.units,
            lines=self.lines - 1,
            sold=self.sold - (row.listed - row.discount),
            commission=self.commission - row.commission,
            extra=self.extra - row.extra,
            held=self.held + row.share,
            held_lines=self.held_lines + 1,
            held_until=min(until, self.held_until or until),
        )


def _totals(session: Session, party: PartyId | None, today: date | None) -> dict[PartyId, _Totals]:
    fresh, asked = unsettled(of_one=party is not None), of_all(session) if party is None else of_one(session, party)
    money, count = MoneyMove.amount.type, LineAllocation.quantity.type
    rows = session.execute(
        select(
            fresh.c.party,
            func.sum(fresh.c.quantity, type_=count),
            func.count(),
            func.sum(fresh.c.listed - fresh.c.discount, type_=money),
            func.sum(fresh.c.commission, type_=money),
            func.sum(fresh.c.extra, type_=money),
        ).group_by(fresh.c.party),
        asked,
    )
    found = {
        PartyId(who): _Totals(pieces=pieces.units, lines=lines, sold=sold, commission=commission, extra=extra)
        for who, pieces, lines, sold, commission, extra in rows
    }
    held = {} if today is None else held_sales(session, today, party)
    if held:
        _set_apart(session, fresh, asked, held, found)
    return found


def _set_apart(
    session: Session,
    fresh: Any,
    asked: dict[str, Any],
    held: dict[tuple[DocumentId, PartyId], date],
    found: dict[PartyId, _Totals],
) -> None:
    """Take what is held out of the totals, line by line: only the youngest sales are."""
    rows = session.execute(
        select(fresh, DocumentLine.kind, DocumentLine.refers_document_id).join(
            DocumentLine,
            and_(DocumentLine.document_id == fresh.c.document_id, DocumentLine.line_no == fresh.c.line_no),
        ),
        asked,
    )
    for row in rows:
        who = PartyId(row.party)
        until = _held_until(held, who, row.kind, row.document_id, row.refers_document_id)
        if until is not None:
            found[who] = found[who].less_held(row, until)


def owed_to(session: Session, party: PartyId, today: date | None = None) -> Owed:
    """One artisan's figures now; with a day, less what is held on it. Raises LookupError for an id that is no party's.

    Without a day they tell what was earned, held or not.
    """
    row = session.get(Party, party)
    if row is None:
        raise LookupError(party)
    balances = {kind: {party: balance_of(session, Account(kind, party=party))} for kind in _OF_AN_ARTISAN}
    return _owed(row, balances, _totals(session, party, today), _open_ends(session, balances, party))


def owed_by_artisan(session: Session, today: date | None = None) -> tuple[Owed, ...]:
    """Every active artisan's figures, and those of anybody else with money open, P2 before P10; see ``owed_to``."""
    balances = {kind: balances_by_party(session, kind) for kind in _OF_AN_ARTISAN}
    totals, ends = _totals(session, None, today), _open_ends(session, balances)
    rows = session.execute(select(Party)).scalars().all()
    involved = {party for kind in balances for party, amount in balances[kind].items() if amount} | set(totals)
    wanted = [row for row in rows if row.id in involved or (row.active and row.kind is PartyKind.ARTISAN)]
    return tuple(
        _owed(row, balances, totals, ends) for row in sorted(wanted, key=lambda row: (len(row.code), row.code))
    )


_Balances = dict[AccountKind, dict[PartyId, Rupiah]]
_OF_AN_ARTISAN = (AccountKind.ACCRUED, AccountKind.PAYABLE, AccountKind.ADVANCE)


@dataclass(frozen=True, slots=True)
class _OpenEnds:
    """What else a settlement looks at: debts and promises, what the last one still has to pay, what voids brought."""

    debts: dict[PartyId, tuple[Debt, ...]]
    savings: dict[PartyId, list[SavingsPlan]]
    unpaid: dict[PartyId, SettlementRow]
    voided: dict[PartyId, Rupiah]


def _open_ends(session: Session, balances: _Balances, party: PartyId | None = None) -> _OpenEnds:
    owing = [who for who, amount in balances[AccountKind.ADVANCE].items() if amount]
    return _OpenEnds(
        debts_of(session, owing),
        savings_plans_of(session, None if party is None else (party,)),
        unpaid_settlements(session, party),
        voided_since(session, party),
    )


def _owed(row: Party, balances: _Balances, totals: dict[PartyId, _Totals], ends: _OpenEnds) -> Owed:
    now = totals.get(row.id, _Totals())
    fresh = -balances[AccountKind.ACCRUED].get(row.id, ZERO) - now.held
    carried = -balances[AccountKind.PAYABLE].get(row.id, ZERO)
    last = ends.unpaid.get(row.id)
    # What waits on the last settlement, or was paid on an older one, had its deductions there: a plan asks only for
    # what is new.
    due = fresh + carried - (ZERO if last is None else last.payable) - ends.voided.get(row.id, ZERO)
    return Owed(
        party=row.id,
        code=row.code,
        name=row.name,
        payout_method=row.payout_method,
        pieces=now.pieces,
        lines=now.lines,
        sold=now.sold,
        commission=now.commission,
        extra=now.extra,
        fresh=fresh,
        carried=carried,
        advance=balances[AccountKind.ADVANCE].get(row.id, ZERO),
        taken=deductions(due, fresh + carried, ends.debts.get(row.id, ()), ends.savings.get(row.id, ())),
        held=now.held,
        held_lines=now.held_lines,
        held_until=now.held_until,
    )


def drawer_holds(session: Session, device: DeviceId) -> Rupiah:
    """The cash that payouts can be made from now."""
    return balance_of(session, Account(AccountKind.DRAWER, device=device))
