"""What a correction of a note posts, line by line: the rows of the posting table for it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sentra_pos.consignment.lot_lineage import LotHere
from sentra_pos.consignment.note_standing import StandingLine, StandingNote
from sentra_pos.consignment.rules import share_at_list
from sentra_pos.core.ids import DocumentId, LotId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.draft import CLEARING, Account, GoodsMove, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.stock.arrivals import ARRIVED
from sentra_pos.stock.places import MISSING, OWNERSHIP, WITH_ARTISAN


@dataclass(slots=True)
class Corrections:
    """A correction while it is put together. ``lots`` are rows to be inserted with it."""

    document: DocumentId
    note: StandingNote
    shelf: PlaceId
    seq: int
    mint: Callable[[], UUID]
    lines: list[Line] = field(default_factory=list)
    goods: list[GoodsMove] = field(default_factory=list)
    money: list[MoneyMove] = field(default_factory=list)
    lots: list[dict[str, Any]] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Of the line that comes next."""
        return len(self.lines) + 1

    def pay(self, amount: Rupiah) -> None:
        """The goods were bought: so much more (below zero: less) is owed for them, and in the shop's own stock."""
        payable = Account(AccountKind.PAYABLE, party=self.note.party)
        self.money += money_move(self.number, CLEARING, payable, amount)
        self.money += money_move(self.number, Account(AccountKind.OWN_STOCK), CLEARING, amount)


def count_changed(made: Corrections, line: StandingLine, count: Quantity) -> StandingLine:
    """Too many were written: they go back to the artisan; too few: they come. Answers with the line as it is then."""
    newest = line.lots[-1]
    change = count.units - line.brought.units
    amount = ZERO
    details = {"what": "count", "code": line.code, "from": line.brought.units, "to": count.units}
    after = {lot.lot: lot for lot in line.lots}
    if change > 0:
        move = GoodsMove(
            line=made.number, lot=newest.lot, source=WITH_ARTISAN, target=made.shelf, quantity=Quantity(change)
        )
        made.goods.append(move)
        amount = (newest.cost or ZERO).times(change)
        after[newest.lot] = _with_more(newest, made.shelf, change)
    else:
        taken_away = _taken_away(line, -change)
        missing = sum(taken for _lot, place, taken in taken_away if place == MISSING)
        if missing:
            details["missing"] = missing
        for lot, place, taken in taken_away:
            made.goods.append(
                GoodsMove(line=made.number, lot=lot.lot, source=place, target=WITH_ARTISAN, quantity=Quantity(taken))
            )
            amount -= (lot.cost or ZERO).times(taken)
            after[lot.lot] = _with_more(after[lot.lot], place, -taken)
    made.pay(amount)
    made.lines.append(
        Line(
            number=made.number,
            kind=LineKind.CORRECTED,
            amount=amount,
            text=line.name,
            item=line.item,
            lot=newest.lot,
            party=made.note.party,
            quantity=Quantity(abs(change)),
            price=newest.price,
            refers_to=made.note.id,
            refers_line=line.number,
            details=details,
        )
    )
    return replace(line, brought=count, lots=tuple(after.values()))


def _taken_away(line: StandingLine, units: int) -> list[tuple[LotHere, PlaceId, int]]:
    """Out of what is missing, for what never came is not found; then out of what lies here.

    The newest lot first: the oldest is the one that sells first.
    """
    newest_first = line.lots[::-1]
    lying = [(lot, MISSING, lot.missing) for lot in newest_first]
    lying += [(lot, place, quantity) for lot in newest_first for place, quantity in lot.here]
    taken: list[tuple[LotHere, PlaceId, int]] = []
    for lot, place, quantity in lying:
        here = min(units, quantity.units)
        if here > 0:
            taken.append((lot, place, here))
            units -= here
    assert not units, "more than lies here or is missing: the act refuses that"
    return taken


def _with_more(lot: LotHere, place: PlaceId, units: int) -> LotHere:
    if place == MISSING:
        return replace(lot, missing=Quantity(lot.missing.units + units))
    here = dict(lot.here)
    here[place] = Quantity(here.get(place, NONE).units + units)
    return replace(lot, here=tuple((where, quantity) for where, quantity in here.items() if quantity))


def terms_changed(made: Corrections, line: StandingLine, old: LotHere, right: LotHere) -> None:
    """What lies here of the lot goes on as a new one at the prices of ``right``, where it lies, as it was agreed."""
    new = LotId(made.mint())
    lying = [(place, quantity) for place, quantity in old.here if quantity > NONE]
    moved = Quantity(sum(quantity.units for _place, quantity in lying))
    for place, quantity in lying:
        made.goods += (
            GoodsMove(line=made.number, lot=old.lot, source=place, target=OWNERSHIP, quantity=quantity),
            GoodsMove(line=made.number, lot=new, source=OWNERSHIP, target=place, quantity=quantity),
        )
    amount = ((right.cost or ZERO) - (old.cost or ZERO)).times(moved)
    made.pay(amount)
    bought = right.cost is not None
    made.lots.append(
        {
            "id": new,
            "seq": made.seq + len(made.lots) + 1,
            "item_id": line.item,
            "category": old.category,
            "owner_id": None if bought else made.note.party,
            "agreement_id": old.agreement,
            "document_id": made.document,
            "line_no": made.number,
            "price": right.price,
            "net_price": right.net_price,
            "cost": right.cost,
        }
    )
    made.lines.append(
        Line(
            number=made.number,
            kind=LineKind.CORRECTED,
            amount=amount,
            text=line.name,
            item=line.item,
            lot=new,
            party=made.note.party,
            quantity=moved,
            price=right.price,
            refers_to=made.note.id,
            refers_line=line.number,
            details=_terms_said(line, old, right) | {ARRIVED: made.note.business_date.isoformat()},
        )
    )


def _terms_said(line: StandingLine, old: LotHere, right: LotHere) -> dict[str, Any]:
    def share(lot: LotHere) -> int:
        if lot.cost is not None:
            return lot.cost.amount
        due = share_at_list(line.terms_of(old), lot.price, lot.net_price, item=line.item, category=lot.category)
        return due.amount

    return {
        "what": "terms",
        "code": line.code,
        "agreement": str(old.agreement),
        "category": old.category,
        "share": share(right),
        "was": {"price": old.price.amount, "share": share(old)},
        # What was sold, is missing or lies elsewhere, keeps what was posted then.
        "stays": line.stays.units,
    }


def remark_changed(made: Corrections, line: StandingLine, remark: str) -> None:
    """Words only; nothing moves."""
    made.lines.append(
        Line(
            number=made.number,
            kind=LineKind.CORRECTED,
            text=line.name,
            item=line.item,
            party=made.note.party,
            refers_to=made.note.id,
            refers_line=line.number,
            details={"what": "remark", "code": line.code, "from": line.remark, "to": remark},
        )
    )
