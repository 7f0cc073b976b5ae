"""The page where a list is looked over: what each column means, and every row in its heap."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sentra_pos.consignment.lists.match_columns import ListKind
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from ui.consignment.choice import Choice
from ui.consignment.import_list import ColumnMatch, field_choices
from ui.consignment.import_pages import row_columns
from ui.consignment.import_rows import Heap, PreviewRow, Review, heap_label
from ui.kit.chips import Chips
from ui.kit.labels import ElidedLabel, caption
from ui.kit.layout import column, plain, row, scrolling
from ui.kit.messages import Banner
from ui.kit.table import RecordTable

_COLUMNS_WIDTH = 268


class ReviewPage(QWidget):
    """Tells what the person says otherwise than the program guessed."""

    #: The list is of the other kind.
    kind_chosen = Signal(object)
    #: (column, field) as the person wants it; an empty field leaves the column out.
    column_moved = Signal(int, str)

    def __init__(
        self,
        *,
        advice: Callable[[Review], str] | None = None,
        labels: Callable[[Heap], str] = heap_label,
        asks_kind: bool = True,
    ) -> None:
        super().__init__()
        self._advice, self._labels = advice or _advice, labels
        self._review: Review | None = None
        self.kind: Choice[ListKind] = Choice(
            [(ListKind.ARTISANS, _("A list of artisans")), (ListKind.GOODS, _("A list of goods"))]
        )
        self.kind.setAccessibleName(_("What the list is about"))
        self.kind.chosen.connect(self.kind_chosen.emit)
        self.kind.setMaximumWidth(220)
        self._file = ElidedLabel("", "body", "semibold")
        self._says = Banner("", "warn")
        self.chips = Chips(name=_("Rows to show"))
        self.chips.chosen.connect(lambda _heap: self._show_rows())
        self.rows = RecordTable(row_columns(), empty=_("No row of the list is among these."), name=_("Rows"))
        self.rows.picked.connect(self._tell_all)
        # What is to be said of a row seldom fits into it, and a finger has no tooltip.
        self.detail = caption("")
        self.detail.setWordWrap(True)
        self._columns = QVBoxLayout()
        self._columns.setSpacing(10)
        self._columns.setContentsMargins(0, 0, 8, 0)
        self.choices: dict[int, Choice[str]] = {}
        holder = scrolling(plain(self._columns))
        holder.setFixedWidth(_COLUMNS_WIDTH)
        right = column(self._says, self.chips, spacing=8)
        right.addWidget(self.rows, 1)
        right.addWidget(self.detail)
        below = row(spacing=16)
        below.addWidget(holder)
        below.addLayout(right, 1)
        whole = column(row(self._file, self.kind, spacing=12), spacing=12)
        whole.addLayout(below, 1)
        self.setLayout(whole)
        self.kind.setVisible(asks_kind)

    def show_review(self, review: Review) -> None:
        """Another list, or the same one understood anew."""
        self._review = review
        self._file.setText(review.file)
        self.kind.set_value(review.kind)
        self._show_columns(review)
        heaps = [heap for heap in Heap if review.of(heap)]
        self.chips.set_choices(
            [(heap, f"{self._labels(heap)} {format_number(len(review.of(heap)))}") for heap in heaps]
        )
        worst = next((heap for heap in (Heap.PROBLEM, Heap.ASK) if heap in heaps), None)
        if worst is not None:
            self.chips.choose(worst)
        self._says.tell(self._advice(review), "warn" if worst is not None else "good")
        self._show_rows()

    def _show_rows(self) -> None:
        heap = self.chips.choice()
        if self._review is not None and isinstance(heap, Heap):
            self.rows.set_rows(self._review.of(heap))
            self.rows.selectRow(0)
            self.rows.scrollToTop()

    def _tell_all(self, row_: PreviewRow | None) -> None:
        self.detail.setText("" if row_ is None else row_.reason)
        self.detail.setVisible(bool(self.detail.text()))

    def _show_columns(self, review: Review) -> None:
        known = [(each.column, each.heading) for each in review.columns]
        if list(self.choices) != [place for place, _heading in known] or self.choices_kind is not review.kind:
            self._make_columns(review)
        for each in review.columns:
            self.choices[each.column].set_value(each.field)

    choices_kind: ListKind | None = None

    def _make_columns(self, review: Review) -> None:
        while (item := self._columns.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.choices, self.choices_kind = {}, review.kind
        self.rows.records.set_columns(row_columns(review.kind))
        self._columns.addWidget(caption(_("What the columns mean")))
        fields = [("", _("– leave out –")), *field_choices(review.kind)]
        for each in review.columns:
            self._columns.addWidget(self._column(each, fields))
        self._columns.addStretch(1)

    def _column(self, each: ColumnMatch, fields: list[tuple[str, str]]) -> QWidget:
        choice: Choice[str] = Choice(fields, each.field, name=each.heading)
        choice.chosen.connect(lambda field, place=each.column: self.column_moved.emit(place, field))
        self.choices[each.column] = choice
        heading = ElidedLabel(f"{each.heading}: {each.example}" if each.example else each.heading, "caption", "medium")
        return plain(column(heading, choice, spacing=2))


def _advice(review: Review) -> str:
    if review.of(Heap.PROBLEM):
        return _("Some rows have a problem: correct them in the file and choose it again, or leave them out.")
    if review.of(Heap.ASK):
        return _("The list does not say everything. A few questions, once for each artisan, and it can come in.")
    if review.of(Heap.NEW):
        return _("Everything is understood. Look it over, then import it.")
    return _("Nothing in this list is new. Importing it again changes nothing.")
