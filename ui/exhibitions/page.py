"""The page of one exhibition: its life, its stands, what became of the goods, and what is still open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from sentra_pos.exhibitions.facts import Stage
from sentra_pos.exhibitions.queries import StandGoods
from sentra_pos.exhibitions.reconciled import OpenEnd, open_words
from ui.exhibitions.presenter import ExhibitionPage
from ui.exhibitions.rows import Stand, about_words, goods_columns, stand_columns
from ui.exhibitions.stage_line import StageLine
from ui.exhibitions.stand_panel import StandPanel
from ui.kit.buttons import Button, IconButton
from ui.kit.labels import ElidedLabel, caption
from ui.kit.layout import Flow, card, column, plain, row
from ui.kit.messages import Banner
from ui.kit.table import RecordTable

PANEL_WIDTH, NARROW_PANEL = 348, 300
_HEADER, _LINE, _MOST_LINES = 44, 56, 3


class OnePage(QWidget):
    """``back`` leads to the list, ``next_button`` is the one strong button, ``tools`` stand below the headline."""

    def __init__(
        self, back: IconButton, next_button: Button, tools: tuple[Button, ...], stand_tools: tuple[Button, ...]
    ) -> None:
        super().__init__()
        self._name = ElidedLabel("", "headline", "extrabold")
        self._about = ElidedLabel("", "caption", "medium", "muted")
        self.line = StageLine()
        self.open_ends = Banner("", "warn")
        self.open_ends.hide()
        self.stands: RecordTable[Stand] = RecordTable(
            stand_columns(),
            empty=_("No stand yet. A stand is a till there: add one with F3."),
            name=_("Stands"),
            key=lambda each: each.id,
        )
        self.goods: RecordTable[StandGoods] = RecordTable(
            goods_columns(),
            empty=_("Nothing was loaded for this stand yet."),
            name=_("Goods of the stand"),
            key=lambda each: (each.item, each.party),
        )
        self.panel = StandPanel(stand_tools)
        self._make_room(1)
        self._goods_name = caption("")
        head = row(back, spacing=10)
        head.addWidget(plain(column(self._name, self._about, spacing=2)), 1)
        head.addWidget(next_button)
        left = column(
            head,
            plain(Flow(*tools, line_spacing=8)),
            card(self.line, margins=(12, 8, 12, 6)),
            self.open_ends,
            self.stands,
            self._goods_name,
            spacing=10,
            margins=(22, 20, 22, 16),
        )
        left.addWidget(self.goods, 1)
        layout = row(plain(left), self.panel, spacing=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.stands)

    def narrow(self, *, narrow: bool) -> None:
        """Where there is little room beside the list."""
        self.panel.setFixedWidth(NARROW_PANEL if narrow else PANEL_WIDTH)

    def show_page(self, page: ExhibitionPage, chosen: Stand | None) -> None:
        """This one; the chosen stand in front."""
        self._name.setText(page.details.record.name)
        self._about.setText(about_words(page.details))
        self.line.show_stage(page.details.record.stage)
        self._show_open(page)
        self._make_room(len(page.stands))
        blocked = self.stands.blockSignals(True)
        self.stands.set_rows(page.stands)
        if chosen is not None:
            self.stands.pick(chosen.id)
        self.stands.blockSignals(blocked)
        self.show_stand(page, chosen)

    def _make_room(self, stands: int) -> None:
        """A line for each stand; more than a few scroll, for the goods need the room."""
        self.stands.setFixedHeight(_HEADER + _LINE * min(max(stands, 1), _MOST_LINES))

    def _show_open(self, page: ExhibitionPage) -> None:
        coming = page.details.record.stage is Stage.CLOSING
        words = ". ".join(open_words(each) for each in page.open_ends)
        if any(each.what in (OpenEnd.RETURNS_OPEN, OpenEnd.UNIDENTIFIED) for each in page.open_ends):
            words += _(" (under Consignment, Not identified)")
        self.open_ends.tell(_("Still open: {ends}.").format(ends=words) if coming and words else "", "warn")

    def show_stand(self, page: ExhibitionPage, chosen: Stand | None) -> None:
        """Its goods, and what can be done for it."""
        self.panel.show_stand(chosen, sells_here=page.sells_at(chosen))
        self.goods.set_rows(() if chosen is None else chosen.details.goods)
        if self.goods.current() is None:
            self.goods.pick_first()
        name = "" if chosen is None else chosen.details.stand.name
        self._goods_name.setText(_("Goods of {stand}").format(stand=name) if name else _("Goods"))
