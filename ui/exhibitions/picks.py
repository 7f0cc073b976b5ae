"""Goods that are offered artisan by artisan, to be ticked for a load: all that is here, or what sold elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.exhibitions.suggest_goods import SuggestedArtisan, SuggestedGoods
from sentra_pos.giving_back.ageing_queries import AgeingLot


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """An item that could go along: ``count`` of the ``here`` that lie in the shop, if it is ``ticked``."""

    item: ItemId
    name: str
    size: str
    artisan: str
    price: Rupiah
    here: Quantity
    count: Quantity
    why: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PickGroup:
    """An artisan's."""

    key: str
    name: str
    about: str
    picks: tuple[Pick, ...]


def of_artisans(lots: Iterable[AgeingLot], names: Mapping[PartyId, str]) -> tuple[PickGroup, ...]:
    """All consigned goods, by the artisan's name; nothing is ticked."""
    found: dict[PartyId, dict[ItemId, Pick]] = {}
    for lot in lots:
        picks = found.setdefault(lot.party, {})
        before = picks.get(lot.item)
        here = lot.quantity + (NONE if before is None else before.here)
        name = names.get(lot.party, "")
        picks[lot.item] = Pick(
            item=lot.item, name=lot.name, size=lot.size, artisan=name, price=lot.price, here=here, count=here
        )
    groups = (_group(str(party), names.get(party, ""), picks.values()) for party, picks in found.items())
    return tuple(sorted(groups, key=lambda group: group.name.casefold()))


def _group(key: str, name: str, picks: Iterable[Pick]) -> PickGroup:
    own = tuple(sorted(picks, key=lambda pick: pick.name.casefold()))
    here = sum((pick.here for pick in own), NONE)
    return PickGroup(key=key, name=name, about=_("{count} here").format(count=format_number(here.units)), picks=own)


def of_suggestion(artisans: Iterable[SuggestedArtisan]) -> tuple[PickGroup, ...]:
    """The best seller first; what itself sold is ticked."""
    return tuple(
        PickGroup(
            key=str(each.party),
            name=each.name or _("The shop's own"),
            about=_sold_words(each.sold_there, each.sold),
            picks=tuple(_suggested(goods, each.name or _("The shop's own")) for goods in each.goods),
        )
        for each in artisans
        if each.goods
    )


def _suggested(goods: SuggestedGoods, artisan: str) -> Pick:
    sold = goods.sold_there or goods.sold
    wanted = sold or ONE
    why = _sold_words(goods.sold_there, goods.sold) if sold else _("{count} like it sold").format(
        count=format_number(goods.alike.units)
    )  # fmt: skip
    return Pick(
        item=goods.words.item,
        name=goods.words.name,
        size=goods.words.size,
        artisan=artisan,
        price=goods.words.price,
        here=goods.here,
        count=min(wanted, goods.here),
        why=why,
        ticked=bool(sold),
    )


def _sold_words(there: Quantity, everywhere: Quantity) -> str:
    if there:
        return _("{count} sold there").format(count=format_number(there.units))
    return _("{count} sold at exhibitions").format(count=format_number(everywhere.units))
