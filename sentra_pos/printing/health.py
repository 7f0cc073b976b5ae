"""How a printer is, as its light shows it; apart from the thread that finds it out, which a till can load later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Light(StrEnum):
    """The health light, worst first where several are true."""

    IN_DOUBT = "in_doubt"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    NOT_REACHABLE = "not_reachable"
    NOT_READY = "not_ready"
    UNKNOWN = "unknown"
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterHealth:
    """What the light shows. ``checked_at`` is when the printer was last heard of, or tried."""

    printer_id: UUID
    light: Light
    waiting: int = 0
    in_doubt: int = 0
    trouble: str | None = None
    checked_at: datetime | None = None
