"""Start a settlement day: over everybody, or over those who are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _, ngettext
from sentra_pos.settlement.queries import Owed
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import body, label
from ui.settlement.choosing import ArtisanChoice


class StartRunSheet(Sheet):
    """Returns the parties that were chosen; an empty tuple for everybody, whoever may still come."""

    def __init__(self, parent: QWidget, artisans: Sequence[Owed]) -> None:
        title = _("Start settlement day")
        super().__init__(parent, title=title, primary_text=_("Start"), primary_key="F12", width=640, height=600)
        self._every = {each.party for each in artisans}
        words = _("The figures stay live until they are reviewed. Enter in the list takes an artisan in or out.")
        self.content.addWidget(body(words))
        self.choice = ArtisanChoice(artisans, self._every, self._tell_count)
        self._count = label("", "caption", "semibold", "muted")
        self.all_button = secondary(_("Everybody or nobody"), "F8", on=self.choice.take_all)
        self.footer.insertWidget(1, self.all_button)
        self.content.addWidget(self.choice, 1)
        self.content.addWidget(self._count)
        self._tell_count()
        self.choice.pick_first()
        self.choice.setFocus()

    def _tell_count(self) -> None:
        count = len(self.choice.chosen)
        self._count.setText(ngettext("{count} artisan", "{count} artisans", count).format(count=count))
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(count))

    def value(self) -> object:
        return () if self.choice.chosen == self._every else self.choice.in_order
