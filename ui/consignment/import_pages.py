"""The pages of the import: choosing a file, waiting, and the result."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QWidget

from sentra_pos.consignment.lists.match_columns import ListKind
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from ui.consignment.import_rows import ImportSummary, PreviewRow
from ui.kit.icons import set_picture
from ui.kit.labels import body, caption, label, set_tone, title
from ui.kit.layout import column, row, spacer
from ui.kit.table import Column, RecordTable
from ui.kit.theme import colour


def row_columns(kind: ListKind = ListKind.GOODS) -> list[Column[PreviewRow]]:
    """A row of the list, and below it what is to be said of it."""
    sums = [
        Column[PreviewRow](title=_("Count"), text=lambda each: each.count, right=True, optional=True),
        Column[PreviewRow](title=_("Price"), text=lambda each: each.price, right=True, optional=True),
    ]
    terms = [Column[PreviewRow](title=_("Agreement"), text=lambda each: each.price, right=True, optional=True)]
    return [
        Column[PreviewRow](title=_("Row"), text=lambda each: format_number(each.number), right=True),
        Column[PreviewRow](
            title=_("In the list"),
            text=lambda each: each.name,
            second=lambda each: each.reason or each.facts,
            stretch=1,
            strong=True,
        ),
        *(terms if kind is ListKind.ARTISANS else sums),
    ]


class DropZone(QFrame):
    """Takes a file that is dropped on it."""

    dropped = Signal(object)

    def __init__(self, says: str, assures: str) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._is_over = False
        picture = QLabel()
        set_picture(picture, "file-xls", "primary", 48)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lead = title(_("Drop the list here"))
        words, safe = body(says), caption(assures)
        for each in (lead, words, safe):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = column(picture, lead, words, safe, spacing=14)
        self.setLayout(column(spacer(), row(60, middle, 60), spacer()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("primary" if self._is_over else "muted"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(colour("wash" if self._is_over else "ground"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._file(event) is not None:
            self._is_over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._is_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._is_over = False
        self.update()
        file = self._file(event)
        if file is not None:
            event.acceptProposedAction()
            self.dropped.emit(file)

    @staticmethod
    def _file(event: QDropEvent) -> Path | None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        return Path(files[0]) if len(files) == 1 else None


class BusyPage(QWidget):
    """How far the work is."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "lead")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self.setLayout(column(spacer(), self._words, self._bar, spacer(), spacing=14, margins=(40, 0, 40, 0)))

    def begin(self, words: str) -> None:
        """Nobody knows yet how far."""
        self._words.setText(words)
        self._bar.setRange(0, 0)

    def show_progress(self, done: int, of: int) -> None:
        """So many of so many rows."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)


class ResultPage(QWidget):
    """What came in, and every row that did not."""

    def __init__(self) -> None:
        super().__init__()
        self._lead = title("")
        self._lead.setWordWrap(True)
        self._words = body("")
        self._about = body("")
        set_tone(self._about, "warn")
        self.rows = RecordTable(
            row_columns(), empty=_("Every row of the list is in the shop."), name=_("Rows left out")
        )
        self.setLayout(column(self._lead, self._words, self._about, spacing=8))
        held = self.layout()
        assert held is not None
        held.addWidget(self.rows)

    def show_summary(self, summary: ImportSummary) -> None:
        """The end of an import."""
        if summary.kind is ListKind.ARTISANS:
            lead = ngettext("{count} artisan came in.", "{count} artisans came in.", summary.added)
        else:
            lead = ngettext("{count} item came in.", "{count} items came in.", summary.added)
        self._lead.setText(
            lead.format(count=format_number(summary.added)) if summary.added else _("Nothing new was in this list.")
        )
        self._words.setText(_told(summary))
        self._words.setVisible(bool(self._words.text()))
        self._about.setText(_left(summary))
        self._about.setVisible(bool(self._about.text()))
        self.rows.set_rows((*summary.differing, *summary.left_out))


def _told(summary: ImportSummary) -> str:
    said = []
    if summary.notes:
        sentence = ngettext(
            "{pieces} pieces lie on the shelf, on {count} opening note ({notes}).",
            "{pieces} pieces lie on the shelf, on {count} opening notes ({notes}).",
            len(summary.notes),
        )
        first, last = summary.notes[0], summary.notes[-1]
        notes = first if first == last else f"{first} – {last}"
        said.append(
            sentence.format(pieces=format_number(summary.pieces), count=format_number(len(summary.notes)), notes=notes)
        )
    if summary.unchanged:
        sentence = ngettext(
            "{count} row was here already and stayed as it was.",
            "{count} rows were here already and stayed as they were.",
            summary.unchanged,
        )
        said.append(sentence.format(count=format_number(summary.unchanged)))
    return " ".join(said)


def _left(summary: ImportSummary) -> str:
    said = []
    if summary.differing:
        sentence = ngettext(
            "{count} row says otherwise than the shop; it was not touched.",
            "{count} rows say otherwise than the shop; they were not touched.",
            len(summary.differing),
        )
        said.append(sentence.format(count=format_number(len(summary.differing))))
    if summary.left_out:
        sentence = ngettext(
            "{count} row was left out; correct it and choose the list again.",
            "{count} rows were left out; correct them and choose the list again.",
            len(summary.left_out),
        )
        said.append(sentence.format(count=format_number(len(summary.left_out))))
    return " ".join(said)
