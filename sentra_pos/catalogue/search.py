"""The search field: beginnings of words first, then the nearest words to what was misspelt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from sentra_pos.catalogue.codes import normal_code
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.catalogue.queries import ItemCard, cards_of
from sentra_pos.catalogue.search_index import LONGEST_INDEXED_BEGINNING, SEARCH_DDL, category_token
from sentra_pos.core.ids import ItemId, PlaceId
from sentra_pos.core.spelling import fold

#: What the search needs beside tables (see ``db.tables``).
DDL = SEARCH_DDL

_MOST_WORDS = 8
_LONGEST_WORD = 40
#: Among so many newest ones, what is in stock is shown first.
_CANDIDATES = 60
#: With fewer hits than this a slip of the pen is supposed.
_FEW = 3
_NEAREST = 3
_MOST_WHOLE = 24
#: An own code is thirteen digits; fewer than these find too many to be meant as a code.
_CODE_LETTERS = 3

# FTS5 gives its rows in order of rowid by itself, so the newest come first without sorting.
_FIND = text(
    """
    SELECT t.item_id AS item,
           i.kind = :service OR EXISTS (
               SELECT 1 FROM lot JOIN stock_balance b ON b.lot_id = lot.id AND b.place_id = :place
               WHERE lot.item_id = t.item_id AND b.quantity > 0) AS at_hand
    FROM item_search JOIN item_text t ON t.number = item_search.rowid JOIN item i ON i.id = t.item_id
    WHERE item_search MATCH :match ORDER BY item_search.rowid DESC LIMIT :most
    """
)
_BEGINNING = text("SELECT word FROM search_word WHERE word >= :word AND word < :after LIMIT :most")
# One long row: thousands of short ones cost more to fetch than to compare.
_VOCABULARY = text("SELECT group_concat(word, ' ') FROM search_word")


@dataclass(frozen=True, slots=True)
class _Word:
    """A typed word and the words that may have been meant; itself alone, if it is spelt well."""

    typed: str
    meant: tuple[str, ...]

    def match(self, session: Session) -> str:
        """What FTS5 is asked: whole words where that is possible, because it reads those as it goes.

        For a beginning that has no index of its own it would first gather the rows of all words that begin so.
        """
        terms = [
            f'"{word}"*' if whole is None else f'"{whole}"' for word in self.meant for whole in _whole(session, word)
        ]
        return f"({' OR '.join(terms)})"


def _whole(session: Session, beginning: str) -> list[str | None]:
    """The words that begin so, or None alone for "too many of them"."""
    if len(beginning) <= LONGEST_INDEXED_BEGINNING:
        return [None]
    words = _beginning(session, beginning, _MOST_WHOLE + 1)
    return list(words) if 0 < len(words) <= _MOST_WHOLE else [None]


def _beginning(session: Session, beginning: str, most: int) -> list[str]:
    rows = session.execute(_BEGINNING, {"word": beginning, "after": beginning + "\U0010ffff", "most": most})
    return list(rows.scalars())


def search_items(
    session: Session, text: str, limit: int = 24, category: str | None = None, *, place: PlaceId
) -> tuple[ItemCard, ...]:
    """Items for sale whose name, motif (in any spelling), maker, cloth, size or code begins with every word typed.

    A code typed in full comes first, then what is at the place, newest first. When hardly anything is found, words that
    no item has are taken for misspelt and replaced by their nearest.
    """
    words = [word[:_LONGEST_WORD] for word in fold(text).split()[:_MOST_WORDS]]
    if not words:
        return ()
    found = dict.fromkeys(_by_code(session, text, limit))
    exact = [_Word(word, (word,)) for word in words]
    found |= dict.fromkeys(_by_words(session, exact, category, place))
    if len(found) < _FEW:
        corrected = _corrected(session, words, try_all=not found and category is None)
        if corrected:
            found |= dict.fromkeys(_by_words(session, corrected, category, place))
    cards = cards_of(session, list(found)[:limit], place)
    return tuple(card for card in cards if card.active and category in (None, card.category))


def _by_code(session: Session, typed: str, limit: int) -> list[ItemId]:
    code = normal_code(typed)
    if len(code) < _CODE_LETTERS or not any(letter.isdigit() for letter in code):
        return []
    rows = session.execute(
        select(ItemCode.item_id)
        .join(Item, Item.id == ItemCode.item_id)
        .where(ItemCode.code >= code, ItemCode.code < code + "\U0010ffff", Item.active)
        .order_by(ItemCode.code)
        .limit(limit)
    )
    return list(rows.scalars())


def _by_words(session: Session, words: Sequence[_Word], category: str | None, place: PlaceId) -> list[ItemId]:
    parts = [word.match(session) for word in words]
    if category is not None:
        parts.append(f'"{category_token(category)}"')
    rows = session.execute(
        _FIND,
        {
            "match": " AND ".join(parts),
            "place": place.bytes,
            "most": _CANDIDATES,
            "service": ItemKind.SERVICE.value,
        },
    ).all()
    at_hand = [row.item for row in rows if row.at_hand]
    sold = [row.item for row in rows if not row.at_hand]
    return [ItemId(UUID(bytes=item)) for item in (*at_hand, *sold)]


def _corrected(session: Session, words: Sequence[str], *, try_all: bool) -> list[_Word]:
    """The words with what may have been meant, or nothing when there is nothing else to try.

    Words that no item has are surely misspelt. When all are known and still no item has them all, any may be:
    that is asked with ``try_all``, not when a category narrows, for then the category is the likelier reason.
    """
    unknown = [word for word in words if not _beginning(session, word, 1)]
    doubtful = unknown or (words if try_all else [])
    if not doubtful:
        return []
    known = str(session.execute(_VOCABULARY).scalar_one() or "").split()
    corrected = []
    for word in words:
        near = _nearest(word, known) if word in doubtful else ()
        corrected.append(_Word(word, near if word in unknown else tuple(dict.fromkeys((word, *near)))))
    return corrected if all(word.meant for word in corrected) else []


def _slips_allowed(word: str) -> int:
    """Letters that may be wrong, missing, too many or swapped; in a short word every letter counts."""
    if len(word) < 4 or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 6 else 2 if len(word) < 9 else 3


def _nearest(word: str, known: Sequence[str]) -> tuple[str, ...]:
    slips = _slips_allowed(word)
    if not slips:
        return ()
    from rapidfuzz import process  # only what is misspelt needs it; the till is there to scan at sooner
    from rapidfuzz.distance import OSA

    whole = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=_NEAREST)
    # While it is still being typed, a misspelt word is compared with as much of each word as is there.
    begun = [each[: len(word)] for each in known]
    beginning = process.extract(word, begun, scorer=OSA.distance, score_cutoff=max(slips - 1, 1), limit=_NEAREST)
    ranked = sorted((score, place) for _, score, place in (*whole, *beginning))
    best = dict.fromkeys(known[place] for _score, place in ranked)
    return tuple(best)[:_NEAREST]
