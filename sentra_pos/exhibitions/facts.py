"""The vocabulary of exhibitions."""

from __future__ import annotations

from enum import StrEnum

from sentra_pos.core.speech import N_, _


class StandKind(StrEnum):
    """How a stand keeps its book: on a laptop of its own, on this computer, or on paper that is keyed in here."""

    LAPTOP = "laptop"
    HERE = "here"
    PAPER = "paper"


class Stage(StrEnum):
    """Where an exhibition stands; read off its documents, never stored."""

    PLANNED = "planned"
    LOADED = "loaded"
    OPEN = "open"
    CLOSING = "closing"
    RECONCILED = "reconciled"
    CALLED_OFF = "called_off"


class LateState(StrEnum):
    """What was decided about a document that came after its stand had been written off."""

    WAITING = "waiting"
    ADDED = "added"
    REJECTED = "rejected"


_STAND_LABELS = {
    StandKind.LAPTOP: N_("On a laptop"),
    StandKind.HERE: N_("On this computer"),
    StandKind.PAPER: N_("On paper"),
}
_STAGE_LABELS = {
    Stage.PLANNED: N_("Planned"),
    Stage.LOADED: N_("Loaded"),
    Stage.OPEN: N_("Open"),
    Stage.CLOSING: N_("Coming home"),
    Stage.RECONCILED: N_("Reconciled"),
    Stage.CALLED_OFF: N_("Called off"),
}


def stand_label(kind: StandKind) -> str:
    """The kind of stand as screens say it."""
    return _(_STAND_LABELS[kind])


def stage_label(stage: Stage) -> str:
    """The stage as screens say it."""
    return _(_STAGE_LABELS[stage])
