"""What stands on every slip that was printed for practice, so that nobody takes it for a receipt."""

from __future__ import annotations

from sentra_pos.core.practice import practising
from sentra_pos.core.speech import _
from sentra_pos.printing.blocks import Align, Block, Cut, Feed, Rule, Slip, Text


def practice_words() -> str:
    """On slips, papers and windows alike."""
    return _("PRACTICE – NOT A RECEIPT")


def marked(slip: Slip) -> Slip:
    """The slip as it is, or in a practice window under and over a loud heading."""
    if not practising():
        return slip
    mark: tuple[Block, ...] = (
        Rule(heavy=True),
        Text(practice_words(), align=Align.CENTRE, bold=True, double=True),
        Rule(heavy=True),
    )
    body = tuple(block for block in slip.blocks if not isinstance(block, Cut))
    end = tuple(block for block in slip.blocks[-1:] if isinstance(block, Cut))
    return Slip((*mark, Feed(), *body, Feed(), *mark, *end))
