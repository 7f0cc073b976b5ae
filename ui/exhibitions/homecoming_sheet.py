"""Bring files home: choose them on the stick, see what each would add, add it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import business_today, local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_time
from sentra_pos.exhibitions.homecoming_figures import ArtisanToCome, DayToCome, Flags, MethodToCome
from sentra_pos.exhibitions.preview_homecoming import HomecomingPreview
from ui.context import Context
from ui.exhibitions.homecoming import ChosenFile, Homecoming, state_tone, state_words
from ui.exhibitions.long_work import LongWork, tell_of_changes
from ui.exhibitions.rows import count_words
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import body, caption, label
from ui.kit.layout import column, plain, row
from ui.kit.messages import Banner
from ui.kit.table import Column, RecordTable

_FILES_WIDTH = 280
_DAYS, _METHODS, _ARTISANS = "days", "methods", "artisans"


class HomecomingSheet(Sheet):
    """Returns True once something was added."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            title=_("Bring a file home"),
            primary_text=_("Add to the book"),
            primary_key="F12",
            back_text=_("Close"),
            width=980,
            height=680,
        )
        self._context = context
        self._work = LongWork(self, context, self._tell)
        self.presenter = Homecoming(self._work, context.shop, context.by, self)
        self._added = False
        self.choose_button = secondary(_("Choose files"), "F3", icon="upload-simple", on=self._choose)
        self.files: RecordTable[ChosenFile] = RecordTable(
            (
                Column(
                    title=_("File"),
                    text=lambda file: file.path.name,
                    second=state_words,
                    stretch=1,
                    strong=True,
                    tone=state_tone,
                ),
            ),
            empty=_("Put the stick in and choose the file with F3. The newest one holds all the others."),
            name=_("Files"),
            key=lambda file: file.path,
        )
        self.files.setFixedWidth(_FILES_WIDTH)
        self._lay_out()
        self.files.picked.connect(self._show)
        self._show(None)
        self._enable()
        self.choose_button.setFocus()

    def _lay_out(self) -> None:
        self._head = label("", "lead", "bold", wrap=True)
        self._facts = caption("")
        self._facts.setWordWrap(True)
        self._told = Banner("")
        self._told.hide()
        self._flags = Banner("", "warn")
        self._flags.hide()
        names = [(_DAYS, _("By day")), (_METHODS, _("By way of paying")), (_ARTISANS, _("By artisan"))]
        self.tabs = Chips(names, name=_("What to show"))
        self._stack = QStackedWidget()
        self.days, self.methods, self.artisans = _days(), _methods(), _artisans()
        self._tables: dict[str, QWidget] = {_DAYS: self.days, _METHODS: self.methods, _ARTISANS: self.artisans}
        for table in self._tables.values():
            self._stack.addWidget(table)
        self.tabs.chosen.connect(lambda key: self._stack.setCurrentWidget(self._tables[str(key)]))
        self._figures = plain(column(self.tabs, spacing=8))
        layout = self._figures.layout()
        assert layout is not None
        layout.addWidget(self._stack)
        right = column(self._head, self._facts, self._told, self._flags, spacing=8)
        right.addWidget(self._figures, 1)
        right.addStretch(0)
        left = column(self.choose_button, spacing=8)
        left.addWidget(self.files, 1)
        whole = row(plain(left), spacing=18)
        whole.addLayout(right, 1)
        self.content.addWidget(
            body(_("First you see what a file would add. The same file twice, or an older one after it, does no harm."))
        )
        self.content.addWidget(plain(whole), 1)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _choose(self) -> None:
        kinds = _("Files that come home") + " (*.pulang);;" + _("All files") + " (*)"
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("Choose files"), "", kinds)
        if chosen:
            self.presenter.choose([Path(name) for name in chosen])

    def confirm(self) -> None:
        self.presenter.add()

    def reject(self) -> None:
        if self._added and self.back_button.isEnabled():
            self.finish(True)
        else:
            super().reject()

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_files(self, files: tuple[ChosenFile, ...], front: Path | None) -> None:
        self.files.set_rows(files)
        if front is not None:
            self.files.pick(front)
        self._show(self.files.current())
        self._enable()

    def brought(self, changes: Changes) -> None:
        self._added = self._added or changes != NOTHING
        tell_of_changes(self, changes)

    def _tell(self, trouble: SentraError) -> None:
        self._told.tell(str(trouble), "bad")

    def _enable(self) -> None:
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(self.presenter.addable))

    def _show(self, file: ChosenFile | None) -> None:
        preview = None if file is None else file.preview
        self._figures.setVisible(preview is not None and bool(preview.to_come.documents))
        self._told.hide()
        self._flags.hide()
        self._head.setText(_head(file))
        self._facts.setText("" if preview is None else self._about(preview))
        self._facts.setVisible(preview is not None)
        if file is None:
            return
        if file.refused:
            self._told.tell(file.refused, "warn" if file.waits else "bad")
        elif file.brought is not None:
            words = _("{what}, up to {code}.") if file.brought.upto else _("{what}.")
            said = [words.format(what=state_words(file), code=file.brought.upto)]
            self._told.tell(" ".join((*said, *file.brought.warnings)), "warn" if file.brought.warnings else "good")
        elif preview is not None and preview.late:
            words = _("This stand was written off: its documents will wait until somebody decides about them.")
            self._told.tell(words, "warn")
        if preview is not None:
            self._show_figures(preview, told=file.brought is not None)

    def _about(self, preview: HomecomingPreview) -> str:
        here = local(preview.written_at, self._context.shop.clock.zone)
        written = _("written on {date} at {time}").format(date=format_date(here.date()), time=format_time(here))
        return f"{preview.device_name} · {written}"

    def _show_figures(self, preview: HomecomingPreview, *, told: bool) -> None:
        come = preview.to_come
        self.days.set_rows(come.days)
        self.methods.set_rows(come.methods)
        self.artisans.set_rows(come.artisans)
        today = business_today(self._context.shop.clock)
        ahead = max((each.day for each in come.days if each.day > today), default=None)
        words = " ".join((*_flag_words(come.flags), *_ahead_words(ahead)))
        self._flags.tell("" if told else words, "warn")


def _head(file: ChosenFile | None) -> str:
    if file is None:
        return _("No file is chosen yet")
    if file.preview is None:
        return file.path.name
    come = file.preview.to_come
    stand = f"{file.preview.exhibition_name} · {file.preview.stand_name}"
    if not come.documents:
        return _("{stand}: everything in it is here already").format(stand=stand)
    sales = ngettext("{count} sale", "{count} sales", come.sales).format(count=format_number(come.sales))
    ended = _(", and the stand has ended") if come.ended else ""
    return f"{stand}: {sales}, {format_rupiah(come.total)}{ended}"


def _flag_words(flags: Flags) -> list[str]:
    told: tuple[tuple[int, Callable[[int], str]], ...] = (
        (
            flags.never_loaded,
            lambda count: ngettext(
                "{count} piece was sold that nobody knows: say later whose it was.",
                "{count} pieces were sold that nobody knows: say later whose they were.",
                count,
            ),
        ),
        (
            flags.below_zero,
            lambda count: ngettext(
                "{count} piece was sold that was on no list.", "{count} pieces were sold that were on no list.", count
            ),
        ),
        (
            flags.from_elsewhere,
            lambda count: ngettext(
                "{count} piece was taken back whose sale has to be found.",
                "{count} pieces were taken back whose sales have to be found.",
                count,
            ),
        ),
    )
    return [words(count).format(count=format_number(count)) for count, words in told if count]


def _ahead_words(day: date | None) -> tuple[str, ...]:
    """A laptop's clock that is ahead says nothing of the sales; but artisans wait for a share until its day is past."""
    if day is None:
        return ()
    words = _("Its clock was ahead: it sold on {date}, and what is held back then is held back from that day on.")
    return (words.format(date=format_date(day)),)


def _count(count: int) -> str:
    return format_number(count) if count else "–"


def _days() -> RecordTable[DayToCome]:
    return RecordTable(
        (
            Column(title=_("Day"), text=lambda day: format_date(day.day), stretch=1, strong=True),
            Column(title=_("Sales"), text=lambda day: format_number(day.sales), right=True),
            Column(title=_("Returns"), text=lambda day: _count(day.returns), right=True),
            Column(title=_("Voided"), text=lambda day: _count(day.voids), right=True, optional=True),
            Column(title=_("Takings"), text=lambda day: format_number(day.total.amount), right=True, strong=True),
        ),
        empty=_("No sale in it."),
        name=_("By day"),
    )


def _methods() -> RecordTable[MethodToCome]:
    return RecordTable(
        (
            Column(title=_("Way of paying"), text=lambda each: each.name, stretch=1, strong=True),
            Column(title=_("Takings"), text=lambda each: format_number(each.total.amount), right=True, strong=True),
        ),
        empty=_("No sale in it."),
        name=_("By way of paying"),
    )


def _artisans() -> RecordTable[ArtisanToCome]:
    return RecordTable(
        (
            Column(
                title=_("Artisan"),
                text=lambda each: each.name or _("The shop's own"),
                second=lambda each: each.code,
                stretch=1,
                strong=True,
            ),
            Column(title=_("Sold"), text=lambda each: count_words(each.sold), right=True, strong=True),
            Column(title=_("Brought back"), text=lambda each: count_words(each.returned), right=True),
        ),
        empty=_("No goods in it."),
        name=_("By artisan"),
    )
