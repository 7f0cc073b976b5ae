"""All that is known of one thing that somebody did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtWidgets import QLayout, QWidget

from sentra_pos.core.speech import _
from sentra_pos.reports.activity_facts import Activity, group_label
from sentra_pos.reports.activity_wording import sentence_of
from ui.activity.rows import facts_of, lines_of
from ui.kit.labels import body, caption, label, pill
from ui.kit.layout import column, panel, plain, row, scrolling, spacer

WIDTH = 288


class DetailPanel(QWidget):
    """The right-hand side of the screen."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self.setFixedWidth(WIDTH)
        self._inside = column(spacing=10)
        frame = panel(scrolling(plain(self._inside)), margins=(20, 20, 12, 20))
        self.setLayout(column(frame, spacing=0))
        self.show_activity(None, {})

    def show_activity(self, each: Activity | None, methods: Mapping[str, str]) -> None:
        """Tell of this one."""
        _empty(self._inside)
        if each is None:
            hint = body(_("Choose a line to see who, when, why and by whose leave."))
            hint.setProperty("tone", "muted")
            self._inside.addWidget(hint)
        else:
            self._inside.addLayout(row(pill(group_label(each.group), "indigo"), spacer()))
            self._inside.addWidget(label(sentence_of(each), "lead", "bold", wrap=True))
            for name, text in facts_of(each, self._zone):
                self._inside.addLayout(column(caption(name), body(text), spacing=0))
            lines = lines_of(each, methods)
            if lines:
                self._inside.addWidget(caption(_("What the document says")))
                for line in lines:
                    self._inside.addWidget(body(line))
        self._inside.addStretch(1)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)
