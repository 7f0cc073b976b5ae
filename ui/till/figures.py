"""A shift's figures as they stand on its slip, to be read on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.tills.wording import Figure, Section
from ui.kit.labels import ElidedLabel, caption, label
from ui.kit.layout import column, divider, plain, row


def figures_of(sections: Sequence[Section]) -> QWidget:
    """Section by section, sums in bold."""
    made = column(spacing=6, margins=(0, 0, 10, 0))
    for place, section in enumerate(sections):
        if place:
            made.addWidget(divider())
        made.addWidget(caption(section.title))
        for figure in section.figures:
            made.addLayout(row(*_line(figure), spacing=12))
    made.addStretch(1)
    return plain(made)


def _line(figure: Figure) -> tuple[QWidget, QWidget]:
    name = ElidedLabel(figure.label, "body", "bold" if figure.strong else "regular")
    amount = label(figure.amount, "lead" if figure.strong else "body", "bold" if figure.strong else "medium")
    amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return name, amount
