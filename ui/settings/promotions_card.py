"""Promotions: those that run, those to come, and those that were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.queries import item_card
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, ItemId, PartyId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_percent, format_short_date
from sentra_pos.exhibitions.promotion_queries import PromotedExhibition, promoted_exhibition
from sentra_pos.people.queries import artisan_of
from sentra_pos.sales.add_promotion import PromotionAdded
from sentra_pos.sales.end_promotion import EndPromotion, PromotionEnded, end_promotion
from sentra_pos.sales.promotion_queries import all_promotions
from sentra_pos.sales.promotions import Promotion, PromotionScope, scope_label
from sentra_pos.stock.places import shelf_of
from ui.context import Context
from ui.kit.buttons import danger, secondary
from ui.kit.labels import Tone, title
from ui.kit.layout import Flow, card, column, plain
from ui.kit.messages import ask, error, toast
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving
from ui.settings.promotion_sheet import PromotionSheet

_LIST_HEIGHT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A promotion with the name of what it is for, and how it stands today."""

    promotion: Promotion
    goods: str
    state: str
    tone: Tone

    @property
    def can_end(self) -> bool:
        return self.tone in ("good", "indigo")


class PromotionsCard(QWidget):
    """What was sold under a promotion stays as it was when it ends."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._runner = context, Approving(context, self)
        self.table: RecordTable[Announced] = RecordTable(
            (
                Column(
                    title=_("Promotion"),
                    text=lambda each: each.promotion.name,
                    second=lambda each: each.goods,
                    strong=True,
                    stretch=1,
                ),
                Column(title=_("Off"), text=_off, right=True, strong=True),
                Column(title=_("When it holds"), text=_first_day, second=_last_day),
                Column(title=_("State"), text=lambda each: each.state, tone=lambda each: each.tone),
            ),
            empty=_("No promotion yet. One with dates begins and ends by itself."),
            name=_("Promotions"),
            key=lambda each: each.promotion.id,
        )
        self.table.setMinimumHeight(_LIST_HEIGHT)
        self.new = secondary(_("New promotion"), "Alt+N", icon="plus", on=self._new)
        self.end = danger(_("End it today"), "Alt+W", on=self._ask_end)
        self.setLayout(
            column(
                card(title(_("Promotions")), self.table, plain(Flow(self.new, self.end, line_spacing=8)), spacing=10)
            ),
        )
        self.table.picked.connect(lambda each: self.end.setEnabled(each is not None and each.can_end))
        self.end.setEnabled(False)

    def refresh(self) -> None:
        clock, device = self._context.shop.clock, self._context.device
        self._context.runner.read(
            lambda session: announced(session, clock, device), self._show, self._tell, origin=self, latest="promotions"
        )

    def _show(self, rows: tuple[Announced, ...]) -> None:
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.pick_first()

    def _new(self) -> None:
        sheet = PromotionSheet(self, self._context)
        sheet.returned.connect(lambda added: self._added() if isinstance(added, PromotionAdded) else None)
        sheet.open()

    def _added(self) -> None:
        toast(self, _("The promotion is announced."))
        self.refresh()

    def _ask_end(self) -> None:
        each = self.table.current()
        if each is None or not each.can_end:
            return
        ask(
            self,
            _("“{name}” takes nothing off any more, from the next sale on. What was sold stays as it is.").format(
                name=each.promotion.name
            ),
            lambda agreed: self._end(each.promotion) if agreed else None,
            title=_("End the promotion?"),
            yes=_("End it"),
            no=_("Back"),
        )

    def _end(self, promotion: Promotion) -> None:
        command = EndPromotion(by=self._context.by, promotion=promotion.id)
        self._runner.write(end_promotion, command, self._ended, self._tell, origin=self)

    def _ended(self, _ended: PromotionEnded) -> None:
        toast(self, _("The promotion has ended."))
        self.refresh()

    def _tell(self, trouble: SentraError) -> None:
        error(self, trouble)


def announced(session: Any, clock: Clock, device: DeviceId) -> tuple[Announced, ...]:
    """Every promotion as the list shows it, those that still give something first."""
    found = []
    for promotion, ended in all_promotions(session):
        own = promotion.scope is PromotionScope.EXHIBITION
        exhibition = promoted_exhibition(session, UUID(promotion.target)) if own else None
        state, tone = _state(promotion, ended, exhibition, clock)
        goods = _goods(session, promotion, exhibition, device)
        found.append(Announced(promotion=promotion, goods=goods, state=state, tone=tone))
    return tuple(sorted(found, key=lambda each: not each.can_end))


def _state(
    promotion: Promotion, ended: datetime | None, exhibition: PromotedExhibition | None, clock: Clock
) -> tuple[str, Tone]:
    today = business_today(clock)
    if ended is not None:
        return _("ended"), "muted"
    if exhibition is not None and exhibition.called_off:
        return _("called off"), "muted"
    if promotion.ends < today:
        return _("over"), "muted"
    return (_("to come"), "indigo") if promotion.starts > today else (_("running"), "good")


def _goods(session: Any, promotion: Promotion, exhibition: PromotedExhibition | None, device: DeviceId) -> str:
    name = ""
    if promotion.scope is PromotionScope.CATEGORY:
        name = promotion.target
    elif promotion.scope is PromotionScope.ARTISAN:
        maker = artisan_of(session, PartyId(UUID(promotion.target)))
        name = "" if maker is None else maker.name
    elif promotion.scope is PromotionScope.ITEM:
        item = item_card(session, ItemId(UUID(promotion.target)), shelf_of(session, device))
        name = "" if item is None else item.name
    elif exhibition is not None:
        name = _("only at {exhibition}").format(exhibition=exhibition.name)
    said = name or scope_label(promotion.scope)
    return _("{promotion} · the shop bears it").format(promotion=said) if promotion.shop_bears else said


def _off(each: Announced) -> str:
    promotion = each.promotion
    if promotion.rate is not None:
        return format_percent(promotion.rate)
    return format_number(0 if promotion.amount is None else promotion.amount.amount)


def _first_day(each: Announced) -> str:
    return format_short_date(each.promotion.starts)


def _last_day(each: Announced) -> str:
    return f"– {format_short_date(each.promotion.ends)}"
