"""One stand beside the page: its pieces, its cash, its loads, and what can be done for it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from sentra_pos.core.money import ZERO
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah, format_short_date
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.queries import LoadRecord, StandDetails
from ui.exhibitions.next_step import Step
from ui.exhibitions.rows import Stand, count_words, kind_words, load_words, sold_at
from ui.kit.buttons import Button
from ui.kit.labels import ElidedLabel, Tone, body, caption, label
from ui.kit.layout import Flow, column, divider, plain, row, scrolling
from ui.kit.messages import Banner


class StandPanel(QFrame):
    """``buttons`` are the stand's acts, from the screen."""

    def __init__(self, buttons: tuple[Button, ...]) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self._name = ElidedLabel("", "title", "bold")
        self._kind = caption("")
        self._here = Banner("", "good")
        self._here.hide()
        self._figures = QGridLayout()
        self._figures.setContentsMargins(0, 0, 0, 0)
        self._figures.setHorizontalSpacing(12)
        self._figures.setVerticalSpacing(10)
        self._values: dict[str, QLabel] = {}
        for place, (key, words) in enumerate(self._words().items()):
            self._values[key] = label("", "lead", "bold")
            self._figures.addLayout(column(caption(words), self._values[key], spacing=0), place // 2, place % 2)
        self._hint = body("")
        self._loads = QVBoxLayout()
        self._loads.setSpacing(6)
        self._loads.setContentsMargins(0, 0, 0, 0)
        self._loads_name = caption(_("Loads"))
        self._rule = divider()
        self._counts = plain(self._figures)
        inside = column(
            self._here, self._counts, self._rule, self._hint, self._loads_name, plain(self._loads), spacing=10
        )
        inside.addStretch(1)
        layout = column(self._name, self._kind, spacing=4, margins=(20, 20, 20, 20))
        layout.addSpacing(6)
        layout.addWidget(scrolling(plain(inside)), 1)
        layout.addWidget(plain(Flow(*buttons, line_spacing=8)))
        self.setLayout(layout)

    @staticmethod
    def _words() -> dict[str, str]:
        return {
            "loaded": _("Loaded"),
            "sold": _("Sold"),
            "there": _("Pieces out"),
            "back": _("Came back"),
            "missing": _("Not found"),
            "cash": _("Cash there"),
        }

    def show_stand(self, stand: Stand | None, *, sells_here: bool) -> None:
        """This one, or what to do while there is none."""
        if stand is None:
            self._name.setText(_("No stand yet"))
            self._kind.setText("")
            self._hint.setText(
                _("A stand is a till at the exhibition: a laptop of its own, this computer, or paper. Add one with F3.")
            )
        else:
            self._name.setText(stand.details.stand.name)
            self._kind.setText(kind_words(stand.details))
            self._hint.setText(hint_words(stand))
        self._counts.setVisible(stand is not None)
        self._rule.setVisible(stand is not None)
        self._here.tell(_("This till sells here now.") if sells_here else "", "good")
        self._show_figures(None if stand is None else stand.details)
        self._show_loads(() if stand is None else stand.details.loads)

    def _show_figures(self, stand: StandDetails | None) -> None:
        goods = () if stand is None else stand.goods
        there = sum((each.at_stand + each.on_road + each.damaged for each in goods), NONE)
        missing = sum((each.missing for each in goods), NONE)
        found: dict[str, Quantity] = {
            "loaded": sum((each.loaded for each in goods), NONE),
            "sold": NONE if stand is None else sold_at(stand),
            "there": there,
            "back": sum((each.returned for each in goods), NONE),
            "missing": missing,
        }
        for key, count in found.items():
            self._values[key].setText(count_words(count))
        tone: Tone = "bad" if missing else "ink"
        self._values["missing"].setProperty("tone", tone)
        self._values["missing"].style().polish(self._values["missing"])
        self._values["cash"].setText(_cash(stand))

    def _show_loads(self, loads: tuple[LoadRecord, ...]) -> None:
        while (item := self._loads.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._loads_name.setVisible(bool(loads))
        for load in loads:
            self._loads.addWidget(_load(load))


def _cash(stand: StandDetails | None) -> str:
    if stand is None:
        return "–"
    if stand.stand.kind is not StandKind.LAPTOP:
        return _("in this till")
    total = stand.cash + stand.road_cash
    return format_rupiah(total) if total != ZERO else "–"


def _load(load: LoadRecord) -> QWidget:
    words = f"{load.code} · {format_short_date(load.business_date)}"
    arrived = _("arrived") if load.arrival else _("on the road")
    line = row(
        label(words, "body", "semibold"),
        spacing=8,
    )
    line.addStretch(1)
    line.addWidget(label(load_words(load), "body"))
    state = label(arrived, "caption", "semibold", "good" if load.arrival else "warn")
    return plain(column(line, state, spacing=0))


def hint_words(stand: Stand) -> str:
    """What is next, in a sentence."""
    words = {
        Step.LOAD: _("Choose what goes along, with the change for the stand. F12 begins."),
        Step.PACK: _("Put the USB stick in and write the pack for the laptop. Without it the laptop knows no goods."),
        Step.SELL: _("Close this till, then let it sell at this stand. Notes on paper are keyed in the same way."),
        Step.ADD_FILE: _(
            "The laptop writes a file when its till is closed. Bring the newest one home; the same file twice does "
            "no harm."
        ),
        Step.END: _("Key in the notes of the day at the till. When all is sold or keyed in, end the stand."),
        Step.CASH: _("The goods are home. Count what the stand hands over, then it goes into the safe."),
        Step.UNLOAD: _("The stand has ended. Scan what came back, and count its cash."),
        Step.RESULT: _("Goods and cash are home. Look at what came of it."),
        Step.NOTHING: _("Nothing was loaded for this stand."),
        Step.ADD_STAND: "",
    }
    return words[stand.step]
