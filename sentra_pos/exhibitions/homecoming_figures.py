"""What a file would add to the book, in figures: read from the rehearsal, where only the stand's book lies."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.connection import connect
from sentra_pos.exhibitions.rehearse import Rehearsed

#: Whatever has a tender; a way of paying that was corrected has two, and so has nobody's day more or less by it.
_TAKING = "('sale', 'refund', 'exchange', 'void', 'foreign_return', 'payment_change', 'customer_payment')"
#: A return and a void give back what their tenders say.
_SIGN = "iif(document.kind IN ('refund', 'void', 'foreign_return'), -1, 1)"
_NEVER_LOADED = """
    SELECT coalesce(sum(line.quantity), 0) FROM document JOIN document_line AS line ON line.document_id = document.id
    WHERE received_seq > ? AND document.kind IN ('sale', 'exchange') AND line.kind = 'goods'
    AND line.refers_document_id IS NULL AND NOT EXISTS (SELECT 1 FROM line_allocation AS part
    WHERE part.document_id = line.document_id AND part.line_no = line.line_no)
    """
_BELOW_ZERO = """
    SELECT coalesce(sum(part.quantity), 0) FROM document JOIN line_allocation AS part ON part.document_id = document.id
    WHERE received_seq > ? AND document.kind IN ('sale', 'exchange') AND part.short = 1
    """
_FROM_ELSEWHERE = """
    SELECT coalesce(sum(line.quantity), 0) FROM document JOIN document_line AS line ON line.document_id = document.id
    WHERE received_seq > ? AND document.kind = 'foreign_return' AND line.kind = 'taken_back'
    """
_DAYS = f"""
    SELECT business_date, sum(kind IN ('sale', 'exchange')), sum(kind IN ('refund', 'exchange', 'foreign_return')),
    sum(kind = 'void'),
    coalesce(sum((SELECT sum({_SIGN} * amount) FROM document_line WHERE document_id = document.id
    AND document_line.kind = 'tender')), 0)
    FROM document WHERE received_seq > ? AND kind IN {_TAKING} GROUP BY business_date ORDER BY business_date
    """
_METHODS = f"""
    SELECT coalesce(payment_method.name, line.method), sum({_SIGN} * line.amount)
    FROM document JOIN document_line AS line ON line.document_id = document.id AND line.kind = 'tender'
    LEFT JOIN payment_method ON payment_method.code = line.method
    WHERE received_seq > ? AND document.kind IN {_TAKING} GROUP BY line.method
    ORDER BY coalesce(payment_method.position, 999), line.method
    """
_ARTISANS = """
    SELECT coalesce(party.code, ''), coalesce(party.name, ''),
    sum(iif(target.kind = 'with_customer', move.quantity, 0)),
    sum(iif(source.kind = 'with_customer', move.quantity, 0))
    FROM document JOIN goods_move AS move ON move.document_id = document.id JOIN lot ON lot.id = move.lot_id
    JOIN place AS source ON source.id = from_place_id JOIN place AS target ON target.id = to_place_id
    LEFT JOIN party ON party.id = lot.owner_id
    WHERE received_seq > ? AND 'with_customer' IN (source.kind, target.kind)
    GROUP BY party.id ORDER BY party.code IS NULL, party.code
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """Pieces that somebody has to look at: sold though never loaded, sold below zero, taken back from elsewhere."""

    never_loaded: int
    below_zero: int
    from_elsewhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayToCome:
    """A day of the stand; ``total`` is what stayed in the till by all ways of paying."""

    day: date
    sales: int
    returns: int
    voids: int
    total: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodToCome:
    name: str
    total: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanToCome:
    """``code`` and ``name`` are empty for the shop's own goods."""

    code: str
    name: str
    sold: Quantity
    returned: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCome:
    """All that the file adds; ``documents`` counts openings and closings too."""

    documents: int
    days: tuple[DayToCome, ...]
    methods: tuple[MethodToCome, ...]
    artisans: tuple[ArtisanToCome, ...]
    flags: Flags
    ended: bool

    @property
    def sales(self) -> int:
        return sum(day.sales for day in self.days)

    @property
    def total(self) -> Rupiah:
        return sum((day.total for day in self.days), ZERO)


def flags_of(rehearsed: Rehearsed) -> Flags:
    """What of the new documents somebody has to look at."""
    with closing(connect(rehearsed.path, read_only=True)) as connection:
        return _flags(connection, rehearsed.known)


def figures_to_come(rehearsed: Rehearsed) -> ToCome:
    """The new documents in figures."""
    after = (rehearsed.known,)
    with closing(connect(rehearsed.path, read_only=True)) as connection:

        def ask(sql: str) -> list[Any]:
            return list(connection.execute(sql, after).fetchall())

        ended = "SELECT count(*) FROM document WHERE received_seq > ? AND kind = 'stand_ended'"
        return ToCome(
            documents=rehearsed.added,
            days=tuple(
                DayToCome(day=date.fromisoformat(day), sales=sales, returns=returns, voids=voids, total=Rupiah(total))
                for day, sales, returns, voids, total in ask(_DAYS)
            ),
            methods=tuple(MethodToCome(name=name, total=Rupiah(total)) for name, total in ask(_METHODS)),
            artisans=tuple(
                ArtisanToCome(code=code, name=name, sold=Quantity(sold), returned=Quantity(returned))
                for code, name, sold, returned in ask(_ARTISANS)
            ),
            flags=_flags(connection, rehearsed.known),
            ended=bool(ask(ended)[0][0]),
        )


def _flags(connection: Any, known: int) -> Flags:
    counts = [connection.execute(sql, (known,)).fetchone()[0] for sql in (_NEVER_LOADED, _BELOW_ZERO, _FROM_ELSEWHERE)]
    return Flags(never_loaded=counts[0], below_zero=counts[1], from_elsewhere=counts[2])
