"""What an act changed, told once to every screen."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A row of flags; a screen refreshes when one that it shows is set."""

    stock: bool = False
    sales: bool = False
    parties: bool = False
    catalogue: bool = False
    consignment: bool = False
    settlement: bool = False
    till: bool = False
    printing: bool = False
    settings: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})

    def any_of(self, other: Changes) -> bool:
        """Whether a flag is set in both."""
        return any(getattr(self, f.name) and getattr(other, f.name) for f in fields(self))


NOTHING = Changes()
