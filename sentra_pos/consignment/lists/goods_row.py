"""One row of a goods list, understood."""

from __future__ import annotations

from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.consignment.lists.batik_words import (
    is_service_word,
    read_dye,
    read_size,
    read_technique,
    says_only_one,
    says_printed,
)
from sentra_pos.consignment.lists.cell_reader import LONGEST_REMARK, CellReader
from sentra_pos.consignment.lists.headings import GoodsField
from sentra_pos.consignment.lists.records import GoodsRow
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import parse_count, parse_rupiah

_DRAWN = frozenset({Technique.TULIS, Technique.KOMBINASI})


def read_goods_row(cells: CellReader[GoodsField], row_number: int, whose: str = "") -> GoodsRow | None:
    """The row, or None when ``cells`` has collected a problem; ``whose`` are goods that name no artisan."""
    name = cells.needed(GoodsField.NAME, str, reason=_("The name is missing; write what the goods are called.")) or ""
    technique = _technique(cells, name)
    is_service = _is_service(cells, technique)
    count = None if is_service else _count(cells)
    remark = cells.text(GoodsField.REMARK, longest=LONGEST_REMARK)
    price, net_price = _prices(cells)
    row = GoodsRow(
        row_number=row_number,
        code=cells.text(GoodsField.CODE),
        name=name,
        motif=cells.text(GoodsField.MOTIF),
        technique=technique,
        dye=cells.read(GoodsField.DYE, read_dye) or read_dye(""),
        cloth=cells.text(GoodsField.CLOTH),
        size=read_size(cells.text(GoodsField.SIZE)),
        kind=ItemKind.SERVICE if is_service else _goods_kind(cells, technique, count, remark),
        count=count,
        price=price,
        net_price=net_price,
        artisan=_artisan(cells, whose, is_service=is_service),
        remark=remark,
        category=cells.text(GoodsField.CATEGORY),
    )
    return None if cells.problems else row


def _technique(cells: CellReader[GoodsField], name: str) -> Technique:
    technique = cells.read(GoodsField.TECHNIQUE, read_technique) or Technique.NONE
    if not says_printed(name) or technique is Technique.TIRUAN:
        return technique
    if technique.is_batik:
        cells.problem(
            GoodsField.TECHNIQUE,
            _("The name says that this is printed, the technique says batik; write tiruan, or change the name."),
        )
    return Technique.TIRUAN


def _is_service(cells: CellReader[GoodsField], technique: Technique) -> bool:
    """A service is called so, or has a dash for a count and is no cloth of any technique."""
    if is_service_word(cells.raw(GoodsField.TECHNIQUE)) or is_service_word(cells.raw(GoodsField.CATEGORY)):
        return True
    dashed = bool(cells.raw(GoodsField.COUNT)) and not cells.text(GoodsField.COUNT)
    return dashed and technique is Technique.NONE and not cells.problems


def _count(cells: CellReader[GoodsField]) -> Quantity | None:
    reason = _("The count is missing; write how many there are, 0 if there are none.")
    return cells.needed(GoodsField.COUNT, parse_count, reason=reason)


def _goods_kind(cells: CellReader[GoodsField], technique: Technique, count: Quantity | None, remark: str) -> ItemKind:
    only_one = says_only_one(remark)
    if only_one and count is not None and count > ONE:
        cells.problem(GoodsField.COUNT, _("The remark says that there is only one; correct the count or the remark."))
    return ItemKind.UNIQUE if count == ONE and (only_one or technique in _DRAWN) else ItemKind.COUNTED


def _prices(cells: CellReader[GoodsField]) -> tuple[Rupiah | None, Rupiah | None]:
    before = len(cells.problems)
    price = cells.read(GoodsField.PRICE, parse_rupiah)
    net_price = cells.read(GoodsField.NET_PRICE, parse_rupiah)
    if len(cells.problems) > before:
        return price, net_price
    if price is None and net_price is None:
        cells.problem(GoodsField.PRICE, _("The price is missing; write it in whole rupiah, such as 165.000."))
    for field, amount in ((GoodsField.PRICE, price), (GoodsField.NET_PRICE, net_price)):
        if amount is not None and not amount:
            cells.problem(field, _("A price of nothing cannot be sold at; write the price in whole rupiah."))
    if price is not None and net_price is not None and net_price > price:
        cells.problem(GoodsField.NET_PRICE, _("The net price is above the selling price; correct one of them."))
    return price, net_price


def _artisan(cells: CellReader[GoodsField], whose: str, *, is_service: bool) -> str:
    if is_service or whose:
        return cells.text(GoodsField.ARTISAN) or whose
    reason = _("The artisan is missing; write who made or owns the goods.")
    return cells.needed(GoodsField.ARTISAN, str, reason=reason) or ""
