"""The counter's door: the card is scanned or its code typed, then the PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.artisan_counter.enter_counter import EnterCounter, enter_counter
from sentra_pos.artisan_counter.errors import CardReplaced, CardUnknown
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.shop import Shop
from ui.artisan.large import heading, main_button, words
from ui.kit.fields import PinField, TextField
from ui.kit.immediate import Runs
from ui.kit.labels import set_tone
from ui.kit.layout import card, column, page, row, spacer
from ui.kit.number_pad import NumberPad

_WIDTH = 520


class CounterDoor(QWidget):
    """Asks until a PIN is right; how long to wait after wrong ones is the act's to say."""

    def __init__(self, shop: Shop, runner: Runs, entered: Callable[[ArtisanSession], object]) -> None:
        super().__init__()
        self._shop, self._runner, self._entered = shop, runner, entered
        self.code = TextField(name=_("Card, or your code (P07)"))
        self.pin = PinField(longest=6, name=_("PIN"))
        self.go = main_button(_("Open my counter"), "Enter", self._next)
        self.problem = words("", "bad")
        for field in (self.code, self.pin):
            field.setProperty("large", True)
            field.returnPressed.connect(self._next)
        inside = card(
            heading(_("Artisans' counter")),
            words(_("Scan your card, or type your code. Then type your PIN."), "muted"),
            words(_("Card, or your code (P07)")),
            self.code,
            words(_("PIN")),
            self.pin,
            self.problem,
            self.go,
            spacing=12,
            margins=(32, 28, 32, 28),
        )
        self.problem.hide()
        inside.setFixedWidth(_WIDTH)
        # Whoever stands here has a finger and no mouse: the pad is always offered.
        line = row(spacer(), inside, spacing=24)
        line.addWidget(NumberPad(inside), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        whole = column(page(column(spacer(), line, spacer())), spacing=0)
        self.setLayout(whole)
        self.setFocusProxy(self.code)

    def take_card(self, code: str) -> None:
        """A card was scanned: now the PIN."""
        self.code.setText(code)
        self._say("")
        self.pin.clear()
        self.pin.setFocus()

    def _next(self) -> None:
        for field in (self.code, self.pin):
            if not field.text().strip():
                field.setFocus()
                return
        self._enter()

    def _enter(self) -> None:
        if not self.go.isEnabled():
            return
        command = EnterCounter(device=self._shop.device, code=self.code.text(), pin=self.pin.text())
        self.pin.clear()
        self.go.setDisabled(True)
        self._runner.apart(
            lambda: enter_counter(self._shop.store, command, self._shop.clock),
            done=self._entered,
            failed=self._refuse,
            ended=lambda: self.go.setDisabled(False),
            origin=self,
        )

    def _refuse(self, trouble: SentraError) -> None:
        self._say(str(trouble))
        if isinstance(trouble, CardUnknown | CardReplaced):
            self.code.setFocus()
            self.code.selectAll()
        else:
            self.pin.setFocus()

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        set_tone(self.problem, "bad")
