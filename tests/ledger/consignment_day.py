"""A day at the consignment shop on which everything happens once, act by act, each followed by what must hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.ledger.consignment_model import SHELF
from tests.ledger.consignment_stories import ConsignmentMachine

_PLAIN: dict[str, Any] = {"scheme": "commission_percent", "rate": 1000, "fixed": 0, "bearer": "shop", "hold": 0}
_PLAIN |= {"liability": "shop", "shop_percent": 5_000, "valuation": "net", "own": []}
_SHARES_LOSSES = _PLAIN | {"rate": 2000, "bearer": "artisan", "liability": "shared", "shop_percent": 3_333}
_WAITS = _PLAIN | {"rate": 1250, "bearer": "shared", "hold": 7}
_BOUGHT = _PLAIN | {"scheme": "outright"}


def a_full_day(shop: ConsignmentMachine) -> None:
    """Everything that a settlement rests on, from the note to the last payout; then the doctor."""
    say = _checked(shop)
    say(shop.found, [_SHARES_LOSSES, _WAITS, _BOUGHT], [165_000, 85_000, 99_999, 12_345, 250_000, 1_007], [6] * 6)
    say(shop.sell, [(0, 2, 0, 0), (1, 2, 60, 0), (2, 2, 80, 37), (3, 1, 0, 0), (4, 2, 0, 0)])
    say(shop.take_back, shop.model.sales[0], 0, 1, "damaged_shop")
    say(shop.lend, 0, 50_000_000, "cash", ("all", 0))
    say(shop.lend, 0, 40_000, "cash", ("percent", 3_333))
    say(shop.give_back_of, shop.artisans[0], 10, "cash")
    say(shop.give_back_of, shop.artisans[0], 10, "let go")
    for back in tuple(shop.model.backs):
        say(shop.take_a_back_back, back)
        say(shop.take_a_back_back, back)
    say(shop.give_back_of, shop.artisans[0], 10, "let go")
    say(shop.plan_savings, 1, ("fixed", 1_000), "voluntary", False)
    say(shop.charge, [0, 1, 2], 1_000)
    _settlement_day(shop, say)
    _terms_and_losses(shop, say)
    say(shop.time_passes, 24 * 8, 1)
    for party in shop.artisans:
        say(shop.settle_with, party)
    say(shop._examine)


def _settlement_day(shop: ConsignmentMachine, say: Callable[..., None]) -> None:
    say(shop.begin_a_run, [])
    say(shop.review, None)
    assert shop.run is not None
    for party in sorted(shop.run.waiting):
        say(shop.lock_one, party)
    say(shop.pay, 0, 60, 1)
    say(shop.void_a_payout, 0)
    say(shop.pay, 0, 100, 3)
    say(shop.end_it)


def _terms_and_losses(shop: ConsignmentMachine, say: Callable[..., None]) -> None:
    say(shop.agree_anew, 0, _PLAIN | {"rate": 3_333}, 0, 0)
    say(shop.move_to, shop.versions[shop.artisans[0]][1], 255, 50, True)
    say(shop.hand_over, shop.artisans[0], list(shop.prices)[4], 1)
    say(shop.start, SHELF, None, False)
    say(shop.steal, 1, 1, SHELF)
    say(shop.look_at, 0, list(range(6)))
    say(shop.sell, [(0, 1, 60, 0), (1, 1, 0, 0), (4, 2, 0, 0)])
    say(shop.post, 0, False)
    say(shop.decide, 0, 1, 1)


def _checked(shop: ConsignmentMachine) -> Callable[..., None]:
    def say(act: Callable[..., None], *how: Any) -> None:
        act(*how)
        shop.the_book_agrees_with_the_model()

    return say
