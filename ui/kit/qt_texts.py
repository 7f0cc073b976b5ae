"""Qt's own words (the menu of a text field, for one) through our catalogue: Qt ships no Indonesian."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from sentra_pos.core.speech import N_, _

_OURS = {
    "&Undo": N_("Undo"),
    "&Redo": N_("Redo"),
    "Cu&t": N_("Cut"),
    "&Copy": N_("Copy"),
    "&Paste": N_("Paste"),
    "Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "OK": N_("OK"),
    "&OK": N_("OK"),
    "Cancel": N_("Cancel"),
    "&Cancel": N_("Cancel"),
    "Close": N_("Close"),
    "&Close": N_("Close"),
    "&Yes": N_("Yes"),
    "&No": N_("No"),
    "Save": N_("Save"),
    "Open": N_("Open"),
    "Clear": N_("Clear"),
}


class QtTexts(QTranslator):
    """Answers for the few words of Qt that people can meet."""

    def translate(self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1) -> str:
        ours = _OURS.get(source_text)
        return _(ours) if ours else ""

    def isEmpty(self) -> bool:
        return False


def install_qt_texts(app: QCoreApplication) -> QtTexts:
    """Let Qt ask us first; the translator belongs to the application."""
    translator = QtTexts(app)
    app.installTranslator(translator)
    return translator
