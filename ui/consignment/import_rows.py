"""What the import shows: every row of the list in one of a few heaps, the questions, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sentra_pos.catalogue.facts import technique_label
from sentra_pos.consignment.lists.match_columns import ListKind
from sentra_pos.consignment.lists.plan_artisans import ArtisanPlan, ArtisanState, PlannedArtisan
from sentra_pos.consignment.lists.plan_import import ImportPlan, PlannedRow, RowState, SharesWanted, WhoIsThis
from sentra_pos.consignment.lists.records import RowProblem, SkippedRow
from sentra_pos.consignment.queries import Consignor
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_percent
from ui.consignment.import_list import ColumnMatch, ListFile, columns_of, problems_of, skipped_of


class Heap(StrEnum):
    """Where a row of the list lies."""

    NEW = "new"
    ASK = "ask"
    PROBLEM = "problem"
    DIFFERS = "differs"
    HERE = "here"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One row as the preview shows it; ``reason`` says why it is not simply taken."""

    number: int
    heap: Heap
    name: str
    facts: str
    count: str = ""
    price: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What must be asked before everything can come in."""

    who: tuple[WhoIsThis, ...] = ()
    shares: tuple[SharesWanted, ...] = ()
    terms: tuple[PlannedArtisan, ...] = ()
    everybody: tuple[Consignor, ...] = ()

    @property
    def count(self) -> int:
        return len(self.who) + len(self.shares) + len(self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The list compared with the shop, nothing done yet."""

    kind: ListKind
    file: str
    columns: tuple[ColumnMatch, ...]
    rows: tuple[PreviewRow, ...]
    questions: Questions

    def of(self, heap: Heap) -> tuple[PreviewRow, ...]:
        """The rows of one heap."""
        return tuple(row for row in self.rows if row.heap is heap)

    @property
    def is_right(self) -> bool:
        """Whether every row can be taken as it is."""
        return not (self.of(Heap.PROBLEM) or self.of(Heap.ASK))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What came of it; ``left_out`` are rows that were not taken, ``differing`` those that were not touched."""

    kind: ListKind
    added: int
    pieces: int
    notes: tuple[str, ...]
    unchanged: int
    differing: tuple[PreviewRow, ...]
    left_out: tuple[PreviewRow, ...]


_GOODS_HEAPS = {
    RowState.NEW: Heap.NEW,
    RowState.UNCHANGED: Heap.HERE,
    RowState.PRICE_DIFFERS: Heap.DIFFERS,
    RowState.COUNT_DIFFERS: Heap.DIFFERS,
    RowState.ASK: Heap.ASK,
    RowState.PROBLEM: Heap.PROBLEM,
}
_ARTISAN_HEAPS = {
    ArtisanState.NEW: Heap.NEW,
    ArtisanState.UNCHANGED: Heap.HERE,
    ArtisanState.DIFFERS: Heap.DIFFERS,
    ArtisanState.ASK: Heap.ASK,
    ArtisanState.PROBLEM: Heap.PROBLEM,
}


def heap_label(heap: Heap) -> str:
    """The heap's name on its chip."""
    return {
        Heap.NEW: _("To add"),
        Heap.ASK: _("Questions"),
        Heap.PROBLEM: _("Problems"),
        Heap.DIFFERS: _("Different here"),
        Heap.HERE: _("Here already"),
        Heap.SKIPPED: _("Skipped"),
    }[heap]


def goods_rows(plan: ImportPlan) -> tuple[PreviewRow, ...]:
    """A goods list, row by row."""
    return tuple(_goods_row(planned) for planned in plan.rows)


def _goods_row(planned: PlannedRow) -> PreviewRow:
    row = planned.row
    artisan = planned.party.name if planned.party is not None else row.artisan
    facts = (artisan, technique_label(row.technique), row.cloth, row.size.text)
    return PreviewRow(
        number=row.row_number,
        heap=_GOODS_HEAPS[planned.state],
        name=row.name,
        facts=" · ".join(fact for fact in facts if fact),
        count="" if row.count is None else format_number(row.count.units),
        price="" if row.price is None else format_number(row.price.amount),
        reason=planned.reason,
    )


def artisan_rows(plan: ArtisanPlan) -> tuple[PreviewRow, ...]:
    """An artisan list, row by row."""
    return tuple(_artisan_row(planned) for planned in plan.rows)


def _artisan_row(planned: PlannedArtisan) -> PreviewRow:
    row = planned.row
    return PreviewRow(
        number=row.row_number,
        heap=_ARTISAN_HEAPS[planned.state],
        name=row.name,
        facts=" · ".join(fact for fact in (row.code, row.kind, row.phone) if fact),
        price="" if row.commission is None else format_percent(row.commission),
        reason="; ".join(planned.differences) or planned.reason,
    )


def review_of(read: ListFile, rows: tuple[PreviewRow, ...], questions: Questions) -> Review:
    """The whole list in its heaps: what was understood, what was not, and what was skipped."""
    unread = (*_problem_rows(problems_of(read)), *_skipped_rows(skipped_of(read)))
    return Review(
        kind=read.kind,
        file=read.table.name,
        columns=columns_of(read),
        rows=tuple(sorted((*rows, *unread), key=lambda row: row.number)),
        questions=questions,
    )


def _problem_rows(problems: Iterable[RowProblem]) -> tuple[PreviewRow, ...]:
    """One line for each problem, so that none hides behind another."""
    return tuple(
        PreviewRow(
            number=problem.row_number,
            heap=Heap.PROBLEM,
            name=": ".join(part for part in (problem.column, problem.text) if part) or "–",
            facts="",
            reason=problem.reason,
        )
        for problem in problems
    )


def _skipped_rows(skipped: Iterable[SkippedRow]) -> tuple[PreviewRow, ...]:
    return tuple(
        PreviewRow(number=row.row_number, heap=Heap.SKIPPED, name=row.text or "–", facts="", reason=row.reason)
        for row in skipped
    )
