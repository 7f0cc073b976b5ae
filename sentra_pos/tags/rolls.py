"""Rolls of labels in a receipt or label printer, by their measures in tenths of a millimetre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sentra_pos.core.speech import N_, _
from sentra_pos.printing.profiles import DOTS_PER_MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Labels ``across`` beside each other; on ``continuous`` paper each tag is cut or torn off."""

    key: str
    name: str
    width: int
    height: int
    across: int = 1
    gap_across: int = 0
    gap_down: int = 0
    continuous: bool = False

    @property
    def dots(self) -> int:
        """From the left edge of the first label to the right edge of the last."""
        return (self.across * (self.width + self.gap_across) - self.gap_across) * DOTS_PER_MM // 10

    @property
    def label(self) -> str:
        """As screens name it."""
        return _(self.name)


ROLLS: Final = (
    Roll(key="58", name=N_("Receipt paper"), width=480, height=300, continuous=True),
    Roll(key="33x15", name=N_("Labels 33 × 15 mm"), width=330, height=150, gap_down=20),
    Roll(
        key="33x15x3",
        name=N_("Labels 33 × 15 mm, three across"),
        width=330,
        height=150,
        across=3,
        gap_across=20,
        gap_down=20,
    ),
    Roll(key="40x30", name=N_("Labels 40 × 30 mm"), width=400, height=300, gap_down=20),
)


def rolls_for(dots: int) -> tuple[Roll, ...]:
    """Those that a printer of so many dots can print."""
    return tuple(roll for roll in ROLLS if roll.dots <= dots)
