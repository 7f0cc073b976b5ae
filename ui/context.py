"""What every screen is given: the shop, the runner, the scanner, and who is at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.core.ids import DeviceId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import Permission
from sentra_pos.shop import Shop
from ui.display.state import Display, no_display
from ui.kit.immediate import Runs
from ui.kit.scan import ScanChannel
from ui.stand.here import StandHere


def no_counter(_artisan: ArtisanSession | None) -> None:
    """Where no program is around the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Made anew for everybody who logs in."""

    shop: Shop
    runner: Runs
    scans: ScanChannel
    device: DeviceId
    who: LoggedIn
    #: What the customer sees on a screen of his own; nothing happens where there is none.
    display: Display = no_display
    #: Lock the till and open the artisans' counter over it: one's own at once, or at its door.
    counter: Callable[[ArtisanSession | None], object] = no_counter
    #: The stand that this store is of; None in a shop.
    stand: StandHere | None = None

    @property
    def by(self) -> ActedBy:
        """The hand that a command is signed with."""
        return ActedBy(device=self.device, staff=self.who.staff)

    def may(self, permission: Permission) -> bool:
        """Whether to offer it; whether it is allowed is the act's to say."""
        return permission in self.who.permissions
