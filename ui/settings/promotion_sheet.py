"""Announce a promotion: a name, what it takes off which goods, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.catalogue.queries import ItemCard, categories, item_by_code
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import new_id
from sentra_pos.core.speech import _
from sentra_pos.exhibitions.errors import PromotionOutsideItsDays
from sentra_pos.exhibitions.promote import promote
from sentra_pos.exhibitions.promotion_queries import PromotedExhibition, exhibitions_to_promote
from sentra_pos.people.queries import artisans
from sentra_pos.sales.add_promotion import (
    AddPromotion,
    PromotionAmountWrong,
    PromotionDatesWrong,
    PromotionNameMissing,
    PromotionTargetMissing,
)
from sentra_pos.sales.promotions import PromotionScope, scope_label
from sentra_pos.stock.places import shelf_of
from ui.consignment.choice import Choice
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import DateEdit, PercentEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, label
from ui.kit.layout import column, plain, row
from ui.kit.messages import error
from ui.people.approving import Approving


@dataclass(frozen=True, slots=True, kw_only=True)
class _Targets:
    categories: tuple[str, ...]
    artisans: tuple[tuple[str, str], ...]
    exhibitions: tuple[PromotedExhibition, ...]


def _targets(session: Any, today: date) -> _Targets:
    people = tuple((str(each.id), f"{each.name} ({each.code})") for each in artisans(session))
    return _Targets(categories=categories(session), artisans=people, exhibitions=exhibitions_to_promote(session, today))


def _offered(*, exhibitions: bool) -> list[tuple[object, str]]:
    scopes = [scope for scope in PromotionScope if exhibitions or scope is not PromotionScope.EXHIBITION]
    return [(scope, scope_label(scope)) for scope in scopes]


class PromotionSheet(Sheet):
    """Returns the PromotionAdded. A scan chooses the one item it is for; ``exhibition`` is chosen from the start."""

    def __init__(self, parent: QWidget, context: Context, exhibition: UUID | None = None) -> None:
        super().__init__(parent, title=_("New promotion"), primary_text=_("Announce"), width=600)
        self._context, self._runner = context, Approving(context, self)
        self._id = new_id(context.shop.clock)
        self._known = _Targets(categories=(), artisans=(), exhibitions=())
        self._own = exhibition
        self._item: ItemCard | None = None
        self._today = today = business_today(context.shop.clock)

        self.name = TextField(placeholder=_("As it stands on the receipt"), name=_("Name"))
        self.rate = PercentEdit(name=_("In percent"))
        self.amount = RupiahEdit(name=_("Or an amount per piece"))
        self.starts = DateEdit(today, today=lambda: today, name=_("From"))
        self.ends = DateEdit(today=lambda: today, name=_("To"))
        self.scopes = Chips(_offered(exhibitions=False), name=_("Which goods"))
        self.target: Choice[str] = Choice([("", "–")], name=_("Which goods"))
        self.code = TextField(placeholder=_("Scan the tag, or type its code"), name=_("Code on the tag"))
        self._found = label("", "body", "semibold", "good", wrap=True)
        self.shop_bears = QCheckBox(_("The shop bears it, whatever the agreements say"))
        self._lay_out()
        self._wire()
        self.name.setFocus()
        self._choose_scope()
        context.runner.read(
            lambda session: _targets(session, today), self._know, lambda trouble: error(self, trouble), origin=self
        )

    def _lay_out(self) -> None:
        self.content.addWidget(with_problem(self.name, _("Name")))
        for first, second in (
            ((self.rate, _("In percent")), (self.amount, _("Or an amount per piece"))),
            ((self.starts, _("From")), (self.ends, _("To, this day included"))),
        ):
            beside = row(spacing=12)
            beside.addWidget(with_problem(*first), 1)
            beside.addWidget(with_problem(*second), 1)
            self.content.addLayout(beside)
        self._code_box = plain(column(with_problem(self.code, _("Code on the tag")), self._found, spacing=4))
        self.content.addWidget(plain(column(caption(_("Which goods")), self.scopes, spacing=4)))
        self.content.addWidget(self.target)
        self.content.addWidget(self._code_box)
        self.content.addWidget(self.shop_bears)

    def _wire(self) -> None:
        self.scopes.chosen.connect(lambda _scope: self._choose_scope())
        self.target.chosen.connect(lambda _target: self._take_days())
        # One of the two fields counts: the one typed in last.
        self.rate.textEdited.connect(lambda _text: self.amount.set_value(None))
        self.amount.textEdited.connect(lambda _text: self.rate.set_value(None))
        self.code.textEdited.connect(lambda _text: self._forget_item())
        self.code.editingFinished.connect(lambda: self._look_for(self.code.text()))
        self._context.scans.listen(self, self._scanned)

    # ------------------------------------------------------------------------------------------------- which goods

    def _know(self, known: _Targets) -> None:
        self._known = known
        # A shop that plans none is not asked which.
        self.scopes.set_choices(_offered(exhibitions=bool(known.exhibitions)))
        own = next((each for each in known.exhibitions if each.id == self._own), None)
        if own is not None:
            self.scopes.choose(PromotionScope.EXHIBITION)
        self._choose_scope()
        if own is not None:
            self.target.choose(str(own.id))

    def _take_days(self) -> None:
        """An exhibition's own holds on its days, as far as they are still to come."""
        chosen = self._target()
        for each in self._known.exhibitions:
            if self._scope() is PromotionScope.EXHIBITION and str(each.id) == chosen:
                self.starts.set_value(max(each.starts, self._today))
                self.ends.set_value(each.ends)

    def _scope(self) -> PromotionScope:
        return PromotionScope(str(self.scopes.choice()))

    def _choose_scope(self) -> None:
        scope = self._scope()
        if scope is PromotionScope.CATEGORY:
            self.target.offer([(name, name) for name in self._known.categories] or [("", "–")])
        elif scope is PromotionScope.ARTISAN:
            self.target.offer(self._known.artisans or [("", "–")])
        elif scope is PromotionScope.EXHIBITION:
            self.target.offer([(str(each.id), each.name) for each in self._known.exhibitions])
            self._take_days()
        self.target.setVisible(scope not in (PromotionScope.ALL, PromotionScope.ITEM))
        self._code_box.setVisible(scope is PromotionScope.ITEM)
        self._found.setVisible(self._item is not None)
        if self.isVisible():
            self._place()

    def _scanned(self, code: str) -> None:
        self.scopes.choose(PromotionScope.ITEM)
        self._choose_scope()
        self.code.setText(code)
        self._look_for(code)

    def _look_for(self, code: str) -> None:
        wanted, device = code.strip(), self._context.device
        if not wanted or self._item is not None:
            return

        def look(session: Any) -> ItemCard | None:
            return item_by_code(session, wanted, shelf_of(session, device))

        self._context.runner.read(look, self._found_item, lambda trouble: error(self, trouble), origin=self)

    def _found_item(self, item: ItemCard | None) -> None:
        self._item = item
        self._found.setText("" if item is None else item.name)
        if item is None:
            self.code.mark(_("No item has this code."))
        self._choose_scope()

    def _forget_item(self) -> None:
        self._item = None
        self._found.hide()

    def _target(self) -> str:
        scope = self._scope()
        if scope is PromotionScope.ALL:
            return ""
        if scope is PromotionScope.ITEM:
            return "" if self._item is None else str(self._item.id)
        return self.target.value()

    # ----------------------------------------------------------------------------------------------------- announcing

    def confirm(self) -> None:
        typed = (self.rate, self.amount)
        if any(field.text().strip() and field.check() is None for field in typed):
            return
        starts, ends = self.starts.check(), self.ends.check()
        if starts is None or ends is None:
            (self.starts if starts is None else self.ends).setFocus()
            return
        command = AddPromotion(
            id=self._id,
            by=self._context.by,
            name=self.name.text(),
            starts=starts,
            ends=ends,
            rate=self.rate.value(),
            amount=self.amount.value(),
            scope=self._scope(),
            target=self._target(),
            shop_bears=self.shop_bears.isChecked(),
        )
        self.busy(True)
        self._runner.write(promote, command, self.finish, self._tell, ended=lambda: self.busy(False), origin=self)

    def _tell(self, trouble: SentraError) -> None:
        self.busy(False)
        fields: tuple[tuple[type[SentraError], TextField], ...] = (
            (PromotionNameMissing, self.name),
            (PromotionAmountWrong, self.rate),
            (PromotionDatesWrong, self.ends),
            (PromotionOutsideItsDays, self.ends),
            (PromotionTargetMissing, self.code),
        )
        for kind, field in fields:
            if isinstance(trouble, kind) and field.isVisible():
                field.mark(str(trouble))
                field.setFocus()
                return
        error(self, trouble)
