"""The window: a rail of screens on the left, the screen in front beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from sentra_pos.core.changes import Changes
from sentra_pos.core.speech import _
from ui.kit.icons import set_icon
from ui.kit.keys import press_by
from ui.kit.layout import column, row
from ui.kit.messages import hush
from ui.kit.motifs import TILE, Dyes
from ui.kit.screen import Screen
from ui.kit.swatch import paint_dyed

if TYPE_CHECKING:
    from ui.kit.chips import Chips

RAIL_WIDTH = 92
_LOCK_KEY = "F11"
_KEYS_KEY = "F1"
_LONGEST_NAME = 10
#: Majapahit brick; the mark stays the same in light and dark.
_MARK = Dyes("#9C3D1B", "#F6E3BE", "#D9A24B")


@dataclass(frozen=True, slots=True, kw_only=True)
class RailEntry:
    """One screen: ``icon`` is a shipped icon that has a filled twin; the factory is called when it is first opened.

    ``within`` is the key of the entry whose button it shares: such screens stand side by side over the one in front.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[], Screen]
    shortcut: str = ""
    within: str = ""

    @property
    def family(self) -> str:
        """The key of the rail's button that leads here."""
        return self.within or self.key


class _Logo(QWidget):
    """The shop's mark."""

    def __init__(self) -> None:
        super().__init__()
        # Whole repeats: a sun cut in half is no mark.
        self.setFixedSize(2 * TILE, 2 * TILE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_dyed(painter, QRectF(self.rect()), "surya", _MARK, radius=12)
        painter.end()


class _RailButton(QToolButton):
    def __init__(self, entry: RailEntry) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setText(entry.title)
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title}  {entry.shortcut}".strip())
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(62)
        set_icon(self, entry.icon, "muted", 24, checked=(f"{entry.icon}-fill", "primary"))
        if entry.shortcut:
            press_by(self, entry.shortcut)

    def sizeHint(self) -> QSize:
        return QSize(RAIL_WIDTH - 16, 62)

    def minimumSizeHint(self) -> QSize:
        return QSize(RAIL_WIDTH - 16, 48)


def _person(name: str, lock: Callable[[], object]) -> QToolButton:
    """Who is at work; pressed, the till is locked for them to go away or for another to take over."""
    button = _RailButton(RailEntry(key="", title=name, icon="user-circle", factory=Screen))
    button.setCheckable(False)
    first = name.split(" ", maxsplit=1)[0] if len(name) > _LONGEST_NAME else name
    button.setText(button.fontMetrics().elidedText(first, Qt.TextElideMode.ElideRight, RAIL_WIDTH - 20))
    button.setAccessibleName(_("{name}: lock the till, or change user").format(name=name))
    button.setToolTip(f"{button.accessibleName()}  {_LOCK_KEY}")
    button.clicked.connect(lambda _checked=False: lock())
    press_by(button, _LOCK_KEY)
    return button


def _about_keys(window: QWidget) -> QToolButton:
    """The way to the sheet of keys, for those who do not know yet that there is one."""

    def show_keys() -> None:
        from ui.kit.key_sheet import KeySheet  # nobody waits for it at the start

        KeySheet(window).open()

    button = _RailButton(RailEntry(key="", title=f"{_('Keys')} {_KEYS_KEY}", icon="keyboard", factory=Screen))
    button.setCheckable(False)
    button.setAccessibleName(_("Keys"))
    button.setToolTip(_("Which keys there are here") + f"  {_KEYS_KEY}")
    button.clicked.connect(show_keys)
    press_by(button, _KEYS_KEY)
    return button


class MainWindow(QMainWindow):
    """Opens screens by their key, makes each on first use, and passes on what changed in the shop."""

    #: The key of the screen that came to the front.
    opened = Signal(str)

    def __init__(
        self,
        entries: Sequence[RailEntry],
        *,
        title: str = "Sentra POS",
        who: str = "",
        lock: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setMinimumSize(880, 500)
        self._entries = {entry.key: entry for entry in entries}
        self._screens: dict[str, Screen] = {}
        self._buttons: dict[str, _RailButton] = {}
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        holder = QWidget()
        self.person = None if lock is None else _person(who, lock)
        self._families: dict[str, Chips] = {}
        self._over = column(spacing=0, margins=(0, 0, 0, 0))
        self._over.addWidget(self._stack, 1)
        layout = row(self._rail([entry for entry in entries if not entry.within]), spacing=0)
        layout.addLayout(self._over, 1)
        holder.setLayout(layout)
        self.setCentralWidget(holder)

    def _rail(self, entries: Sequence[RailEntry]) -> QFrame:
        rail = QFrame()
        rail.setProperty("kind", "rail")
        rail.setFixedWidth(RAIL_WIDTH)
        line = column(spacing=3, margins=(8, 14, 8, 8))
        line.addWidget(_Logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        line.addSpacing(10)
        for entry in entries:
            button = _RailButton(entry)
            button.clicked.connect(lambda _checked=False, key=entry.key: self.open(key))
            self._group.addButton(button)
            self._buttons[entry.key] = button
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(_about_keys(self))
        if self.person is not None:
            line.addWidget(self.person)
        rail.setLayout(line)
        return rail

    def open(self, key: str) -> Screen:
        """Bring a screen to the front, making it first when nobody has seen it yet."""
        screen = self._screens.get(key)
        if screen is None:
            screen = self._screens[key] = self._entries[key].factory()
            self._stack.addWidget(screen)
        family = self._entries[key].family
        self._buttons[family].setChecked(True)
        self._show_family(family, key)
        if self._stack.currentWidget() is not screen or not screen.isVisible():
            hush(self)
            self._stack.setCurrentWidget(screen)
        screen.shown()
        screen.setFocus()
        self.opened.emit(key)
        return screen

    def _show_family(self, family: str, key: str) -> None:
        """Where a button of the rail leads to several screens, all of them are named over the one in front."""
        for other, chips in self._families.items():
            chips.setVisible(other == family)
        if family not in self._families:
            members = [entry for entry in self._entries.values() if entry.family == family]
            if len(members) == 1:
                return
            self._families[family] = self._family(members)
        self._families[family].choose(key)

    def _family(self, members: Sequence[RailEntry]) -> Chips:
        from ui.kit.chips import Chips  # the till, which everybody waits for at the start, stands alone

        chips = Chips([(entry.key, f"{entry.title}  {entry.shortcut}") for entry in members], name=_("Screens"))
        chips.setProperty("kind", "family")
        chips.setContentsMargins(24, 16, 24, 0)
        chips.chosen.connect(lambda key: self.open(str(key)))
        for entry in members:
            # The key is beside the words, not one of them.
            chips.chip(entry.key).setAccessibleName(entry.title)
            if entry.within:
                press_by(chips.chip(entry.key), entry.shortcut)
        self._over.insertWidget(0, chips)
        return chips

    def offers(self, key: str) -> bool:
        """Whether the rail has the screen, for this person."""
        return key in self._entries

    def button(self, key: str) -> QAbstractButton:
        """What to press for a screen: the rail's button, or its place beside the family's screen in front."""
        entry = self._entries[key]
        front = self._entries.get(self.front_key())
        if entry.within and front is not None and front.family == entry.family:
            return self._families[entry.family].chip(key)
        return self._buttons[entry.family]

    def front_key(self) -> str:
        """The key of the screen in front; empty before the first is opened."""
        front = self.front()
        return next((key for key, screen in self._screens.items() if screen is front), "")

    def front(self) -> Screen | None:
        """The screen in front."""
        current = self._stack.currentWidget()
        return current if isinstance(current, Screen) else None

    def shop_changed(self, changes: Changes, origin: object = None) -> None:
        """Tell every screen; only the one in front reloads at once. Connect the runner's signal here."""
        front = self.front()
        for screen in self._screens.values():
            screen.shop_changed(changes, screen is front)
