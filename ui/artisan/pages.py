"""The counter's pages: one question each, answered in large type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QWidget

from sentra_pos.artisan_counter.goods_queries import MyMove, MySale
from sentra_pos.artisan_counter.money_queries import MyPayout, Overview
from sentra_pos.artisan_counter.objection_queries import ObjectionRow
from sentra_pos.artisan_counter.wording import when_words
from sentra_pos.core.money import ZERO, sum_rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.settlement.locked import SettlementRow
from ui.artisan.large import Figure, heading, main_button, words
from ui.artisan.presenter import Goods, Kept, Paid
from ui.artisan.rows import (
    move_columns,
    objection_columns,
    payout_columns,
    piece_columns,
    reason_columns,
    sale_columns,
    settlement_columns,
)
from ui.kit.chips import Chips
from ui.kit.labels import label
from ui.kit.layout import card, column, plain, row, spacer
from ui.kit.table import Column, RecordTable


def _pieces(count: int) -> str:
    return ngettext("{count} piece", "{count} pieces", count).format(count=format_number(count))


def _table(columns: Sequence[Column[Any]], empty: str, name: str) -> RecordTable[Any]:
    return RecordTable(columns, empty=empty, name=name, large=True)


class OverviewPage(QWidget):
    """What is owed, when it is paid, and the figures that people ask for first."""

    def __init__(self, why: Callable[[], object]) -> None:
        super().__init__()
        self.owed = label("", "giant", "extrabold", "primary")
        self.when = words("")
        self.why = main_button(_("Why this amount?"), "F12", why, icon="question")
        top = row(spacing=16)
        top.addWidget(plain(column(words(_("You are owed"), "muted"), self.owed, self.when, spacing=4)), 1)
        top.addWidget(self.why)
        self.figures = {
            "here": Figure(_("Your pieces at the shop")),
            "away": Figure(_("At exhibitions")),
            "sold": Figure(_("Sold this month")),
            "held": Figure(_("Sold, but on hold")),
            "debt": Figure(_("Kasbon still open")),
            "savings": Figure(_("Your savings")),
        }
        grid = QGridLayout()
        grid.setSpacing(14)
        for place, figure in enumerate(self.figures.values()):
            grid.addWidget(figure, place // 3, place % 3)
        self.news = words("")
        self.setLayout(column(card(plain(top), margins=(24, 20, 24, 20)), grid, self.news, spacer(), spacing=16))
        self.setFocusProxy(self.why)

    def show_overview(self, seen: Overview) -> None:
        """Show it."""
        owed = seen.owed
        self.owed.setText(format_rupiah(owed.to_pay))
        self.when.setText(when_words(seen))
        tell = self.figures
        tell["here"].tell(_pieces(seen.here))
        tell["away"].tell(_pieces(seen.away))
        share = _("Your share: {amount}").format(amount=format_rupiah(seen.sold_share))
        tell["sold"].tell(_pieces(seen.sold_pieces), share)
        tell["held"].tell(format_rupiah(seen.held), "", "warn" if seen.held else "ink")
        below = _("Taken off the next settlement: {amount}").format(amount=format_rupiah(owed.deduction))
        tell["debt"].tell(format_rupiah(seen.debt), below if owed.deduction else "")
        tell["savings"].tell(format_rupiah(seen.savings))
        self.news.setText(_news(seen))
        self.news.setVisible(bool(self.news.text()))


def _news(seen: Overview) -> str:
    answers, waiting = seen.answers, seen.objections
    told = []
    if answers:
        said = ngettext("The shop answered {count} objection.", "The shop answered {count} objections.", answers)
        told.append(said.format(count=format_number(answers)))
    if waiting:
        said = ngettext("{count} objection waits for an answer.", "{count} objections wait for an answer.", waiting)
        told.append(said.format(count=format_number(waiting)))
    return " ".join(told)


class ListPage(QWidget):
    """A heading with a sum, perhaps a choice between lists, and the list itself."""

    def __init__(self, title: str, lists: Sequence[tuple[str, str, RecordTable[Any]]], hint: str = "") -> None:
        super().__init__()
        self.heading, self.sum = heading(title), label("", "figure", "extrabold")
        self.tables = {key: table for key, _name, table in lists}
        self.stack = QStackedWidget()
        for table in self.tables.values():
            self.stack.addWidget(table)
        self.chips = Chips([(key, name) for key, name, _table in lists], name=title)
        self.chips.chosen.connect(lambda key: self.choose(str(key)))
        for chip in (self.chips.chip(key) for key in self.tables):
            chip.setProperty("large", True)
        self.hint: QLabel = words(hint, "muted")
        self.sums: dict[str, str] = {}
        line = column(plain(row(self.heading, spacer(), self.sum)), self.chips, spacing=12)
        line.addWidget(self.stack, 1)
        line.addWidget(self.hint)
        self.setLayout(line)
        self.chips.setVisible(len(lists) > 1)
        self.hint.setVisible(bool(hint))
        self.setFocusProxy(self.stack)

    def choose(self, key: str) -> None:
        """Show one of the lists."""
        self.chips.choose(key)
        self.stack.setCurrentWidget(self.tables[key])
        self.sum.setText(self.sums.get(key, ""))
        self.enter()

    def table(self) -> RecordTable[Any]:
        """The list in front."""
        return next(table for table in self.tables.values() if table is self.stack.currentWidget())

    def enter(self) -> None:
        """Ready for the arrow keys."""
        self.table().enter()

    def fill(self, **rows: Sequence[Any]) -> None:
        """The records of each list."""
        for key, records in rows.items():
            self.tables[key].set_rows(records)
        front = next(key for key, table in self.tables.items() if table is self.stack.currentWidget())
        self.sum.setText(self.sums.get(front, ""))
        self.enter()


class GoodsPage(ListPage):
    """Where the artisan's pieces are, and what became of the others."""

    def __init__(self, why: Callable[[MyMove], object]) -> None:
        nothing = _("There is nothing here.")
        super().__init__(
            _("My pieces"),
            (
                ("here", _("At the shop"), _table(piece_columns(), _("The shop has none of your pieces now."), "")),
                ("away", _("At exhibitions"), _table(piece_columns(), _("None of your pieces is away."), "")),
                ("back", _("Back from buyers"), _table(move_columns(fate=False), nothing, "")),
                ("home", _("Taken home"), _table(move_columns(fate=False), nothing, "")),
                ("lost", _("Missing or damaged"), _table(move_columns(fate=True), nothing, "")),
            ),
            _("Tap a line, or press Enter, to see what happened."),
        )
        self.tables["lost"].on_open(_("What happened?"), why)
        self.hint.hide()
        for key, table in self.tables.items():
            table.setAccessibleName(self.chips.chip(key).text())

    def choose(self, key: str) -> None:
        """Only what is missing or damaged opens."""
        super().choose(key)
        self.hint.setVisible(key == "lost")

    def show_goods(self, goods: Goods) -> None:
        """Show them."""
        for key in ("here", "away", "back", "home", "lost"):
            self.sums[key] = _pieces(sum(each.quantity.units for each in getattr(goods, key)))
        self.fill(here=goods.here, away=goods.away, back=goods.back, home=goods.home, lost=goods.lost)


class SoldPage(ListPage):
    """What was sold, and why it brought what it brought."""

    def __init__(self, why: Callable[[MySale], object]) -> None:
        table = _table(sale_columns(), _("Nothing of yours was sold yet. It appears here by itself."), _("Sold"))
        table.on_open(_("Why this amount?"), why)
        super().__init__(
            _("Sold"), (("sold", _("Sold"), table),), _("Tap a line, or press Enter, to see why it is so much.")
        )

    def show_sales(self, rows: Sequence[MySale]) -> None:
        """Show them."""
        open_share = sum_rupiah(each.share for each in rows if not each.settled_in)
        self.sums["sold"] = _("Not settled: {amount}").format(amount=format_rupiah(open_share)) if open_share else ""
        self.fill(sold=rows)


class PaidPage(ListPage):
    """Settlements and what was paid on them."""

    def __init__(
        self, opened: Callable[[SettlementRow], object], why: Callable[[MyPayout], object], zone: tzinfo
    ) -> None:
        settlements = _table(settlement_columns(zone), _("There is no settlement yet."), _("Statements"))
        settlements.on_open(_("Open the settlement"), opened)
        payouts = _table(payout_columns(), _("Nothing was paid yet."), _("What was paid"))
        payouts.on_open(_("How was it paid?"), why)
        super().__init__(
            _("Statements"),
            (("settlements", _("Statements"), settlements), ("payouts", _("What was paid"), payouts)),
            _("Tap a line, or press Enter, to open it."),
        )

    def show_paid(self, paid: Paid) -> None:
        """Show them."""
        together = sum_rupiah(each.amount for each in paid.payouts if not each.voided)
        self.sums["payouts"] = format_rupiah(together)
        self.fill(settlements=paid.settlements, payouts=paid.payouts)


class KeptPage(ListPage):
    """Kasbon and savings, and what led to them."""

    def __init__(self, why: Callable[[Any], object]) -> None:
        debts = _table(reason_columns(), _("You have no kasbon."), _("Kasbon"))
        savings = _table(reason_columns(), _("The shop keeps no savings for you."), _("Savings"))
        for table in (debts, savings):
            table.on_open(_("Why this amount?"), why)
        super().__init__(_("Kasbon and savings"), (("debts", _("Kasbon"), debts), ("savings", _("Savings"), savings)))

    def show_kept(self, kept: Kept) -> None:
        """Show them, the newest first."""
        self.sums["debts"] = format_rupiah(kept.debts[-1].running if kept.debts else ZERO)
        self.sums["savings"] = format_rupiah(kept.savings[-1].running if kept.savings else ZERO)
        self.fill(debts=kept.debts[::-1], savings=kept.savings[::-1])


class ObjectionsPage(ListPage):
    """What the artisan does not agree with, and what the shop said."""

    def __init__(self, opened: Callable[[ObjectionRow], object], zone: tzinfo) -> None:
        table = _table(
            objection_columns(zone),
            _("You have no objections. Open a sale or a settlement first, and say there what is not right."),
            _("Objections"),
        )
        table.on_open(_("Read it with its answer"), opened)
        super().__init__(_("Objections"), (("objections", _("Objections"), table),))

    def show_objections(self, rows: Sequence[ObjectionRow]) -> None:
        """Show them."""
        self.fill(objections=rows)
