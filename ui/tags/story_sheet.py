"""The story of a motif, as cards tell it."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sentra_pos.catalogue.tell_motif import MotifTold, TellMotif, tell_motif
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import MotifId
from sentra_pos.core.speech import _
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.labels import body
from ui.kit.messages import error


class StorySheet(Sheet):
    """Returns the story as it was kept."""

    def __init__(self, parent: QWidget, context: Context, motif: MotifId, name: str, story: str) -> None:
        title = _("The story of {motif}").format(motif=name)
        super().__init__(parent, title=title, primary_text=_("Save"), primary_key="Ctrl+S", width=620, height=420)
        self.heading.setWordWrap(True)
        self._context, self._motif = context, motif
        self.story = QPlainTextEdit(story)
        self.story.setAccessibleName(title)
        self.story.setTabChangesFocus(True)
        self.content.addWidget(
            body(_("Where it comes from, and what it means. A small card shows the beginning of it."))
        )
        self.content.addWidget(self.story, 1)
        self.story.setFocus()

    def confirm(self) -> None:
        command = TellMotif(by=self._context.by, motif=self._motif, story=self.story.toPlainText())
        self.busy(True)
        self._context.runner.write(
            tell_motif, command, self._told, self._trouble, ended=lambda: self.busy(False), origin=self
        )

    def _told(self, told: MotifTold) -> None:
        self.busy(False)
        self.finish(told)

    def _trouble(self, trouble: SentraError) -> None:
        error(self, trouble)
