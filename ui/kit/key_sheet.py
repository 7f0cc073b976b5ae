"""The sheet at F1: which keys there are here, read off what is on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from sentra_pos.core.speech import _
from ui.kit.dialog import Sheet
from ui.kit.keys import Key, keys_of
from ui.kit.labels import caption, label, pill
from ui.kit.layout import column, plain
from ui.kit.screen import Screen

_COLUMNS = 2


class KeySheet(Sheet):
    """What the keys do on the screen in front, or on the sheet that was open, and what they do everywhere."""

    def __init__(self, over: QWidget) -> None:
        window = over.window()
        super().__init__(window, title=_("Keys"), back_text=_("Close"), width=760, scrolls=True)
        screens = [screen for screen in window.findChildren(Screen) if screen.isVisible()]
        self.here = in_order(keys_of(screens[0] if screens else window))
        told = {(key.key, key.says) for key in self.here}
        others = (key for key in keys_of(window) if (key.key, key.says) not in told)
        self.elsewhere = in_order(others) if screens else ()
        groups = ((_("On this screen"), self.here), (_("Everywhere"), self.elsewhere))
        for name, keys in groups:
            if keys:
                self.content.addLayout(column(caption(name), plain(_grid(keys)), spacing=8))
        self.content.addStretch(1)

    def show_keys(self) -> None:
        """F1 again puts it away."""
        self.reject()


def in_order(keys: Iterable[Key]) -> tuple[Key, ...]:
    """Each key's words once, F-keys first and by their number."""
    once: dict[tuple[str, str], Key] = {}
    for key in keys:
        if key.works_now or (key.key, key.says) not in once:
            once[key.key, key.says] = key
    return tuple(sorted(once.values(), key=_place))


def _place(key: Key) -> tuple[int, int]:
    number = re.fullmatch(r"F(\d+)", key.key)
    return (0, int(number[1])) if number else (1, 0)


def _grid(keys: tuple[Key, ...]) -> QGridLayout:
    """Down the first column and on in the second, as a list is read."""
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(12)
    made.setVerticalSpacing(8)
    rows = -(-len(keys) // _COLUMNS)
    for number, key in enumerate(keys):
        side, line = divmod(number, rows)
        words = label(key.says, tone="ink" if key.works_now else "muted", wrap=True)
        made.addWidget(pill(key.key), line, 2 * side, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made.addWidget(words, line, 2 * side + 1)
        made.setColumnStretch(2 * side + 1, 1)
    return made
