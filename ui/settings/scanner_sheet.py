"""A page to try the scanner on: what came in, how fast, whether the till understood it, and what would help."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sentra_pos.change_scanner import Scanner
from sentra_pos.core.speech import _
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField
from ui.kit.labels import body, caption, label
from ui.kit.layout import column
from ui.kit.messages import Banner
from ui.kit.scan import ScanChannel
from ui.kit.scan_rules import ENTER, TAB, Burst
from ui.settings.scanner_advice import Verdict, judge

#: Nothing more comes of a scan after so long a silence.
_SILENCE_MS = 400
#: A second closing key so soon is the line feed after the carriage return.
_PAIR_MS = 100
#: Pauses shown; more tell nothing new.
_SHOWN = 24
_ENDS = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _TrialField(TextField):
    """Takes whatever a scanner sends: an Enter or Tab that was not understood must press nothing and lead nowhere."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENDS:
            event.accept()
            return True
        return super().event(event)


class ScannerSheet(Sheet):
    """Returns the Scanner that would understand what was tried, when that was asked for."""

    def __init__(self, parent: QWidget, scans: ScanChannel, scanner: Scanner) -> None:
        super().__init__(
            parent, title=_("Try the scanner"), primary_text=_("Take these settings"), primary_key="F12", width=620
        )
        self._scans, self._scanner = scans, scanner
        self._text, self._stamps = "", list[int]()
        self._ended_at = -(10**9)
        self.verdict: Verdict | None = None
        self.field = _TrialField(placeholder=_("Scan a tag here"), name=_("Scan a tag here"))
        self.field.setProperty("big", True)
        self._raw = label("–", "lead", "bold", wrap=True)
        self._pauses = label("–", wrap=True)
        self._banner = Banner(_("Nothing came in yet."))
        self._advice = body("")
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_SILENCE_MS)
        self._silence.timeout.connect(lambda: self._end("", None))
        for part in (body(_("Scan any tag, as at the till. Nothing is sold here.")), self.field):
            self.content.addWidget(part)
        self.content.addLayout(column(caption(_("What came in")), self._raw, spacing=2))
        self.content.addLayout(column(caption(_("Pauses between the keys, ms")), self._pauses, spacing=2))
        self.content.addWidget(self._banner)
        self.content.addWidget(self._advice)
        assert self.primary_button is not None
        # Enter may be a scanner's.
        self.primary_button.setDefault(False)
        self.primary_button.setEnabled(False)
        scans.watcher = self._key
        scans.listen(self, lambda _code: None)
        self.field.setFocus()

    def value(self) -> object:
        return None if self.verdict is None else self.verdict.better

    def done(self, result: int) -> None:
        self._scans.watcher = None
        super().done(result)

    def _key(self, key: str, stamp: int) -> None:
        is_end = key in (ENTER, TAB)
        if not key or (is_end and not self._text and 0 <= stamp - self._ended_at <= _PAIR_MS):
            return
        if self._stamps and not 0 <= stamp - self._stamps[-1] <= _SILENCE_MS:
            self._end("", None)
        if is_end:
            self._end(key, stamp)
            return
        self._text += key
        self._stamps.append(stamp)
        self._silence.start()

    def _end(self, suffix: str, stamp: int | None) -> None:
        self._silence.stop()
        stamps = self._stamps if stamp is None else [*self._stamps, stamp]
        burst = Burst(text=self._text, stamps=tuple(stamps), suffix=suffix)
        self._text, self._stamps = "", []
        self._ended_at = stamp if stamp is not None else self._ended_at
        if burst.text:
            self._show(burst, judge(burst, self._scanner))

    def _show(self, burst: Burst, verdict: Verdict) -> None:
        self.verdict = verdict
        self.field.clear()
        self._raw.setText(_visible(burst))
        self._pauses.setText(_pauses(burst))
        if verdict.understood:
            read = _("Understood: {code}").format(code="  ".join(verdict.codes))
            self._banner.tell(read, "warn" if verdict.sentences else "good")
        else:
            self._banner.tell(_("The till would take this for typing."), "bad")
        self._advice.setText("\n".join(f"•  {sentence}" for sentence in verdict.sentences))
        assert self.primary_button is not None
        self.primary_button.setEnabled(verdict.better is not None)
        self._place()


def _visible(burst: Burst) -> str:
    """What came in, with names for what cannot be seen."""
    signs = "".join(sign if sign.isprintable() else f"[{ord(sign):02X}]" for sign in burst.text[:128])
    return f"{signs}  + {burst.suffix}" if burst.suffix else signs


def _pauses(burst: Burst) -> str:
    gaps = burst.gaps
    if not gaps or not burst.is_timed:
        return "–"
    shown = "  ".join(str(gap) for gap in gaps[:_SHOWN])
    longest = _("longest {gap} ms").format(gap=max(gaps))
    return f"{shown}{' …' if len(gaps) > _SHOWN else ''}   ({longest})"
