"""A hundred thousand items of 450 artisans, each with a lot on the shelf, written in bulk."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.catalogue.codes import CodeKind, make_code
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique, technique_words
from sentra_pos.catalogue.models import Item, ItemCode, ItemText, SearchWord
from sentra_pos.catalogue.queries import MotifRecord, motifs
from sentra_pos.catalogue.rules import category_of
from sentra_pos.catalogue.search_index import category_token
from sentra_pos.catalogue.starting_motifs import add_starting_motifs
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, LotId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.spelling import fold
from sentra_pos.db.direct import RowWriter
from sentra_pos.ledger.draft import Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.post import post
from sentra_pos.stock.places import WITH_ARTISAN
from tests.factories import Founded, add_agreement, add_artisan

ITEMS = 100_000
ARTISANS = 450
#: Enough of each that a million pieces can be sold and nothing is ever short.
PIECES = Quantity(40)

_FORMS = (
    ("Kain panjang", Technique.TULIS, "primisima"),
    ("Kain cap", Technique.CAP, "prima"),
    ("Kain kombinasi", Technique.KOMBINASI, "sutra"),
    ("Selendang", Technique.TULIS, "katun"),
    ("Kemeja pria", Technique.CAP, "prima"),
    ("Blus", Technique.KOMBINASI, "rayon"),
    ("Tas tote", Technique.NONE, ""),
    ("Dompet", Technique.NONE, ""),
    ("Taplak meja", Technique.CAP, "katun"),
    ("Sandal", Technique.NONE, ""),
)
_COLOURS = "sogan biru indigo merah hijau kuning hitam putih ungu cokelat jingga soga tingi mahoni tegeran".split()
_FIRST = "Sanggar Griya Omah Rumah Batik Canting Kampung Sentra Karya Wastra".split()
_SYLLABLES = "wi ra ma ja ya sa ka la ti ni su di pa ta ba ro mo lo gu ha".split()
_SIZES = ("S", "M", "L", "XL", "")

_ITEMS = RowWriter(
    Item,
    *("id", "name", "kind", "category", "technique", "dye", "cloth", "size", "length_cm", "width_cm", "motif_id"),
    *("group_id", "maker_id", "price", "remark", "import_key", "active", "created_at"),
)
_CODES = RowWriter(ItemCode, "code", "item_id", "own")
_TEXTS = RowWriter(ItemText, "number", "item_id", "words")
_WORDS = RowWriter(SearchWord, "word", "items")
_LOTS = RowWriter(
    Lot,
    *("id", "seq", "item_id", "owner_id", "agreement_id", "document_id", "line_no", "price", "net_price", "cost"),
    "category",
)
_SEARCH = "INSERT INTO item_search (rowid, words) VALUES (?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """An artisan and the terms of all her lots."""

    party: PartyId
    code: str
    name: str
    agreement: AgreementId


def fill_catalogue(session: Session, founded: Founded, clock: Clock, *, items: int = ITEMS) -> None:
    """Enter everybody and everything; the same names and prices every time."""
    luck = random.Random(1)
    add_starting_motifs(session, founded.by, clock=clock)
    session.flush()
    makers = [_maker(session, founded, clock, number, luck) for number in range(1, ARTISANS + 1)]
    rows = [_Entry.drawn(number, makers[number % ARTISANS], luck, clock) for number in range(1, items + 1)]
    known = motifs(session)
    _write_items(session, rows, known, clock)
    _write_index(session, rows, known)
    _take_in(session, founded, makers, rows, clock)


def _maker(session: Session, founded: Founded, clock: Clock, number: int, luck: random.Random) -> Maker:
    code = f"P{number:03d}"
    name = f"{luck.choice(_FIRST)} {''.join(luck.choices(_SYLLABLES, k=3)).title()}"
    party = add_artisan(session, clock, code=code, name=name)
    rate = Percent.whole(luck.choice((10, 15, 20)))
    agreement = add_agreement(session, clock, founded, party, rate=rate)
    return Maker(party=party, code=code, name=name, agreement=agreement)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    number: int
    item: ItemId
    name: str
    technique: Technique
    dye: Dye
    cloth: str
    size: str
    motif: int
    price: Rupiah
    maker: Maker

    @classmethod
    def drawn(cls, number: int, maker: Maker, luck: random.Random, clock: Clock) -> _Entry:
        form, technique, cloth = luck.choice(_FORMS)
        return cls(
            number=number,
            item=ItemId(new_id(clock)),
            name=f"{form} {luck.choice(_COLOURS)}",
            technique=technique,
            dye=Dye.NONE if technique is Technique.NONE else luck.choice((Dye.NATURAL, Dye.SYNTHETIC)),
            cloth=cloth,
            size=luck.choice(_SIZES),
            motif=luck.randrange(26),
            price=Rupiah(luck.randrange(15, 1500) * 1000),
            maker=maker,
        )

    @property
    def category(self) -> str:
        return _category(self.technique, self.name)


# A few hundred names a hundred thousand times over.
_category = lru_cache(lambda technique, name: category_of(technique, name, ItemKind.COUNTED))
_folded = lru_cache(maxsize=100_000)(fold)


def _named(entry: _Entry, known: Sequence[MotifRecord]) -> str:
    return f"{entry.name} {known[entry.motif].name}"


def _write_items(session: Session, entries: Sequence[_Entry], known: Sequence[MotifRecord], clock: Clock) -> None:
    now, connection = clock.now(), session.connection()
    rows: list[tuple[Any, ...]] = [
        (
            *(entry.item, _named(entry, known), ItemKind.COUNTED, entry.category, entry.technique, entry.dye),
            *(entry.cloth, entry.size, None, None, known[entry.motif].id, None, entry.maker.party, entry.price),
            *("", None, True, now),
        )
        for entry in entries
    ]
    _ITEMS.write(connection, rows)
    _CODES.write(connection, [(own_code(entry.number), entry.item, True) for entry in entries])


def own_code(number: int) -> str:
    """What the tag of the item with this number says."""
    return make_code(CodeKind.ITEM, 1, 1, number)


def _write_index(session: Session, entries: Sequence[_Entry], known: Sequence[MotifRecord]) -> None:
    """What ``search_index.index_item`` does one by one."""
    connection = session.connection()
    spelt = [fold(" ".join((motif.name, *motif.aliases))).split() for motif in known]
    joined = [[fold(name).replace(" ", "") for name in (motif.name, *motif.aliases)] for motif in known]
    counts: Counter[str] = Counter()
    texts, found = [], []
    for entry in entries:
        spoken = (entry.name, entry.cloth, entry.size, entry.maker.name, entry.maker.code)
        dressed = technique_words(entry.technique)
        words = {word for said in (*spoken, dressed) for word in _folded(said).split()}
        words |= {*spelt[entry.motif], *joined[entry.motif]}
        counts.update(words)
        text = " ".join(sorted(words))
        texts.append((entry.number, entry.item, text))
        found.append((entry.number, f"{text} {category_token(entry.category)}"))
    _TEXTS.write(connection, texts)
    connection.exec_driver_sql(_SEARCH, found)
    _WORDS.write(connection, sorted(counts.items()))


def _take_in(
    session: Session, founded: Founded, makers: Sequence[Maker], entries: Sequence[_Entry], clock: Clock
) -> None:
    """One note an artisan, with a lot for each of her items."""
    seq = 0
    for number, maker in enumerate(makers):
        note = DocumentId(new_id(clock))
        mine = entries[(number - 1) % ARTISANS :: ARTISANS]
        lots = [LotId(new_id(clock)) for _entry in mine]
        rows: list[tuple[Any, ...]] = [
            (
                *(lot, seq + line, entry.item, maker.party, maker.agreement, note, line, entry.price, None, None),
                entry.category,
            )
            for line, (lot, entry) in enumerate(zip(lots, mine, strict=True), start=1)
        ]
        _LOTS.write(session.connection(), rows)
        seq += len(mine)
        post(session, _note(founded, note, maker, mine, lots, clock), clock=clock)


def _note(
    founded: Founded, note: DocumentId, maker: Maker, entries: Sequence[_Entry], lots: Sequence[LotId], clock: Clock
) -> Draft:
    numbered = list(enumerate(zip(lots, entries, strict=True), start=1))
    return Draft(
        id=note,
        kind=DocumentKind.CONSIGNMENT_NOTE,
        by=founded.by,
        business_date=business_today(clock),
        lines=tuple(
            Line(
                number=line,
                kind=LineKind.GOODS,
                text=entry.name,
                item=entry.item,
                lot=lot,
                party=maker.party,
                quantity=PIECES,
                price=entry.price,
                details={"category": entry.category},
            )
            for line, (lot, entry) in numbered
        ),
        goods=tuple(
            GoodsMove(line=line, lot=lot, source=WITH_ARTISAN, target=founded.shelf, quantity=PIECES)
            for line, (lot, _entry) in numbered
        ),
    )
