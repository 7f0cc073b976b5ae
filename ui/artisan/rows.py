"""How the counter's lists read: few columns, plain words, the amount on the right."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.artisan_counter.goods_queries import MyMove, MyPiece, MySale, SaleState
from sentra_pos.artisan_counter.money_queries import MyPayout
from sentra_pos.artisan_counter.objection_queries import ObjectionRow
from sentra_pos.artisan_counter.wording import fate_words, paid_words, place_words, state_words
from sentra_pos.core.clock import local
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah, format_short_date
from sentra_pos.settlement.explain import Reason
from sentra_pos.settlement.figures import Part
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.settlement.queries import OwedLine
from sentra_pos.settlement.wording import line_words, reason_words
from ui.kit.table import Column

_TONES = {SaleState.WAITING: "ink", SaleState.HELD: "warn", SaleState.SETTLED: "good"}


def _sum(amount: Rupiah | None) -> str:
    return "" if amount is None else format_rupiah(amount)


def piece_columns() -> list[Column[MyPiece]]:
    return [
        Column(
            title=_("Piece"),
            text=lambda each: each.name if each.name.endswith(each.size) else f"{each.name} {each.size}",
            second=lambda each: f"{place_words(each.place)} · {each.code}" if each.code else place_words(each.place),
            stretch=1,
            strong=True,
        ),
        Column(title=_("Pcs"), text=lambda each: format_number(each.quantity.units), right=True),
        Column(title=_("Price"), text=lambda each: _sum(each.price), right=True, strong=True),
    ]


def move_columns(*, fate: bool) -> list[Column[MyMove]]:
    """``fate``: what became of pieces that were missing or damaged."""
    return [
        Column(
            title=_("Piece"),
            text=lambda each: each.name,
            second=lambda each: fate_words(each) if fate else f"{each.code} {each.reason}".strip(),
            stretch=1,
            strong=True,
        ),
        Column(title=_("Date"), text=lambda each: format_short_date(each.business_date), right=True),
        Column(title=_("Pcs"), text=lambda each: format_number(each.quantity.units), right=True, strong=True),
    ]


def sale_columns() -> list[Column[MySale]]:
    def words(each: MySale) -> str:
        goods = _("{count} × {name}").format(count=format_number(each.quantity.units), name=each.name)
        return _("Came back: {goods}").format(goods=goods) if each.back else goods

    return [
        Column(
            title=_("Sold"),
            text=words,
            second=lambda each: f"{format_short_date(each.business_date)} · {state_words(each)}",
            stretch=1,
            strong=True,
        ),
        Column(
            title=_("Paid by the buyer"), text=lambda each: _sum(each.paid), right=True, tone=lambda _e: "muted",
            optional=True,
        ),
        Column(
            title=_("Your share"),
            text=lambda each: _sum(each.share),
            right=True,
            strong=True,
            tone=lambda each: "bad" if each.share < ZERO else _TONES[each.state],
        ),
    ]  # fmt: skip


def settlement_columns(zone: tzinfo) -> list[Column[SettlementRow]]:
    def below(each: SettlementRow) -> str:
        if each.carried_into and (each.left or each.balance < ZERO):
            return _("What was left went on to {code}").format(code=each.carried_into)
        if each.balance < ZERO:
            return _("Below zero; the next settlement takes it over")
        if not each.left:
            return _("Paid in full")
        return _("Still to be paid: {amount}").format(amount=format_rupiah(each.left))

    return [
        Column(
            title=_("Settlement"),
            text=lambda each: f"{each.code} · {format_short_date(local(each.at, zone).date())}",
            second=below,
            stretch=1,
            strong=True,
        ),
        Column(title=_("To be paid"), text=lambda each: _sum(each.total), right=True, strong=True),
    ]


def payout_columns() -> list[Column[MyPayout]]:
    def tone(each: MyPayout) -> str:
        return "muted" if each.voided else "ink"

    return [
        Column(
            title=_("Paid"),
            text=lambda each: f"{format_short_date(each.business_date)} · {each.code}",
            second=paid_words,
            stretch=1,
            strong=True,
            tone=tone,
        ),
        Column(title=_("Amount"), text=lambda each: _sum(each.amount), right=True, strong=True, tone=tone),
    ]


def reason_columns() -> list[Column[Reason]]:
    return [
        Column(
            title=_("What happened"),
            text=reason_words,
            second=lambda each: f"{format_short_date(each.business_date)} · {each.code}",
            stretch=1,
            strong=True,
        ),
        Column(title=_("Amount"), text=lambda each: _sum(each.amount), right=True),
        Column(title=_("Then open"), text=lambda each: _sum(each.running), right=True, strong=True),
    ]


def objection_columns(zone: tzinfo) -> list[Column[ObjectionRow]]:
    return [
        Column(
            title=_("Objection"),
            text=lambda each: each.words,
            second=lambda each: " · ".join(part for part in (each.code, each.about) if part),
            stretch=1,
            strong=True,
        ),
        Column(
            title=_("Answer"),
            text=lambda each: _("Answered") if each.answer else _("Not yet answered"),
            tone=lambda each: "good" if each.answer else "warn",
            second=lambda each: format_short_date(local(each.at, zone).date()),
        ),
    ]


def line_columns() -> list[Column[OwedLine]]:
    return [
        Column(
            title=_("Line"),
            text=line_words,
            second=_line_seconds,
            stretch=1,
            strong=True,
        ),
        Column(title=_("Your share"), text=lambda each: _sum(each.share), right=True, strong=True),
    ]


def _line_seconds(each: OwedLine) -> str:
    said = f"{format_short_date(each.business_date)} · {each.code}"
    return said + " · " + _("came late") if each.late else said


def part_columns() -> list[Column[Part]]:
    return [
        Column(
            title=_("Where from"), text=lambda each: each.text, second=lambda each: each.detail, stretch=1, strong=True
        ),
        Column(title=_("Amount"), text=lambda each: _sum(each.amount), right=True, strong=True),
    ]
