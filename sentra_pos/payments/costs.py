"""What a payment costs on its way, and who bears how much of it: pure arithmetic over values."""

from __future__ import annotations

from collections.abc import Sequence

from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.payments.methods import PaymentMethod


def cost_of(method: PaymentMethod, amount: Rupiah) -> Rupiah:
    """What the bank keeps of a tender: its rate, half up; nothing of one up to the free limit, or that goes out."""
    if amount <= max(method.cost_free, ZERO):
        return ZERO
    return amount.percent(method.cost_rate)


def spread_costs(cost: Rupiah, borne: Sequence[tuple[PartyId | None, Rupiah]]) -> dict[PartyId | None, Rupiah]:
    """Each bearer's part of the cost, by what was paid for the goods that he bears it for; None is the shop.

    The parts sum to the cost exactly (largest remainder). What nothing was paid for, nobody can be charged with: then
    the whole is the shop's. Amounts are zero or more; a bearer may stand there several times.
    """
    if not any(paid for _bearer, paid in borne):
        return {None: cost}
    together: dict[PartyId | None, Rupiah] = {}
    parts = cost.share([paid.amount for _bearer, paid in borne])
    for (bearer, _paid), part in zip(borne, parts, strict=True):
        together[bearer] = together.get(bearer, ZERO) + part
    return together


def net_borne(full: Rupiah, returned: Rupiah, paid: Rupiah) -> Rupiah:
    """What stays with a bearer of ``full`` once goods of ``returned`` out of ``paid`` came back.

    Reckoned from the start each time, so that returns in any parts and any order end at nothing.
    """
    return full - full.part(returned.amount, paid.amount) if paid else full
