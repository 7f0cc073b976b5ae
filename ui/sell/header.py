"""The top of the sell screen: the search field, and how the till and its printer are."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import Clock, local
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_time
from sentra_pos.tills.queries import TillStanding
from ui.kit.fields import SearchField
from ui.kit.keys import OwnKeys
from ui.kit.labels import ElidedLabel, set_tone
from ui.kit.layout import column
from ui.sell.rows import Tone

_WORTH_SHOWING_MS = 300


class SellSearch(SearchField):
    """While it is empty, the keys that change the cart's selected line work from here too."""

    stepped = Signal(int)
    removed = Signal()
    #: Enter was pressed with something typed.
    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Scan, or type a name …  F2"), icon_name="scan", name=_("Search"))
        self.setMinimumHeight(48)
        self._keys = OwnKeys(self)
        enter, own = (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._keys
        own.on("Enter", _("Take what was typed"), self._enter, *enter)
        own.on(
            "+",
            _("One more of the chosen line"),
            lambda: self.stepped.emit(1),
            signs="+",
            when=self._is_empty,
            repeats=True,
        )
        own.on(
            "-",
            _("One less of the chosen line"),
            lambda: self.stepped.emit(-1),
            signs="-",
            when=self._is_empty,
            repeats=True,
        )
        own.on("Del", _("Remove the chosen line"), self.removed.emit, Qt.Key.Key_Delete, when=self._is_empty)

    def be_narrow(self, narrow: bool) -> None:
        """Say in fewer words what it is for, where there is less room."""
        self.setPlaceholderText(_("Scan, name … F2") if narrow else _("Scan, or type a name …  F2"))

    def _is_empty(self) -> bool:
        return not self.text()

    def _enter(self) -> None:
        if self.text().strip():
            self.entered.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.take(event):
            super().keyPressEvent(event)


class TillLight(QWidget):
    """Three lines: who is at the till; which till since when; the printer, and whether the cart is saved."""

    def __init__(self, clock: Clock, who: str) -> None:
        super().__init__()
        self._clock = clock
        self._who = ElidedLabel(_("{name} · F11 to change").format(name=who), weight="bold")
        self._till = ElidedLabel("", "caption", "medium", "muted")
        self._state = ElidedLabel("", "caption", "semibold", "muted")
        self._light: tuple[str, Tone] = ("", "muted")
        self._saved = True
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_WORTH_SHOWING_MS)
        self._saving.timeout.connect(self._show)
        self.setFixedWidth(196)
        self.setLayout(column(self._who, self._till, self._state, spacing=0))

    def show_till(self, till: TillStanding) -> None:
        """The till's name and its shift."""
        if till.shift is None:
            self._till.setText(_("{till} · closed").format(till=till.name))
        else:
            since = format_time(local(till.shift.opened_at, self._clock.zone))
            self._till.setText(_("{till} · since {time}").format(till=till.name, time=since))

    def show_light(self, light: tuple[str, Tone]) -> None:
        """The printer's health, in words."""
        self._light = light
        self._show()

    def show_saved(self, is_saved: bool) -> None:
        """Whether the cart would be back after a power cut; a saving too short to read is not shown."""
        self._saved = is_saved
        if is_saved:
            self._saving.stop()
            self._show()
        elif not self._saving.isActive():
            self._saving.start()

    def state(self) -> str:
        """What the second line says."""
        return self._state.text()

    def _show(self) -> None:
        words, tone = self._light
        saved = _("Saved") if self._saved else _("Saving …")
        said = f"● {words} · {saved}" if words else saved
        if said != self._state.text():
            self._state.setText(said)
        set_tone(self._state, tone)
