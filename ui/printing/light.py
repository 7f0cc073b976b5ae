"""The printer's health in one word with a dot, never by colour alone."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from sentra_pos.core.speech import N_, _
from sentra_pos.printing.health import Light
from ui.context import Context
from ui.kit.labels import Tone, set_tone

_WORDS: dict[Light, tuple[str, Tone]] = {
    Light.READY: (N_("Printer ready"), "good"),
    Light.UNKNOWN: (N_("Printer not asked yet"), "muted"),
    Light.NOT_READY: (N_("Printer not ready"), "warn"),
    Light.NOT_REACHABLE: (N_("Printer not found"), "bad"),
    Light.COVER_OPEN: (N_("Printer cover open"), "warn"),
    Light.PAPER_OUT: (N_("Printer out of paper"), "bad"),
    Light.IN_DOUBT: (N_("A receipt may not have printed"), "warn"),
}


class PrinterLight(QLabel):
    """Shows the worst of the printers; its tooltip says why."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("textSize", "caption")
        self.setProperty("weight", "semibold")

    def refresh(self) -> None:
        """As last known; asks no printer."""
        healths = self._context.shop.printers_health()
        order = list(Light)
        worst = min(healths, key=lambda health: order.index(health.light), default=None)
        light = Light.UNKNOWN if worst is None else worst.light
        words, tone = _WORDS[light]
        waiting = sum(health.waiting for health in healths)
        text = f"● {_(words)}"
        if waiting:
            text += " · " + _("{count} waiting").format(count=waiting)
        self.setText(text)
        self.setToolTip("" if worst is None or worst.trouble is None else worst.trouble)
        set_tone(self, tone)
