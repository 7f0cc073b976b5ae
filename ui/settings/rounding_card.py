"""To what cash is rounded; off until somebody turns it on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.payments.rounding import STEPS, CashRounding, Direction, cash_rounding
from sentra_pos.payments.set_rounding import RoundingSet, SetRounding, set_rounding
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.labels import body, caption, title
from ui.kit.layout import card, column
from ui.kit.messages import error
from ui.people.approving import Approving

_EXAMPLE = Rupiah(92_870)


class RoundingCard(QWidget):
    """A choice holds at once; the example says what it does to a total."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._runner = context, Approving(context, self)
        self._rounding = CashRounding()
        self.steps = Chips([(step, _step_words(step)) for step in STEPS], name=_("Cash is rounded to"))
        ways = ((Direction.DOWN, _("Down, in the customer's favour")), (Direction.NEAREST, _("To the nearest")))
        self.ways = Chips(ways, name=_("Which way"))
        self._way_name = caption(_("Which way"))
        self.example = body("")
        self.example.setProperty("tone", "muted")
        self.setLayout(
            column(
                card(
                    title(_("Cash rounding")),
                    caption(_("Cash is rounded to")),
                    self.steps,
                    self._way_name,
                    self.ways,
                    self.example,
                    spacing=10,
                )
            )
        )
        self.steps.chosen.connect(lambda _step: self._change())
        self.ways.chosen.connect(lambda _way: self._change())

    def refresh(self) -> None:
        self._context.runner.read(cash_rounding, self._show, origin=self)

    def _show(self, rounding: CashRounding) -> None:
        self._rounding = rounding
        self.steps.choose(rounding.step)
        self.ways.choose(rounding.direction)
        for part in (self._way_name, self.ways):
            part.setVisible(bool(rounding.step))
        self.example.setText(_example_words(rounding))

    def _change(self) -> None:
        step, way = self.steps.choice(), self.ways.choice()
        assert isinstance(step, Rupiah)
        rounding = CashRounding(step=step, direction=Direction(str(way)))
        command = SetRounding(by=self._context.by, rounding=rounding)
        self._runner.write(set_rounding, command, self._changed, self._tell, origin=self)

    def _changed(self, changed: RoundingSet) -> None:
        self._show(changed.rounding)

    def _tell(self, trouble: SentraError) -> None:
        self._show(self._rounding)
        error(self, trouble)


def _step_words(step: Rupiah) -> str:
    return format_number(step.amount) if step else _("Not at all")


def _example_words(rounding: CashRounding) -> str:
    rounded = rounding.of(_EXAMPLE)
    if rounded == ZERO:
        return _("Cash is paid to the rupiah. Rounding is a line of its own on the receipt, and only for cash.")
    words = _("A cash total of {total} becomes {rounded}. The receipt shows it as a line of its own.")
    return words.format(total=format_rupiah(_EXAMPLE), rounded=format_rupiah(_EXAMPLE + rounded))
