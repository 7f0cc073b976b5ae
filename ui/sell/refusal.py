"""Why something does not go into the cart, told with what the book knows of it."""

from __future__ import annotations

from collections.abc import Callable

from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.errors import SentraError
from sentra_pos.sales.errors import AlreadySold
from ui.kit.immediate import Runs


def tell_why(
    runner: Runs, card: ItemCard, trouble: SentraError, tell: Callable[[SentraError], object], origin: object
) -> None:
    """The trouble itself; of a piece that is gone, whether it is looked for as missing."""
    if not isinstance(trouble, AlreadySold):
        tell(trouble)
        return
    from sentra_pos.sales.gone_pieces import why_gone  # asked for hardly ever, so not loaded before the first scan

    runner.read(lambda session: why_gone(session, card.id, card.name), tell, tell, origin=origin)
