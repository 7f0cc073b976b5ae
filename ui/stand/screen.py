"""The screen of a stand: its goods, its day per artisan, and the files by which it and the shop know of each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QStackedWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.exhibitions.open_pack import PackOpened
from sentra_pos.exhibitions.queries import StandGoods
from sentra_pos.exhibitions.stand_day import ArtisanDay
from ui.context import Context
from ui.exhibitions.files import open_file
from ui.exhibitions.long_work import LongWork, tell_of_changes
from ui.kit.buttons import danger, primary, secondary
from ui.kit.chips import Chips
from ui.kit.labels import ElidedLabel, caption, headline, label, set_tone
from ui.kit.labels import title as title_label
from ui.kit.layout import card, column, divider, panel, row
from ui.kit.messages import Banner, error, toast
from ui.kit.screen import Screen
from ui.kit.table import RecordTable
from ui.kit.theme import set_kind
from ui.stand.end_sheet import EndHereSheet
from ui.stand.files import HOME, PACK, HomeWritten, PackRead
from ui.stand.here import StandHere
from ui.stand.open_pack_sheet import OpenPackSheet
from ui.stand.presenter import StandPage, StandPresenter
from ui.stand.rows import arrived_words, day_columns, days_words, figures, goods_columns, last_words, unnamed_words

_TODAY, _GOODS = "today", "goods"
_SIDE = 320


class StandScreen(Screen):
    """The view of StandPresenter."""

    watches = Changes(stock=True, sales=True, till=True, settings=True, catalogue=True)

    def __init__(self, context: Context, here: StandHere, moved_on: Callable[[], object]) -> None:
        """``moved_on`` is done when the laptop has become another stand's."""
        super().__init__()
        self.context, self._moved_on = context, moved_on
        self._work = LongWork(self, context, self.tell)
        self.presenter = StandPresenter(self._work, context.runner, context.shop, here, context.by, self)
        self.home_button = primary(_("File onto a stick"), "F12", icon="download-simple", on=self._choose_home)
        self.recap_button = secondary(_("Daily recap"), "F7", icon="file-pdf", on=self.presenter.save_recap)
        self.pack_button = secondary(_("Open a further file"), "F6", icon="upload-simple", on=self._choose_pack)
        self.end_button = danger(_("End the stand"), "F8", on=self._end)
        self.by_itself = QCheckBox(_("Write it by itself after every closing"))
        self.by_itself.clicked.connect(lambda checked: self.presenter.write_by_itself(bool(checked)))
        self.days: RecordTable[ArtisanDay] = RecordTable(
            day_columns(),
            empty=_("Nothing was sold today yet."),
            name=_("Sold today"),
            key=lambda each: (each.code, each.name),
        )
        self.goods: RecordTable[StandGoods] = RecordTable(
            goods_columns(),
            empty=_("There are no goods here. Open the file that the shop wrote."),
            name=_("What is here"),
            key=lambda each: (each.item, each.party),
        )
        self._build()

    def _build(self) -> None:
        set_kind(self.home_button, compact=True)
        self._about = caption("")
        self._unnamed = caption("")
        self._unnamed.hide()
        self._ended = Banner("", "good")
        self._ended.hide()
        names = (_("Pieces here now"), _("Sold today"), _("Came in today"), _("In the drawer by the book"))
        self._figures = tuple(label("", "title", "bold") for _name in names)
        shown = row(spacing=12)
        for name, figure in zip(names, self._figures, strict=True):
            shown.addWidget(card(ElidedLabel(name, "caption", "medium", "muted"), figure, spacing=2), 1)
        self.tabs = Chips([(_TODAY, _("Sold today")), (_GOODS, _("What is here"))], name=_("What is listed"))
        self._lists = QStackedWidget()
        for table in (self.days, self.goods):
            self._lists.addWidget(table)
        self.tabs.chosen.connect(lambda key: self._lists.setCurrentWidget(self.days if key == _TODAY else self.goods))
        top = column(headline(_("Stand")), self._about, spacing=0)
        left = column(top, self._ended, shown, self.tabs, spacing=12, margins=(24, 18, 24, 20))
        left.addWidget(self._lists, 1)
        left.addWidget(self._unnamed)
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self._side())
        self.setLayout(whole)
        self.setFocusProxy(self.days)

    def _side(self) -> QFrame:
        self._last = label("", "body", "semibold", wrap=True)
        self._where = caption("")
        self._where.setWordWrap(True)
        made = panel(
            title_label(_("The way home")),
            self._last,
            self.home_button,
            self.by_itself,
            self._where,
            divider(),
            self.recap_button,
            self.pack_button,
            spacing=12,
        )
        made.setFixedWidth(_SIDE)
        layout = made.layout()
        assert layout is not None
        layout.addStretch(1)  # type: ignore[attr-defined]  # a column is a box
        layout.addWidget(self.end_button)
        return made

    # -------------------------------------------------------------------------------------- what the presenter says

    def refresh(self) -> None:
        self.presenter.load()

    def show_page(self, page: StandPage) -> None:
        """All of it."""
        self._about.setText(days_words(page))
        for made, words in zip(self._figures, figures(page), strict=True):
            made.setText(words)
        self.days.set_rows(page.day.artisans)
        self._unnamed.setText(unnamed_words(page.day))
        self._unnamed.setVisible(bool(page.day.unnamed))
        self.goods.set_rows(page.stand.goods)
        words, tone = last_words(page.last, self.context.shop.clock)
        self._last.setText(words)
        set_tone(self._last, tone)
        self.by_itself.setChecked(page.stick.by_itself)
        self._where.setText(_("Into {folder}").format(folder=page.stick.folder) if page.stick.folder else "")
        self._where.setVisible(bool(page.stick.folder))
        ended = page.stand.ended
        words = _(
            "This stand has ended. Write its last file onto the stick, and take it home with the goods and {cash} in "
            "cash. Here the laptop waits for the next exhibition's file."
        ).format(cash=format_rupiah(page.sent_home))
        self._ended.tell(words if ended else "", "good")
        self.end_button.setEnabled(not ended)
        self.pack_button.set_label(_("Open the next exhibition's file") if ended else _("Open a further file"))

    def show_pack(self, read: PackRead) -> None:
        """Ask whether it is the right one."""
        sheet = OpenPackSheet(self, self.context.shop, self.context.runner, read, by=self.context.who.staff)
        sheet.returned.connect(self._opened)
        sheet.open()

    def on_the_stick(self, written: HomeWritten) -> None:
        """Say so."""
        size = format_number(max(written.size // 1024, 1))
        toast(self, _("Written: {file} ({size} KB).").format(file=written.file.name, size=size))

    def recap_saved(self, file: Path) -> None:
        """Show it in the computer's reader, from where it is printed."""
        open_file(file)

    def tell(self, trouble: SentraError) -> None:
        error(self, trouble)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _choose_home(self) -> None:
        kinds = _("File for the way home") + f" (*{HOME})"
        start = self.presenter.suggested_file()
        chosen, _filter = QFileDialog.getSaveFileName(self, _("File onto a stick"), start, kinds)
        if chosen:
            self.write_home(Path(chosen).with_suffix(HOME))

    def write_home(self, file: Path) -> None:
        """The stand's whole book, there."""
        self.presenter.write_home(file, _("Writing the file for the way home"))

    def _choose_pack(self) -> None:
        kinds = _("Pack of an exhibition") + f" (*{PACK});;" + _("All files") + " (*)"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Open a further file"), "", kinds)
        if chosen:
            self.read_pack(Path(chosen))

    def read_pack(self, file: Path) -> None:
        """What the shop sent after the first load, or for the next exhibition."""
        self.presenter.read_pack(file, _("Looking into the file"))

    def _opened(self, opened: object) -> None:
        if not isinstance(opened, PackOpened):
            return
        if opened.moved_on:
            self._moved_on()
            return
        tell_of_changes(self, opened.changes)
        toast(self, arrived_words(opened))
        self.presenter.load()

    def _end(self) -> None:
        page = self.presenter.page
        if page is not None:
            sheet = EndHereSheet(self, self.context, page)
            sheet.returned.connect(lambda _ended: self.presenter.load())
            sheet.open()
