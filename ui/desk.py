"""What was chosen for this computer, put into effect at once: how its scanner is heard, how the windows look."""

from __future__ import annotations

from sentra_pos.change_look import Look
from sentra_pos.change_scanner import Scanner, Suffix
from ui.kit.dress import wear
from ui.kit.number_pad import use_number_pad
from ui.kit.scan_rules import ENTER, TAB, ScanSettings

_KEYS = {Suffix.EITHER: (ENTER, TAB), Suffix.ENTER: (ENTER,), Suffix.TAB: (TAB,)}


def heard_as(scanner: Scanner) -> ScanSettings:
    """The scan channel's settings for a scanner."""
    return ScanSettings(
        gap_ms=scanner.gap_ms, least=scanner.least, prefix=scanner.prefix, suffixes=_KEYS[scanner.suffix]
    )


def put_on(look: Look) -> None:
    """Dress every window that is open, and those to come."""
    use_number_pad(look.number_pad)
    wear(look.theme.value)
