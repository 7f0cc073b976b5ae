"""Saying, asking, and telling of trouble, in the same words everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.speech import _
from ui.kit.buttons import IconButton, quiet
from ui.kit.dialog import Sheet
from ui.kit.icons import set_picture
from ui.kit.labels import Tone, body, label
from ui.kit.layout import row
from ui.kit.theme import set_kind

Mood = Literal["good", "warn", "bad", "ink"]
_ICONS = {"good": "check-circle-fill", "warn": "warning-fill", "bad": "warning-circle-fill", "ink": "info"}
_TOAST_MS = 4000
#: What has more lines than that is scrolled: a list may bring a new price for hundreds of tags.
_MOST_LINES = 12
_LONG_HEIGHT = 560
#: So much of a sheet's height belongs to its title.
_HEAD = 67


class _MessageSheet(Sheet):
    def __init__(self, parent: QWidget, title: str, sentence: str, yes: str, no: str) -> None:
        is_long = sentence.count("\n") > _MOST_LINES
        height = _LONG_HEIGHT if is_long else 0
        super().__init__(parent, title=title, primary_text=yes, back_text=no, width=460, height=height, scrolls=is_long)
        words = label(sentence, "lead", wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content.addWidget(words)
        self.setAccessibleDescription(sentence)


def say(parent: QWidget, sentence: str, title: str = "", done: Callable[[], object] | None = None) -> Sheet:
    """Tell something that must be read; ``done`` is called when it was."""
    sheet = _MessageSheet(parent, title or _("Please note"), sentence, _("OK"), "")
    sheet.back_button.hide()
    if done is not None:
        sheet.returned.connect(lambda _answer: done())
    sheet.open()
    return sheet


def error(parent: QWidget, trouble: SentraError, done: Callable[[], object] | None = None) -> Sheet:
    """Tell of expected trouble in its own sentence."""
    return say(parent, str(trouble), _("That did not work"), done)


def ask(
    parent: QWidget,
    question: Question | str,
    answered: Callable[[bool], object],
    *,
    title: str = "",
    yes: str = "",
    no: str = "",
) -> Sheet:
    """Ask; ``answered`` gets True for yes, False for anything else."""
    sheet = _MessageSheet(parent, title or _("Are you sure?"), str(question), yes or _("Yes, go on"), no or _("No"))
    sheet.returned.connect(lambda answer: answered(answer is True))
    sheet.open()
    return sheet


def ask_again(parent: QWidget, question: Question, again: Callable[[str], object], *, yes: str = "") -> Sheet:
    """Ask an act's question; on yes, ``again`` gets the answer to put into the command's ``confirmed``."""
    return ask(parent, question, lambda agreed: again(question.answer) if agreed else None, yes=yes)


class Banner(QFrame):
    """A message that stays in the page until it is dealt with, and stops nobody from working."""

    #: The action beside the sentence was pressed.
    acted = Signal()

    def __init__(self, sentence: str = "", mood: Mood = "ink", *, action: str = "", closable: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self._icon = QLabel()
        self._icon.setFixedSize(20, 20)
        self._words = body(sentence)
        self._words.setProperty("weight", "semibold")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(self._icon, self._words, spacing=10, margins=(14, 6, 8, 6))
        if action:
            button = quiet(action)
            button.clicked.connect(self._act)
            line.addWidget(button)
        if closable:
            cross = IconButton("x", _("Close"))
            cross.clicked.connect(self.hide)
            line.addWidget(cross)
        self.setMinimumHeight(44)
        self.setLayout(line)
        self.tell(sentence, mood)

    def _act(self) -> None:
        self.acted.emit()

    def tell(self, sentence: str, mood: Mood) -> None:
        """Show another sentence; an empty one hides the banner."""
        tone: Tone = mood
        self._words.setText(sentence)
        set_picture(self._icon, _ICONS[mood], tone)
        self.setAccessibleName(sentence)
        set_kind(self, tone=mood)
        # Shown before it lies in something, it would be a window of its own for a moment, and take the keys.
        if self.parentWidget() is not None or not sentence:
            self.setVisible(bool(sentence))


class _Toast(Banner):
    """A banner at the lower edge of the window, or at the upper one, gone by itself."""

    def __init__(self, window: QWidget, sentence: str, mood: Mood, *, at_top: bool) -> None:
        super().__init__(sentence, mood)
        self.setParent(window)
        self._under, self._at_top = window, at_top
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.deleteLater)
        self._timer.start(_TOAST_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        window = self._under
        natural = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 80
        width = min(natural, window.width() - 48, 560)
        height = max(self.heightForWidth(width), 44)
        top = max((_HEAD - height) // 2, 0) if self._at_top else window.height() - height - 24
        self.setGeometry((window.width() - width) // 2, top, width, height)


def toast(parent: QWidget, sentence: str, mood: Mood = "good", *, at_top: bool = False) -> QWidget:
    """Tell something that may be missed; the newest takes the place of the one before.

    ``at_top`` of a sheet it lies over the title, and hides neither what is asked nor the answers.
    """
    window = parent.window()
    hush(window)
    return _Toast(window, sentence, mood, at_top=at_top)


def hush(window: QWidget) -> None:
    """Take away what was told and may be missed: it would lie over what is looked at next."""
    for old in window.findChildren(_Toast):
        old.hide()
        old.deleteLater()
