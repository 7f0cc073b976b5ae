"""Carts that are put aside and taken back, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_time
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.sales.held_queries import HeldCart, held_carts
from sentra_pos.stock.places import shelf_of
from ui.kit.immediate import Runs
from ui.sell.beginning import OpenedCart, opened_cart
from ui.sell.presenter import SellPresenter

# The till is there to scan at sooner without them.
if TYPE_CHECKING:
    from sentra_pos.sales.recall_cart import RecallCart


class HoldingView(Protocol):
    """What the presenter asks of the screen."""

    def show_held(self, carts: tuple[HeldCart, ...]) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CartTakenBack:
    """A held cart, open again."""

    sale: DocumentId
    opened: OpenedCart
    changes: Changes


def take_back_cart(session: Any, command: RecallCart, *, clock: Clock) -> CartTakenBack:
    """``recall_cart``, with what is needed to go on with the cart. Raises what that raises."""
    from sentra_pos.sales.recall_cart import recall_cart

    recalled = recall_cart(session, command, clock=clock)
    opened = opened_cart(session, recalled.basket, shelf_of(session, command.by.device))
    return CartTakenBack(sale=recalled.sale, opened=opened, changes=recalled.changes)


class Holding:
    """The held carts of the whole shop, and what becomes of the till's own."""

    def __init__(self, sell: SellPresenter, runner: Runs, by: ActedBy, clock: Clock, view: HoldingView) -> None:
        self._sell, self._runner, self._by, self._clock, self._view = sell, runner, by, clock, view

    def look(self) -> None:
        """Ask which carts are held now."""
        self._runner.read(held_carts, self._view.show_held, origin=self._view, latest="sell.held")

    def suggest_name(self) -> str:
        """What the open cart may be found by: who buys, or when it was."""
        buyer = self._sell.cart.buyer
        return format_time(local(self._clock.now(), self._clock.zone)) if buyer is None else buyer.name

    def hold(self, name: str, done: Callable[[], object], failed: Callable[[SentraError], object]) -> None:
        """Put the open cart aside; ``done`` when it is safe."""
        from sentra_pos.sales.hold_cart import CartHeld, HoldCart, hold_cart

        # What is scanned meanwhile waits for the next cart.
        basket = self._sell.hold().basket()
        command = HoldCart(by=self._by, sale=self._sell.sale, name=name, basket=basket)

        def held(result: CartHeld) -> None:
            self._sell.put_aside()
            self._sell.tell(_("The cart is held as “{name}”.").format(name=result.name), "good")
            self.look()
            done()

        self._runner.write(hold_cart, command, held, failed, ended=self._sell.release, origin=self._view)

    def take_back(self, sale: DocumentId, done: Callable[[], object], failed: Callable[[SentraError], object]) -> None:
        """Go on with a held cart."""
        from sentra_pos.sales.recall_cart import RecallCart

        def opened(result: CartTakenBack) -> None:
            self._sell.open(result.sale, result.opened)
            self.look()
            done()

        self._sell.hold()
        self._runner.write(
            take_back_cart,
            RecallCart(by=self._by, sale=sale),
            opened,
            failed,
            ended=self._sell.release,
            origin=self._view,
        )

    def drop(self, sale: DocumentId, done: Callable[[], object], failed: Callable[[SentraError], object]) -> None:
        """Nobody comes back for it."""
        from sentra_pos.sales.drop_held_cart import DropHeldCart, drop_held_cart

        def dropped(_result: object) -> None:
            self.look()
            done()

        self._runner.write(drop_held_cart, DropHeldCart(by=self._by, sale=sale), dropped, failed, origin=self._view)
