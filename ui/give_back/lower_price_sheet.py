"""Propose lower prices for what was chosen: the artisan is asked, and nothing changes until then."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.share_queries import GoodsUnderTerms, Share, goods_under_terms, shares_at
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId, new_id
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.giving_back.ageing_queries import AgeingLot
from sentra_pos.giving_back.errors import ProposalReasonMissing
from sentra_pos.giving_back.propose_markdown import (
    LowerPrice,
    MarkdownProposed,
    ProposeMarkdown,
    propose_markdown,
)
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import body, caption
from ui.kit.layout import column
from ui.kit.messages import Banner
from ui.people.approving import Approving


class LowerPriceSheet(Sheet):
    """Returns MarkdownProposed. One field an item; one that is left empty keeps its price."""

    def __init__(self, parent: QWidget, context: Context, lots: tuple[AgeingLot, ...]) -> None:
        super().__init__(
            parent, title=_("Propose a lower price"), primary_text=_("Propose"), width=680, scrolls=len(lots) > 4
        )
        self._context, self._runner = context, Approving(context, self)
        self._items = {lot.item: lot for lot in lots}
        self._ids: dict[ItemId, UUID] = {item: new_id(context.shop.clock) for item in self._items}
        self.prices = {item: RupiahEdit(name=lot.name) for item, lot in self._items.items()}
        self.reason = TextField(name=_("Reason"))
        self.told = {item: caption(self._now(lot)) for item, lot in self._items.items()}
        self._goods: dict[ItemId, tuple[GoodsUnderTerms, ...]] = {}
        self._problem = Banner("")
        self._problem.hide()
        hint = _("Every artisan whose goods carry the tag is asked. The price changes when all of them have said yes.")
        self.content.addWidget(body(hint))
        for item, lot in self._items.items():
            self.told[item].setWordWrap(True)
            self.prices[item].textChanged.connect(self._tell_shares)
            self.content.addLayout(column(with_problem(self.prices[item], lot.name), self.told[item], spacing=4))
        self.content.addWidget(with_problem(self.reason, _("Reason"), _("The artisan will ask.")))
        self.content.addWidget(self._problem)
        self.content.addStretch(1)
        next(iter(self.prices.values())).setFocus()
        items = tuple(self._items)
        context.runner.read(lambda session: goods_under_terms(session, items), self._know, origin=self)

    def _know(self, goods: dict[ItemId, tuple[GoodsUnderTerms, ...]]) -> None:
        self._goods = goods
        self._tell_shares()

    def _tell_shares(self) -> None:
        """What each artisan gets of a piece: her yes is a yes to that."""
        for item, lot in self._items.items():
            goods = self._goods.get(item, ())
            price = self.prices[item].value()
            today = shares_at(goods, lot.price)
            then = shares_at(goods, lot.price if price is None or price <= ZERO else price)
            names = {each.party: each.name for each in goods}
            told = (_share_words(names[party], today[party], then[party]) for party in today)
            self.told[item].setText(" · ".join((self._now(lot), *told)))
        self.adjust()

    @staticmethod
    def _now(lot: AgeingLot) -> str:
        return _("Now {price}").format(price=format_rupiah(lot.price))

    def confirm(self) -> None:
        self._problem.hide()
        prices: list[LowerPrice] = []
        for item, field in self.prices.items():
            if not field.text().strip():
                continue
            price = field.check()
            if price is None:
                field.setFocus()
                return
            prices.append(LowerPrice(id=self._ids[item], item=item, price=price))
        if not prices:
            field = next(iter(self.prices.values()))
            field.mark(_("Enter the lower price."))
            field.setFocus()
            return
        self.busy(True)
        command = ProposeMarkdown(by=self._context.by, prices=tuple(prices), reason=self.reason.text())
        self._runner.write(
            propose_markdown, command, self._done, self._failed, ended=lambda: self.busy(False), origin=self
        )

    def _done(self, proposed: MarkdownProposed) -> None:
        self.busy(False)
        self.finish(proposed)

    def _failed(self, trouble: SentraError) -> None:
        if isinstance(trouble, ProposalReasonMissing):
            self.reason.mark(str(trouble))
            self.reason.setFocus()
        else:
            self._problem.tell(str(trouble), "bad")
        self.adjust()


def _share_words(name: str, today: Share, then: Share) -> str:
    if today == then:
        return _("{artisan} gets {share} a piece").format(artisan=name, share=today.words)
    changed = _("{artisan} gets {share} a piece instead of {now}")
    return changed.format(artisan=name, share=then.words, now=today.words)
