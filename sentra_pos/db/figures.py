"""What must be the same on both sides of a copy: how much is in the book, and where its chains end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_FIGURES = """
SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM document_line),
       (SELECT count(*) FROM event), (SELECT count(*) FROM goods_move),
       (SELECT coalesce(sum(quantity), 0) FROM goods_move),
       (SELECT count(*) FROM money_move), (SELECT coalesce(sum(amount), 0) FROM money_move)
"""
_HEADS = "SELECT hex(device_id), epoch, chain, seq, hex(hash) FROM chain_head ORDER BY 1, 2, 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts, sums, and every chain's newest link (device, epoch, chain, seq, hash)."""

    documents: int
    lines: int
    events: int
    goods_moves: int
    pieces_moved: int
    money_moves: int
    money_moved: int
    heads: tuple[tuple[Any, ...], ...]


def figures_of(connection: Any) -> Figures:
    """The book's figures over a bare connection; an empty book has them too."""
    documents, lines, events, goods, pieces, moves, money = connection.execute(_FIGURES).fetchone()
    return Figures(
        documents=documents,
        lines=lines,
        events=events,
        goods_moves=goods,
        pieces_moved=pieces,
        money_moves=moves,
        money_moved=money,
        heads=tuple(tuple(row) for row in connection.execute(_HEADS).fetchall()),
    )
