"""A shift's figures as the closing's line keeps them in its details: written once, read again for ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.tills.shift_queries import (
    FAIR_CASH,
    FairTotal,
    MethodTotal,
    MovedTotal,
    Movement,
    NumberRange,
    ShiftTotals,
)

_COUNTS = ("sales", "exchanges", "refunds", "voids", "payouts")
_AMOUNTS = ("float_cash", "sold", "refunded", "voided", "discounts", "rounding", "customer_payments", "paid_out")


def kept_totals(totals: ShiftTotals) -> dict[str, Any]:
    """As JSON values; the names are part of the book and never change."""
    return {
        **{name: getattr(totals, name) for name in _COUNTS},
        **{name: getattr(totals, name).amount for name in _AMOUNTS},
        "expected": totals.expected_cash.amount,
        "by_method": {each.method: [each.count, each.amount.amount] for each in totals.by_method},
        # Only where there were any: most tills never see an exhibition.
        **({"fairs": fairs} if (fairs := _kept_fairs(totals)) else {}),
        **({"paid_back": [totals.pay_backs, totals.paid_back.amount]} if totals.pay_backs else {}),
        **({"deposited": [totals.deposits, totals.deposited.amount]} if totals.deposits else {}),
        "moved": {each.movement.value: [each.count, each.amount.amount] for each in totals.moved},
        "numbers": [[each.kind.value, each.epoch, each.first, each.last, each.count] for each in totals.numbers],
    }


def _kept_fairs(totals: ShiftTotals) -> dict[str, list[int]]:
    return {each.kind.value: [each.count, each.amount.amount] for each in totals.fairs}


def totals_kept(kept: Mapping[str, Any]) -> ShiftTotals:
    """What ``kept_totals`` wrote."""
    figures: dict[str, Any] = {name: int(kept[name]) for name in _COUNTS}
    figures |= {name: Rupiah(int(kept[name])) for name in _AMOUNTS}
    pay_backs, paid_back = kept.get("paid_back", (0, 0))
    deposits, deposited = kept.get("deposited", (0, 0))
    return ShiftTotals(
        **figures,
        pay_backs=int(pay_backs),
        paid_back=Rupiah(int(paid_back)),
        deposits=int(deposits),
        deposited=Rupiah(int(deposited)),
        expected_cash=Rupiah(int(kept["expected"])),
        by_method=tuple(
            MethodTotal(method=method, count=count, amount=Rupiah(amount))
            for method, (count, amount) in sorted(kept["by_method"].items())
        ),
        moved=tuple(
            MovedTotal(movement=each, count=kept["moved"][each][0], amount=Rupiah(kept["moved"][each][1]))
            for each in Movement
            if each in kept["moved"]
        ),
        fairs=tuple(
            FairTotal(kind=each, count=kept["fairs"][each][0], amount=Rupiah(kept["fairs"][each][1]))
            for each in FAIR_CASH
            if each in kept.get("fairs", {})
        ),
        numbers=tuple(
            NumberRange(kind=DocumentKind(kind), epoch=epoch, first=first, last=last, count=count)
            for kind, epoch, first, last, count in kept["numbers"]
        ),
    )
