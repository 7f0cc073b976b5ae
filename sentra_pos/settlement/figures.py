"""The figures of settlement day, and what each is made of, down to single lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from sentra_pos.consignment.queries import agreement_in_force, agreements_in_force
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.ids import DeviceId, DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_date, format_rupiah
from sentra_pos.ledger.draft import Account
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.deduction_rules import Deduction, plan_words, purpose_label, savings_label
from sentra_pos.settlement.explain import explain_balance, explain_line
from sentra_pos.settlement.locked import SettlementRow, unpaid_settlements
from sentra_pos.settlement.queries import (
    Owed,
    OwedLine,
    advance_of,
    drawer_holds,
    owed_by_artisan,
    owed_lines,
    owed_to,
    payable_of,
    savings_of,
)
from sentra_pos.settlement.rules import paid_from
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.wording import (
    brought_words,
    derivation_steps,
    line_words,
    reason_words,
    taken_off_words,
)


class Standing(StrEnum):
    """Where an artisan stands on settlement day."""

    READY = "ready"
    LOCKED = "locked"
    BELOW_ZERO = "below_zero"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanToday:
    """One artisan in the list; ``unpaid`` is the locked settlement that waits to be paid, if one does."""

    owed: Owed
    agreement: Agreement | None
    unpaid: SettlementRow | None

    @property
    def standing(self) -> Standing:
        """Locked: all that is owed stands on ``unpaid`` already."""
        owed = self.owed
        if self.unpaid is not None and not owed.lines and not owed.deduction and self.unpaid.payable == owed.to_pay:
            return Standing.LOCKED
        if owed.to_pay or owed.deduction:
            return Standing.READY
        if owed.balance < ZERO:
            return Standing.BELOW_ZERO
        return Standing.READY if owed.lines else Standing.NOTHING

    @property
    def can_lock(self) -> bool:
        """Whether a settlement made now would hold anything new."""
        return self.standing is Standing.READY or (self.standing is Standing.BELOW_ZERO and self.owed.lines > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementDay:
    """Everybody with something open, the largest payment first, and the cash there is."""

    artisans: tuple[ArtisanToday, ...]
    drawer: Rupiah

    @property
    def earned(self) -> Rupiah:
        return sum_rupiah(each.owed.fresh for each in self.artisans)

    @property
    def sold(self) -> Rupiah:
        return sum_rupiah(each.owed.sold for each in self.artisans)

    @property
    def pieces(self) -> int:
        return sum(each.owed.pieces for each in self.artisans)

    @property
    def commission(self) -> Rupiah:
        return sum_rupiah(each.owed.commission for each in self.artisans)

    @property
    def deducted(self) -> Rupiah:
        return sum_rupiah(each.owed.deduction for each in self.artisans)

    @property
    def to_pay(self) -> Rupiah:
        return sum_rupiah(each.owed.to_pay for each in self.artisans)

    @property
    def cash_payouts(self) -> tuple[Rupiah, ...]:
        """What would be paid in cash, if everybody were paid now."""
        wished = (each.owed for each in self.artisans if each.owed.payout_method is PayoutMethod.CASH)
        return tuple(owed.to_pay for owed in wished if owed.to_pay)

    @property
    def cash_suffices_for(self) -> int:
        """How many of those the drawer pays in full."""
        return paid_from(self.drawer, self.cash_payouts)


def settlement_day(session: Session, device: DeviceId, today: date, *, also_settled: bool = False) -> SettlementDay:
    """The day's list in a constant number of queries; ``also_settled`` with those who have nothing open."""
    agreements, unpaid = agreements_in_force(session, today), unpaid_settlements(session)
    everybody = (
        ArtisanToday(owed=owed, agreement=agreements.get(owed.party), unpaid=unpaid.get(owed.party))
        for owed in owed_by_artisan(session, today)
    )
    listed = [
        each
        for each in everybody
        if also_settled or each.standing is not Standing.NOTHING or each.owed.advance or each.owed.held_lines
    ]
    listed.sort(key=lambda each: (-each.owed.to_pay.amount, each.owed.balance.amount, each.owed.name))
    return SettlementDay(artisans=tuple(listed), drawer=drawer_holds(session, device))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanDetail:
    """The chosen artisan with the lines behind the amount; of a locked settlement, its frozen lines."""

    today: ArtisanToday
    lines: tuple[OwedLine, ...]


def artisan_detail(session: Session, party: PartyId, today: date) -> ArtisanDetail:
    """One artisan. Raises LookupError for an id that is no party's."""
    unpaid = unpaid_settlements(session, party).get(party)
    found = ArtisanToday(
        owed=owed_to(session, party, today), agreement=agreement_in_force(session, party, today), unpaid=unpaid
    )
    if found.standing is Standing.LOCKED and unpaid is not None:
        return ArtisanDetail(today=found, lines=statement_of(session, unpaid.id).lines)
    return ArtisanDetail(today=found, lines=owed_lines(session, party, today))


class Figure(StrEnum):
    """A figure of an artisan that can be opened."""

    TO_PAY = "to_pay"
    EARNED = "earned"
    SOLD = "sold"
    COMMISSION = "commission"
    CARRIED = "carried"
    DEDUCTION = "deduction"
    ADVANCE = "advance"
    SAVINGS = "savings"


_LABELS = {
    Figure.TO_PAY: N_("To be paid"),
    Figure.EARNED: N_("Earned, not yet settled"),
    Figure.SOLD: N_("What customers paid"),
    Figure.COMMISSION: N_("The shop's commission"),
    Figure.CARRIED: N_("Carried from before"),
    Figure.DEDUCTION: N_("Deductions and savings"),
    Figure.ADVANCE: N_("Advance still open"),
    Figure.SAVINGS: N_("Savings kept by the shop"),
}


def figure_label(figure: Figure) -> str:
    """What the figure is called."""
    return _(_LABELS[figure])


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line of an explanation. It opens further: a figure, a line of a document, or an earlier ``settlement``.

    ``running`` is the total up to here; a part without an amount only tells something.
    """

    text: str
    detail: str = ""
    amount: Rupiah | None = None
    running: Rupiah | None = None
    figure: Figure | None = None
    document: DocumentId | None = None
    line: int = 0
    settlement: DocumentId | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A figure with its parts; those with an amount, the ``strong`` ones left out, add up to ``total``."""

    title: str
    total: Rupiah
    parts: tuple[Part, ...]


def explain_figure(session: Session, party: PartyId, figure: Figure, today: date | None = None) -> Explanation:
    """What the figure is made of, now; with a day, without what is held on it, as ``owed_to`` counts."""
    owed = owed_to(session, party, today)
    match figure:
        case Figure.TO_PAY:
            parts = _sum_to_pay(owed)
        case Figure.EARNED | Figure.SOLD | Figure.COMMISSION:
            lines = (line for line in owed_lines(session, party, today) if line.held_until is None)
            parts = tuple(_line_part(line, figure) for line in lines)
        case Figure.CARRIED:
            parts = _moves(session, payable_of(party))
        case Figure.ADVANCE:
            parts = _moves(session, advance_of(party))
        case Figure.SAVINGS:
            parts = _moves(session, savings_of(party))
        case Figure.DEDUCTION:
            parts = _least(owed)
    running = _running(parts)
    total = sum_rupiah(part.amount for part in running if part.amount is not None and not part.strong)
    return Explanation(title=f"{figure_label(figure)} · {owed.name}", total=total, parts=running)


def explain_document_line(session: Session, party: PartyId, document: DocumentId, line: int) -> Explanation:
    """The derivation of one line, as parts. Raises NotOnTheBook."""
    found = explain_line(session, document, line, party)
    steps = derivation_steps(found)
    parts = tuple(Part(text=s.text, detail=s.detail, amount=s.amount, strong=s.result) for s in steps)
    title = f"{found.text} · {found.code}" if found.text else found.code
    return Explanation(title=title, total=found.amount, parts=_running(parts))


def explain_settlement(session: Session, settlement: DocumentId) -> Explanation:
    """What a locked settlement's balance is made of, every part opening further. Raises SettlementNotFound."""
    statement = statement_of(session, settlement)
    parts = [_line_part(line, Figure.EARNED) for line in statement.lines]
    if statement.left_before:
        text = _("Carried from {code}").format(code=statement.before) if statement.before else _("Carried")
        parts.insert(0, Part(text=text, amount=statement.left_before, settlement=statement.before_id))
    parts += [
        Part(
            text=brought_words(part),
            detail=f"{part.code} · {format_date(part.date)}",
            amount=part.amount,
            document=part.document,
            line=part.line,
        )
        for part in statement.brought
    ]
    parts += [
        Part(text=taken_off_words(part), amount=-part.amount, document=settlement, line=part.line)
        for part in statement.taken_off
    ]
    title = f"{statement.code} · {statement.party_name}"
    return Explanation(title=title, total=statement.balance, parts=_running(parts))


def _sum_to_pay(owed: Owed) -> tuple[Part, ...]:
    parts = [
        Part(text=figure_label(Figure.EARNED), amount=owed.fresh, figure=Figure.EARNED),
        Part(text=figure_label(Figure.CARRIED), amount=owed.carried, figure=Figure.CARRIED),
        Part(text=figure_label(Figure.DEDUCTION), amount=-owed.deduction, figure=Figure.DEDUCTION),
    ]
    if owed.balance < ZERO:
        detail = _("Nothing is ever paid below zero; the next settlement takes it up.")
        parts.append(Part(text=_("Carried into the next settlement"), detail=detail, amount=-owed.balance))
    return tuple(part for part in parts if part.amount)


def _least(owed: Owed) -> tuple[Part, ...]:
    """Each debt that something is taken off for, in its order, and what is put aside."""
    limit = _("Never more than {limit}, which is there to take it from.").format(
        limit=format_rupiah(max(owed.fresh + owed.carried, ZERO))
    )
    return tuple(_taken_part(each, limit) for each in owed.taken)


def _taken_part(each: Deduction, limit: str) -> Part:
    debt = each.debt
    if debt is None:
        text = "" if each.savings is None else savings_label(each.savings)
        return Part(text=text, detail=limit, amount=each.amount, figure=Figure.SAVINGS)
    still = _("{amount} is open, plan: {plan}.").format(
        amount=format_rupiah(debt.outstanding), plan=plan_words(debt.plan)
    )
    text = f"{purpose_label(debt.purpose)} {debt.code}: {debt.text}".rstrip(": ")
    return Part(text=text, detail=f"{still} {limit}", amount=each.amount, document=debt.document, line=debt.line)


def _line_part(line: OwedLine, figure: Figure) -> Part:
    amount = {Figure.EARNED: line.share, Figure.SOLD: line.paid, Figure.COMMISSION: line.commission}[figure]
    return Part(
        text=line_words(line),
        detail=f"{line.code} · {format_date(line.business_date)}",
        amount=amount,
        document=line.document,
        line=line.line,
    )


def _moves(session: Session, account: Account) -> tuple[Part, ...]:
    return tuple(
        Part(
            text=reason_words(reason),
            detail=f"{reason.code} · {format_date(reason.business_date)}",
            amount=reason.amount,
            document=reason.document,
            line=reason.line,
        )
        for reason in explain_balance(session, account)
    )


def _running(parts: Iterable[Part]) -> tuple[Part, ...]:
    running, found = ZERO, []
    for part in parts:
        if part.amount is not None and not part.strong:
            running += part.amount
            part = replace(part, running=running)
        found.append(part)
    return tuple(found)
