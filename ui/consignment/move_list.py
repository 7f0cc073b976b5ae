"""Which goods go to which terms, while that is being chosen; without Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.move_terms import MovedLot
from sentra_pos.consignment.rules import Agreement, needs_net_price, share_at_list
from sentra_pos.consignment.terms_queries import MovableLot
from sentra_pos.core.ids import AgreementId, LotId
from sentra_pos.core.money import Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """A lot as the list shows it; shares are for one piece, None while a net price is missing."""

    lot: MovableLot
    marked: bool
    share_before: Rupiah | None
    share: Rupiah | None
    net_price: Rupiah | None
    wants_net: bool


@dataclass(slots=True)
class MoveList:
    """The choices so far; ``versions`` are all of the artisan's, the newest first."""

    versions: tuple[Agreement, ...]
    target: Agreement
    lots: tuple[MovableLot, ...] = ()
    _off: set[LotId] = field(default_factory=set)
    _net: dict[LotId, Rupiah] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[MoveRow, ...]:
        """What is under other terms than those to move to."""
        return tuple(self._row(lot) for lot in self.lots if lot.agreement != self.target.id)

    @property
    def marked(self) -> tuple[MoveRow, ...]:
        return tuple(row for row in self.rows if row.marked)

    @property
    def chosen(self) -> tuple[MovedLot, ...]:
        """As the command wants it: a net price only where one is needed."""
        return tuple(
            MovedLot(lot=row.lot.lot, net_price=row.net_price if row.wants_net else None) for row in self.marked
        )

    def toggle(self, lot: LotId) -> None:
        """Mark it, or leave it out."""
        self._off ^= {lot}

    def mark_all(self) -> None:
        """Everything; when everything is marked, nothing."""
        every = {row.lot.lot for row in self.rows}
        self._off = every if not self._off & every else set()

    def set_net_price(self, lot: LotId, net: Rupiah | None) -> None:
        """What the artisan gets for one piece."""
        if net is None:
            self._net.pop(lot, None)
        else:
            self._net[lot] = net

    def _row(self, lot: MovableLot) -> MoveRow:
        wants = needs_net_price(self.target, item=lot.item, category=lot.category)
        net = self._net.get(lot.lot, lot.net_price)
        return MoveRow(
            lot=lot,
            marked=lot.lot not in self._off,
            share_before=_share(self._terms(lot.agreement), lot, lot.net_price),
            share=_share(self.target, lot, net),
            net_price=net,
            wants_net=wants,
        )

    def _terms(self, agreement: AgreementId | None) -> Agreement | None:
        return next((each for each in self.versions if each.id == agreement), None)


def _share(terms: Agreement | None, lot: MovableLot, net: Rupiah | None) -> Rupiah | None:
    if terms is None or (net is None and needs_net_price(terms, item=lot.item, category=lot.category)):
        return None
    return share_at_list(terms, lot.tag, net, item=lot.item, category=lot.category)


def targets(versions: tuple[Agreement, ...], today: date) -> tuple[Agreement, ...]:
    """The versions that goods may be moved to today."""
    return tuple(each for each in versions if each.valid_from <= today and each.scheme is not Scheme.OUTRIGHT)
