"""From a job's slip to what goes out: its heading if it is a copy, the grid, the bytes."""

from __future__ import annotations

from sentra_pos.core.speech import _
from sentra_pos.printing.blocks import Slip
from sentra_pos.printing.escpos_bytes import drawer_bytes, receipt_bytes
from sentra_pos.printing.layout import lay_out
from sentra_pos.printing.practice_mark import marked
from sentra_pos.printing.profiles import Profile
from sentra_pos.printing.transports.transport import Printout


def printout(slip: Slip, profile: Profile, *, title: str, copy_no: int = 0, payload: bytes | None = None) -> Printout:
    """The job as it goes out; ``payload`` from an earlier try is kept as it was."""
    if copy_no:
        slip = slip.headed(_("COPY {number}").format(number=copy_no))
    grid = lay_out(marked(slip), profile.columns)
    return Printout(payload=payload or receipt_bytes(grid, profile), title=title, profile=profile, grid=grid)


def drawer_pulse(profile: Profile, *, title: str) -> Printout:
    """The drawer's job: it moves no paper, so no paper can hold it up."""
    return Printout(payload=drawer_bytes(profile), title=title, profile=profile, moves_paper=False)
