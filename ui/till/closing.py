"""What the closing sheet knows before the count: what is still open, and what there is to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sentra_pos.core.ids import DeviceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_rupiah
from sentra_pos.sales.held_queries import held_carts
from sentra_pos.sales.keep_cart import kept_cart
from sentra_pos.tills.counts import MethodToCount, difference_limit, methods_to_count
from sentra_pos.tills.open_ends import OpenEnds, closing_open_ends
from sentra_pos.tills.queries import open_shift
from sentra_pos.tills.spool_slips import method_names
from ui.till.rows import waiting_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFacts:
    """``in_cart``: pieces in the cart that is open. ``held`` are the names of carts put aside."""

    ends: OpenEnds
    in_cart: int
    held: tuple[str, ...]
    to_count: tuple[MethodToCount, ...]
    methods: Mapping[str, str]
    limit: Rupiah

    @property
    def open_ends(self) -> tuple[str, ...]:
        """Each in its own sentence; none of them stops the closing."""
        return tuple(self._named())

    def _named(self) -> list[str]:
        ends, said = self.ends, []
        if ends.unchecked:
            words = ngettext(
                "{count} payment of {amount} was not seen to arrive yet.",
                "{count} payments, {amount} together, were not seen to arrive yet.",
                ends.unchecked,
            )
            said.append(words.format(count=ends.unchecked, amount=format_rupiah(ends.unchecked_amount)))
        if ends.in_doubt:
            said.append(waiting_words(0, ends.in_doubt)[0] + ".")
        if ends.unprinted:
            said.append(waiting_words(ends.unprinted, 0)[0] + ".")
        if self.in_cart:
            words = ngettext(
                "{count} piece is still in the cart. It stays there until the till is opened again.",
                "{count} pieces are still in the cart. They stay there until the till is opened again.",
                self.in_cart,
            )
            said.append(words.format(count=self.in_cart))
        if self.held:
            names = ", ".join(self.held)
            said.append(_("Put aside for customers, and kept for the next shift: {names}.").format(names=names))
        return said


def closing_facts(session: Any, device: DeviceId) -> ClosingFacts:
    """As it is now; of a till that is not open there is nothing to count."""
    held = tuple(cart.name for cart in held_carts(session))
    kept, shift = kept_cart(session, device), open_shift(session, device)
    return ClosingFacts(
        ends=closing_open_ends(session, device, held_carts=len(held)),
        in_cart=0 if kept is None else kept.basket.pieces,
        held=held,
        to_count=() if shift is None else methods_to_count(session, shift.id, device),
        methods=method_names(session),
        limit=difference_limit(session),
    )
