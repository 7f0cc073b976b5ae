"""Write the pack for a stand's laptop onto a USB stick: what is in it, where it goes, and where it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import file_name
from sentra_pos.core.quantity import NONE
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from sentra_pos.exhibitions.keys import fingerprint, own_key, public_of
from sentra_pos.exhibitions.pack import make_pack, tell_of_pack
from ui.context import Context
from ui.exhibitions.files import folder_of, write_bytes
from ui.exhibitions.long_work import LongWork, Progress, tell_of_changes
from ui.exhibitions.rows import Stand, pieces_words
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import body, caption, label
from ui.kit.layout import card, column, row, spacer
from ui.kit.messages import Banner

ENDING = ".pameran"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOnStick:
    """Where the pack lies now, and how large it is; ``number`` is what the laptop's screen shows of this shop."""

    file: Path
    size: int
    number: str = ""


class PackSheet(Sheet):
    """Returns PackOnStick, also when it is left after writing. ``folder`` is where the stick was last."""

    def __init__(
        self, parent: QWidget, context: Context, exhibition: str, stand: Stand, folder: Path | None = None
    ) -> None:
        title = _("Pack for {stand}").format(stand=stand.details.stand.name)
        super().__init__(parent, title=title, primary_text=_("Write to a stick"), primary_key="F12", width=600)
        self.heading.setWordWrap(True)
        self._context, self._stand, self._folder = context, stand, folder
        self._name = f"paket {file_name(exhibition)} {file_name(stand.details.stand.name)}{ENDING}"
        self.written: PackOnStick | None = None
        loads = stand.details.loads
        pieces = sum((load.pieces for load in loads), NONE)
        held = ngettext("{count} load, {pieces}", "{count} loads, {pieces}", len(loads))
        self.photos = QCheckBox(_("With small photos (a larger file, and slower)"))
        self._told = Banner("")
        self._told.hide()
        self.content.addWidget(
            card(
                column(
                    caption(_("For the laptop {name}").format(name=stand.details.device_name)),
                    label(
                        held.format(count=format_number(len(loads)), pieces=pieces_words(pieces)), "lead", "semibold"
                    ),
                    spacing=2,
                )
            )
        )
        self.content.addWidget(
            body(
                _(
                    "In it: the catalogue, the goods of this stand, their terms, and the names of who goes. Not in it: "
                    "PINs, bank accounts, identity numbers. Only this laptop can open it."
                )
            )
        )
        self.content.addWidget(self.photos)
        self.content.addWidget(self._told)
        self._number = label("", "headline", "extrabold", "primary")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said = caption(_("This shop's number: a new laptop shows the same when it opens the file"))
        self._compare = card(said, self._number, spacing=2)
        self._compare.hide()
        self.content.addWidget(self._compare)
        self.again_button = secondary(_("Write it once more"), "F6", icon="download-simple", on=self.choose_file)
        self.again_button.hide()
        self.content.addLayout(row(self.again_button, spacer()))
        self._work = LongWork(self, context, self._tell)

    def confirm(self) -> None:
        if self.written is not None:
            self.finish(self.written)
        else:
            self.choose_file()

    def choose_file(self) -> None:
        """Ask where the stick is, and write."""
        folder = self._folder
        if folder is None or not folder.is_dir():
            folder = folder_of(self._context.shop)
            folder.mkdir(parents=True, exist_ok=True)
        start = folder / self._name
        kinds = _("Pack of an exhibition") + f" (*{ENDING})"
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Write to a stick"), str(start), kinds)
        if chosen:
            self.write(Path(chosen).with_suffix(ENDING))

    def write(self, file: Path) -> None:
        """With progress; stopped, nothing is on the stick."""
        self._told.hide()
        shop, by, stand, photos = self._context.shop, self._context.by, self._stand.id, self.photos.isChecked()

        def work(progress: Progress) -> PackOnStick:
            with shop.writing() as session:
                number = fingerprint(public_of(own_key(session)))
            with shop.reading() as session:
                made = make_pack(session, stand, by=by, clock=shop.clock, photos=photos, progress=progress)
            write_bytes(made.content, file)
            # Only now: a pack that never reached the stick was never written.
            with shop.writing() as session:
                tell_of_pack(session, made, by=by, clock=shop.clock)
            return PackOnStick(file=file, size=len(made.content), number=number)

        self._work.run(_("Writing the pack"), work, self._done)

    def _done(self, written: PackOnStick) -> None:
        self.written = written
        size = format_number(max(written.size // 1024, 1))
        words = _("Written: {file} ({size} KB). Take the stick out safely, then open the file on the laptop.")
        self._told.tell(words.format(file=written.file, size=size), "good")
        self._number.setText(written.number)
        self._compare.show()
        if self.primary_button is not None:
            self.primary_button.set_label(_("Done"))
        self.again_button.show()
        self.back_button.hide()
        tell_of_changes(self, Changes(consignment=True))
        self.adjust()

    def _tell(self, trouble: SentraError) -> None:
        self._told.tell(str(trouble), "bad")
        self.adjust()

    def reject(self) -> None:
        if self.written is not None and self.back_button.isEnabled():
            self.finish(self.written)
        else:
            super().reject()
