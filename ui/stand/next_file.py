"""At a stand that has ended: the file of the laptop's next exhibition, also for those who have no PIN here yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.exhibitions.open_pack import PackOpened
from sentra_pos.shop import Shop
from ui.kit.buttons import secondary
from ui.kit.immediate import Runs
from ui.kit.layout import column
from ui.kit.messages import Banner
from ui.stand.files import PACK, PackRead, read_pack_file
from ui.stand.open_pack_sheet import OpenPackSheet


class NextFile(QWidget):
    """Below the names of those who were here; ``opened`` once the laptop is the next stand's."""

    def __init__(self, shop: Shop, runner: Runs, opened: Callable[[PackOpened], object]) -> None:
        super().__init__()
        self._shop, self._runner, self._opened = shop, runner, opened
        self.open_file = secondary(
            _("Open the next exhibition's file"), "F6", icon="upload-simple", on=self._choose_pack
        )
        self._told = Banner("")
        self._told.hide()
        self.setLayout(column(self.open_file, self._told, spacing=8))

    def _choose_pack(self) -> None:
        kinds = _("Pack of an exhibition") + f" (*{PACK});;" + _("All files") + " (*)"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Open the next exhibition's file"), "", kinds)
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, file: Path) -> None:
        """Look into it; nothing is opened before somebody said that it is right."""
        self._told.hide()
        shop = self._shop
        self._runner.apart(lambda: read_pack_file(shop, file), self._show_pack, self._tell, origin=self, latest="pack")

    def _show_pack(self, read: PackRead) -> None:
        sheet = OpenPackSheet(self.window(), self._shop, self._runner, read)
        sheet.returned.connect(self._done)
        sheet.open()

    def _done(self, opened: object) -> None:
        if isinstance(opened, PackOpened) and opened.moved_on:
            self._opened(opened)

    def _tell(self, trouble: SentraError) -> None:
        self._told.tell(str(trouble), "bad")
