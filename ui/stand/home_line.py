"""After a closing: the file for the way home, written onto the stick by itself, and what was said when it was not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.labels import label, set_tone
from ui.kit.layout import column
from ui.stand.files import HOME, HomeWritten, home_name, usual_folder, write_home, write_home_by_itself
from ui.stand.here import StandHere


class HomeLine(QWidget):
    """``begin`` once the till is closed; F6 writes the file wherever one wishes, as often as one wishes."""

    def __init__(self, context: Context, here: StandHere) -> None:
        super().__init__()
        self._context, self._here = context, here
        self.words = label("", wrap=True)
        self.write_button = secondary(_("File onto a stick"), "F6", icon="download-simple", on=self._choose)
        self.setLayout(column(self.words, self.write_button, spacing=8))

    def begin(self) -> None:
        """Write it where it went last."""
        shop, here, by = self._context.shop, self._here, self._context.by
        self.words.setText(_("Writing the file for the way home …"))
        set_tone(self.words, "muted")
        runner = self._context.runner
        runner.apart(lambda: write_home_by_itself(shop, here, by), self._written, self._failed, origin=self)

    def _choose(self) -> None:
        self._context.runner.read(usual_folder, self._choose_in, self._failed, origin=self)

    def _choose_in(self, folder: str) -> None:
        kinds = _("File for the way home") + f" (*{HOME})"
        name = home_name(self._context.shop, self._here)
        start = str(Path(folder) / name) if folder else name
        chosen, _filter = QFileDialog.getSaveFileName(self, _("File onto a stick"), start, kinds)
        if chosen:
            self.write(Path(chosen).with_suffix(HOME))

    def write(self, file: Path) -> None:
        """There, and from now on by itself."""
        shop, by = self._context.shop, self._context.by
        self._context.runner.apart(lambda: write_home(shop, file, by), self._written, self._failed, origin=self)

    def _written(self, written: HomeWritten | None) -> None:
        if written is None:
            self.words.setText(_("Write the stand's book onto a stick now. If the laptop is lost, the book is not."))
            set_tone(self.words, "warn")
            return
        words = _("On the stick: {file}. Keep the stick apart from the laptop.")
        self.words.setText(words.format(file=written.file.name))
        set_tone(self.words, "good")

    def _failed(self, trouble: SentraError) -> None:
        self.words.setText(_("The till is closed, but its file is not on the stick yet. {why}").format(why=trouble))
        set_tone(self.words, "bad")
