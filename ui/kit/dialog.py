"""Sheets: one question or task over the dimmed window, with a way back and one way on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sentra_pos.core.speech import _
from ui.kit.buttons import Button, primary, secondary
from ui.kit.keys import on_key
from ui.kit.labels import title as title_label
from ui.kit.layout import column, plain, row, scrolling
from ui.kit.number_pad import NumberPad, is_wanted
from ui.kit.theme import colour

#: Between a sheet and the edge of the window.
EDGE = 24
#: Between a sheet and the number pad beside it.
_APART = 12


class _Dimmer(QWidget):
    """Darkens the window behind a sheet."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("dim"))
        corner = 18 if isinstance(self.window(), Sheet) else 0
        painter.drawRoundedRect(self.rect(), corner, corner)
        painter.end()


class Sheet(QDialog):
    """A modal sheet over its parent's window. Esc leaves it, Enter takes the primary action, Tab stays inside.

    Fill ``content``; override ``value`` to say what the primary action returns (None keeps the sheet open), or
    ``confirm`` to do something first and call ``finish`` later. Show it with ``open``.
    """

    #: The value of ``finish``, or None when the sheet was left. Sent once.
    returned = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        primary_text: str = "",
        primary_key: str = "Enter",
        back_text: str = "",
        side: QWidget | None = None,
        width: int = 560,
        height: int = 0,
        scrolls: bool = False,
    ) -> None:
        super().__init__(parent.window(), Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self._behind = parent.window()
        self._base: QWidget = self._behind.base() if isinstance(self._behind, Sheet) else self._behind
        self._wanted = QSize(width, height)
        self._dimmer: _Dimmer | None = None
        self._pad: NumberPad | None = None
        self._side: QFrame | None = None
        self._answer: object = None
        self.heading = title_label(title)
        self.content = QVBoxLayout()
        self.content.setSpacing(12)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.back_button = secondary(back_text or _("Back"), "Esc", on=self.reject)
        self.primary_button: Button | None = None
        if primary_text:
            self.primary_button = primary(primary_text, primary_key, on=self.confirm)
            self.primary_button.setDefault(True)
            self.primary_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out_sheet(side, scrolls=scrolls)
        on_key(self, "F1", _("Keys"), self.show_keys)

    def show_keys(self) -> None:
        """Tell which keys there are here."""
        from ui.kit.key_sheet import KeySheet  # it is a sheet itself

        KeySheet(self).open()

    def _lay_out_sheet(self, side: QWidget | None, *, scrolls: bool) -> None:
        self.footer = row(self.back_button, spacing=12)
        if self.primary_button is not None:
            self.back_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
            self.footer.addWidget(self.primary_button, 1)
        else:
            self.footer.addStretch(1)
        middle: QLayout | QWidget = scrolling(plain(self.content)) if scrolls else self.content
        main = column(self.heading, spacing=16, margins=(28, 26, 28, 26))
        if isinstance(middle, QWidget):
            main.addWidget(middle, 1)
        else:
            main.addLayout(middle, 1)
        main.addLayout(self.footer)
        frame = QFrame()
        frame.setProperty("kind", "sheet")
        inside = row(spacing=0, margins=(1, 1, 1, 1))
        inside.addLayout(main, 1)
        if side is not None:
            self._side = QFrame()
            self._side.setProperty("kind", "side")
            self._side.setLayout(column(side, margins=(22, 26, 22, 26)))
            inside.addWidget(self._side)
        frame.setLayout(inside)
        self._beside = row(spacing=_APART)
        self._beside.addWidget(frame, 1)
        self.setLayout(self._beside)

    def base(self) -> QWidget:
        """The window at the bottom, when sheets lie over sheets."""
        return self._base

    def depth(self) -> int:
        """How many sheets this one lies over."""
        return self._behind.depth() + 1 if isinstance(self._behind, Sheet) else 0

    def value(self) -> object:
        """What the primary action returns; None keeps the sheet open."""
        return True

    def confirm(self) -> None:
        """The primary action."""
        answer = self.value()
        if answer is not None:
            self.finish(answer)

    def finish(self, answer: object) -> None:
        """Close, and return the answer."""
        self._answer = answer
        self.accept()

    def busy(self, is_busy: bool) -> None:
        """While what was asked is being done, nothing can be pressed twice and the sheet stays."""
        for button in (self.primary_button, self.back_button):
            if button is not None:
                button.setDisabled(is_busy)

    def reject(self) -> None:
        if self.back_button.isEnabled():
            super().reject()

    def done(self, result: int) -> None:
        self._undim()
        super().done(result)
        # Not every window system gives the keys back by itself, and the next scan must find its field.
        self._behind.activateWindow()
        self.returned.emit(self._answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A scanner without the expected speed, or a held key, must not press the primary action again and again.
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if self._dimmer is None:
            self._dimmer = _Dimmer(self._behind)
            self._base.installEventFilter(self)
        if self._pad is None and is_wanted(self):
            self._pad = NumberPad(self)
            self._beside.addWidget(self._pad, 0, Qt.AlignmentFlag.AlignBottom)
        self._level_footer()
        self._place()
        super().showEvent(event)
        focused = self.focusWidget()
        if focused is self.back_button or not self.isAncestorOf(focused):
            (self.primary_button or self.back_button).setFocus()

    def _level_footer(self) -> None:
        """Make what a sheet put between the way back and the way on as high as they are."""
        for place in range(self.footer.count() if self.primary_button is not None else 0):
            item = self.footer.itemAt(place)
            between = item.widget() if item is not None else None
            if isinstance(between, Button) and between is not self.primary_button:
                between.setSizePolicy(between.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Expanding)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._base and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def adjust(self) -> None:
        """Take the size that the words need now, after something in the sheet came, went or became longer."""
        if self.isVisible():
            # What lies deep inside tells its new size by such an event only.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._place()

    def _place(self) -> None:
        room = self._base.size() - QSize(2 * EDGE, 2 * EDGE)
        width = min(self._width_beside_pad(room.width()), room.width())
        layout = self.layout()
        natural = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        height = max(self._wanted.height(), natural if natural > 0 else self.sizeHint().height())
        self.setFixedSize(QSize(width, min(height, room.height())))
        corner = self._base.mapToGlobal(QPoint(0, 0))
        self.move(corner + QPoint((self._base.width() - width) // 2, (self._base.height() - self.height()) // 2))
        if self._dimmer is not None:
            self._dimmer.setGeometry(self._behind.rect())

    def _width_beside_pad(self, room: int) -> int:
        """The wanted width with the number pad's; where it is too much, a side that only shows goes, or the pad."""
        width = self._wanted.width()
        if self._pad is None:
            return width
        more = self._pad.sizeHint().width() + _APART
        only_shows = self._side is not None and not self._side.findChildren(QLineEdit)
        aside = self._side.sizeHint().width() if self._side is not None and only_shows else 0
        fits_all, fits = width + more <= room, width - aside + more <= room
        if self._side is not None:
            self._side.setVisible(fits_all or not fits or not only_shows)
        self._pad.setVisible(fits)
        if fits_all:
            return width + more
        return width - aside + more if fits else width

    def _undim(self) -> None:
        self._base.removeEventFilter(self)
        if self._dimmer is not None:
            self._dimmer.deleteLater()
            self._dimmer.hide()
            self._dimmer = None


def picture_of(window: QWidget) -> QPixmap:
    """The window as a person sees it, with the sheets that lie over it; for the tour and for tests."""
    picture = window.grab()
    painter = QPainter(picture)
    origin = window.mapToGlobal(QPoint(0, 0))
    open_sheets = [sheet for sheet in QApplication.topLevelWidgets() if isinstance(sheet, Sheet) and sheet.isVisible()]
    for sheet in sorted((s for s in open_sheets if s.base() is window), key=Sheet.depth):
        # `grab` would fill the corners with the palette's window colour.
        sheet.render(painter, sheet.mapToGlobal(QPoint(0, 0)) - origin, renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    return picture
