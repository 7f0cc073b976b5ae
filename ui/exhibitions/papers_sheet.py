"""The papers of a load: the loading list and the delivery note, each as a PDF to print and sign."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_short_date
from sentra_pos.exhibitions.queries import LoadRecord
from ui.context import Context
from ui.exhibitions.files import open_file, save_delivery_note, save_loading_list
from ui.exhibitions.rows import load_words
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import body
from ui.kit.layout import row
from ui.kit.messages import Banner, toast
from ui.kit.table import Column, RecordTable


class LoadPapersSheet(Sheet):
    """Of a stand's loads, the newest in front. Returns nothing."""

    def __init__(self, parent: QWidget, context: Context, loads: tuple[LoadRecord, ...]) -> None:
        super().__init__(parent, title=_("Papers of the loads"), back_text=_("Close"), width=660, height=420)
        self._context = context
        self.table: RecordTable[LoadRecord] = RecordTable(
            (
                Column(
                    title=_("Loads"),
                    text=lambda load: load.code,
                    second=lambda load: format_short_date(load.business_date),
                    strong=True,
                    stretch=1,
                ),
                Column(title=_("Pieces"), text=load_words, right=True),
                Column(
                    title=_("Where"),
                    text=lambda load: _("arrived") if load.arrival else _("on the road"),
                    tone=lambda load: "good" if load.arrival else "warn",
                ),
            ),
            empty=_("Nothing was loaded for this stand yet."),
            name=_("Loads"),
            key=lambda load: load.id,
        )
        self.list_button = secondary(_("Loading list"), "F6", icon="file-pdf", on=self.loading_list)
        self.note_button = secondary(_("Delivery note"), "F7", icon="file-pdf", on=self.delivery_note)
        self._problem = Banner("")
        self._problem.hide()
        said = _(
            "The loading list is for packing: artisan by artisan, with a box to tick. The delivery note goes along in "
            "three copies, signed by who sends, who carries and who receives."
        )
        self.content.addWidget(body(said))
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self._problem)
        self.content.addLayout(row(self.list_button, self.note_button, spacing=8))
        self.table.on_open(_("Loading list"), lambda _load: self.loading_list())
        self.table.set_rows(tuple(reversed(loads)))
        self.table.pick_first()
        for button in (self.list_button, self.note_button):
            button.setEnabled(bool(loads))

    def loading_list(self) -> None:
        """The daftar muat."""
        self._make(save_loading_list)

    def delivery_note(self) -> None:
        """The surat jalan."""
        self._make(save_delivery_note)

    def _make(self, save: object) -> None:
        load = self.table.current()
        if load is None or not callable(save):
            return
        self._problem.hide()
        shop, wanted = self._context.shop, load.id
        self._context.runner.apart(lambda: save(shop, wanted), self._made, self._tell, origin=self)

    def _made(self, file: Path) -> None:
        open_file(file)
        toast(self, _("Saved as {file}.").format(file=file.name))

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()
