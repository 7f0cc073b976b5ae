"""First start on an exhibition's laptop: ask the shop to admit it, compare the number, open the shop's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import file_name
from sentra_pos.core.speech import _
from sentra_pos.exhibitions.enrolment import Enrolment
from sentra_pos.exhibitions.keys import fingerprint, own_key_if_any, public_of
from sentra_pos.exhibitions.open_pack import PackOpened
from sentra_pos.shop import Shop
from ui.kit.buttons import primary, quiet, secondary
from ui.kit.fields import TextField, with_problem
from ui.kit.immediate import Runs
from ui.kit.keys import on_key
from ui.kit.labels import body, caption, label
from ui.kit.layout import column, plain
from ui.kit.messages import Banner
from ui.stand.files import PACK, REQUEST, PackRead, read_pack_file, write_request
from ui.stand.open_pack_sheet import OpenPackSheet
from ui.start.welcome import WelcomeWindow


class StandDoor(WelcomeWindow):
    """Stays the first window of this store until a pack was opened, or somebody goes ``back`` to found a shop."""

    def __init__(
        self, shop: Shop, runner: Runs, opened: Callable[[PackOpened], object], back: Callable[[], object]
    ) -> None:
        self.name = TextField(name=_("Name of this laptop"))
        self.name.setText(_("Exhibition laptop"))
        self.ask = primary(_("Save the request on a stick"), "F12", icon="download-simple", on=self._choose_stick)
        self.number = label("", "giant", "extrabold", "primary")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again = secondary(_("Save the request again"), "F6", icon="download-simple", on=self._choose_stick)
        self.open_file = primary(_("Open the shop's file"), "F12", icon="upload-simple", on=self._choose_pack)
        self.back = quiet(_("This is no exhibition's laptop"), "Esc", on=back)
        self._told = Banner("")
        self._told.hide()
        super().__init__(
            title=_("Stand of an exhibition"),
            lead=_("This laptop sells at the stand without internet. The shop admits it once, by a USB stick."),
            inside=self._inside(),
        )
        self.runner = runner
        self._shop, self._opened = shop, opened
        self.name.returnPressed.connect(self._choose_stick)
        on_key(self, "Esc", self.back.accessibleName(), back)
        self._show_number("")
        runner.read(_own_number, self._show_number, self._tell, origin=self)

    def _inside(self) -> QWidget:
        asking = column(
            with_problem(self.name, _("Name of this laptop"), _("For instance what is written on its sticker.")),
            self.ask,
            spacing=12,
        )
        compared = column(
            caption(_("This laptop's number")),
            self.number,
            body(
                _(
                    "In the shop: Exhibitions, Laptops, Admit a laptop, choose the file. The shop's screen has to show "
                    "exactly this number."
                )
            ),
            body(_("Then the shop writes the file for this laptop. Put the stick in here and open it.")),
            self.open_file,
            self.again,
            spacing=8,
        )
        self._asking, self._compared = plain(asking), plain(compared)
        return plain(column(self._asking, self._compared, self._told, self.back, spacing=12))

    # ---------------------------------------------------------------------------------------------- the shop's consent

    def _show_number(self, number: str) -> None:
        """Two lines of it, to be read out; "" as long as the laptop has asked nobody."""
        groups = number.split(" ")
        self.number.setText(f"{' '.join(groups[:2])}\n{' '.join(groups[2:])}" if number else "")
        self.number.setAccessibleName(number)
        self._asking.setVisible(not number)
        self._compared.setVisible(bool(number))
        # A hidden button's key must not press it.
        self.ask.setEnabled(not number)
        self.open_file.setEnabled(bool(number))
        (self.open_file if number else self.name).setFocus()

    def _choose_stick(self) -> None:
        start = f"{file_name(self.name.text(), 'laptop')}{REQUEST}"
        kinds = _("Request of a laptop") + f" (*{REQUEST})"
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save the request on a stick"), start, kinds)
        if chosen:
            self.write(Path(chosen).with_suffix(REQUEST))

    def write(self, file: Path) -> None:
        """The request; from then on the laptop has its number."""
        shop, name = self._shop, self.name.text()

        def done(asked: Enrolment) -> None:
            self._show_number(asked.fingerprint)
            self._told.tell(_("Saved: {file}. Take it to the shop.").format(file=file.name), "good")

        self.runner.apart(lambda: write_request(shop, name, file), done, self._tell, origin=self, latest="request")

    # ------------------------------------------------------------------------------------------------- the shop's file

    def _choose_pack(self) -> None:
        kinds = _("Pack of an exhibition") + f" (*{PACK});;" + _("All files") + " (*)"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Open the shop's file"), "", kinds)
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, file: Path) -> None:
        """Look into it; nothing is opened before somebody said that it is right."""
        self._told.hide()
        shop = self._shop
        self.runner.apart(lambda: read_pack_file(shop, file), self._show_pack, self._tell, origin=self, latest="pack")

    def _show_pack(self, read: PackRead) -> None:
        sheet = OpenPackSheet(self, self._shop, self.runner, read)
        sheet.returned.connect(lambda done: self._opened(done) if isinstance(done, PackOpened) else None)
        sheet.open()

    def _tell(self, trouble: SentraError) -> None:
        self._told.tell(str(trouble), "bad")


def _own_number(session: Any) -> str:
    key = own_key_if_any(session)
    return "" if key is None else fingerprint(public_of(key))
