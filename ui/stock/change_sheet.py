"""The sheet for what may change of an item: its name, its price, and what is said of its cloth."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.add_item import CodeTaken
from sentra_pos.catalogue.change_item import ChangeItem
from sentra_pos.catalogue.codes import CodeIsOurs, CodeMistyped, CodeWrong
from sentra_pos.catalogue.facts import Dye, Technique, dye_label, technique_label
from sentra_pos.catalogue.queries import ItemDetails
from sentra_pos.catalogue.rules import ItemNameMissing, LabelNotHonest, PriceMissing
from sentra_pos.consignment.change_price import ChangePrice, Consent, ConsentWay, NewPrice, consent_label
from sentra_pos.consignment.errors import ConsentMissing, PriceReasonMissing
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.ledger.draft import ActedBy
from ui.consignment.choice import Choice
from ui.consignment.terms_fields import titled
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, RupiahEdit, TextField, with_problem
from ui.kit.layout import column, row
from ui.kit.messages import error
from ui.stock.presenter import ItemEdit, ItemEdited

Send = Callable[
    [ItemEdit, Callable[[ItemEdited], object], Callable[[SentraError], object], Callable[[], object]], object
]


class ChangeSheet(Sheet):
    """Lots keep the price that was agreed; the tag's price is the one changed here, by the document ``price_id``."""

    def __init__(self, parent: QWidget, item: ItemDetails, by: ActedBy, price_id: DocumentId, send: Send) -> None:
        super().__init__(
            parent, title=_("Change the item"), primary_text=_("Save"), width=620, height=650, scrolls=True
        )
        card = item.card
        self._item, self._by, self._price_id, self._send = item, by, price_id, send
        self._to_ask: tuple[PartyId, ...] = ()
        self.name = TextField(card.name)
        self.price = RupiahEdit(card.price)
        self.reason = TextField(placeholder=_("Only for a new price"), name=_("Why the price changes"))
        ways = [(None, "–"), *((way, consent_label(way)) for way in ConsentWay)]
        self.consent: Choice[ConsentWay | None] = Choice(ways, name=_("The artisan agreed"))
        self.technique = Choice([(each, technique_label(each) or "–") for each in Technique], card.technique)
        self.dye = Choice([(each, dye_label(each) or "–") for each in Dye], card.dye)
        self.cloth, self.measure = TextField(card.cloth), TextField(card.size)
        self.motif, self.category = TextField(card.motif), TextField(card.category)
        self.code, self.remark = TextField(), TextField(item.remark)
        self.work_days = CountEdit(Quantity(item.work_days) if item.work_days else None)
        price_hint = _("New tags are needed after a change.")
        for part in (
            row(with_problem(self.name, _("Item name"))),
            row(
                with_problem(self.price, _("Selling price"), price_hint),
                with_problem(self.code, _("One more code"), _("The maker's own, if there is one.")),
                spacing=12,
            ),
            row(
                with_problem(self.reason, _("Why the price changes")),
                titled(_("The artisan agreed"), self.consent),
                spacing=12,
            ),
            row(titled(_("Technique"), self.technique), titled(_("Dye"), self.dye), spacing=12),
            row(
                titled(_("Cloth"), self.cloth),
                titled(_("Size"), self.measure),
                titled(_("Days of work"), self.work_days),
                spacing=12,
            ),
            row(titled(_("Motif"), self.motif), titled(_("Category"), self.category), spacing=12),
            column(titled(_("Remark"), self.remark)),
        ):
            self.content.addLayout(part)
        self.content.addStretch(1)
        self.price.setFocus()
        self.price.selectAll()

    def confirm(self) -> None:
        price = self.price.check()
        if price is None:
            self.price.setFocus()
            return
        card = self._item.card
        if price and price != card.price and not self.reason.text().strip():
            self.reason.mark(str(PriceReasonMissing()))
            self.reason.setFocus()
            return
        command = ChangeItem(
            by=self._by,
            item=card.id,
            name=self.name.text(),
            technique=self.technique.value(),
            dye=self.dye.value(),
            category=_changed(self.category.text(), card.category),
            cloth=_changed(self.cloth.text(), card.cloth),
            size=_changed(self.measure.text(), card.size),
            work_days=self._days(),
            motif=_changed(self.motif.text(), card.motif),
            remark=_changed(self.remark.text(), self._item.remark),
            makers_code=self.code.text().strip() or None,
        )
        self.busy(True)
        new_price = self._new_price(price) if price != card.price else None
        self._send(ItemEdit(by=self._by, item=command, price=new_price), self._done, self._failed, self._over)

    def _days(self) -> int | None:
        days = self.work_days.value()
        typed = 0 if days is None else days.units
        return typed if typed != (self._item.work_days or 0) else None

    def _new_price(self, price: Rupiah) -> ChangePrice:
        way = self.consent.value()
        return ChangePrice(
            id=self._price_id,
            by=self._by,
            prices=(NewPrice(item=self._item.card.id, price=price),),
            reason=self.reason.text(),
            consents=() if way is None else tuple(Consent(party=party, way=way) for party in self._to_ask),
        )

    def _done(self, changed: ItemEdited) -> None:
        self.busy(False)
        self.finish(changed)

    def _over(self) -> None:
        # A fault has neither done nor failed.
        self.busy(False)

    def _failed(self, trouble: SentraError) -> None:
        self.busy(False)
        if isinstance(trouble, ConsentMissing):
            self._ask_consent(trouble)
            return
        field: TextField | None = None
        if isinstance(trouble, ItemNameMissing | LabelNotHonest):
            field = self.name
        elif isinstance(trouble, PriceMissing):
            field = self.price
        elif isinstance(trouble, CodeTaken | CodeWrong | CodeMistyped | CodeIsOurs):
            field = self.code
        if field is None:
            error(self, trouble)
            return
        field.mark(str(trouble))
        field.setFocus()

    def _ask_consent(self, trouble: ConsentMissing) -> None:
        """Whose consent it takes is known only now; a way that was chosen already was meant for them."""
        knew = bool(self._to_ask)
        self._to_ask = cast("tuple[PartyId, ...]", trouble.fields["parties"])
        if self.consent.value() is not None and not knew:
            self.confirm()
            return
        error(self, trouble)
        self.consent.setFocus()


def _changed(text: str, before: str) -> str | None:
    return text if text.strip() != before else None
