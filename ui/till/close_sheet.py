"""Closing the till: count first, then see what the book expects, then post, then back up."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_age, format_rupiah
from sentra_pos.db.backup import BackupFound, BackupMade
from sentra_pos.tills.close_till import CloseTill, TillClosed, close_till
from sentra_pos.tills.errors import DifferenceNeedsReason
from sentra_pos.tills.queries import TillStanding
from sentra_pos.tills.show_count import CountShown, ShowCount, show_count
from sentra_pos.tills.spool_slips import method_names
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import Tone, body, caption, label, set_tone
from ui.kit.layout import column, divider, plain, row, spacer
from ui.kit.messages import Banner
from ui.till.rows import difference_words, unprinted_words

_COUNTING, _COMPARING, _CLOSED = range(3)


class CloseTillSheet(Sheet):
    """Returns the TillClosed once the till is closed, whether or not the backup went well."""

    def __init__(self, parent: QWidget, context: Context, till: TillStanding, *, in_cart: int = 0) -> None:
        super().__init__(parent, title=_("Close till"), primary_text=_("Compare with the book"), width=520)
        self._context, self._till = context, till
        self._id = DocumentId(new_id(context.shop.clock))
        self._closed: TillClosed | None = None
        self._counted = RupiahEdit(big=True)
        self._to_safe = RupiahEdit()
        self._reason = TextField()
        self._problem = Banner("")
        self._figures = column(spacing=8)
        self._results = column(spacing=8)
        self._backup = label("", wrap=True)
        self._pages = (self._counting_page(in_cart), self._comparing_page(), self._closed_page())
        for page in self._pages:
            self.content.addWidget(page)
        self.content.addWidget(self._problem)
        self._problem.hide()
        self._to_page(_COUNTING)
        self._counted.setFocus()

    # --------------------------------------------------------------------------------------------------------- pages

    def _counting_page(self, in_cart: int) -> QWidget:
        words = body(_("Count all the money in the drawer. What the book expects is shown afterwards."))
        page = column(words, with_problem(self._counted, _("Counted in the drawer")), spacing=12)
        if in_cart:
            cart = ngettext(
                "{count} piece is still in the cart. It stays there until the till is opened again.",
                "{count} pieces are still in the cart. They stay there until the till is opened again.",
                in_cart,
            )
            page.addWidget(Banner(cart.format(count=in_cart), "warn"))
        page.addStretch(1)
        return plain(page)

    def _comparing_page(self) -> QWidget:
        hint = _("What is left stays in the drawer for the next opening.")
        field = with_problem(self._to_safe, _("Put into the safe"), hint)
        self._why = with_problem(self._reason, _("Reason for the difference"))
        return plain(column(plain(self._figures), self._why, field, spacer(), spacing=14))

    def _closed_page(self) -> QWidget:
        return plain(column(plain(self._results), divider(), self._backup, spacer(), spacing=12))

    def _to_page(self, page: int) -> None:
        self._page = page
        for place, widget in enumerate(self._pages):
            widget.setVisible(place == page)
        self.adjust()

    # -------------------------------------------------------------------------------------------------- step by step

    def confirm(self) -> None:
        self._problem.hide()
        if self._page == _COUNTING:
            self._compare()
        elif self._page == _COMPARING:
            self._post()
        else:
            self.finish(self._closed)

    def reject(self) -> None:
        if self._closed is not None:
            self.finish(self._closed)
        else:
            super().reject()

    def _compare(self) -> None:
        counted = self._counted.check()
        if counted is None:
            self._counted.setFocus()
            return
        self.busy(True)
        command = ShowCount(by=self._context.by, counted=counted)
        self._context.runner.write(
            show_count, command, self._shown, self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _shown(self, shown: CountShown) -> None:
        self._context.runner.read(method_names, lambda names: self._show_figures(shown, names), self._tell, origin=self)

    def _show_figures(self, shown: CountShown, methods: dict[str, str]) -> None:
        totals, counted = shown.totals, shown.counted
        difference, tone = difference_words(shown.difference)
        self._why.setVisible(bool(shown.difference))
        add = self._add_figure
        sales = ngettext("{count} sale", "{count} sales", totals.sales).format(count=totals.sales)
        add(sales, format_rupiah(totals.sold))
        if totals.refunds:
            back = ngettext("{count} return", "{count} returns", totals.refunds).format(count=totals.refunds)
            add(back, format_rupiah(-totals.refunded))
        for total in totals.by_method:
            add(methods.get(total.method, total.method), format_rupiah(total.amount))
        self._figures.addWidget(divider())
        add(_("Expected in the drawer"), format_rupiah(totals.expected_cash))
        add(_("Counted"), format_rupiah(counted))
        add(_("Difference"), difference, tone)
        self._to_safe.set_value(max(counted - self._till.float_cash, ZERO))
        if self.primary_button is not None:
            self.primary_button.set_label(_("Close till"))
        self._to_page(_COMPARING)
        self._to_safe.setFocus()
        self._to_safe.selectAll()

    def _add_figure(self, name: str, figure: str, tone: Tone = "ink") -> None:
        value = label(figure, "lead", "bold", tone)
        self._figures.addLayout(row(caption(name), spacer(), value))

    def _post(self) -> None:
        counted, to_safe = self._counted.value(), self._to_safe.value() or ZERO
        if counted is None or (self._to_safe.text().strip() and self._to_safe.check() is None):
            self._to_safe.setFocus()
            return
        self.busy(True)
        by, reason = self._context.by, self._reason.text()
        command = CloseTill(id=self._id, by=by, counted=counted, to_safe=to_safe, reason=reason)
        self._context.runner.write(
            close_till, command, self._done, self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _done(self, closed: TillClosed) -> None:
        self._closed = closed
        self.heading.setText(_("Till closed · {code}").format(code=closed.code))
        words, tone = difference_words(closed.difference)
        printed, printed_tone = unprinted_words(self._context.shop.printers_health())
        shown: list[tuple[str, str, Tone]] = [
            (_("Counted"), format_rupiah(closed.counted), "ink"),
            (_("Difference"), words, tone),
            (_("Into the safe"), format_rupiah(self._to_safe.value() or ZERO), "ink"),
            (_("Receipts"), printed, printed_tone),
        ]
        for name, figure, figure_tone in shown:
            self._results.addLayout(row(caption(name), spacer(), label(figure, "lead", "bold", figure_tone)))
        self.back_button.hide()
        if self.primary_button is not None:
            self.primary_button.set_label(_("Done"))
        self._to_page(_CLOSED)
        self._back_up()

    def _back_up(self) -> None:
        self._backup.setText(_("Backing up …"))
        set_tone(self._backup, "muted")
        shop = self._context.shop
        self._context.runner.apart(shop.back_up, self._backed_up, self._not_backed_up, origin=self)

    def _backed_up(self, made: BackupMade) -> None:
        self._backup.setText(_("Backup made and checked: {file}").format(file=made.file.name))
        set_tone(self._backup, "good")
        self.adjust()

    def _not_backed_up(self, trouble: SentraError) -> None:
        shop = self._context.shop
        self._context.runner.apart(shop.newest_backup, lambda newest: self._tell_age(trouble, newest), origin=self)

    def _tell_age(self, trouble: SentraError, newest: BackupFound | None) -> None:
        age = _("never") if newest is None else format_age(newest.age(self._context.shop.clock))
        words = _("The till is closed, but the backup was not made. {why} Newest backup: {age}.")
        self._backup.setText(words.format(why=trouble, age=age))
        set_tone(self._backup, "bad")
        self.adjust()

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        if isinstance(trouble, DifferenceNeedsReason):
            self._reason.setFocus()
        self.adjust()

    def adjust(self) -> None:
        """Take the size that the words need now."""
        if self.isVisible():
            self._place()
