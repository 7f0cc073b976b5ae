"""What came of an exhibition: pieces and money, artisan by artisan and day by day, and what is left for the shop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_percent, format_rupiah
from sentra_pos.exhibitions.reconciled import OpenEnd, StillOpen, open_words, reconciled
from sentra_pos.exhibitions.result import ArtisanResult, ExhibitionResult, result
from sentra_pos.payments.methods import method_names
from ui.context import Context
from ui.exhibitions.bars import Bars
from ui.exhibitions.files import open_file
from ui.exhibitions.result_files import save_result
from ui.exhibitions.result_rows import (
    MoneyLine,
    PieceLine,
    artisan_columns,
    day_bars,
    fate_words,
    method_bars,
    money_columns,
    money_lines,
    piece_columns,
    piece_lines,
    receipts,
)
from ui.exhibitions.rows import pieces_words, where_words
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.keys import on_key
from ui.kit.labels import ElidedLabel, Tone, label
from ui.kit.layout import card, column, plain, row, scrolling
from ui.kit.messages import Banner, toast
from ui.kit.table import RecordTable
from ui.settlement.figure_card import FigureCard

_MONEY, _ARTISANS, _PIECES = "money", "artisans", "pieces"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    result: ExhibitionResult
    methods: dict[str, str]
    open_ends: tuple[StillOpen, ...]


class ResultSheet(Sheet):
    """Returns ``"compare"`` when it shall be seen beside others."""

    def __init__(self, parent: QWidget, context: Context, exhibition: UUID, name: str) -> None:
        title = _("Result: {name}").format(name=name)
        super().__init__(parent, title=title, back_text=_("Close"), width=1080, height=710)
        self.heading.setWordWrap(True)
        self._context, self._exhibition = context, exhibition
        self.cards = {
            "taken": FigureCard(_("Takings")),
            "sold": FigureCard(_("Sold")),
            "artisans": FigureCard(_("Artisans' share")),
            "profit": FigureCard(_("Profit for the shop")),
        }
        self._about = ElidedLabel("", "caption", "medium", "muted")
        self._fate = ElidedLabel("", "body", "semibold")
        self._open = Banner("", "warn")
        self._open.hide()
        names = [(_MONEY, _("Money")), (_ARTISANS, _("By artisan")), (_PIECES, _("By piece"))]
        self.tabs = Chips(names, name=_("What to show"))
        self._stack = QStackedWidget()
        self.days, self.methods = Bars(_("By day")), Bars(_("By way of paying"), "primary")
        self.money: RecordTable[MoneyLine] = RecordTable(money_columns(), empty="", name=_("The shop's money"))
        self.artisans: RecordTable[ArtisanResult] = RecordTable(
            artisan_columns(), empty=_("Nothing was taken there."), name=_("By artisan"), key=lambda each: each.party
        )
        self.pieces: RecordTable[PieceLine] = RecordTable(
            piece_columns(), empty=_("Nothing was taken there."), name=_("By piece")
        )
        self.paper_button = secondary(_("As PDF"), "F9", icon="file-pdf", on=self.save)
        self.compare_button = secondary(_("Compare"), "F10", icon="chart-line-up", on=lambda: self.finish("compare"))
        self._lay_out(names)
        context.runner.read(self._ask, self._show, self._tell, origin=self)
        self.tabs.setFocus()

    def _lay_out(self, names: list[tuple[str, str]]) -> None:
        charts = column(
            label(_("By day"), "body", "bold"),
            self.days,
            8,
            label(_("By way of paying"), "body", "bold"),
            self.methods,
            spacing=8,
            margins=(0, 0, 10, 0),
        )
        charts.addStretch(1)
        money = row(spacing=12)
        money.addWidget(card(scrolling(plain(charts))), 1)
        money.addWidget(self.money, 1)
        self._pages: dict[str, QWidget] = {_MONEY: plain(money), _ARTISANS: self.artisans, _PIECES: self.pieces}
        for place, (key, says) in enumerate(names, start=1):
            self._stack.addWidget(self._pages[key])
            on_key(self, f"Alt+{place}", says, partial(self.show_tab, key))
        cards = row(spacing=12)
        for each in self.cards.values():
            cards.addWidget(each, 1)
        line = row(spacing=12)
        line.addWidget(self.tabs, 1)
        line.addWidget(self._fate, 1)
        self._fate.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.content.addWidget(self._about)
        self.content.addWidget(self._open)
        self.content.addLayout(cards)
        self.content.addLayout(line)
        self.content.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.show_tab)
        self.footer.insertWidget(1, self.paper_button)
        self.footer.insertWidget(2, self.compare_button)

    def show_tab(self, tab: object) -> None:
        """Money, artisans or pieces."""
        self.tabs.choose(tab)
        self._stack.setCurrentWidget(self._pages[str(tab)])

    def _ask(self, session: Any) -> _Found:
        today = business_today(self._context.shop.clock)
        return _Found(
            result=result(session, self._exhibition),
            methods=method_names(session),
            open_ends=reconciled(session, self._exhibition, today),
        )

    def _show(self, found: _Found) -> None:
        came = found.result
        self._about.setText(" · ".join(part for part in (where_words(came.venue, came.city), *came.stands) if part))
        self._open.tell(_unfinished(found), "warn")
        self.cards["taken"].tell(came.taken, receipts(came.receipts), "muted")
        self._sold(came)
        self._share(came)
        tone: Tone = "bad" if came.profit.amount < 0 else "good"
        costs = came.shop_costs + came.payment_costs
        self.cards["profit"].tell(came.profit, _("after {amount} of costs").format(amount=format_rupiah(costs)), tone)
        self._fate.setText(fate_words(came.pieces))
        self.days.show_bars(day_bars(came))
        self.methods.show_bars(method_bars(came, found.methods))
        self.money.set_rows(money_lines(came))
        self.artisans.set_rows(came.artisans)
        self.pieces.set_rows(piece_lines(came))

    def _sold(self, came: ExhibitionResult) -> None:
        taken, through = came.pieces.taken + came.pieces.added, came.pieces.sell_through
        words = _("of {taken} taken along").format(taken=format_number(taken))
        words = words if through is None else f"{words} · {format_percent(through)}"
        self.cards["sold"].tell(came.sales.paid, words, "muted")
        self.cards["sold"].figure.setText(pieces_words(Quantity(max(came.pieces.sold, 0))))

    def _share(self, came: ExhibitionResult) -> None:
        people = [each for each in came.artisans if each.party is not None]
        said = ngettext("{count} artisan", "{count} artisans", len(people)).format(count=format_number(len(people)))
        borne = sum_rupiah(each.costs + each.payment_costs for each in people)
        if borne:
            said = _("after {amount} of costs").format(amount=format_rupiah(borne))
        self.cards["artisans"].tell(sum_rupiah(each.earned for each in people), said, "muted")

    def save(self) -> None:
        """For the office."""
        context, wanted = self._context, self._exhibition
        context.runner.apart(lambda: save_result(context.shop, wanted), self._saved, self._tell, origin=self)

    def _saved(self, file: Path) -> None:
        open_file(file)
        toast(self, _("Saved as {file}.").format(file=file.name))

    def _tell(self, trouble: SentraError) -> None:
        self._open.tell(str(trouble), "bad")


def _unfinished(found: _Found) -> str:
    """What keeps these figures from being the last ones; empty when nothing does."""
    said = []
    # What is of nobody known yet is said below, with its money.
    told = found.result.unknown
    still_open = [each for each in found.open_ends if not (told and each.what is OpenEnd.UNIDENTIFIED)]
    if still_open:
        ends = ". ".join(open_words(each) for each in still_open)
        said.append(_("Not the last word yet. Still open: {ends}.").format(ends=ends))
    rent = found.result.planned_rent
    if rent and not found.result.costs:
        words = _("The planned stand rent of {amount} is not recorded yet.")
        said.append(words.format(amount=format_rupiah(rent)))
    if found.result.unknown:
        words = ngettext(
            "Not counted: {amount} for {count} piece of nobody known yet.",
            "Not counted: {amount} for {count} pieces of nobody known yet.",
            found.result.unknown_pieces,
        )
        amount, count = format_rupiah(found.result.unknown), format_number(found.result.unknown_pieces)
        said.append(words.format(amount=amount, count=count) + _(" (under Consignment, Not identified)"))
    return " ".join(said)
