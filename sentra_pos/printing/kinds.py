"""What printers are for, what is printed, and how far it got."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a printer is for; at most one printer in use has each role."""

    RECEIPT = "receipt"
    LABEL = "label"
    REPORT = "report"


class JobKind(StrEnum):
    """What a job is; a drawer opening has its own rules."""

    RECEIPT = "receipt"
    DRAWER = "drawer"
    LABEL = "label"
    REPORT = "report"


class JobState(StrEnum):
    """How far a job got.

    queued → claimed → sending (committed before the first byte) → sent, or confirmed when the printer said so;
    queued → failed or cancelled, the paper untouched; sending → uncertain, which only a person may end.
    """

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNCERTAIN = "uncertain"
