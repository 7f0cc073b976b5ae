"""Move goods that are here to other terms: which, what it changes for one piece, and how the artisan agreed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.change_price import Consent, ConsentWay, consent_label
from sentra_pos.consignment.move_terms import MoveTerms, TermsMoved, move_terms
from sentra_pos.consignment.rules import Agreement, describe
from sentra_pos.consignment.terms_errors import MovedNetPriceAbovePrice, MovedNetPriceMissing, NoConsent
from sentra_pos.consignment.terms_queries import MovableLot, lots_to_move
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_short_date
from ui.consignment.choice import Choice
from ui.consignment.move_list import MoveList, MoveRow, targets
from ui.consignment.rows import ArtisanDetail
from ui.consignment.terms_fields import titled
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField
from ui.kit.labels import caption
from ui.kit.layout import row, spacer
from ui.kit.messages import Banner
from ui.kit.table import Column, RecordTable


def move_columns() -> list[Column[MoveRow]]:
    """The goods, and what one piece brings the artisan before and after."""

    def money(amount: Rupiah | None) -> str:
        return "–" if amount is None else format_number(amount.amount)

    def tone(each: MoveRow) -> str:
        return "ink" if each.marked else "muted"

    return [
        Column[MoveRow](title=_("Move"), text=lambda each: "✓" if each.marked else "–", strong=True, tone=tone),
        Column[MoveRow](
            title=_("Item"),
            text=lambda each: each.lot.name,
            second=lambda each: " · ".join(
                part
                for part in (
                    _("Version {version}").format(version=each.lot.version),
                    each.lot.size,
                    _("since {date}").format(date=format_short_date(each.lot.arrived)),
                )
                if part
            ),
            stretch=1,
            tone=tone,
        ),
        Column[MoveRow](
            title=_("Count"), text=lambda each: format_number(each.lot.quantity.units), right=True, tone=tone
        ),
        Column[MoveRow](title=_("Price"), text=lambda each: money(each.lot.tag), right=True, tone=tone, optional=True),
        Column[MoveRow](title=_("Artisan, old"), text=lambda each: money(each.share_before), right=True, tone=tone),
        Column[MoveRow](
            title=_("Artisan, new"),
            text=lambda each: money(each.share),
            right=True,
            strong=True,
            tone=lambda each: "bad" if each.share is None and each.marked else tone(each),
        ),
    ]


class MoveTermsSheet(Sheet):
    """Returns TermsMoved."""

    def __init__(self, parent: QWidget, context: Context, detail: ArtisanDetail, target: Agreement) -> None:
        super().__init__(
            parent,
            title=_("Goods of {name} to new terms").format(name=detail.artisan.name),
            primary_text=_("Move the goods"),
            primary_key="F12",
            width=820,
            height=690,
        )
        self.heading.setWordWrap(True)
        self._context, self._party = context, detail.artisan.id
        self._id = DocumentId(new_id(context.shop.clock))
        offered = targets(detail.versions, business_today(context.shop.clock))
        self.list = MoveList(versions=detail.versions, target=target if target in offered else offered[0])
        self.terms = Choice([(each, _("Version {version}").format(version=each.version)) for each in offered])
        self.terms.set_value(self.list.target)
        self._words = caption("")
        self._words.setWordWrap(True)
        self.table: RecordTable[MoveRow] = RecordTable(
            move_columns(),
            empty=_("Nothing is here under other terms."),
            name=_("Goods to move"),
            key=lambda each: each.lot.lot,
        )
        self.net_price = RupiahEdit()
        self._net_box = titled(_("Net price of the chosen one"), self.net_price)
        ways = [(None, "–"), *((way, consent_label(way)) for way in ConsentWay)]
        self.consent: Choice[ConsentWay | None] = Choice(ways)
        self.reason = TextField()
        self.mark_button = secondary(_("Mark or leave out"), "F2", on=self.toggle)
        self.all_button = secondary(_("All or none"), "F3", on=self.mark_all)
        self._sum = caption("")
        self._problem = Banner("")
        self._problem.hide()
        self._fill()
        self.terms.chosen.connect(lambda _terms: self._retarget())
        self.table.on_open(_("Mark or leave out"), lambda _row: self.toggle())
        self.table.picked.connect(self._picked)
        self.net_price.value_changed.connect(self._net_typed)
        self._show()
        self._load()

    def _fill(self) -> None:
        self.content.addWidget(titled(_("New terms"), self.terms))
        self.content.addWidget(self._words)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(row(self.mark_button, self.all_button, spacer(), self._sum, spacing=8))
        self.content.addLayout(
            row(
                self._net_box,
                titled(_("The artisan agreed"), self.consent),
                titled(_("Remark"), self.reason),
                spacing=12,
            )
        )
        self.content.addWidget(self._problem)

    def _load(self) -> None:
        party, device = self._party, self._context.device

        def came(lots: tuple[MovableLot, ...]) -> None:
            self.list.lots = lots
            self._show()
            self.table.enter()

        self._context.runner.read(lambda session: lots_to_move(session, party, device), came, origin=self)

    def _show(self) -> None:
        self._words.setText(describe(self.list.target))
        self.table.set_rows(self.list.rows)
        pieces = sum(each.lot.quantity.units for each in self.list.marked)
        said = ngettext("{count} piece marked", "{count} pieces marked", pieces)
        self._sum.setText(said.format(count=format_number(pieces)))
        self._picked(self.table.current())
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(self.list.marked))

    def _picked(self, each: MoveRow | None) -> None:
        self._net_box.setVisible(any(one.wants_net for one in self.list.rows))
        self.net_price.setEnabled(each is not None and each.wants_net)
        shown = None if each is None or not each.wants_net else each.net_price
        if shown != self.net_price.value():
            self.net_price.blockSignals(True)
            self.net_price.set_value(shown)
            self.net_price.blockSignals(False)

    def _net_typed(self, net: Rupiah | None) -> None:
        each = self.table.current()
        if each is not None and each.wants_net and self.net_price.hasFocus():
            self.list.set_net_price(each.lot.lot, net)
            self.table.set_rows(self.list.rows)

    def _retarget(self) -> None:
        self.list.target = self.terms.value()
        self._show()

    def toggle(self) -> None:
        """Mark the goods with the cursor, or leave them out."""
        each = self.table.current()
        if each is not None:
            self.list.toggle(each.lot.lot)
            self._show()

    def mark_all(self) -> None:
        """Everything, or nothing."""
        self.list.mark_all()
        self._show()

    def confirm(self) -> None:
        way = self.consent.value()
        command = MoveTerms(
            id=self._id,
            by=self._context.by,
            party=self._party,
            terms=self.list.target.id,
            lots=self.list.chosen,
            consent=None if way is None else Consent(party=self._party, way=way),
            reason=self.reason.text(),
        )
        self._problem.hide()
        self.busy(True)
        self._context.runner.write(
            move_terms, command, self._done, self._failed, ended=lambda: self.busy(False), origin=self
        )

    def _done(self, moved: TermsMoved) -> None:
        self.busy(False)
        self.finish(moved)

    def _failed(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()
        if isinstance(trouble, NoConsent):
            self.consent.setFocus()
        elif isinstance(trouble, MovedNetPriceMissing | MovedNetPriceAbovePrice):
            self.net_price.setFocus()
