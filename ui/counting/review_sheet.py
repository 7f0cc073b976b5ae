"""What differs, before it is written: look again, count again, or finish."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.counting.queries import CountSheet, Review, ReviewRow
from ui.counting.counts import CountsPresenter
from ui.counting.rows import review_columns, review_words, whose, zones_left_words
from ui.kit.dialog import Sheet
from ui.kit.labels import label
from ui.kit.messages import Banner
from ui.kit.table import RecordTable


class ReviewSheet(Sheet):
    """Posts the count; the presenter tells its page when it stands."""

    def __init__(self, parent: QWidget, sheet: CountSheet, presenter: CountsPresenter) -> None:
        super().__init__(
            parent, title=_("Differences"), primary_text=_("Finish the count"), primary_key="F12",
            back_text=_("Count on"), width=820, height=600,
        )  # fmt: skip
        self._presenter = presenter
        self._words = label("", "lead", "semibold", wrap=True)
        place = whose(sheet.place, sheet.artisan)
        finished = _("All of {place} was looked through: what was not seen is missing")
        self.looked_through = QCheckBox(finished.format(place=place))
        self._open_zones = bool(sheet.open_zones)
        # Whoever ended each zone has said it already, but for one in which nothing was seen; while one is open nobody
        # can say it.
        self.looked_through.setChecked(bool(sheet.zones) and not sheet.open_zones and not sheet.empty_zones)
        self.looked_through.setEnabled(not sheet.open_zones)
        self.looked_through.toggled.connect(lambda _on: self.ask())
        self._zones = label(zones_left_words(sheet), "body", "medium", "warn", wrap=True)
        if not self._zones.text():
            self._zones.hide()
        self._problem = Banner("", "bad")
        self._problem.hide()
        self.table: RecordTable[ReviewRow] = RecordTable(
            review_columns(blind=sheet.blind),
            empty=_("Everything that was counted agrees with the book."),
            name=_("Items that differ"),
            key=lambda each: each.item,
        )
        for part in (self._words, self.looked_through, self._zones, self._problem):
            self.content.addWidget(part)
        self.content.addWidget(self.table, 1)

    def ask(self) -> None:
        """Reckon anew, for what is ticked now."""
        self._problem.hide()
        self._presenter.review(finished=self.looked_through.isChecked())

    def show_review(self, found: Review) -> None:
        """What posting would write now."""
        self._words.setText(review_words(found))
        self.table.set_rows(found.rows)
        waits = any(row.again for row in found.rows) or (self._open_zones and found.total("missing") > 0)
        if self.primary_button is not None:
            self.primary_button.setEnabled(not waits and (found.finished or found.counted > 0))

    def confirm(self) -> None:
        self.busy(True)
        self._presenter.finish(finished=self.looked_through.isChecked())

    def leave(self) -> None:
        """It stands."""
        self.busy(False)
        self.finish(True)

    def tell(self, trouble: SentraError) -> None:
        """It was not posted."""
        self.busy(False)
        self._problem.tell(str(trouble), "bad")
        self._presenter.review(finished=self.looked_through.isChecked())
