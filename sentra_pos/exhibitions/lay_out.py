"""Lay a pack's records out in the laptop's store: what is new is added, what changed is brought up to the shop's.

People, goods and promotions that a pack names no more are at rest from then on, as they are in the shop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Table, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.catalogue.put_photo import PhotoDamaged, PhotoNotReadable, PhotoTooLarge, photo_as_jpeg
from sentra_pos.catalogue.search_index import index_items, index_new_items
from sentra_pos.consignment.models import AgreementRateRow, AgreementRow
from sentra_pos.consignment.record_agreement import seal_of_terms
from sentra_pos.core.ids import AgreementId, ItemId
from sentra_pos.db.settings import put_setting
from sentra_pos.exhibitions.file_errors import ContentContradicts
from sentra_pos.exhibitions.pack_records import SETTINGS
from sentra_pos.exhibitions.travelling_rows import ROWS, Travelling, Values
from sentra_pos.ledger.models import Lot
from sentra_pos.people.models import Staff
from sentra_pos.sales.models import PromotionRow
from sentra_pos.stock.queries import newest_lot_seq

_AT_ONCE: Final = 500
_KEPT_FOR_EVER: Final = ("agreement", "rate")
#: What is searched for: an item is indexed again only where one of these changed.
_SEARCHED: Final = ("name", "category", "technique", "cloth", "size", "motif_id", "maker_id", "active")
#: A change of these changes the words of many items.
_WORDS: Final = ("party", "motif", "alias")
#: What a pack names all of that is at work, and how to tell.
_AT_REST: Final[dict[str, ColumnElement[bool]]] = {
    "staff": Staff.__table__.c.active,
    "item": Item.__table__.c.active,
    "promotion": PromotionRow.__table__.c.ended_at.is_(None),
}


def lay_out(session: Session, records: Iterable[tuple[int, str, Values]], *, as_of: datetime) -> dict[AgreementId, str]:
    """Everything but the lots and what was loaded; the seals of the terms that were not known before.

    ``as_of`` is when the shop said so. Raises ContentContradicts where terms that are here already read otherwise.
    """
    laying = _Laying(session, as_of)
    for kind, of_kind in groupby(records, key=lambda each: each[1]):
        laying.take(kind, (values for _number, _kind, values in of_kind))
    return laying.finish()


class _Laying:
    def __init__(self, session: Session, as_of: datetime) -> None:
        self._session, self._as_of = session, as_of
        self._named: dict[str, set[UUID]] = {kind: set() for kind in _AT_REST}
        self._terms: list[Values] = []
        self._rates: list[Values] = []
        self._new: list[ItemId] = []
        self._changed: list[ItemId] = []
        self._known: list[ItemId] = []
        self._words_changed = False

    def take(self, kind: str, records: Iterator[Values]) -> None:
        """All records of one kind; those of the book itself are somebody else's."""
        if kind == "setting":
            self._settings(records)
        elif kind in _KEPT_FOR_EVER:
            (self._terms if kind == "agreement" else self._rates).extend(records)
        elif kind in ROWS and kind != "lot":
            for some in _by_hundreds(records):
                self._rows(kind, some)

    def finish(self) -> dict[AgreementId, str]:
        """The terms, and the index behind the search field."""
        self._rest("staff", {"active": False})
        self._rest("promotion", {"ended_at": self._as_of})
        self._changed += self._rest("item", {"active": False})
        index_new_items(self._session, self._new)
        index_items(self._session, self._known if self._words_changed else self._changed)
        return _keep_terms(self._session, self._terms, self._rates)

    def _settings(self, records: Iterator[Values]) -> None:
        wanted = {values["key"]: values["value"] for values in records}
        for key in SETTINGS:
            put_setting(self._session, key, wanted.get(key))

    def _rest(self, kind: str, values: Values) -> list[Any]:
        """Those that were at work and are not named any more; answers with them."""
        table = _table(ROWS[kind])
        at_work = self._session.execute(select(table.c.id).where(_AT_REST[kind])).scalars()
        gone = [each for each in at_work if each not in self._named[kind]]
        for start in range(0, len(gone), _AT_ONCE):
            self._session.execute(update(table).where(table.c.id.in_(gone[start : start + _AT_ONCE])).values(values))
        return gone

    def _rows(self, kind: str, rows: list[Values]) -> None:
        travelling = ROWS[kind]
        if kind in self._named:
            self._named[kind].update(row["id"] for row in rows)
        if kind == "photo":
            rows = [{**row, "jpeg": _checked(row["jpeg"])} for row in rows]
        before = _before(self._session, travelling, rows) if kind == "item" or kind in _WORDS else {}
        _upsert(self._session, travelling, rows)
        if kind == "item":
            self._new += [row["id"] for row in rows if row["id"] not in before]
            known = [row for row in rows if row["id"] in before]
            self._known += [row["id"] for row in known]
            self._changed += [row["id"] for row in known if _searched(before[row["id"]]) != _searched(row)]
        elif kind in _WORDS and before:
            name = _key(travelling)
            self._words_changed |= any(before[row[name]]["name"] != row["name"] for row in rows if row[name] in before)


def _by_hundreds(records: Iterator[Values]) -> Iterator[list[Values]]:
    some: list[Values] = []
    for record in records:
        some.append(record)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _table(travelling: Travelling) -> Table:
    table = travelling.model.__table__
    assert isinstance(table, Table)
    return table


def _key(travelling: Travelling) -> str:
    (column,) = _table(travelling).primary_key.columns
    return column.name


def _before(session: Session, travelling: Travelling, rows: list[Values]) -> dict[Any, Values]:
    """The rows that are here already, by their key."""
    table, key = _table(travelling), _key(travelling)
    found = session.execute(select(table).where(table.c[key].in_([row[key] for row in rows])))
    return {row._mapping[key]: dict(row._mapping) for row in found}


def _upsert(session: Session, travelling: Travelling, rows: list[Values]) -> None:
    key = _key(travelling)
    statement = upsert(_table(travelling))
    # Only what travels is brought up to date: what the stand wrote into the other columns is its own.
    changed = {name: statement.excluded[name] for name in travelling.columns if name != key}
    session.execute(statement.on_conflict_do_update(index_elements=[key], set_=changed), rows)


def _searched(row: Values) -> tuple[Any, ...]:
    return tuple(row[name] for name in _SEARCHED)


def _checked(jpeg: bytes) -> bytes:
    """A picture by what it is, made anew: whoever signed it."""
    try:
        return photo_as_jpeg(jpeg)
    except (PhotoNotReadable, PhotoDamaged, PhotoTooLarge) as error:
        raise ContentContradicts from error


def _keep_terms(session: Session, terms: list[Values], rates: list[Values]) -> dict[AgreementId, str]:
    """Terms are written once: those that are here must read the same. Answers with the seals of the new ones."""
    own: dict[UUID, list[Values]] = {row["id"]: [] for row in terms}
    for rate in rates:
        if rate["agreement_id"] not in own:
            raise ContentContradicts
        own[rate["agreement_id"]].append(rate)
    seals = {row["id"]: _seal(row, own[row["id"]]) for row in terms}
    if len(seals) != len(terms) or any(row["rate_count"] != len(own[row["id"]]) for row in terms):
        raise ContentContradicts
    known = _known_terms(session, set(seals))
    if any(seals[agreement] != seal for agreement, seal in known.items()):
        raise ContentContradicts
    new = [row for row in terms if row["id"] not in known]
    if new:
        session.execute(insert(AgreementRow), new)
    new_rates = [rate for row in new for rate in own[row["id"]]]
    if new_rates:
        session.execute(insert(AgreementRateRow), new_rates)
    return {row["id"]: seals[row["id"]] for row in new}


def _known_terms(session: Session, wanted: set[AgreementId]) -> dict[AgreementId, str]:
    rows = _of(session, AgreementRow.__table__, AgreementRow.id, wanted)
    own: dict[UUID, list[Values]] = {row["id"]: [] for row in rows}
    for rate in _of(session, AgreementRateRow.__table__, AgreementRateRow.agreement_id, wanted):
        own[rate["agreement_id"]].append(rate)
    return {row["id"]: _seal(row, own[row["id"]]) for row in rows}


def _of(session: Session, table: Any, by: Any, wanted: set[AgreementId]) -> list[Values]:
    statement = select(*table.columns).where(by.in_(wanted)).order_by(*table.primary_key.columns)
    return [dict(row._mapping) for row in session.execute(statement)]


def _seal(row: Values, rates: list[Values]) -> str:
    return seal_of_terms(row, sorted(rates, key=lambda rate: int(rate["number"]))).hex()


def keep_lots(session: Session, lots: Iterable[Values]) -> None:
    """The lots that were not here before, the oldest first; one that is here must be the same.

    Each names the arrival and the line it came in by. Raises ContentContradicts.
    """
    rows = list(lots)
    known = {row["id"]: row for row in _of(session, Lot.__table__, Lot.id, {row["id"] for row in rows})}
    same = [name for name in ROWS["lot"].columns if name not in ("id", "seq")]
    if any(known[row["id"]][name] != row[name] for row in rows if row["id"] in known for name in same):
        raise ContentContradicts
    new = sorted((row for row in rows if row["id"] not in known), key=lambda row: int(row["seq"]))
    first = newest_lot_seq(session) + 1
    if new:
        session.execute(insert(Lot), [{**row, "seq": seq} for seq, row in enumerate(new, start=first)])
