"""One day at a stand: what was sold of whom, and what came in by which way of paying."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.exhibitions import result_money as money
from sentra_pos.exhibitions.home_book import stand_book
from sentra_pos.exhibitions.result_queries import Piece, Split, goods_moved, named_later, places_of, splits
from sentra_pos.exhibitions.result_queries import stand_documents as documents_of
from sentra_pos.exhibitions.result_rules import signed_parts, sold_there
from sentra_pos.exhibitions.stand_queries import item_words, party_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceSold:
    """One item of one artisan; what came back that day is taken off."""

    item: ItemId
    name: str
    code: str
    size: str
    pieces: int
    listed: Rupiah
    discount: Rupiah

    @property
    def paid(self) -> Rupiah:
        return self.listed - self.discount


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanDay:
    """One artisan's day; ``code`` and ``name`` are empty for the shop's own goods."""

    code: str
    name: str
    items: tuple[PieceSold, ...]

    @property
    def pieces(self) -> int:
        return sum(each.pieces for each in self.items)

    @property
    def discount(self) -> Rupiah:
        return sum_rupiah(each.discount for each in self.items)

    @property
    def paid(self) -> Rupiah:
        return sum_rupiah(each.paid for each in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandDay:
    """``methods`` are codes of ways of paying. ``unnamed`` is what services and goods of nobody known brought."""

    day: date
    receipts: int
    methods: tuple[tuple[str, Rupiah], ...]
    artisans: tuple[ArtisanDay, ...]
    unnamed: Rupiah

    @property
    def pieces(self) -> int:
        return sum(each.pieces for each in self.artisans)

    @property
    def paid(self) -> Rupiah:
        """For goods and services, before what cash was rounded by."""
        return sum_rupiah((*(each.paid for each in self.artisans), self.unnamed))

    @property
    def taken(self) -> Rupiah:
        """What came in by all ways of paying, less what went out."""
        return sum_rupiah(amount for _method, amount in self.methods)


def stand_day(session: Session, stand: UUID, day: date) -> StandDay:
    """By business date. Raises NoSuchStand."""
    books = (stand_book(session, stand),)
    documents = documents_of(session, books)
    sold = sold_there(goods_moved(session, books), places_of(books), named_later(session, documents))
    parts = signed_parts(splits(session, books), sold)
    tenders = [each for each in money.tenders(session, documents) if each.day == day]
    by_method: defaultdict[str, Rupiah] = defaultdict(lambda: ZERO)
    for tender in tenders:
        by_method[tender.method] += tender.amount
    of_day = {each.document for each in tenders}
    named = {part.refers for part, sign in parts if sign > 0}
    unnamed = [
        line.paid
        for line in money.unsplit(session, documents)
        if line.key[0] in of_day and (line.service or line.key not in named)
    ]
    return StandDay(
        day=day,
        receipts=len({each.document for each in tenders if each.receipt}),
        methods=tuple(sorted(by_method.items())),
        artisans=_artisans(session, [(part, sign) for part, sign in parts if part.day == day]),
        unnamed=sum_rupiah(unnamed),
    )


def _artisans(session: Session, parts: Sequence[tuple[Split, int]]) -> tuple[ArtisanDay, ...]:
    sums: defaultdict[Piece, list[int]] = defaultdict(lambda: [0, 0, 0])
    for part, sign in parts:
        for place, figure in enumerate((part.units, part.listed.amount, part.discount.amount)):
            sums[part.piece][place] += sign * figure
    words = item_words(session, {item for _owner, item in sums})
    people = party_words(session, {owner for owner, _item in sums if owner is not None})
    found = []
    for party in dict.fromkeys(owner for owner, _item in sums):
        code, name = ("", "") if party is None else people[party]
        items = [
            PieceSold(
                item=item,
                name=words[item].name,
                code=words[item].code,
                size=words[item].size,
                pieces=units,
                listed=Rupiah(listed),
                discount=Rupiah(discount),
            )
            for (owner, item), (units, listed, discount) in sums.items()
            if owner == party and (units or listed or discount)
        ]
        if items:
            ordered = tuple(sorted(items, key=lambda each: (each.name.casefold(), each.code)))
            found.append(ArtisanDay(code=code, name=name, items=ordered))
    return tuple(sorted(found, key=lambda each: (not each.code, len(each.code), each.code)))
