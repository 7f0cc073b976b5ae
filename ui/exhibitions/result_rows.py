"""How an exhibition's result reads: its lines of money, its artisans and pieces, and beside earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_percent, format_short_date
from sentra_pos.exhibitions.compare import Compared
from sentra_pos.exhibitions.result import ArtisanResult, ExhibitionResult, PieceResult, Pieces
from ui.exhibitions.bars import Bar
from ui.exhibitions.rows import with_size
from ui.kit.table import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """A line of what the shop earned; ``strong`` is a sum of those above."""

    name: str
    amount: Rupiah
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLine:
    """An item with whose it is."""

    artisan: str
    piece: PieceResult


def _n(count: int) -> str:
    return format_number(count) if count else "–"


def _money(amount: Rupiah) -> str:
    return format_number(amount.amount) if amount else "–"


def artisan_columns() -> tuple[Column[ArtisanResult], ...]:
    """Taken = sold + came back + lost, with the money of it."""
    return (
        Column(
            title=_("Artisan"),
            text=lambda each: each.name or _("The shop's own"),
            second=lambda each: each.code,
            stretch=2,
            strong=True,
        ),
        *_fate_columns(),
        Column(title=_("Sales"), text=lambda each: _money(each.sales.paid), right=True),
        Column(title=_("Costs"), text=lambda each: _money(each.costs + each.payment_costs), right=True, optional=True),
        Column(title=_("Earned"), text=lambda each: _money(each.earned), right=True, strong=True),
    )


def _fate_columns() -> tuple[Column[ArtisanResult], ...]:
    def of(words: str, count: str, tone: str = "ink") -> Column[ArtisanResult]:
        return Column(
            title=words,
            text=lambda each: _n(getattr(each.pieces, count)),
            right=True,
            tone=lambda each: tone if getattr(each.pieces, count) else "ink",
        )

    return (
        Column(title=_("Taken"), text=lambda each: _n(each.pieces.taken + each.pieces.added), right=True),
        of(_("Sold"), "sold"),
        of(_("Came back"), "returned"),
        Column(
            title=_("Lost"),
            text=lambda each: _n(each.pieces.lost + each.pieces.taken_over),
            right=True,
            tone=lambda each: "bad" if each.pieces.lost + each.pieces.taken_over else "ink",
        ),
        Column(
            title=_("Still there"),
            text=lambda each: _n(each.pieces.there),
            right=True,
            optional=True,
            tone=lambda each: "warn" if each.pieces.there else "ink",
        ),
    )


def piece_columns() -> tuple[Column[PieceLine], ...]:
    """The same piece by piece."""
    return (
        Column(
            title=_("Goods"),
            text=lambda each: each.piece.name,
            second=lambda each: with_size(each.piece.name, each.piece.size, each.artisan),
            stretch=2,
            strong=True,
        ),
        Column(title=_("Taken"), text=lambda each: _n(each.piece.pieces.taken + each.piece.pieces.added), right=True),
        Column(title=_("Sold"), text=lambda each: _n(each.piece.pieces.sold), right=True),
        Column(title=_("Came back"), text=lambda each: _n(each.piece.pieces.returned), right=True),
        Column(
            title=_("Lost"),
            text=lambda each: _n(each.piece.pieces.lost + each.piece.pieces.taken_over),
            right=True,
            tone=lambda each: "bad" if each.piece.pieces.lost + each.piece.pieces.taken_over else "ink",
        ),
        Column(
            title=_("Still there"),
            text=lambda each: _n(each.piece.pieces.there),
            right=True,
            optional=True,
            tone=lambda each: "warn" if each.piece.pieces.there else "ink",
        ),
        Column(title=_("Sales"), text=lambda each: _money(each.piece.sales.paid), right=True, strong=True),
    )


def piece_lines(found: ExhibitionResult) -> tuple[PieceLine, ...]:
    """All pieces, the best sold first."""
    lines = [
        PieceLine(artisan=artisan.name or _("The shop's own"), piece=piece)
        for artisan in found.artisans
        for piece in artisan.items
    ]
    return tuple(sorted(lines, key=lambda each: (-each.piece.sales.paid.amount, each.piece.name.casefold())))


def money_lines(found: ExhibitionResult) -> tuple[MoneyLine, ...]:
    """From what the shop earned to what is left of it; lines of nothing are left out."""
    earned = (
        (_("Commission on artisans' goods"), found.commission),
        (_("Earned on the shop's own goods"), found.own_goods),
        (_("Services"), found.services),
        (_("Rounding"), found.rounding),
        (_("Other income"), found.other_income),
    )
    costs = tuple((cost.text, -cost.shop) for cost in found.costs)
    spent = (
        *costs,
        (_("What payments cost"), -found.payment_costs),
        (_("Lost and damaged pieces"), -found.losses),
        (_("Cash over or short"), found.cash_difference),
    )
    return (
        *(MoneyLine(name=name, amount=amount) for name, amount in earned if amount),
        MoneyLine(name=_("Earned before costs"), amount=found.earnings, strong=True),
        *(MoneyLine(name=name, amount=amount) for name, amount in spent if amount),
        MoneyLine(name=_("Profit for the shop"), amount=found.profit, strong=True),
    )


def money_columns() -> tuple[Column[MoneyLine], ...]:
    return (
        Column(
            title=_("The shop's money"),
            text=lambda line: line.name,
            stretch=1,
            tone=lambda line: "ink" if line.strong else "muted",
        ),
        Column(
            title=_("Amount"),
            text=lambda line: format_number(line.amount.amount),
            right=True,
            strong=True,
            tone=lambda line: "bad" if line.amount < ZERO else "good" if line.strong else "muted",
        ),
    )


def day_bars(found: ExhibitionResult) -> tuple[Bar, ...]:
    """One a day."""
    return tuple(
        Bar(name=format_short_date(day.day), amount=day.taken, about=receipts(day.receipts)) for day in found.days
    )


def receipts(count: int) -> str:
    """12 receipts."""
    return ngettext("{count} receipt", "{count} receipts", count).format(count=format_number(count))


def method_bars(found: ExhibitionResult, names: Mapping[str, str]) -> tuple[Bar, ...]:
    """One a way of paying, the most first."""
    sums: dict[str, Rupiah] = {}
    for day in found.days:
        for method, amount in day.by_method:
            sums[method] = sums.get(method, ZERO) + amount
    best = sorted(sums.items(), key=lambda each: -each[1].amount)
    return tuple(Bar(name=names.get(method, method), amount=amount) for method, amount in best)


def fate_words(pieces: Pieces) -> str:
    """Taken 120 = sold 80 + came back 38 + lost 2."""
    parts = [
        _("sold {count}").format(count=format_number(pieces.sold)),
        _("came back {count}").format(count=format_number(pieces.returned)),
        _("lost {count}").format(count=format_number(pieces.lost + pieces.taken_over)),
    ]
    if pieces.there:
        parts.append(_("still there {count}").format(count=format_number(pieces.there)))
    taken = _("Taken {count}").format(count=format_number(pieces.taken + pieces.added))
    return f"{taken} = {' + '.join(parts)}"


def compared_columns() -> tuple[Column[Compared], ...]:
    """Exhibitions side by side."""
    return (
        Column(
            title=_("Exhibition"),
            text=lambda each: each.name,
            second=lambda each: " · ".join(part for part in (format_short_date(each.starts), each.city) if part),
            stretch=2,
            strong=True,
        ),
        Column(title=_("Days"), text=lambda each: _n(each.days), right=True, optional=True),
        Column(title=_("Taken"), text=lambda each: _n(each.taken), right=True),
        Column(title=_("Sold"), text=lambda each: _n(each.sold), right=True),
        Column(
            title=_("Sold %"),
            text=lambda each: "–" if each.sell_through is None else format_percent(each.sell_through),
            right=True,
            optional=True,
        ),
        Column(title=_("Sales"), text=lambda each: _money(each.sales), right=True),
        Column(title=_("A day"), text=lambda each: _money(each.a_day), right=True),
        Column(title=_("A receipt"), text=lambda each: _money(each.a_receipt), right=True, optional=True),
        Column(title=_("Costs"), text=lambda each: _money(each.costs), right=True),
        Column(
            title=_("Profit for the shop"),
            text=lambda each: _money(each.profit),
            right=True,
            strong=True,
            tone=lambda each: "bad" if each.profit < ZERO else "good",
        ),
    )
