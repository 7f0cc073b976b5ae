"""The index behind the search field, kept by the acts in their own transaction.

``item_text`` has the searched words of every item that is for sale, ``item_search`` (FTS5) finds its rows by the
beginnings of words, and ``search_word`` is the vocabulary among which the nearest to a misspelt word is looked for.
Codes are not in it: a hundred thousand of them would drown the words; they are found by their own key.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, text
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import technique_words
from sentra_pos.catalogue.models import Item, ItemText, Motif, MotifAlias, SearchWord
from sentra_pos.core.ids import ItemId, MotifId
from sentra_pos.core.spelling import fold
from sentra_pos.people.models import Party

#: Beside the tables of ``models.py``: no rows of its own to read back, so no content; prefix indexes because every
#: keystroke asks for beginnings.
SEARCH_DDL = (
    "CREATE VIRTUAL TABLE item_search USING fts5("
    "words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize='unicode61')",
)

#: The longest of the ``prefix`` lengths above.
LONGEST_INDEXED_BEGINNING = 3

_AT_ONCE = 500
_INSERT = text("INSERT INTO item_search (rowid, words) VALUES (:number, :words)")
_DELETE = text("DELETE FROM item_search WHERE rowid = :number")
_ADD_WORD = text(
    "INSERT INTO search_word (word, items) VALUES (:word, 1) ON CONFLICT (word) DO UPDATE SET items = items + 1"
)
_ADD_WORDS = text(
    "INSERT INTO search_word (word, items) VALUES (:word, :items) "
    "ON CONFLICT (word) DO UPDATE SET items = items + excluded.items"
)
_DROP_WORD = text("UPDATE search_word SET items = items - 1 WHERE word = :word")


def category_token(category: str) -> str:
    """One word that stands for a category in the index, and that nobody types."""
    return "zz" + fold(category).replace(" ", "") + "zz"


def index_item(session: Session, item: ItemId) -> None:
    """Bring the index up to the item as it stands in this transaction; an inactive item is taken out."""
    index_items(session, (item,))


def index_items(session: Session, items: Iterable[ItemId]) -> None:
    """The same for several items (a motif was given another spelling, an artisan another name)."""
    for item in items:
        row = session.execute(_SPOKEN_OF.where(Item.id == item)).one()
        motifs = _motif_names(session, row.motif_id) if row.active else []
        _replace(session, item, _words(row, motifs), category_token(row.category))


def index_new_items(session: Session, items: Sequence[ItemId]) -> None:
    """The same for items that were never indexed, however many came at once."""
    motifs: defaultdict[MotifId, list[str]] = defaultdict(list)
    for motif, name in session.execute(select(Motif.id, Motif.name)):
        motifs[motif].append(name)
    for motif, name in session.execute(select(MotifAlias.motif_id, MotifAlias.name)):
        motifs[motif].append(name)
    last = session.execute(select(func.coalesce(func.max(ItemText.number), 0))).scalar_one()
    for start in range(0, len(items), _AT_ONCE):
        rows = session.execute(_SPOKEN_OF.where(Item.id.in_(items[start : start + _AT_ONCE]), Item.active)).all()
        texts = [(row, _words(row, motifs.get(row.motif_id, []))) for row in rows]
        kept, found, every = [], [], Counter[str]()
        for number, (row, words) in enumerate(texts, start=last + 1):
            kept.append({"number": number, "item_id": row.id, "words": words})
            found.append({"number": number, "words": f"{words} {category_token(row.category)}"})
            every.update(words.split())
        last += len(texts)
        if kept:
            session.execute(insert(ItemText), kept)
            session.execute(_INSERT, found)
            session.execute(_ADD_WORDS, [{"word": word, "items": count} for word, count in sorted(every.items())])


_SPOKEN_OF = (
    select(Item.id, Item.name, Item.category, Item.technique, Item.cloth, Item.size, Item.motif_id, Item.active)
    .add_columns(Party.name.label("maker"), Party.code.label("maker_code"))
    .join(Party, Party.id == Item.maker_id, isouter=True)
)


def _words(row: Row[Any], motifs: Collection[str]) -> str:
    """What the item is found by; nothing for one that is not for sale."""
    if not row.active:
        return ""
    spoken = [row.name, row.cloth, row.size, row.maker or "", row.maker_code or "", *motifs]
    spoken.append(technique_words(row.technique))
    return " ".join(sorted({*fold(" ".join(spoken)).split(), *_run_together(motifs)}))


def _motif_names(session: Session, motif: object) -> list[str]:
    if motif is None:
        return []
    named = select(Motif.name).where(Motif.id == motif)
    aliases = select(MotifAlias.name).where(MotifAlias.motif_id == motif)
    return [*session.execute(named).scalars(), *session.execute(aliases).scalars()]


def _run_together(names: Iterable[str]) -> set[str]:
    """``kororenteng`` for Koro Renteng: many write a motif as one word."""
    return {fold(name).replace(" ", "") for name in names}


def _replace(session: Session, item: ItemId, words: str, category: str) -> None:
    old = session.execute(select(ItemText.number, ItemText.words).where(ItemText.item_id == item)).one_or_none()
    if old is not None:
        session.execute(_DELETE, {"number": old.number})
        session.execute(delete(ItemText).where(ItemText.number == old.number))
    before = set(old.words.split()) if old is not None else set()
    now = set(words.split())
    _count_words(session, now - before, before - now)
    if not now:
        return
    number = (
        session.execute(select(func.coalesce(func.max(ItemText.number), 0) + 1)).scalar_one()
        if old is None
        else old.number
    )
    session.execute(insert(ItemText), [{"number": number, "item_id": item, "words": words}])
    session.execute(_INSERT, {"number": number, "words": f"{words} {category}"})


def _count_words(session: Session, new: Collection[str], gone: Collection[str]) -> None:
    if new:
        session.execute(_ADD_WORD, [{"word": word} for word in sorted(new)])
    if gone:
        session.execute(_DROP_WORD, [{"word": word} for word in sorted(gone)])
        emptied = delete(SearchWord).where(
            SearchWord.items <= 0, SearchWord.word.in_(bindparam("gone", expanding=True))
        )
        session.execute(emptied, {"gone": sorted(gone)})
