"""A note is posted: its paper and its tags are next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.take_in import NoteTaken
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import body
from ui.tags.tags_sheet import TagsSheet


class NoteDoneSheet(Sheet):
    """Enter prints the note, F10 its tags; it stays until it is closed."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        taken: NoteTaken,
        sentence: str,
        print_note: Callable[[DocumentId], object],
    ) -> None:
        super().__init__(
            parent,
            title=_("Note {code} is posted").format(code=taken.code),
            primary_text=_("Print the note"),
            back_text=_("Close"),
            width=560,
        )
        self._context, self._taken, self._print_note = context, taken, print_note
        said = body(sentence)
        said.setWordWrap(True)
        self.content.addWidget(said)
        self.tags_button = secondary(_("Print tags"), "F10", icon="tag", on=self.print_tags)
        self.footer.insertWidget(1, self.tags_button)

    def confirm(self) -> None:
        self._print_note(self._taken.id)
        self.finish(True)

    def print_tags(self) -> None:
        """One tag for every piece that came in."""
        counts: dict[object, int] = {}
        for line in self._taken.lines:
            counts[line.item] = counts.get(line.item, 0) + line.quantity.units
        items = [(line.item, counts.pop(line.item)) for line in self._taken.lines if line.item in counts]
        TagsSheet(self, self._context, items).open()
