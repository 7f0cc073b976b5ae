"""What a list means as lines of a note that is being written: more of what is known here, new goods, or left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.catalogue.codes import normal_code
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.catalogue.queries import ItemCard, cards_of
from sentra_pos.catalogue.rules import category_of
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.lists.batik_words import read_size, says_only_one
from sentra_pos.consignment.lists.import_queries import KnownItem, known_items, remembered_names
from sentra_pos.consignment.lists.match_artisans import find_consignor
from sentra_pos.consignment.lists.plan_import import cannot_be_entered, shares_sentence
from sentra_pos.consignment.lists.records import GoodsRow
from sentra_pos.consignment.note_queries import came_in_on
from sentra_pos.consignment.printed_goods import PrintedPolicy, printed_policy
from sentra_pos.consignment.queries import Consignor, consignors
from sentra_pos.consignment.rules import Agreement, describe, needs_net_price, share_at_list
from sentra_pos.core.ids import ItemId, PartyId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import fold
from sentra_pos.core.typed_text import shown
from sentra_pos.core.words import format_rupiah


class _NotALine(Exception):
    """Why a row is left out, as it is told beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLine:
    """A row as a line of the note, of ``card`` where the goods are known here and else of a new item.

    ``due`` is the net price or the buying price, where the terms want one.
    """

    row: GoodsRow
    card: ItemCard | None
    price: Rupiah
    due: Rupiah | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that was understood and is no line of this note."""

    row: GoodsRow
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shop:
    """What the rows are compared with; ``named`` are the artisan's own goods, by their name."""

    party: Consignor
    agreement: Agreement
    everybody: tuple[Consignor, ...]
    who: Mapping[str, PartyId]
    codes: Mapping[str, KnownItem]
    cards: Mapping[ItemId, ItemCard]
    named: Mapping[str, tuple[KnownItem, ...]]
    came_in: Mapping[ItemId, str]
    takes_printed: bool


def plan_note(
    session: Session,
    rows: tuple[GoodsRow, ...],
    party: PartyId,
    agreement: Agreement,
    *,
    shelf: PlaceId,
    on_note: Iterable[GoodsRow] = (),
) -> tuple[ListedLine | LeftOut, ...]:
    """The rows in their order; nothing is changed. ``on_note`` are rows that the note has already from a list."""
    shop = _shop(session, rows, party, agreement, shelf)
    earlier = tuple(on_note)
    keys, codes = {row.key for row in earlier}, {fold(row.code) for row in earlier if row.code}
    first: dict[ItemId, int] = {}
    planned: list[ListedLine | LeftOut] = []
    for row in rows:
        try:
            if row.key in keys or (row.code and fold(row.code) in codes):
                raise _NotALine(_("These goods are on the note already, from a list; change the count there."))
            line = _line(row, shop)
            if line.card is not None and first.setdefault(line.card.id, row.row_number) != row.row_number:
                raise _NotALine(_("The same goods as row {row}; put both in one row.").format(row=first[line.card.id]))
            planned.append(line)
        except _NotALine as left:
            planned.append(LeftOut(row=row, reason=str(left)))
    return tuple(planned)


def _shop(session: Session, rows: tuple[GoodsRow, ...], party: PartyId, agreement: Agreement, shelf: PlaceId) -> _Shop:
    items = known_items(session)
    codes = {code: item for item in items for code in item.codes}
    coded = (codes.get(normal_code(row.code)) for row in rows if row.code)
    meant = {item.id for item in coded if item is not None} | {item.id for item in items if item.maker == party}
    cards = {card.id: card for card in cards_of(session, tuple(meant), shelf)}
    named: defaultdict[str, list[KnownItem]] = defaultdict(list)
    for item in items:
        if item.maker == party:
            named[_squeezed(item.name)].append(item)
    everybody = consignors(session)
    return _Shop(
        party=next(one for one in everybody if one.id == party),
        agreement=agreement,
        everybody=everybody,
        who=remembered_names(session),
        codes=codes,
        cards=cards,
        named={name: tuple(those) for name, those in named.items()},
        came_in=came_in_on(session, [card.id for card in cards.values() if card.kind is ItemKind.UNIQUE]),
        takes_printed=printed_policy(session) is not PrintedPolicy.REFUSE,
    )


def _line(row: GoodsRow, shop: _Shop) -> ListedLine:
    """Raises why the row is left out."""
    whose = find_consignor(row.artisan, (shop.party,), {}) or find_consignor(row.artisan, shop.everybody, shop.who)
    if whose is None or whose.id != shop.party.id:
        reason = _("The list says “{written}”; this note is for {name}.")
        raise _NotALine(reason.format(written=shown(row.artisan), name=shop.party.name))
    if row.kind is ItemKind.SERVICE:
        raise _NotALine(_("The row is read as a service, which has no stock; if these are goods, write how many."))
    if not row.count:
        raise _NotALine(_("The list counts none of it."))
    card = _known(row, shop)
    technique = row.technique if card is None else card.technique
    if technique is Technique.TIRUAN and not shop.takes_printed:
        raise _NotALine(_("This is printed cloth, and this shop takes none in."))
    if card is None:
        reason = cannot_be_entered(row, None)
        if reason:
            raise _NotALine(reason)
    price = row.price or (card.price if card is not None else None)
    if price is None:
        raise _NotALine(_("The list gives no selling price for this row; add it, then choose the list again."))
    return ListedLine(row=row, card=card, price=price, due=_due(row, card, price, shop))


# ------------------------------------------------------------------------------------------------- which goods it is


def _known(row: GoodsRow, shop: _Shop) -> ItemCard | None:
    """The goods that the row means, by a code that is on them or by their name; None for new ones."""
    item = shop.codes.get(normal_code(row.code)) if row.code else None
    if item is None:
        return _by_name(row, shop)
    card = shop.cards[item.id]
    if item.maker not in (None, shop.party.id) or _squeezed(item.name) != _squeezed(row.name):
        reason = _("The code {code} is on “{name}”; correct it, or leave the cell empty.")
        raise _NotALine(reason.format(code=shown(row.code), name=item.name))
    if not card.active:
        reason = _("“{name}” is not sold any more; put it on sale again, or leave the code away.")
        raise _NotALine(reason.format(name=card.name))
    if card.kind is ItemKind.UNIQUE and card.id in shop.came_in:
        reason = _("“{name}” came in on note {note} already; without its code in the list, this is another piece.")
        raise _NotALine(reason.format(name=card.name, note=shop.came_in[card.id]))
    if card.kind is ItemKind.UNIQUE and row.count != ONE:
        raise _NotALine(_("“{name}” is one of a kind; only one can come in.").format(name=card.name))
    return card


def _by_name(row: GoodsRow, shop: _Shop) -> ItemCard | None:
    """Goods of that name which nothing in the row speaks against; what the row says most closely goes first."""
    may_be = [shop.cards[item.id] for item in shop.named.get(_squeezed(row.name), ()) if _may_be(row, item, shop)]
    if len(may_be) < 2:
        return next(iter(may_be), None)
    same = [card for card in may_be if _facts_of(row) == _facts_on(card)]
    if len(same) != 1:
        reason = _("{name} has several goods that this may be; write the code, the size, the motif or the technique.")
        raise _NotALine(reason.format(name=shop.party.name))
    return same[0]


def _may_be(row: GoodsRow, item: KnownItem, shop: _Shop) -> bool:
    card = shop.cards[item.id]
    if not card.active or (row.code and set(item.codes) - {card.code}):
        # With another code of the maker's own, it is something else.
        return False
    if card.kind is ItemKind.UNIQUE:
        # Another piece that looks the same is a piece of its own.
        if card.id in shop.came_in or row.count != ONE:
            return False
    elif says_only_one(row.remark):
        return False
    pairs = zip(_facts_of(row), _facts_on(card), strict=True)
    return all(said == kept or not said or not kept for said, kept in pairs)


def _facts_of(row: GoodsRow) -> tuple[str, ...]:
    return _facts(row.motif, row.cloth, row.size.key, row.technique, row.dye)


def _facts_on(card: ItemCard) -> tuple[str, ...]:
    return _facts(card.motif, card.cloth, read_size(card.size).key, card.technique, card.dye)


def _facts(motif: str, cloth: str, size: str, technique: Technique, dye: Dye) -> tuple[str, ...]:
    return (
        _squeezed(motif),
        _squeezed(cloth),
        size.replace(" ", ""),
        "" if technique is Technique.NONE else technique.value,
        "" if dye is Dye.NONE else dye.value,
    )


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


# ------------------------------------------------------------------------------------------------------ under terms


def _due(row: GoodsRow, card: ItemCard | None, price: Rupiah, shop: _Shop) -> Rupiah | None:
    """What the artisan gets for one where the terms want it said; the list must fit the terms."""
    terms, listed = shop.agreement, row.net_price
    item = card.id if card is not None else None
    category = card.category if card is not None else row.category or category_of(row.technique, row.name, row.kind)
    is_net = needs_net_price(terms, item=item, category=category)
    if not is_net and terms.scheme is not Scheme.OUTRIGHT:
        share = share_at_list(terms, price, None, item=item, category=category)
        if listed not in (None, share):
            assert listed is not None
            reason = _("The list gives the artisan {listed}, the terms ({terms}) {share}; correct one of them.")
            figures = {"listed": format_rupiah(listed), "share": format_rupiah(share)}
            raise _NotALine(reason.format(terms=describe(terms), **figures))
        return None
    if listed is None:
        raise _NotALine(shares_sentence(Scheme.NET_PRICE if is_net else Scheme.OUTRIGHT, shop.party))
    if listed > price:
        reason = _("{due} for the artisan does not fit a selling price of {price}; correct one of them.")
        raise _NotALine(reason.format(due=format_rupiah(listed), price=format_rupiah(price)))
    return listed
